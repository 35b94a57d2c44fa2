/** Wrong answers to exercise 08 that give models: one slip each, and what the check must say to it. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import type {WrongAnswer} from './bench';

type Build = (...sizes: number[]) => unknown;
type Layer = tf.layers.Layer;

const wrong = (name: string, slips: [slip: string, answer: Build, says: RegExp][]): WrongAnswer[] =>
  slips.map(([slip, answer, says]) => ({slip, answers: {[name]: answer}, says}));

const each = (layer: Layer) => layers.timeDistributed({layer});
const conv = (filters: number, rest: object = {}) =>
  layers.conv2d({filters, kernelSize: 3, padding: 'same', activation: 'relu', ...rest});
const pool = () => each(layers.maxPooling2d());
const flat = () => each(tf.layers.flatten());
const mean = () => each(layers.globalAveragePooling2d());
const softmax = (units: number) => layers.dense({units, activation: 'softmax'});
const chain = (inputShape: (number | null)[], stack: Layer[]) =>
  tf.sequential({layers: [tf.layers.inputLayer({inputShape}), ...stack]});

/** The layers of 08.5, some of them exchanged. */
interface Parts {
  input?: (t: number, h: number, w: number, c: number) => (number | null)[];
  look?: (filters: number, t: number, h: number, w: number) => Layer[];
  read?: (units: number) => Layer[];
  head?: (classes: number) => Layer[];
}

const frames =
  ({input = (t, h, w, c) => [t, h, w, c], look = (f) => [each(conv(f)), pool(), flat()], ...rest}: Parts): Build =>
  (t, h, w, c, f, u, k) => {
    const {read = (units) => [layers.lstm({units})], head = (classes) => [softmax(classes)]} = rest;
    return chain(input(t, h, w, c), [...look(f, t, h, w), ...read(u), ...head(k)]);
  };

/** The layers of 08.7, some of them exchanged. */
const masked =
  ({
    input = (_, h, w, c) => [null, h, w, c],
    look = (f) => [each(conv(f, {useBias: false})), mean()],
    ...rest
  }: Parts): Build =>
  (h, w, c, f, u, k) => {
    const {read = (units) => [layers.masking(), layers.lstm({units})], head = (classes) => [softmax(classes)]} = rest;
    return chain(input(9, h, w, c), [...look(f, 9, h, w), ...read(u), ...head(k)]);
  };

const plain = (f: number) => each(conv(f, {useBias: false}));

export const networkSlips: Record<string, WrongAnswer[]> = {
  '08.5': wrong('buildFrames', [
    [
      'from the last frame on',
      frames({read: (units) => [layers.lstm({units, goBackwards: true})]}),
      /last frame to its first/,
    ],
    ['tanh', frames({look: (f) => [each(conv(f, {activation: 'tanh'})), pool(), flat()]}), /is tanh; relu/],
    ['no LSTM', frames({read: () => [tf.layers.flatten()]}), /there is no LSTM/],
    [
      'a convolution of the whole film',
      frames({look: (f) => [conv(f)]}),
      /a layer for one picture was given a whole film/,
    ],
    ['an LSTM of each frame', frames({read: (units) => [each(layers.lstm({units}))]}), /not within timeDistributed/],
    [
      'frames as channels',
      (t, h, w, c, f, u, k) => {
        const picture = [
          tf.layers.permute({dims: [2, 3, 1, 4]}),
          tf.layers.reshape({targetShape: [h, w, t * c]}),
          conv(f),
        ];
        const rows = tf.layers.reshape({targetShape: [Math.floor(h / 2) * Math.floor(w / 2), f]});
        return chain([t, h, w, c], [...picture, layers.maxPooling2d(), rows, layers.lstm({units: u}), softmax(k)]);
      },
      /channels of one picture/,
    ],
    ['a kernel of 5', frames({look: (f) => [each(conv(f, {kernelSize: 5})), pool(), flat()]}), /kernel of 3 by 3/],
    ['no flatten', frames({look: (f) => [each(conv(f)), pool()]}), /still have height and width/],
    [
      'flattened with the frames',
      frames({look: (f) => [each(conv(f)), pool(), tf.layers.flatten()]}),
      /LSTM was given no frames/,
    ],
    ['the mean of the frame', frames({look: (f) => [each(conv(f)), pool(), mean()]}), /all places were to be kept/],
    ['no pooling', frames({look: (f) => [each(conv(f)), flat()]}), /pooling is missing/],
    [
      'padding valid',
      frames({look: (f) => [each(conv(f, {padding: 'valid'})), pool(), flat()]}),
      /shrinks at the border/,
    ],
    [
      'no activation',
      frames({look: (f) => [each(conv(f, {activation: 'linear'})), pool(), flat()]}),
      /no activation; relu/,
    ],
    ['no bias', frames({look: (f) => [each(conv(f, {useBias: false})), pool(), flat()]}), /no bias; here it has/],
    [
      'a kernel in time',
      frames({
        look: (f) => [
          layers.conv3d({filters: f, kernelSize: 3, padding: 'same', activation: 'relu'}),
          layers.maxPooling3d({poolSize: [1, 2, 2]}),
          flat(),
        ],
      }),
      /a size in time too/,
    ],
    [
      'the pooling first',
      frames({look: (f) => [pool(), each(conv(f)), flat()]}),
      /pooling comes before the convolution/,
    ],
    [
      'a mean pooling',
      frames({look: (f) => [each(conv(f)), each(layers.averagePooling2d()), flat()]}),
      /mean of each square/,
    ],
    [
      'a stride',
      frames({look: (f, _t, h) => [each(conv(f, {strides: 2, padding: h % 2 ? 'valid' : 'same'})), flat()]}),
      /strides over places/,
    ],
    ['no convolution', frames({look: () => [flat()]}), /reads the pixels/],
    ['all states', frames({read: (units) => [layers.lstm({units, returnSequences: true})]}), /one answer a frame/],
    ['a SimpleRNN', frames({read: (units) => [layers.simpleRNN({units})]}), /this is a SimpleRNN/],
    ['a GRU', frames({read: (units) => [layers.gru({units})]}), /this is a GRU/],
    [
      'two LSTM layers',
      frames({read: (units) => [layers.lstm({units, returnSequences: true}), layers.lstm({units})]}),
      /two LSTM/,
    ],
    [
      'the states averaged, the order lost',
      frames({read: (units) => [each(layers.dense({units})), layers.globalAveragePooling1d()]}),
      /fewer than these layers have/,
    ],
    ['no head', frames({head: () => []}), /the Dense layer is missing/],
    ['sigmoid', frames({head: (units) => [layers.dense({units, activation: 'sigmoid'})]}), /by sigmoid/],
    ['scores', frames({head: (units) => [layers.dense({units})]}), /scores, not probabilities/],
    ['two heads', frames({head: (units) => [layers.dense({units}), softmax(units)]}), /a Dense layer more/],
    ['frames behind the places', frames({input: (t, h, w, c) => [h, w, c, t]}), /found ndim|frames come before/],
    ['no channels', frames({input: (t, h, w) => [t, h, w, 1]}), /it should read|reads/],
    ['height and width exchanged', frames({input: (t, h, w, c) => [t, w, h, c]}), /height and width have changed/],
    [
      'no input shape',
      (_t, _h, _w, _c, f, u, k) =>
        tf.sequential({layers: [each(conv(f)), flat(), layers.lstm({units: u}), softmax(k)] as Layer[]}),
      /does not know what it reads/,
    ],
    ['the LSTM alone', (_t, _h, _w, _c, _f, u) => layers.lstm({units: u}), /a single layer/],
    ['no return', () => {}, /return missing/],
  ]),
  '08.7': wrong('buildMasked', [
    [
      'a sigmoid',
      masked({look: (f) => [each(conv(f, {useBias: false, activation: 'sigmoid'})), mean()]}),
      /is sigmoid; relu/,
    ],
    ['no mask', masked({read: (units) => [layers.lstm({units})]}), /no layer makes a mask/],
    ['a bias', masked({look: (f) => [each(conv(f)), mean()]}), /zero now, but training moves them/],
    [
      'the mask first',
      masked({look: (f) => [layers.masking(), plain(f), mean()], read: (units) => [layers.lstm({units})]}),
      /made of pixels/,
    ],
    [
      'the mask behind the LSTM',
      masked({read: (units) => [layers.lstm({units, returnSequences: true}), layers.masking(), layers.lastStep()]}),
      /made behind the LSTM/,
    ],
    [
      'the mask in each frame',
      masked({look: (f) => [plain(f), each(layers.masking()), mean()], read: (units) => [layers.lstm({units})]}),
      /mask stands within timeDistributed/,
    ],
    [
      'another mask value',
      masked({read: (units) => [layers.masking({maskValue: -1}), layers.lstm({units})]}),
      /skips frames of -1/,
    ],
    [
      'a layer that ends the mask',
      masked({read: (units) => [layers.masking(), layers.averagePooling1d({poolSize: 1}), layers.lstm({units})]}),
      /ends the mask/,
    ],
    [
      'a maximum over all states',
      masked({read: (units) => [layers.lstm({units, returnSequences: true}), layers.globalMaxPooling1d()]}),
      /no layer makes a mask/,
    ],
    ['a fixed number of frames', masked({input: (t, h, w, c) => [t, h, w, c]}), /leave it open with null/],
    ['no axis for frames', masked({input: (_, h, w, c) => [h, w, c]}), /only the number of frames may be/],
    ['no LSTM', masked({read: () => [layers.masking(), layers.globalAveragePooling1d()]}), /there is no LSTM/],
    [
      'the maximum of a frame',
      masked({look: (f) => [plain(f), each(layers.globalMaxPooling2d())]}),
      /maximum over the frame/,
    ],
    ['all places', masked({look: (f) => [plain(f), flat()]}), /mean over the frame was asked/],
    [
      'a kernel in time',
      masked({
        look: (f) => [
          layers.conv3d({filters: f, kernelSize: 3, padding: 'same', activation: 'relu', useBias: false}),
          mean(),
        ],
      }),
      /a size in time too/,
    ],
    [
      'both directions',
      masked({read: (units) => [layers.masking(), layers.bidirectional({layer: layers.lstm({units}) as never})]}),
      /reads both ways/,
    ],
    [
      'an answer a frame',
      masked({read: (units) => [layers.masking(), layers.lstm({units, returnSequences: true})]}),
      /one answer a frame/,
    ],
    ['scores', masked({head: (units) => [layers.dense({units})]}), /scores, not probabilities/],
    [
      'no activation',
      masked({look: (f) => [each(conv(f, {useBias: false, activation: 'linear'})), mean()]}),
      /no activation; relu/,
    ],
    ['no return', () => {}, /return missing/],
  ]),
};

/** Wrong answers to the networks of exercise 19: one slip each, and what the check must say to it. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';
import {column, each, filmInputs, link, type Node, rowsThatCount, softmax, spread} from './action-networks';
import {type WrongAnswer, wrong} from './bench';

type Layer = tf.layers.Layer;

/** The reader, some of its pieces exchanged. */
interface ReaderParts {
  look?: (x: Node, filters: number[], mask: Node) => Node;
  close?: (rows: Node, mask: Node) => Node;
  read?: (rows: Node, units: number) => Node;
  pool?: (H: Node, units: number) => Node;
  end?: (context: Node, classes: number) => Node;
  inputs?: (films: Node, mask: Node) => Node[];
}

const conv = (filters: number, rest: object = {}): Layer =>
  layers.conv2d({filters, kernelSize: 3, padding: 'same', activation: 'relu', ...rest});
const lookAt =
  (rest: object = {}) =>
  (x: Node, filters: number[]): Node =>
    filters.reduce((y, count) => link(each(layers.maxPooling2d()), link(each(conv(count, rest)), y)), x);
const flat = (x: Node): Node => link(each(tf.layers.flatten()), x);
const states = (rows: Node, units: number): Node => link(layers.lstm({units, returnSequences: true}), rows);
const asked = (H: Node, units: number): Node =>
  link(tf.layers.reshape({targetShape: [1, units]}), link(layers.lastStep(), H));
const attend = (H: Node, units: number, layer: Layer): Node =>
  link(tf.layers.flatten(), link(layer, [asked(H, units), H]));
const additive = (units: number, returnAttentionScores = false): Layer =>
  layers.attention({score: 'additive', units, returnAttentionScores});
const closed = (rows: Node, mask: Node): Node =>
  link(tf.layers.multiply(), [rows, spread(mask, rows.shape[2] as number)]);

const reader =
  ({
    look = (x, filters) => flat(lookAt()(x, filters)),
    close = rowsThatCount,
    read = states,
    pool = (H, units) => attend(H, units, layers.attention({score: 'additive', units})),
    end = (context, classes) => link(softmax(classes), context),
    inputs = (films, mask) => [films, mask],
  }: ReaderParts) =>
  (height: number, width: number, filters: number[], units: number, classes: number): unknown => {
    const {films, mask} = filmInputs(height, width);
    const H = read(close(look(films, filters, mask), mask), units);
    return tf.model({inputs: inputs(films, mask), outputs: end(pool(H, units), classes)});
  };

/** The block, some of its pieces exchanged. */
interface BlockParts {
  close?: (x: Node, mask: Node, stage: number) => Node;
  look?: (filters: number) => Layer;
  pool?: () => Layer;
  rows?: (x: Node, mask: Node) => Node;
  mean?: () => Layer;
  end?: (classes: number) => Layer;
}

const closeFrames = (x: Node, mask: Node): Node => {
  const [, , h, w, c] = x.shape as number[];
  const wide = link(tf.layers.reshape({targetShape: [-1, h, w, c]}), spread(mask, h * w * c));
  return link(tf.layers.multiply(), [x, wide]);
};
const deep = (filters: number, rest: object = {}): Layer =>
  layers.conv3d({filters, kernelSize: 3, padding: 'same', activation: 'relu', ...rest});
const means = (x: Node): Node => link(each(layers.globalAveragePooling2d()), x);

const block =
  ({
    close = closeFrames,
    look = deep,
    pool = () => layers.maxPooling3d({poolSize: [1, 2, 2]}),
    rows = (x, mask) => rowsThatCount(means(x), mask),
    mean = () => layers.globalAveragePooling1d(),
    end = softmax,
  }: BlockParts) =>
  (height: number, width: number, filters: number[], classes: number): unknown => {
    const {films, mask} = filmInputs(height, width);
    const seen = filters.reduce((x, count, stage) => link(pool(), link(look(count), close(x, mask, stage))), films);
    return tf.model({inputs: [films, mask], outputs: link(end(classes), link(mean(), rows(seen, mask)))});
  };

const bare = (x: Node, mask: Node): Node => link(tf.layers.concatenate(), [x, column(mask)]);

type BuildReader = ReturnType<typeof reader>;
type BuildBlock = ReturnType<typeof block>;

export const networkSlips: Record<string, WrongAnswer[]> = {
  '19.5': wrong<BuildReader>('buildReader', [
    ['no mask at all', reader({close: (rows, mask) => bare(rows, mask)}), /with 0 in the mask.*no layer makes a mask/],
    [
      'rows closed, no masking layer',
      reader({close: (rows, mask) => bare(closed(rows, mask), mask)}),
      /no layer makes a mask/,
    ],
    [
      'masking, rows not closed',
      reader({close: (rows, mask) => link(layers.masking(), bare(rows, mask))}),
      /noise behind.*multiply the rows/,
    ],
    [
      'mask not beside the rows',
      reader({close: (rows, mask) => link(layers.masking(), closed(rows, mask))}),
      /dark frame that is there/,
    ],
    [
      'films closed before the convolutions',
      reader({
        look: (x, filters, mask) => flat(lookAt()(closeFrames(x, mask), filters)),
        close: (rows, mask) => link(layers.masking(), bare(rows, mask)),
      }),
      /closed before the convolutions/,
    ],
    [
      'mask behind the LSTM',
      reader({
        close: (rows, mask) => bare(closed(rows, mask), mask),
        read: (rows, units) => link(layers.masking(), states(rows, units)),
      }),
      /mask is made behind the LSTM/,
    ],
    ['means of the filters', reader({look: (x, filters) => means(lookAt()(x, filters))}), /all places were to be kept/],
    [
      'no pooling',
      reader({look: (x, filters) => flat(filters.reduce((y, count) => link(each(conv(count)), y), x))}),
      /poolings are missing/,
    ],
    ['one convolution only', reader({look: (x, filters) => flat(lookAt()(x, filters.slice(0, 1)))}), /parameters/],
    ['the last state', reader({pool: (H) => link(layers.lastStep(), H)}), /no attention layer/],
    ['dot', reader({pool: (H, units) => attend(H, units, layers.attention({score: 'dot'}))}), /score additive/],
    ['v alone', reader({pool: (H, units) => attend(H, units, layers.attention({score: 'additive'}))}), /v alone/],
    ['GRU', reader({read: (rows, units) => link(layers.gru({units, returnSequences: true}), rows)}), /GRU/],
    ['two LSTM layers', reader({read: (rows, units) => states(states(rows, units), units)}), /two LSTM layers/],
    [
      'no softmax',
      reader({end: (context, classes) => link(layers.dense({units: classes}), context)}),
      /scores, not prob/,
    ],
    ['no relu', reader({look: (x, filters) => flat(lookAt({activation: 'linear'})(x, filters))}), /no activation/],
    ['mask first', reader({inputs: (films, mask) => [mask, films]}), /mask comes first/],
    [
      'a whole film into conv2d',
      reader({look: (x, filters) => flat(link(conv(filters[0]), x))}),
      /layer for one picture was given a whole film/,
    ],
    ['the last state only', reader({read: (rows, units) => link(layers.lstm({units}), rows)}), /returnSequences/],
    [
      'no second input',
      (height, width, filters, units, classes) => {
        const films = tf.input({shape: [null, height, width, 1]});
        const H = states(link(layers.masking(), flat(lookAt({useBias: false})(films, filters))), units);
        return tf.model({
          inputs: films,
          outputs: link(softmax(classes), attend(H, units, layers.attention({score: 'additive', units}))),
        });
      },
      /films alone/,
    ],
    [
      'pooling by means',
      reader({
        look: (x, filters) =>
          flat(filters.reduce((y, count) => link(each(layers.averagePooling2d()), link(each(conv(count)), y)), x)),
      }),
      /takes the mean of each square/,
    ],
    [
      'the mean of the states asks',
      reader({
        pool: (H, units) => {
          const mean = link(tf.layers.reshape({targetShape: [1, units]}), link(layers.globalAveragePooling1d(), H));
          return link(tf.layers.flatten(), link(additive(units), [mean, H]));
        },
      }),
      /mean of the states asks/,
    ],
    [
      'every state asks',
      reader({pool: (H, units) => link(layers.globalAveragePooling1d(), link(additive(units), [H, H]))}),
      /every state asks/,
    ],
    [
      'query and states exchanged',
      reader({pool: (H, units) => link(tf.layers.flatten(), link(additive(units), [H, asked(H, units)]))}),
      /flatten was given one row for each frame/,
    ],
    [
      'a query without a time axis',
      reader({pool: (H, units) => link(tf.layers.flatten(), link(additive(units), [link(layers.lastStep(), H), H]))}),
      /query without a time axis/,
    ],
    [
      'context and weights into flatten',
      reader({pool: (H, units) => attend(H, units, additive(units, true))}),
      /given a list of two/,
    ],
    [
      'the weights, not the context',
      reader({
        pool: (H, units) => link(tf.layers.flatten(), (additive(units, true).apply([asked(H, units), H]) as Node[])[1]),
      }),
      /weights of the attention; the context/,
    ],
    [
      'flatten of the whole film',
      reader({look: (x, filters) => link(tf.layers.flatten(), lookAt()(x, filters))}),
      /flatten was given a whole film/,
    ],
    ['no return', () => undefined, /return missing/],
  ]),
  '19.6': wrong<BuildBlock>('buildBlock', [
    ['nothing closed', block({close: (x) => x}), /multiply the films by the mask first|Close the frames before each/],
    [
      'only the films closed',
      block({close: (x, mask, stage) => (stage === 0 ? closeFrames(x, mask) : x)}),
      /Close the frames before each convolution/,
    ],
    [
      'films not closed',
      block({close: (x, mask, stage) => (stage > 0 ? closeFrames(x, mask) : x)}),
      /multiply the films by the mask first/,
    ],
    [
      'mean over all frames',
      block({rows: (x, mask) => bare(closed(means(x), mask), mask)}),
      /padding counted in the mean/,
    ],
    [
      'mask not beside the rows',
      block({rows: (x, mask) => link(layers.masking(), closed(means(x), mask))}),
      /mask does not stand beside/,
    ],
    [
      'frames pooled',
      block({pool: () => layers.maxPooling3d({poolSize: [2, 2, 2]})}),
      /pooling takes frames together|shapes/,
    ],
    ['kernel of one frame', block({look: (f) => deep(f, {kernelSize: [1, 3, 3]})}), /within one frame/],
    ['kernel of 5', block({look: (f) => deep(f, {kernelSize: 5})}), /another size/],
    ['mean pooling', block({pool: () => layers.averagePooling3d({poolSize: [1, 2, 2]})}), /mean of each square/],
    ['no bias', block({look: (f) => deep(f, {useBias: false})}), /no bias/],
    ['no relu', block({look: (f) => deep(f, {activation: 'linear'})}), /no activation/],
    ['no softmax', block({end: (units) => layers.dense({units})}), /scores, not probabilities/],
    ['the last frame', block({mean: () => layers.lastStep()}), /last frame answers/],
    ['the maximum over the frames', block({mean: () => layers.globalMaxPooling1d()}), /maximum over the frames/],
    ['no mask behind the convolutions', block({rows: (x) => means(x)}), /counts padding, for no layer makes a mask/],
    ['the mask not spread', block({close: (x, mask) => link(tf.layers.multiply(), [x, mask])}), /a size is open/],
    [
      'the maximum over the frame',
      block({rows: (x, mask) => rowsThatCount(link(each(layers.globalMaxPooling2d()), x), mask)}),
      /maximum over the frame/,
    ],
    ['no return', () => undefined, /return missing/],
  ]),
};

/** The two networks of exercise 19, as its bench and its experiment build them. */
import * as tf from '@tensorflow/tfjs';
import {layers} from '../../../lib/src';

export type Node = tf.SymbolicTensor;

export const link = (layer: tf.layers.Layer, x: Node | Node[]): Node => layer.apply(x) as Node;
export const each = (layer: tf.layers.Layer) => layers.timeDistributed({layer});

/** The mask beside each of n features: [batch, frames] to [batch, frames, n]. */
export const spread = (mask: Node, n: number): Node =>
  link(tf.layers.permute({dims: [2, 1]}), link(tf.layers.repeatVector({n}), mask));

/** The mask as one number a frame: [batch, frames, 1]. */
export const column = (mask: Node): Node => spread(mask, 1);

/** What a network of films reads: films of any length, and their masks. */
export function filmInputs(height: number, width: number): {films: Node; mask: Node} {
  return {films: tf.input({shape: [null, height, width, 1]}), mask: tf.input({shape: [null]})};
}

/** Rows that are all zeros where there is no frame, with the mask as one more number; layers above skip them. */
export function rowsThatCount(rows: Node, mask: Node): Node {
  const closed = link(tf.layers.multiply(), [rows, spread(mask, rows.shape[2] as number)]);
  return link(layers.masking(), link(tf.layers.concatenate(), [closed, column(mask)]));
}

export const softmax = (classes: number) => layers.dense({units: classes, activation: 'softmax'});

/** Each frame by convolutions, all places kept, an LSTM, attention asked by the last state. */
export function buildReader(
  height: number,
  width: number,
  filters: number[],
  units: number,
  classes: number,
): tf.LayersModel {
  const {films, mask} = filmInputs(height, width);
  const seen = filters.reduce((x, count) => {
    const look = layers.conv2d({filters: count, kernelSize: 3, padding: 'same', activation: 'relu'});
    return link(each(layers.maxPooling2d()), link(each(look), x));
  }, films);
  const rows = rowsThatCount(link(each(tf.layers.flatten()), seen), mask);
  const H = link(layers.lstm({units, returnSequences: true}), rows);
  const query = link(tf.layers.reshape({targetShape: [1, units]}), link(layers.lastStep(), H));
  const attend = layers.attention({score: 'additive', units, returnAttentionScores: true});
  const [context] = attend.apply([query, H]) as Node[];
  const answer = link(softmax(classes), link(tf.layers.flatten(), context));
  return tf.model({inputs: [films, mask], outputs: answer});
}

/** 3D convolutions that see no frame which is not there, the mean over the frames that are. */
export function buildBlock(height: number, width: number, filters: number[], classes: number): tf.LayersModel {
  const {films, mask} = filmInputs(height, width);
  const seen = filters.reduce((x, count) => {
    const [, , ...sizes] = x.shape as number[];
    const wide = spread(mask, sizes[0] * sizes[1] * sizes[2]);
    const closed = link(tf.layers.multiply(), [x, link(tf.layers.reshape({targetShape: [-1, ...sizes]}), wide)]);
    const look = layers.conv3d({filters: count, kernelSize: 3, padding: 'same', activation: 'relu'});
    return link(layers.maxPooling3d({poolSize: [1, 2, 2]}), link(look, closed));
  }, films);
  const rows = rowsThatCount(link(each(layers.globalAveragePooling2d()), seen), mask);
  const answer = link(softmax(classes), link(layers.globalAveragePooling1d(), rows));
  return tf.model({inputs: [films, mask], outputs: answer});
}

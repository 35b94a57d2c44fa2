import {makeAffine, type Rows, rowsOf} from '../affine';
import type {Op, Room} from '../op';
import {padded, type Value, type Weight, type WeightForm} from '../value';
import {makeAttention, scoreFloats} from './attention-core';

/** Options of multi-head attention. */
export interface MultiHeadOptions {
  /** Query i looks at keys 0..i only. Defaults to false. */
  causal?: boolean;
  /** Gives the weights of the values too, [batch, heads, queries, keys]. Defaults to false. */
  returnAttentionScores?: boolean;
}

/** A dense kernel with its bias. */
export interface HeadWeights {
  kernel: Weight;
  bias?: Weight;
}

/** Values and weights of multi-head attention. */
export interface MultiHeadValues {
  /** [batch, queries, width]. */
  query: Value;
  /** [batch, keys, features]. */
  value: Value;
  /** [batch, keys, any width]; defaults to value. */
  key?: Value;
  /** [batch, queries]: a masked query looks at nothing. */
  queryMask?: Value;
  /** [batch, keys]: a masked value gets no weight. */
  valueMask?: Value;
  /** Projections of query and key, [features, heads, keyDim] and [heads, keyDim]. */
  queryWeights: HeadWeights;
  keyWeights: HeadWeights;
  /** [features, heads, valueDim] and [heads, valueDim]. */
  valueWeights: HeadWeights;
  /** [heads, valueDim, width of the output] and [width of the output]. */
  outputWeights: HeadWeights;
}

/** Form of the kernels and biases of query, key and value: the heads side by side. */
export const HEADS_FORM: WeightForm = {padRows: false};
/** Form of the kernel and the bias of the output. */
export const OUTPUT_FORM: WeightForm = {};

/** X W + b for all heads side by side, [rows, heads * width of a head], with its gradient. */
function makeHeads(room: Room, x: Value, {kernel, bias}: HeadWeights) {
  const {kernels} = room;
  const [features, heads, size] = kernel.shape;
  const width = padded(size);
  const rows = rowsOf(x);
  const columns = heads * width;
  // Rows of the kernel are as many as features, those of X padded: copy the kernel to where it has rows for the padding.
  const ragged = features !== rows.width;
  const at = ragged ? room.scratch(rows.width * columns) : kernel.at;
  const gradient = ragged && room.training && kernel.gradient ? room.scratch(rows.width * columns) : kernel.gradient;
  const matrix: Weight = {shape: [features, heads * size], form: {groups: heads}, at, gradient};
  const affine = makeAffine(room, rows, matrix, bias);
  const floats = rows.rows * columns;
  const projected = room.keep(floats);
  const dProjected = room.training ? room.scratch(floats) : 0;
  const refresh = () => {
    if (!ragged) return;
    kernels.run.copyRows(1, 1, features * columns, kernel.at, 0, 0, at, 0, 0);
    kernels.run.clear(at + features * columns * 4, (rows.width - features) * columns * 4);
  };
  return {
    rows: {at: projected, gradient: dProjected, width},
    forward() {
      refresh();
      affine.forward(projected);
    },
    begin: () => kernels.run.clear(dProjected, floats * 4),
    backward() {
      refresh();
      const copied = ragged && kernel.gradient !== 0;
      if (copied) kernels.run.clear(gradient, rows.width * columns * 4);
      affine.backward(dProjected);
      if (copied) kernels.run.addTo(features * columns, gradient, kernel.gradient);
    },
  };
}

/**
 * Multi-head attention over whole sequences, see `fusedMultiHeadAttention`.
 *
 * @returns an op with the output [batch, queries, width of the output] and, if asked for, the weights
 *   [batch, heads, queries, keys]
 */
export function multiHeadAttentionOp(room: Room, values: MultiHeadValues, options: MultiHeadOptions): Op {
  const {kernels} = room;
  const {query, value, key = value, queryMask, valueMask, outputWeights} = values;
  const {causal = false, returnAttentionScores = false} = options;
  const [batch, queries] = query.shape;
  const keys = value.shape[1];
  const [heads, valueSize, features] = outputWeights.kernel.shape;
  const items = batch * heads;
  const parts = [
    makeHeads(room, query, values.queryWeights),
    makeHeads(room, key, values.keyWeights),
    makeHeads(room, value, values.valueWeights),
  ];
  const [q, k, v] = parts;
  const weights = returnAttentionScores ? room.value([batch, heads, queries, keys]) : undefined;
  const row = padded(keys) * 4;
  const attention = makeAttention(room, {
    ...{items, heads, queries, keys, query: q.rows, key: k.rows, value: v.rows, causal, queryMask, valueMask},
    scores: {
      at: weights?.at ?? room.keep(scoreFloats({items, queries, keys})),
      gradient: weights?.gradient ?? 0,
      item: queries * row,
      row,
    },
    scoring: {kind: 'dot', scale: 1 / Math.sqrt(values.queryWeights.kernel.shape[2])},
  });
  const floats = queries * items * padded(valueSize);
  const context: Rows = {
    at: room.keep(floats),
    gradient: room.training ? room.scratch(floats) : 0,
    rows: queries * batch,
    width: heads * padded(valueSize),
  };
  const affine = makeAffine(room, context, outputWeights.kernel, outputWeights.bias);
  const output = room.value([batch, queries, features]);
  return {
    outputs: weights ? [output, weights] : [output],
    forward() {
      for (const part of parts) part.forward();
      attention.forward(context.at);
      affine.forward(output.at);
    },
    backward() {
      kernels.run.clear(context.gradient, floats * 4);
      affine.backward(output.gradient);
      for (const part of parts) part.begin();
      attention.backward(context.gradient);
      for (const part of parts) part.backward();
    },
  };
}

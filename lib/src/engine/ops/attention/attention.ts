import {makeAffine, rowsOf} from '../affine';
import type {Op, Room} from '../op';
import {padded, type Value, type Weight, type WeightForm} from '../value';
import {type ItemRows, makeAttention, type ScoreRows, type Scoring, scoreFloats} from './attention-core';

/** How attention scores a query and a key. */
export type AttentionScore = 'dot' | 'scaledDot' | 'additive';

/** Options of attention. */
export interface AttentionOptions {
  /** 'dot': Q Kᵀ; 'scaledDot': Q Kᵀ / √width; 'additive': Σ v tanh(Q + K). Defaults to 'dot'. */
  score?: AttentionScore;
  /** Query i looks at keys 0..i only. Defaults to false. */
  causal?: boolean;
  /** Gives the weights of the values too, [batch, queries, keys]. Defaults to false. */
  returnAttentionScores?: boolean;
}

/** Values and weights of attention. */
export interface AttentionValues {
  /** [batch, queries, width]. */
  query: Value;
  /** [batch, keys, features]. */
  value: Value;
  /** [batch, keys, width]; defaults to value. */
  key?: Value;
  /** [batch, queries]: the output of a masked query is zero. */
  queryMask?: Value;
  /** [batch, keys]: a masked value gets no weight. */
  valueMask?: Value;
  /** Learned scale: [] for dot products, v [width] or [units] for 'additive'. Defaults to ones. */
  scale?: Weight;
  /** W_q [width of query, units] and W_k [width of key, units] of additive attention; both or none. */
  projections?: [Weight, Weight];
}

/** Forms of the weights that attention may have: scale and projections are plain. */
export const ATTENTION_FORM: WeightForm = {};

const itemRows = ({at, gradient, shape}: Value): ItemRows => ({at, gradient, width: padded(shape[2])});

/** Q W_q or K W_k, with its gradient. */
function makeProjection(room: Room, x: Value, kernel: Weight) {
  const {kernels} = room;
  const rows = rowsOf(x);
  const affine = makeAffine(room, rows, kernel, undefined);
  const floats = rows.rows * affine.columns;
  const at = room.keep(floats);
  const gradient = room.training ? room.scratch(floats) : 0;
  return {
    rows: {at, gradient, width: affine.columns},
    forward: () => affine.forward(at),
    begin: () => kernels.run.clear(gradient, floats * 4),
    backward: () => affine.backward(gradient),
  };
}

/**
 * Attention over whole sequences, see `fusedAttention`.
 *
 * @returns an op with the output [batch, queries, features] and, if asked for, the weights [batch, queries, keys]
 */
export function attentionOp(room: Room, values: AttentionValues, options: AttentionOptions): Op {
  const {kernels} = room;
  const {query, value, key = value, queryMask, valueMask, scale, projections} = values;
  const {score = 'dot', causal = false, returnAttentionScores = false} = options;
  const [batch, queries, width] = query.shape;
  const [, keys, features] = value.shape;
  const projected = projections?.map((kernel, i) => makeProjection(room, [query, key][i], kernel)) ?? [];
  const [q, k] = projected.length ? projected.map(({rows}) => rows) : [query, key].map(itemRows);
  const output = room.value([batch, queries, features]);
  const weights = returnAttentionScores ? room.value([batch, queries, keys]) : undefined;
  const row = padded(keys) * 4;
  const scores: ScoreRows = {
    at: weights?.at ?? room.keep(scoreFloats({items: batch, queries, keys})),
    gradient: weights?.gradient ?? 0,
    item: row,
    row: batch * row,
  };
  const scoring: Scoring =
    score === 'additive'
      ? {kind: 'additive', learned: scale}
      : {kind: 'dot', scale: score === 'scaledDot' ? 1 / Math.sqrt(width) : 1, learned: scale};
  const attention = makeAttention(room, {
    ...{items: batch, heads: 1, queries, keys, query: q, key: k, value: itemRows(value), scores, scoring, causal},
    valueMask,
  });
  const clearMasked = (at: number) => {
    if (queryMask) kernels.run.clearMasked(queries, batch, padded(features), queryMask.at, at);
  };
  return {
    outputs: weights ? [output, weights] : [output],
    forward() {
      for (const projection of projected) projection.forward();
      attention.forward(output.at);
      clearMasked(output.at);
    },
    backward() {
      clearMasked(output.gradient);
      for (const projection of projected) projection.begin();
      attention.backward(output.gradient);
      for (const projection of projected) projection.backward();
    },
  };
}

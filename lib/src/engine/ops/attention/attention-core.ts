import type {Room} from '../op';
import {padded, type Value, type Weight} from '../value';

/** Rows [time steps, items, width]; an item is one head of one sequence. */
export interface ItemRows {
  at: number;
  /** 0 where nobody asks. */
  gradient: number;
  width: number;
}

/** Where the weights of all items lie, rows of keys rounded up to a multiple of 4; strides in bytes. */
export interface ScoreRows {
  at: number;
  /** Gradient that arrives at the weights themselves, or 0. */
  gradient: number;
  item: number;
  row: number;
}

/** How a query and a key give a score: scale Q Kᵀ, or Σ v tanh(Q + K). */
export type Scoring =
  | {kind: 'dot'; scale: number; learned?: Weight}
  | {kind: 'additive' /** v, [units]; defaults to ones. */; learned?: Weight};

/** What attention computes with. */
export interface AttentionParts {
  items: number;
  heads: number;
  queries: number;
  keys: number;
  query: ItemRows;
  key: ItemRows;
  value: ItemRows;
  scores: ScoreRows;
  scoring: Scoring;
  causal: boolean;
  /** [batch, queries]: the weights of a masked query are zero. */
  queryMask?: Value;
  /** [batch, keys]: a masked value gets no weight. */
  valueMask?: Value;
}

/** Floats that the scores of all items take. */
export function scoreFloats({items, queries, keys}: Pick<AttentionParts, 'items' | 'queries' | 'keys'>): number {
  return items * queries * padded(keys);
}

/** Floating point operations of exp or tanh and what goes with it. */
const ACTIVATION = 45;

/** Pairs of a query and a key. */
const pairsOf = ({items, queries, keys}: AttentionParts) => items * queries * keys;

/** The arguments that all kernels of scores begin with. */
function scoreArguments(parts: AttentionParts, from: number, to: number): number[] {
  const {items, queries, keys, query, key} = parts;
  return [items, from, to, queries, keys, query.width, query.at, key.at];
}

/** Scores and their gradient, by dot product. */
function makeDotScores(room: Room, parts: AttentionParts, turned: number, dScores: number) {
  const {kernels} = room;
  const {items, queries, query, key, scores, scoring} = parts;
  const {learned} = scoring;
  const asked = learned?.gradient ? learned : undefined;
  const product = room.training && asked ? room.scratch(items * queries * query.width) : 0;
  const dScale = room.training && asked ? room.scratch(items) : 0;
  const work = 2 * pairsOf(parts) * query.width;
  const fixed = scoring.kind === 'dot' ? scoring.scale : 1;
  const scale = () => fixed * (learned ? kernels.view(learned.at, 1)[0] : 1);
  return {
    scale,
    forward() {
      kernels.share(
        'dotScores',
        items,
        (from, to) => [...[...scoreArguments(parts, from, to), turned, scores.at, scores.item, scores.row]],
        work,
      );
    },
    backward() {
      const by = scale();
      kernels.share(
        'dotScoresGradient',
        items,
        (from, to) => {
          const [, , , ...sizes] = scoreArguments(parts, from, to);
          const [queries, keys, width, q, k] = sizes;
          return [
            ...[items, from, to, queries, keys, width, by, q, k, dScores, scores.item, scores.row],
            ...[product, query.gradient, key.gradient, dScale],
          ];
        },
        2 * work,
      );
      if (!asked) return;
      const sum = kernels.view(dScale, items).reduce((sum, d) => sum + d, 0);
      kernels.view(asked.gradient, 1)[0] += fixed * sum;
    },
  };
}

/** Scores and their gradient, by a sum inside of tanh. */
function makeAdditiveScores(room: Room, parts: AttentionParts, dScores: number) {
  const {kernels} = room;
  const {items, query, key, scores, scoring} = parts;
  const {learned} = scoring;
  const asked = learned?.gradient ? learned : undefined;
  const dScale = room.training && asked ? room.scratch(items * query.width) : 0;
  const scale = learned?.at ?? 0;
  const work = pairsOf(parts) * query.width * ACTIVATION;
  return {
    scale: () => 1,
    forward() {
      kernels.share(
        'additiveScores',
        items,
        (from, to) => [...[...scoreArguments(parts, from, to), scale, scores.at, scores.item, scores.row]],
        work,
      );
    },
    backward() {
      kernels.share(
        'additiveScoresGradient',
        items,
        (from, to) => [
          ...[...scoreArguments(parts, from, to), scale, dScores, scores.item, scores.row],
          ...[query.gradient, key.gradient, dScale],
        ],
        work,
      );
      if (asked) kernels.run.addColumnSums(items, query.width, dScale, asked.gradient);
    },
  };
}

/**
 * Attention of all items: W = softmax(scores of queries and keys), Y = W V.
 *
 * Y lies as the values do, [queries, items, width of a value]. The way back adds to the gradients of query, key, value
 * and of what the scores learn.
 */
export function makeAttention(room: Room, parts: AttentionParts) {
  const {kernels} = room;
  const {items, heads, queries, keys, query, value, scores, scoring, causal, queryMask, valueMask} = parts;
  const turned = room.scratch(items * padded(keys) * Math.max(query.width, value.width));
  const dScores = room.training ? room.scratch(scoreFloats(parts)) : 0;
  const scorer =
    scoring.kind === 'dot' ? makeDotScores(room, parts, turned, dScores) : makeAdditiveScores(room, parts, dScores);
  return {
    forward(output: number): void {
      scorer.forward();
      const scale = scorer.scale();
      kernels.share(
        'attentionWeights',
        items,
        (from, to) => [
          ...[from, to, heads, queries, keys, scale, Number(causal), queryMask?.at ?? 0, valueMask?.at ?? 0],
          ...[scores.at, scores.item, scores.row],
        ],
        pairsOf(parts) * ACTIVATION,
      );
      kernels.share(
        'attentionOutput',
        items,
        (from, to) => [
          ...[items, from, to, queries, keys, value.width, scores.at, scores.item, scores.row, value.at, output],
        ],
        2 * pairsOf(parts) * value.width,
      );
    },
    backward(dOutput: number): void {
      kernels.share(
        'attentionWeightsGradient',
        items,
        (from, to) => [
          ...[items, from, to, queries, keys, value.width, scores.at, scores.item, scores.row, value.at, turned],
          ...[dOutput, scores.gradient, value.gradient, dScores],
        ],
        4 * pairsOf(parts) * value.width,
      );
      scorer.backward();
    },
  };
}

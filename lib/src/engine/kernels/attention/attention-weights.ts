import {addMatmul} from '../matmul/matmul';
import {transposeRows} from '../matmul/transpose-rows';
import {addTo} from '../rows';
import {softmaxRow, softmaxRowGradient} from '../softmax-row';

// Queries, keys, values and outputs lie as [time steps, items, width]: an item is one head of one sequence. The scores
// of an item lie at item * scoreItem, those of one of its queries at a multiple of scoreRow (both in bytes).

/**
 * Scores of items from..to in place to weights, W = softmax(scale S) over the keys.
 *
 * @param heads items a sequence has: the masks are those of the sequence
 * @param causal 1 where query i may look at keys 0..i only, else 0
 * @param queryMask [sequences, queries rounded up], or 0: the weights of a masked query are zero
 * @param valueMask [sequences, keys rounded up], or 0: a masked value gets no weight
 */
export function attentionWeights(
  from: i32,
  to: i32,
  heads: i32,
  queries: i32,
  keys: i32,
  scale: f32,
  causal: i32,
  queryMask: usize,
  valueMask: usize,
  scores: usize,
  scoreItem: i32,
  scoreRow: i32,
): void {
  const width = (keys + 3) & ~3;
  for (let item = from; item < to; item++) {
    const sequence = item / heads;
    const mask: usize = valueMask === 0 ? 0 : valueMask + <usize>(sequence * width * 4);
    const ofQueries: usize = queryMask === 0 ? 0 : queryMask + <usize>(sequence * ((queries + 3) & ~3) * 4);
    for (let i = 0; i < queries; i++) {
      const row = scores + <usize>(item * scoreItem + i * scoreRow);
      const closed = ofQueries !== 0 && load<f32>(ofQueries + <usize>(i * 4)) === 0;
      const count = closed ? 0 : causal ? min(i + 1, keys) : keys;
      softmaxRow(width, count, scale, mask, row);
    }
  }
}

/** Y = W V for items from..to; `width` is that of V and Y. */
export function attentionOutput(
  items: i32,
  from: i32,
  to: i32,
  queries: i32,
  keys: i32,
  width: i32,
  weights: usize,
  scoreItem: i32,
  scoreRow: i32,
  value: usize,
  output: usize,
): void {
  const row = <usize>(width * 4);
  const step = <usize>items * row;
  for (let item = from; item < to; item++) {
    const mine = <usize>item * row;
    for (let i = 0; i < queries; i++) memory.fill(output + mine + <usize>i * step, 0, row);
    const w = weights + <usize>(item * scoreItem);
    addMatmul(queries, width, keys, w, scoreRow, 4, value + mine, step, output + mine, step);
  }
}

/**
 * The way back through output and softmax: dV += Wᵀ dY, dW += dY Vᵀ, and dS from dW.
 *
 * @param turned room for Vᵀ of every item, width * keys rounded up
 * @param dWeights gradient of the weights themselves, laid out as the scores, or 0
 * @param dValue 0 where nobody asks
 * @param dScores receives the gradient of the scaled scores, laid out as the scores
 */
export function attentionWeightsGradient(
  items: i32,
  from: i32,
  to: i32,
  queries: i32,
  keys: i32,
  width: i32,
  weights: usize,
  scoreItem: i32,
  scoreRow: i32,
  value: usize,
  turned: usize,
  dOutput: usize,
  dWeights: usize,
  dValue: usize,
  dScores: usize,
): void {
  const row = <usize>(width * 4);
  const step = <usize>items * row;
  const columns = (keys + 3) & ~3;
  for (let item = from; item < to; item++) {
    const mine = <usize>item * row;
    const scores = <usize>(item * scoreItem);
    const valueT = turned + mine * <usize>columns;
    transposeRows(keys, width, value + mine, step, valueT, columns * 4);
    for (let i = 0; i < queries; i++) {
      const at = scores + <usize>(i * scoreRow);
      memory.fill(dScores + at, 0, columns * 4);
      if (dWeights) addTo(columns, dWeights + at, dScores + at);
    }
    addMatmul(queries, columns, width, dOutput + mine, step, 4, valueT, columns * 4, dScores + scores, scoreRow);
    if (dValue) {
      addMatmul(keys, width, queries, weights + scores, 4, scoreRow, dOutput + mine, step, dValue + mine, step);
    }
    for (let i = 0; i < queries; i++) {
      const at = scores + <usize>(i * scoreRow);
      softmaxRowGradient(columns, weights + at, dScores + at);
    }
  }
}

/** Clears the rows [steps, batch, width] of steps whose mask, [batch, steps rounded up], is 0. */
export function clearMasked(steps: i32, batch: i32, width: i32, mask: usize, rows: usize): void {
  const row = <usize>(width * 4);
  const maskRow = (steps + 3) & ~3;
  for (let t = 0; t < steps; t++) {
    for (let b = 0; b < batch; b++) {
      if (load<f32>(mask + <usize>((b * maskRow + t) * 4)) === 0)
        memory.fill(rows + <usize>(t * batch + b) * row, 0, row);
    }
  }
}

import {addMatmul} from '../matmul/matmul';
import {transposeRows} from '../matmul/transpose-rows';

/**
 * Scores S = Q Kᵀ of items from..to; layouts as in attention-weights.ts.
 *
 * @param width of a query and of a key
 * @param turned room for Kᵀ of every item, width * keys rounded up
 */
export function dotScores(
  items: i32,
  from: i32,
  to: i32,
  queries: i32,
  keys: i32,
  width: i32,
  query: usize,
  key: usize,
  turned: usize,
  scores: usize,
  scoreItem: i32,
  scoreRow: i32,
): void {
  const row = <usize>(width * 4);
  const step = <usize>items * row;
  const columns = (keys + 3) & ~3;
  for (let item = from; item < to; item++) {
    const mine = <usize>item * row;
    const keyT = turned + mine * <usize>columns;
    transposeRows(keys, width, key + mine, step, keyT, columns * 4);
    const s = scores + <usize>(item * scoreItem);
    for (let i = 0; i < queries; i++) memory.fill(s + <usize>(i * scoreRow), 0, columns * 4);
    addMatmul(queries, columns, width, query + mine, step, 4, keyT, columns * 4, s, scoreRow);
  }
}

/** Σ A ∘ B of two matrices whose rows are `aRow` and `bRow` bytes apart. */
function innerProduct(rows: i32, width: i32, a: usize, aRow: usize, b: usize, bRow: usize): f32 {
  let sum: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const left = a + <usize>i * aRow;
    const right = b + <usize>i * bRow;
    for (let j = 0; j < width; j++) {
      const at = <usize>(j * 4);
      sum += <f64>load<f32>(left + at) * <f64>load<f32>(right + at);
    }
  }
  return <f32>sum;
}

/**
 * The way back through scores: dQ += scale dS K, dK += scale dSᵀ Q, and d scale = Σ Q ∘ (dS K) of each item.
 *
 * @param dScores gradient of the scaled scores; scaled in place
 * @param product room for one matrix [queries, width] of every item, used for d scale only
 * @param dQuery, dKey 0 where nobody asks
 * @param dScale receives one number an item; 0 where nobody asks
 */
export function dotScoresGradient(
  items: i32,
  from: i32,
  to: i32,
  queries: i32,
  keys: i32,
  width: i32,
  scale: f32,
  query: usize,
  key: usize,
  dScores: usize,
  scoreItem: i32,
  scoreRow: i32,
  product: usize,
  dQuery: usize,
  dKey: usize,
  dScale: usize,
): void {
  const row = <usize>(width * 4);
  const step = <usize>items * row;
  const by = f32x4.splat(scale);
  for (let item = from; item < to; item++) {
    const mine = <usize>item * row;
    const d = dScores + <usize>(item * scoreItem);
    if (dScale) {
      const weighed = product + mine * <usize>queries;
      memory.fill(weighed, 0, <usize>queries * row);
      addMatmul(queries, width, keys, d, scoreRow, 4, key + mine, step, weighed, row);
      store<f32>(dScale + <usize>(item * 4), innerProduct(queries, width, query + mine, step, weighed, row));
    }
    for (let i = 0; i < queries; i++) {
      const line = d + <usize>(i * scoreRow);
      for (let j = 0; j < keys; j += 4) {
        const at = line + <usize>(j * 4);
        v128.store(at, f32x4.mul(v128.load(at), by));
      }
    }
    if (dQuery) addMatmul(queries, width, keys, d, scoreRow, 4, key + mine, step, dQuery + mine, step);
    if (dKey) addMatmul(keys, width, queries, d, 4, scoreRow, query + mine, step, dKey + mine, step);
  }
}

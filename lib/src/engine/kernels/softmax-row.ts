import {exp4} from './activations';
import {columnsHere, maxOf4, sumOf4} from './lanes';

/**
 * A row in place: W_j = exp(scale S_j - m) / Σ_k exp(scale S_k - m), m the largest of them, over the columns below
 * `count` whose mask is not 0. All other columns get 0 exactly; so does the whole row where none is left.
 *
 * @param width length of row and mask, a multiple of 4
 * @param mask 0 and 1 as floats, or address 0
 */
export function softmaxRow(width: i32, count: i32, scale: f32, mask: usize, row: usize): void {
  const bytes = <usize>(width * 4);
  const zero = f32x4.splat(0);
  const nothing = f32x4.splat(-f32.POSITIVE_INFINITY);
  const by = f32x4.splat(scale);
  let top = nothing;
  for (let at: usize = 0; at < bytes; at += 16) {
    let open = columnsHere(<i32>(at >> 2), count);
    if (mask) open = v128.and(open, f32x4.ne(v128.load(mask + at), zero));
    const x = v128.bitselect(f32x4.mul(v128.load(row + at), by), nothing, open);
    top = f32x4.max(top, x);
    v128.store(row + at, x);
  }
  const largest = maxOf4(top);
  if (largest === -f32.POSITIVE_INFINITY) {
    memory.fill(row, 0, bytes);
    return;
  }
  const shift = f32x4.splat(largest);
  let sum = zero;
  for (let at: usize = 0; at < bytes; at += 16) {
    const e = exp4(f32x4.sub(v128.load(row + at), shift));
    sum = f32x4.add(sum, e);
    v128.store(row + at, e);
  }
  const share = f32x4.splat(<f32>1 / sumOf4(sum));
  for (let at: usize = 0; at < bytes; at += 16) v128.store(row + at, f32x4.mul(v128.load(row + at), share));
}

/** d in place, from the gradient of the weights to that of the scaled scores: dS_j = W_j (dW_j - Σ_k W_k dW_k). */
export function softmaxRowGradient(width: i32, weights: usize, d: usize): void {
  const bytes = <usize>(width * 4);
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(weights + at), v128.load(d + at)));
  }
  const mean = f32x4.splat(sumOf4(sum));
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(d + at, f32x4.mul(v128.load(weights + at), f32x4.sub(v128.load(d + at), mean)));
  }
}

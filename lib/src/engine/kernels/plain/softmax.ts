import {exp4} from '../activations';
import {columnsHere, maxOf4, sumOf4} from '../lanes';

/** Largest number of a row of `columns` numbers in `width` floats. */
export function maxOfRow(columns: i32, row: usize): f32 {
  const low = f32x4.splat(f32.NEGATIVE_INFINITY);
  let most = low;
  for (let column = 0; column < columns; column += 4) {
    const x = v128.bitselect(v128.load(row + <usize>(column * 4)), low, columnsHere(column, columns));
    most = f32x4.max(most, x);
  }
  return maxOf4(most);
}

/**
 * P = softmax(Z) by row, padding 0; both may be the same place.
 *
 *     P_j = exp(Z_j - max Z) / Σ_k exp(Z_k - max Z)
 */
export function softmax(rows: i32, columns: i32, width: i32, z: usize, p: usize): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const most = f32x4.splat(maxOfRow(columns, z));
    let sums = f32x4.splat(0);
    for (let column = 0; column < width; column += 4) {
      const at = <usize>(column * 4);
      const e = v128.and(exp4(f32x4.sub(v128.load(z + at), most)), columnsHere(column, columns));
      v128.store(p + at, e);
      sums = f32x4.add(sums, e);
    }
    const sum = f32x4.splat(sumOf4(sums));
    for (let at: usize = 0; at < bytes; at += 16) v128.store(p + at, f32x4.div(v128.load(p + at), sum));
    z += bytes;
    p += bytes;
  }
}

/** dZ += P ⊙ (dP - Σ_k dP_k P_k) by row; what pads P is 0. */
export function addSoftmaxGradient(rows: i32, width: i32, p: usize, dP: usize, dZ: usize): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    let sums = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(p + at), v128.load(dP + at)));
    }
    const sum = f32x4.splat(sumOf4(sums));
    for (let at: usize = 0; at < bytes; at += 16) {
      const change = f32x4.mul(v128.load(p + at), f32x4.sub(v128.load(dP + at), sum));
      v128.store(dZ + at, f32x4.add(v128.load(dZ + at), change));
    }
    p += bytes;
    dP += bytes;
    dZ += bytes;
  }
}

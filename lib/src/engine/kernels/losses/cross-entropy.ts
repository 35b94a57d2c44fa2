import {exp4, log4} from '../activations';
import {columnsHere, sumOf4} from '../lanes';
import {maxOfRow} from '../plain/softmax';
import {clipped4, unclipped4} from './losses';

/** Four targets: where `sparse`, `y` holds the row's class, else the row itself. */
function targets4(sparse: bool, y: usize, column: i32): v128 {
  if (!sparse) return v128.load(y + <usize>(column * 4));
  const columns = i32x4.add(i32x4.splat(column), i32x4(0, 1, 2, 3));
  const isClass = i32x4.eq(columns, i32x4.splat(<i32>load<f32>(y)));
  return v128.and(f32x4.splat(1), isClass);
}

/** Four probabilities before they are divided by their sum, padding 0; tfjs clips them where targets are class numbers. */
function weights4(sparse: bool, p: usize, column: i32, columns: i32): v128 {
  const q = v128.load(p + <usize>(column * 4));
  return v128.and(sparse ? clipped4(q) : q, columnsHere(column, columns));
}

function sumOfRow(sparse: bool, columns: i32, p: usize): f32 {
  let sums = f32x4.splat(0);
  for (let column = 0; column < columns; column += 4) sums = f32x4.add(sums, weights4(sparse, p, column, columns));
  return sumOf4(sums);
}

/**
 * losses[row] = - Σ_j Y_j log(clip(P_j / Σ_k P_k)), the cross-entropy of probabilities P [rows, width].
 *
 * @param sparse whether targets are class numbers, one a row, rather than rows like P
 */
export function crossEntropyRows(
  sparse: bool,
  rows: i32,
  columns: i32,
  width: i32,
  p: usize,
  y: usize,
  losses: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const sum = f32x4.splat(sumOfRow(sparse, columns, p));
    let sums = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const q = f32x4.div(weights4(sparse, p, column, columns), sum);
      const part = f32x4.mul(targets4(sparse, y, column), log4(clipped4(q)));
      sums = f32x4.add(sums, v128.and(part, columnsHere(column, columns)));
    }
    store<f32>(losses + <usize>(i * 4), -sumOf4(sums));
    p += bytes;
    y += sparse ? 4 : bytes;
  }
}

/** Derivative of the cross-entropy by Q = P / Σ P: -Y / Q, and 0 where Q is clipped. */
function slope4(q: v128, y: v128): v128 {
  return v128.and(f32x4.neg(f32x4.div(y, clipped4(q))), unclipped4(q));
}

/** gradient += shares[row] times the derivative of {@link crossEntropyRows} by P: (S - Σ_k S_k Q_k) / Σ P, S = -Y / Q. Rows of share 0 are left out. */
export function addCrossEntropyGradient(
  sparse: bool,
  rows: i32,
  columns: i32,
  width: i32,
  p: usize,
  y: usize,
  shares: usize,
  gradient: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++, p += bytes, y += sparse ? 4 : bytes, gradient += bytes) {
    const rowShare = load<f32>(shares + <usize>(i * 4));
    if (rowShare === 0) continue;
    const total = sumOfRow(sparse, columns, p);
    const sum = f32x4.splat(total);
    let dots = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const q = f32x4.div(weights4(sparse, p, column, columns), sum);
      const part = f32x4.mul(slope4(q, targets4(sparse, y, column)), q);
      dots = f32x4.add(dots, v128.and(part, columnsHere(column, columns)));
    }
    const dot = f32x4.splat(sumOf4(dots));
    const share = f32x4.splat(rowShare / total);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      const q = f32x4.div(weights4(sparse, p, column, columns), sum);
      let slope = f32x4.sub(slope4(q, targets4(sparse, y, column)), dot);
      if (sparse) slope = v128.and(slope, unclipped4(v128.load(p + at)));
      slope = v128.and(slope, columnsHere(column, columns));
      v128.store(gradient + at, f32x4.add(v128.load(gradient + at), f32x4.mul(share, slope)));
    }
  }
}

/**
 * losses[row] = Σ_j Y_j (log Σ_k exp(Z_k) - Z_j), the cross-entropy of P = softmax(Z), without clipping.
 *
 * @param p gets P, [rows, width], padding 0
 */
export function softmaxCrossEntropyRows(
  sparse: bool,
  rows: i32,
  columns: i32,
  width: i32,
  z: usize,
  y: usize,
  losses: usize,
  p: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const most = f32x4.splat(maxOfRow(columns, z));
    let sums = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      const e = v128.and(exp4(f32x4.sub(v128.load(z + at), most)), columnsHere(column, columns));
      v128.store(p + at, e);
      sums = f32x4.add(sums, e);
    }
    const sum = f32x4.splat(sumOf4(sums));
    const logSum = log4(sum);
    let losses4 = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      v128.store(p + at, f32x4.div(v128.load(p + at), sum));
      const minusLog = f32x4.sub(logSum, f32x4.sub(v128.load(z + at), most));
      const part = f32x4.mul(targets4(sparse, y, column), minusLog);
      losses4 = f32x4.add(losses4, v128.and(part, columnsHere(column, columns)));
    }
    store<f32>(losses + <usize>(i * 4), sumOf4(losses4));
    z += bytes;
    p += bytes;
    y += sparse ? 4 : bytes;
  }
}

/** dZ += shares[row] (P Σ_j Y_j - Y), the gradient of {@link softmaxCrossEntropyRows}; P = softmax(Z). Rows of share 0 are left out. */
export function addSoftmaxCrossEntropyGradient(
  sparse: bool,
  rows: i32,
  columns: i32,
  width: i32,
  p: usize,
  y: usize,
  shares: usize,
  dZ: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++, p += bytes, y += sparse ? 4 : bytes, dZ += bytes) {
    const rowShare = load<f32>(shares + <usize>(i * 4));
    if (rowShare === 0) continue;
    let sums = f32x4.splat(0);
    for (let column = 0; column < columns; column += 4) {
      sums = f32x4.add(sums, v128.and(targets4(sparse, y, column), columnsHere(column, columns)));
    }
    const sum = f32x4.splat(sumOf4(sums));
    const share = f32x4.splat(rowShare);
    for (let column = 0; column < columns; column += 4) {
      const at = <usize>(column * 4);
      const slope = f32x4.sub(f32x4.mul(v128.load(p + at), sum), targets4(sparse, y, column));
      const change = v128.and(f32x4.mul(share, slope), columnsHere(column, columns));
      v128.store(dZ + at, f32x4.add(v128.load(dZ + at), change));
    }
  }
}

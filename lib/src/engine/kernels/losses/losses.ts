import {exp4, log4, sigmoid4, tanh4} from '../activations';
import {columnsHere, sumOf4} from '../lanes';

// Kinds of loss, as lib/src/engine/ops/losses/losses.ts numbers them.
const SQUARED = 0;
const ABSOLUTE = 1;
const HUBER = 2;
const LOG_COSH = 3;
const BINARY = 4;

/** What Keras and tfjs keep probabilities away from 0 and 1 by. */
const EPSILON: f32 = 1e-7;

/** log(1 + E) of four numbers E in [0, 1], without loss of digits near 0. */
function logOnePlus4(e: v128): v128 {
  const series = f32x4.mul(e, f32x4.sub(f32x4.splat(1), f32x4.mul(f32x4.splat(0.5), e)));
  return v128.bitselect(series, log4(f32x4.add(f32x4.splat(1), e)), f32x4.lt(e, f32x4.splat(5e-4)));
}

/** P kept within [ε, 1 - ε]. */
export function clipped4(p: v128): v128 {
  return f32x4.min(f32x4.max(p, f32x4.splat(EPSILON)), f32x4.splat(<f32>1 - EPSILON));
}

/** Where P lies within [ε, 1 - ε], so that clipping lets its gradient pass. */
export function unclipped4(p: v128): v128 {
  return v128.and(f32x4.ge(p, f32x4.splat(EPSILON)), f32x4.le(p, f32x4.splat(<f32>1 - EPSILON)));
}

/** Loss of four predictions P with targets Y; E = P - Y. */
function loss4(kind: i32, p: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  const e = f32x4.sub(p, y);
  if (kind === SQUARED) return f32x4.mul(e, e);
  if (kind === ABSOLUTE) return f32x4.abs(e);
  if (kind === HUBER) {
    const size = f32x4.abs(e);
    const inner = f32x4.min(size, one);
    return f32x4.add(f32x4.mul(half, f32x4.mul(inner, inner)), f32x4.sub(size, inner));
  }
  if (kind === LOG_COSH) {
    const size = f32x4.abs(e);
    const tail = logOnePlus4(exp4(f32x4.mul(f32x4.splat(-2), size)));
    return f32x4.sub(f32x4.add(size, tail), f32x4.splat(Mathf.LN2));
  }
  if (kind === BINARY) {
    const q = clipped4(p);
    const is = f32x4.mul(y, log4(q));
    const isNot = f32x4.mul(f32x4.sub(one, y), log4(f32x4.sub(one, q)));
    return f32x4.neg(f32x4.add(is, isNot));
  }
  const tail = logOnePlus4(exp4(f32x4.neg(f32x4.abs(p)))); // kind 5: P are logits
  return f32x4.add(f32x4.sub(f32x4.max(p, f32x4.splat(0)), f32x4.mul(p, y)), tail);
}

/** Derivative of {@link loss4} by P. */
function slope4(kind: i32, p: v128, y: v128): v128 {
  const one = f32x4.splat(1);
  const e = f32x4.sub(p, y);
  if (kind === SQUARED) return f32x4.add(e, e);
  if (kind === ABSOLUTE) {
    const zero = f32x4.splat(0);
    return f32x4.sub(v128.and(f32x4.gt(e, zero), one), v128.and(f32x4.lt(e, zero), one));
  }
  if (kind === HUBER) return f32x4.max(f32x4.min(e, one), f32x4.splat(-1));
  if (kind === LOG_COSH) return tanh4(e);
  if (kind === BINARY) {
    const q = clipped4(p);
    const slope = f32x4.div(f32x4.sub(q, y), f32x4.mul(q, f32x4.sub(one, q)));
    return v128.and(slope, unclipped4(p));
  }
  return f32x4.sub(sigmoid4(p), y);
}

/** losses[row] = mean over the columns of the loss of predictions P [rows, width] with targets Y of the same form. */
export function lossRows(kind: i32, rows: i32, columns: i32, width: i32, p: usize, y: usize, losses: usize): void {
  const share = <f32>1 / <f32>columns;
  for (let i = 0; i < rows; i++) {
    let sums = f32x4.splat(0);
    for (let column = 0; column < width; column += 4) {
      const loss = loss4(kind, v128.load(p), v128.load(y));
      sums = f32x4.add(sums, v128.and(loss, columnsHere(column, columns)));
      p += 16;
      y += 16;
    }
    store<f32>(losses + <usize>(i * 4), sumOf4(sums) * share);
  }
}

/** gradient += shares[row] / columns times the derivative of the loss by the predictions; rows of share 0 are left out. */
export function addLossGradient(
  kind: i32,
  rows: i32,
  columns: i32,
  width: i32,
  p: usize,
  y: usize,
  shares: usize,
  gradient: usize,
): void {
  for (let i = 0; i < rows; i++) {
    const rowShare = load<f32>(shares + <usize>(i * 4));
    if (rowShare === 0) continue;
    const share = f32x4.splat(rowShare / <f32>columns);
    const row = <usize>(i * width * 4);
    for (let column = 0; column < width; column += 4) {
      const at = row + <usize>(column * 4);
      const slope = v128.and(slope4(kind, v128.load(p + at), v128.load(y + at)), columnsHere(column, columns));
      v128.store(gradient + at, f32x4.add(v128.load(gradient + at), f32x4.mul(share, slope)));
    }
  }
}

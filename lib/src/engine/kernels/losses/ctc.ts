import {exp4, log4} from '../activations';
import {columnsHere, maxOf4, sumOf4} from '../lanes';

// Connectionist temporal classification. A sequence with L labels has 2 L + 1 states: blank, label 1, blank, ..., blank.
// A row of states has `width` floats, with 4 floats before and 4 after it, so that states s - 1, s - 2, s + 1 and s + 2
// can be read four at a time. ln 0 is -∞.
const EDGE: usize = 16;

/** Bytes of one row of states with its edges. */
function stateRow(width: i32): usize {
  return <usize>(width * 4) + 2 * EDGE;
}

function fill(at: usize, bytes: usize, value: f32): void {
  const four = f32x4.splat(value);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(at + i, four);
}

/** Class of a state: blank for an even one, else its label. */
function classOf(state: i32, labels: usize, blank: i32): i32 {
  return state & 1 ? <i32>load<f32>(labels + <usize>((state >> 1) * 4)) : blank;
}

/**
 * skip[s] = 0 where state s may follow state s - 2: where it is the first label (before which there is a state -1, the
 * start) or a label other than that of s - 2; else -∞.
 */
function writeSkips(width: i32, count: i32, labels: usize, row: usize): void {
  fill(row, stateRow(width), -f32.POSITIVE_INFINITY);
  for (let s = 1; s < count; s += 2) {
    const label = labels + <usize>((s >> 1) * 4);
    if (s === 1 || load<f32>(label) !== load<f32>(label - 4)) store<f32>(row + EDGE + <usize>(s * 4), 0);
  }
}

/** emissions[s] = log-probability of the class of state s; -∞ for what is no state of this sequence. */
function gather(width: i32, count: i32, labels: usize, blank: i32, logs: usize, row: usize): void {
  fill(row, <usize>(width * 4), -f32.POSITIVE_INFINITY);
  for (let s = 0; s < count; s++) {
    store<f32>(row + <usize>(s * 4), load<f32>(logs + <usize>(classOf(s, labels, blank) * 4)));
  }
}

/** Log-probabilities of one step, Y = Z - ln Σ_k exp(Z_k); `width` floats, of which `classes` are classes. */
function logSoftmaxRow(classes: i32, width: i32, z: usize, y: usize): void {
  const nothing = f32x4.splat(-f32.POSITIVE_INFINITY);
  let top = nothing;
  for (let i = 0; i < width; i += 4) {
    const x = v128.bitselect(v128.load(z + <usize>(i * 4)), nothing, columnsHere(i, classes));
    v128.store(y + <usize>(i * 4), x);
    top = f32x4.max(top, x);
  }
  const shift = f32x4.splat(maxOf4(top));
  let sum = f32x4.splat(0);
  for (let i = 0; i < width; i += 4) sum = f32x4.add(sum, exp4(f32x4.sub(v128.load(y + <usize>(i * 4)), shift)));
  const norm = f32x4.extract_lane(log4(f32x4.splat(sumOf4(sum))), 0);
  for (let i = 0; i < width; i += 4) {
    const at = y + <usize>(i * 4);
    v128.store(at, f32x4.sub(f32x4.sub(v128.load(at), shift), f32x4.splat(norm)));
  }
}

/**
 * One step of the forward pass; returns the largest α.
 *
 *     c(s) = ln(exp α(s) + exp α(s - 1) + exp(α(s - 2) + skip(s)))      α'(s) = c(s) + Y(class of s)
 *
 * @param before, now α and α', at state 0
 * @param sums receives c; +∞ instead of -∞, so that the way back through it is a factor of 0
 */
function forwardStep(width: i32, before: usize, skips: usize, emissions: usize, sums: usize, now: usize): f32 {
  const bytes = <usize>(width * 4);
  const nothing = f32x4.splat(-f32.POSITIVE_INFINITY);
  const zero = f32x4.splat(0);
  let top = nothing;
  for (let at: usize = 0; at < bytes; at += 16) {
    const stay = v128.load(before + at);
    const next = v128.load(before + at - 4);
    const jump = f32x4.add(v128.load(before + at - 8), v128.load(skips + at));
    const most = f32x4.max(f32x4.max(stay, next), jump);
    const open = f32x4.ne(most, nothing);
    const shift = v128.bitselect(most, zero, open);
    let sum = f32x4.add(exp4(f32x4.sub(stay, shift)), exp4(f32x4.sub(next, shift)));
    sum = f32x4.add(sum, exp4(f32x4.sub(jump, shift)));
    const c = f32x4.add(log4(sum), shift);
    v128.store(sums + at, v128.bitselect(c, f32x4.neg(nothing), open));
    const alpha = f32x4.add(c, v128.load(emissions + at));
    v128.store(now + at, alpha);
    top = f32x4.max(top, alpha);
  }
  return maxOf4(top);
}

/** ln(exp a + exp b) in float64. */
function logAdd(a: f64, b: f64): f64 {
  const most = max<f64>(a, b);
  if (most === -Infinity) return most;
  return most + Math.log(Math.exp(a - most) + Math.exp(b - most));
}

/**
 * Loss of sequences from..to: -ln P(labels | logits), the sum over all alignments; +∞ where no alignment exists.
 *
 *     α_t(s) = Y_t(class of s) + ln(exp α_{t-1}(s) + exp α_{t-1}(s - 1) + [may skip] exp α_{t-1}(s - 2))
 *     loss = -ln(exp α_T(last blank) + exp α_T(last label))
 *
 * α is kept relative to the largest of its step, so that it stays precise in float32 however long the sequence is.
 *
 * @param width states, 2 L + 1 for the longest labels, rounded up to a multiple of 4
 * @param classWidth classes, rounded up to a multiple of 4
 * @param labels [batch, labelWidth], class numbers as floats
 * @param labelLengths, logitLengths [batch] as floats
 * @param logits Z, [steps, batch, classWidth]
 * @param logs receives Y, as Z
 * @param alphas, sums receive α and c, [batch, steps, width + 8]
 * @param work [batch, 3, width + 8]
 * @param losses [batch]
 *
 * Source: Graves et al. 2006, section 4.1.
 */
export function ctcForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  classes: i32,
  classWidth: i32,
  labelWidth: i32,
  blank: i32,
  labels: usize,
  labelLengths: usize,
  logitLengths: usize,
  logits: usize,
  logs: usize,
  alphas: usize,
  sums: usize,
  work: usize,
  losses: usize,
): void {
  const row = stateRow(width);
  for (let b = from; b < to; b++) {
    const mine = labels + <usize>(b * labelWidth * 4);
    const length = <i32>load<f32>(logitLengths + <usize>(b * 4));
    const count = 2 * <i32>load<f32>(labelLengths + <usize>(b * 4)) + 1;
    const start = work + 3 * <usize>b * row;
    const skips = start + row;
    const emissions = skips + row;
    // Before the first step all of α lies in state -1, from which the first blank and the first label are reached.
    fill(start, row, -f32.POSITIVE_INFINITY);
    store<f32>(start + EDGE - 4, 0);
    writeSkips(width, count, mine, skips);
    let before = start;
    let total: f64 = 0;
    for (let t = 0; t < length; t++) {
      const at = <usize>(t * batch + b) * <usize>(classWidth * 4);
      const now = alphas + <usize>(b * steps + t) * row;
      const sumNow = sums + <usize>(b * steps + t) * row;
      fill(now, row, -f32.POSITIVE_INFINITY);
      fill(sumNow, row, f32.POSITIVE_INFINITY);
      logSoftmaxRow(classes, classWidth, logits + at, logs + at);
      gather(width, count, mine, blank, logs + at, emissions);
      const top = forwardStep(width, before + EDGE, skips + EDGE, emissions, sumNow + EDGE, now + EDGE);
      if (top !== -f32.POSITIVE_INFINITY) {
        total += <f64>top;
        const shift = f32x4.splat(top);
        for (let i = EDGE; i < row; i += 16) v128.store(now + i, f32x4.sub(v128.load(now + i), shift));
      }
      before = now;
    }
    const last = before + EDGE + <usize>((count - 1) * 4);
    let end = <f64>load<f32>(last);
    if (length === 0) end = count === 1 ? 0 : -Infinity;
    else if (count > 1) end = logAdd(end, <f64>load<f32>(last - 4));
    store<f32>(losses + <usize>(b * 4), <f32>(0 - (total + end)));
  }
}

/**
 * One step back: γ(s) = Σ over the states s' that may follow s of γ'(s') exp(α(s) - c'(s')), the posterior of state s.
 *
 * @param next, sums, skips γ', c' and skip at state 0, of the step after
 */
function backwardStep(width: i32, alpha: usize, next: usize, sums: usize, skips: usize, now: usize): void {
  const bytes = <usize>(width * 4);
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(alpha + at);
    let g = f32x4.mul(v128.load(next + at), exp4(f32x4.sub(a, v128.load(sums + at))));
    g = f32x4.add(g, f32x4.mul(v128.load(next + at + 4), exp4(f32x4.sub(a, v128.load(sums + at + 4)))));
    const jump = f32x4.sub(f32x4.add(a, v128.load(skips + at + 8)), v128.load(sums + at + 8));
    g = f32x4.add(g, f32x4.mul(v128.load(next + at + 8), exp4(jump)));
    v128.store(now + at, g);
    sum = f32x4.add(sum, g);
  }
  // Posteriors of a step add up to 1: what rounding took away is given back, or it would grow with the length.
  const share = f32x4.splat(<f32>1 / sumOf4(sum));
  for (let at: usize = 0; at < bytes; at += 16) v128.store(now + at, f32x4.mul(v128.load(now + at), share));
}

/** dZ += d (exp Y - Σ of γ over the states of a class) at one step. */
function addLogitGradient(
  count: i32,
  classWidth: i32,
  labels: usize,
  blank: i32,
  d: f32,
  logs: usize,
  gamma: usize,
  dLogits: usize,
): void {
  const by = f32x4.splat(d);
  for (let i = 0; i < classWidth; i += 4) {
    const at = <usize>(i * 4);
    v128.store(dLogits + at, f32x4.add(v128.load(dLogits + at), f32x4.mul(by, exp4(v128.load(logs + at)))));
  }
  for (let s = 0; s < count; s++) {
    const at = dLogits + <usize>(classOf(s, labels, blank) * 4);
    store<f32>(at, load<f32>(at) - d * load<f32>(gamma + <usize>(s * 4)));
  }
}

/**
 * Gradient of the logits of sequences from..to: dZ_t(k) += dLoss (softmax(Z_t)(k) - posterior of class k at step t).
 * A sequence without an alignment gives none. Parameters as in {@link ctcForward}; work is [batch, 3, width + 8].
 *
 * Differs from Graves' formula in the way, not in the result: instead of β it takes the posterior of the states from
 * step to step, which neither overflows nor loses digits.
 */
export function ctcBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  width: i32,
  classWidth: i32,
  labelWidth: i32,
  blank: i32,
  labels: usize,
  labelLengths: usize,
  logitLengths: usize,
  logs: usize,
  alphas: usize,
  sums: usize,
  work: usize,
  dLosses: usize,
  dLogits: usize,
): void {
  const row = stateRow(width);
  for (let b = from; b < to; b++) {
    const mine = labels + <usize>(b * labelWidth * 4);
    const length = <i32>load<f32>(logitLengths + <usize>(b * 4));
    const count = 2 * <i32>load<f32>(labelLengths + <usize>(b * 4)) + 1;
    const d = load<f32>(dLosses + <usize>(b * 4));
    if (length === 0) continue;
    const skips = work + 3 * <usize>b * row;
    let next = skips + row;
    let now = next + row;
    writeSkips(width, count, mine, skips);
    fill(next, 2 * row, 0);
    const last = <usize>((count - 1) * 4) + EDGE;
    const alpha = alphas + <usize>(b * steps + length - 1) * row;
    const onBlank = <f64>load<f32>(alpha + last);
    const onLabel = count > 1 ? <f64>load<f32>(alpha + last - 4) : -Infinity;
    const end = logAdd(onBlank, onLabel);
    if (end === -Infinity) continue;
    store<f32>(next + last, <f32>Math.exp(onBlank - end));
    if (count > 1) store<f32>(next + last - 4, <f32>Math.exp(onLabel - end));
    for (let t = length - 1; t >= 0; t--) {
      const at = <usize>(t * batch + b) * <usize>(classWidth * 4);
      addLogitGradient(count, classWidth, mine, blank, d, logs + at, next + EDGE, dLogits + at);
      if (t === 0) break;
      const sumNow = sums + <usize>(b * steps + t) * row;
      const before = alphas + <usize>(b * steps + t - 1) * row;
      backwardStep(width, before + EDGE, next + EDGE, sumNow + EDGE, skips + EDGE, now + EDGE);
      const swapped = next;
      next = now;
      now = swapped;
    }
  }
}

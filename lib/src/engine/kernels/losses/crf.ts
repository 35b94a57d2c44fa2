import {exp4, log4} from '../activations';
import {columnsHere, maxOf4, sumOf4} from '../lanes';

// Linear-chain conditional random field. Emissions E are [steps, batch, width], tags [batch, tagWidth] as floats, of
// which a negative one says that the step is no part of its chain. Transitions A are [width, width], from row to column.
// Columns from `units` on are padding: their ln of a probability is -∞.

/** Tag of a step, negative where it is masked. */
function tagOf(tags: usize, t: i32): i32 {
  return <i32>load<f32>(tags + <usize>(t * 4));
}

/** now = base + E at the open columns, -∞ in the padding; returns the largest. */
function addEmissions(units: i32, width: i32, base: usize, emissions: usize, now: usize): f32 {
  const nothing = f32x4.splat(-f32.POSITIVE_INFINITY);
  let top = nothing;
  for (let j = 0; j < width; j += 4) {
    const at = <usize>(j * 4);
    const x = f32x4.add(v128.load(base + at), v128.load(emissions + at));
    const open = v128.bitselect(x, nothing, columnsHere(j, units));
    v128.store(now + at, open);
    top = f32x4.max(top, open);
  }
  return maxOf4(top);
}

/** c(j) = ln Σ_i exp(α(i) + A_ij), for all columns. */
function logSums(units: i32, width: i32, alpha: usize, transitions: usize, sums: usize): void {
  const row = <usize>(width * 4);
  const nothing = f32x4.splat(-f32.POSITIVE_INFINITY);
  for (let at: usize = 0; at < row; at += 16) {
    let top = nothing;
    for (let i = 0; i < units; i++) {
      const x = f32x4.add(v128.load32_splat(alpha + <usize>(i * 4)), v128.load(transitions + <usize>i * row + at));
      top = f32x4.max(top, x);
    }
    const shift = v128.bitselect(f32x4.splat(0), top, f32x4.eq(top, nothing));
    let sum = f32x4.splat(0);
    for (let i = 0; i < units; i++) {
      const x = f32x4.add(v128.load32_splat(alpha + <usize>(i * 4)), v128.load(transitions + <usize>i * row + at));
      sum = f32x4.add(sum, exp4(f32x4.sub(x, shift)));
    }
    v128.store(sums + at, f32x4.add(log4(sum), shift));
  }
}

function lower(width: i32, row: usize, by: f32): void {
  const shift = f32x4.splat(by);
  for (let at = row; at < row + <usize>(width * 4); at += 16) v128.store(at, f32x4.sub(v128.load(at), shift));
}

/** row = exp(α + end), scaled to a sum of 1; returns ln of the sum. Padding becomes 0. */
function endPosterior(units: i32, width: i32, alpha: usize, end: usize, row: usize): f64 {
  const top = addEmissions(units, width, end, alpha, row);
  if (top === -f32.POSITIVE_INFINITY) {
    memory.fill(row, 0, <usize>(width * 4));
    return -Infinity;
  }
  let sum = f32x4.splat(0);
  for (let at = row; at < row + <usize>(width * 4); at += 16) {
    const x = exp4(f32x4.sub(v128.load(at), f32x4.splat(top)));
    sum = f32x4.add(sum, x);
    v128.store(at, x);
  }
  const total = sumOf4(sum);
  const share = f32x4.splat(<f32>1 / total);
  for (let at = row; at < row + <usize>(width * 4); at += 16) v128.store(at, f32x4.mul(v128.load(at), share));
  return <f64>top + Math.log(<f64>total);
}

/**
 * Loss of sequences from..to: -ln P(tags | emissions) = ln Z - score(tags).
 *
 *     score(y) = start(y_1) + Σ_t E_t(y_t) + Σ_t A(y_{t-1}, y_t) + end(y_T)
 *     α_1 = start + E_1      α_t(j) = E_t(j) + ln Σ_i exp(α_{t-1}(i) + A_ij)      ln Z = ln Σ_j exp(α_T(j) + end(j))
 *
 * α is kept relative to the largest of its step, so that it stays precise in float32 however long the chain is; a chain
 * without steps has the loss 0.
 *
 * @param units tags, `width` when rounded up to a multiple of 4
 * @param alphas, sums receive α and c_t(j) = α_t(j) - E_t(j), [steps, batch, width]
 * @param work [batch, width]
 * @param losses [batch]
 *
 * Source: Lafferty et al. 2001; the form of the pytorch-crf package (start, end and transition scores).
 */
export function crfForward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  tagWidth: i32,
  emissions: usize,
  tags: usize,
  transitions: usize,
  start: usize,
  end: usize,
  alphas: usize,
  sums: usize,
  work: usize,
  losses: usize,
): void {
  const row = <usize>(width * 4);
  for (let b = from; b < to; b++) {
    const mine = tags + <usize>(b * tagWidth * 4);
    let before: usize = 0;
    let previous = 0;
    let total: f64 = 0;
    let score: f64 = 0;
    for (let t = 0; t < steps; t++) {
      const tag = tagOf(mine, t);
      if (tag < 0) continue;
      const at = <usize>(t * batch + b) * row;
      const column = <usize>(tag * 4);
      if (before) logSums(units, width, before, transitions, sums + at);
      const top = addEmissions(units, width, before ? sums + at : start, emissions + at, alphas + at);
      if (top !== -f32.POSITIVE_INFINITY) {
        total += <f64>top;
        lower(width, alphas + at, top);
      }
      score += <f64>load<f32>(before ? transitions + <usize>previous * row + column : start + column);
      score += <f64>load<f32>(emissions + at + column);
      before = alphas + at;
      previous = tag;
    }
    if (before) {
      total += endPosterior(units, width, before, end, work + <usize>b * row);
      score += <f64>load<f32>(end + <usize>(previous * 4));
    }
    store<f32>(losses + <usize>(b * 4), <f32>(total - score));
  }
}

/**
 * Posteriors one step back, from those of the step after: ξ_ij = γ'(j) exp(α(i) + A_ij - c'(j)) and γ(i) = Σ_j ξ_ij.
 *
 * @param pairs receives d ξ on top of what it holds, [width, width]
 */
function pairPosteriors(
  units: i32,
  width: i32,
  d: f32,
  alpha: usize,
  transitions: usize,
  sums: usize,
  next: usize,
  pairs: usize,
  now: usize,
): void {
  const row = <usize>(width * 4);
  const zero = f32x4.splat(0);
  const by = f32x4.splat(d);
  memory.fill(now, 0, row);
  let total: f32 = 0;
  for (let i = 0; i < units; i++) {
    const line = <usize>i * row;
    const a = v128.load32_splat(alpha + <usize>(i * 4));
    let sum = zero;
    for (let at: usize = 0; at < row; at += 16) {
      const g = v128.load(next + at);
      const x = f32x4.sub(f32x4.add(a, v128.load(transitions + line + at)), v128.load(sums + at));
      // Where γ' is 0, c' may be -∞ and the factor without a value.
      const pair = v128.bitselect(zero, f32x4.mul(g, exp4(x)), f32x4.eq(g, zero));
      sum = f32x4.add(sum, pair);
      v128.store(pairs + line + at, f32x4.add(v128.load(pairs + line + at), f32x4.mul(by, pair)));
    }
    const share = sumOf4(sum);
    total += share;
    store<f32>(now + <usize>(i * 4), share);
  }
  // Posteriors of a step add up to 1: what rounding took away is given back, or it would grow with the length.
  const share = f32x4.splat(<f32>1 / total);
  for (let at: usize = 0; at < row; at += 16) v128.store(now + at, f32x4.mul(v128.load(now + at), share));
}

/** to += d (γ - one-hot of the tag). */
function addDifference(width: i32, d: f32, gamma: usize, tag: i32, to: usize): void {
  const by = f32x4.splat(d);
  for (let at: usize = 0; at < <usize>(width * 4); at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(by, v128.load(gamma + at))));
  }
  const at = to + <usize>(tag * 4);
  store<f32>(at, load<f32>(at) - d);
}

/**
 * Gradients of sequences from..to: each is dLoss times the posterior less what the tags themselves are. Parameters as in
 * {@link crfForward}.
 *
 * @param work [batch, 2, width]
 * @param dEmissions added to; 0 where nobody asks
 * @param dTransitions [batch, width, width], dStart and dEnd [batch, width]: of each sequence alone
 */
export function crfBackward(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  tagWidth: i32,
  tags: usize,
  transitions: usize,
  end: usize,
  alphas: usize,
  sums: usize,
  work: usize,
  dLosses: usize,
  dEmissions: usize,
  dTransitions: usize,
  dStart: usize,
  dEnd: usize,
): void {
  const row = <usize>(width * 4);
  for (let b = from; b < to; b++) {
    const mine = tags + <usize>(b * tagWidth * 4);
    const d = load<f32>(dLosses + <usize>(b * 4));
    const pairs = dTransitions + <usize>(b * width) * row;
    memory.fill(pairs, 0, <usize>width * row);
    memory.fill(dStart + <usize>b * row, 0, row);
    memory.fill(dEnd + <usize>b * row, 0, row);
    let now = work + 2 * <usize>b * row;
    let other = now + row;
    let after = -1;
    for (let t = steps - 1; t >= 0; t--) {
      const tag = tagOf(mine, t);
      if (tag < 0) continue;
      const at = <usize>(t * batch + b) * row;
      if (after < 0) {
        endPosterior(units, width, alphas + at, end, now);
        addDifference(width, d, now, tag, dEnd + <usize>b * row);
      } else {
        const next = now;
        now = other;
        other = next;
        const later = sums + <usize>(after * batch + b) * row;
        pairPosteriors(units, width, d, alphas + at, transitions, later, next, pairs, now);
        const pair = pairs + <usize>tag * row + <usize>(tagOf(mine, after) * 4);
        store<f32>(pair, load<f32>(pair) - d);
      }
      if (dEmissions) addDifference(width, d, now, tag, dEmissions + at);
      after = t;
    }
    if (after >= 0) addDifference(width, d, now, tagOf(mine, after), dStart + <usize>b * row);
  }
}

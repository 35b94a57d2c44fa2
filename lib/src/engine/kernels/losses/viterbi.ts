import {columnsHere} from '../lanes';

/** Column of the largest number of a row, the first one of several. */
function argmax(units: i32, row: usize): i32 {
  let best = 0;
  for (let j = 1; j < units; j++) {
    if (load<f32>(row + <usize>(j * 4)) > load<f32>(row + <usize>(best * 4))) best = j;
  }
  return best;
}

/** δ'(j) = max_i (δ(i) + A_ij), and which i it was (the first one of several). */
function bestBefore(units: i32, width: i32, delta: usize, transitions: usize, now: usize, back: usize): void {
  const row = <usize>(width * 4);
  for (let at: usize = 0; at < row; at += 16) {
    let best = f32x4.add(v128.load32_splat(delta), v128.load(transitions + at));
    let which = i32x4.splat(0);
    for (let i = 1; i < units; i++) {
      const x = f32x4.add(v128.load32_splat(delta + <usize>(i * 4)), v128.load(transitions + <usize>i * row + at));
      const better = f32x4.gt(x, best);
      best = v128.bitselect(x, best, better);
      which = v128.bitselect(i32x4.splat(i), which, better);
    }
    v128.store(now + at, best);
    v128.store(back + at, which);
  }
}

/** Adds the emissions, and moves the row so that its best number is 0: returns what that was. */
function addEmissions(units: i32, width: i32, emissions: usize, now: usize): f32 {
  for (let j = 0; j < width; j += 4) {
    const at = now + <usize>(j * 4);
    const x = f32x4.add(v128.load(at), v128.load(emissions + <usize>(j * 4)));
    v128.store(at, v128.bitselect(x, f32x4.splat(-f32.POSITIVE_INFINITY), columnsHere(j, units)));
  }
  const top = load<f32>(now + <usize>(argmax(units, now) * 4));
  if (top === -f32.POSITIVE_INFINITY) return 0;
  for (let at = now; at < now + <usize>(width * 4); at += 16) {
    v128.store(at, f32x4.sub(v128.load(at), f32x4.splat(top)));
  }
  return top;
}

/**
 * The path y with the highest score of a linear chain, for sequences from..to; layouts as in crf.ts.
 *
 *     δ_1 = start + E_1      δ_t(j) = E_t(j) + max_i (δ_{t-1}(i) + A_ij)      best score = max_j (δ_T(j) + end(j))
 *
 * @param mask [batch, tagWidth], 0 for steps that are no part of the chain, or address 0
 * @param deltas [batch, 2, width]
 * @param back [steps, batch, width], whole numbers
 * @param tags [batch, tagWidth], the path; -1 at masked steps
 * @param scores [batch]; 0 for a chain without steps
 *
 * Source: Viterbi 1967; Rabiner 1989, section III.B.
 */
export function viterbi(
  steps: i32,
  batch: i32,
  from: i32,
  to: i32,
  units: i32,
  width: i32,
  tagWidth: i32,
  emissions: usize,
  mask: usize,
  transitions: usize,
  start: usize,
  end: usize,
  deltas: usize,
  back: usize,
  tags: usize,
  scores: usize,
): void {
  const row = <usize>(width * 4);
  for (let b = from; b < to; b++) {
    const path = tags + <usize>(b * tagWidth * 4);
    let now = deltas + 2 * <usize>b * row;
    let other = now + row;
    let total: f64 = 0;
    let first = -1;
    for (let t = 0; t < steps; t++) {
      store<f32>(path + <usize>(t * 4), -1);
      if (mask !== 0 && load<f32>(mask + <usize>((b * tagWidth + t) * 4)) === 0) continue;
      const at = <usize>(t * batch + b) * row;
      const before = now;
      now = other;
      other = before;
      if (first < 0) {
        memory.copy(now, start, row);
        first = t;
      } else {
        bestBefore(units, width, before, transitions, now, back + at);
      }
      total += <f64>addEmissions(units, width, emissions + at, now);
    }
    if (first >= 0) {
      for (let at: usize = 0; at < row; at += 16) {
        v128.store(now + at, f32x4.add(v128.load(now + at), v128.load(end + at)));
      }
      let tag = argmax(units, now);
      total += <f64>load<f32>(now + <usize>(tag * 4));
      for (let t = steps - 1; t >= first; t--) {
        if (mask !== 0 && load<f32>(mask + <usize>((b * tagWidth + t) * 4)) === 0) continue;
        store<f32>(path + <usize>(t * 4), <f32>tag);
        if (t > first) tag = load<i32>(back + <usize>(t * batch + b) * row + <usize>(tag * 4));
      }
    }
    store<f32>(scores + <usize>(b * 4), <f32>total);
  }
}

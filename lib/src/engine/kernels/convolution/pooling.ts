import {addTo} from '../rows';

// Pooling over windows of up to three axes. X lies as [outer, n0, n1, n2, inner], Y as [outer, m0, m1, m2, inner]; element j
// of window i of an axis is at i stride + j - before, and what lies outside does not count. Sequences, which lie time first,
// have their steps as axis 0 and the whole batch in `inner`.

/** The first element of a window that lies inside. */
function firstOf(window: i32, stride: i32, before: i32): i32 {
  return max(0, window * stride - before);
}

/** The element after the last one of a window that lies inside. */
function endOf(window: i32, stride: i32, before: i32, size: i32, length: i32): i32 {
  return min(length, window * stride - before + size);
}

/** y = max(x, y). */
function takeLarger(bytes: usize, x: usize, y: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(y + at, f32x4.max(v128.load(y + at), v128.load(x + at)));
  }
}

/** y *= factor. */
function scale(bytes: usize, factor: f32, y: usize): void {
  const all = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(y + at, f32x4.mul(v128.load(y + at), all));
}

/** Where x is the largest, y, its gradient moves from dY to dX: nothing is left for an equal one that comes later. */
function giveToLargest(bytes: usize, x: usize, y: usize, dY: usize, dX: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const left = v128.load(dY + at);
    const here = f32x4.eq(v128.load(x + at), v128.load(y + at));
    v128.store(dX + at, f32x4.add(v128.load(dX + at), v128.and(left, here)));
    v128.store(dY + at, v128.andnot(left, here));
  }
}

/** Y = the largest of each window, or their mean, for the windows from..to of outer and axis 0 together. */
export function pool(
  from: i32,
  to: i32,
  isMax: i32,
  n0: i32,
  n1: i32,
  n2: i32,
  m0: i32,
  m1: i32,
  m2: i32,
  k0: i32,
  k1: i32,
  k2: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  b0: i32,
  b1: i32,
  b2: i32,
  inner: i32,
  x: usize,
  y: usize,
): void {
  const bytes = <usize>(inner * 4);
  let out = y + <usize>(from * m1 * m2) * bytes;
  for (let unit = from; unit < to; unit++) {
    const outer = (unit / m0) * n0;
    const first0 = firstOf(unit % m0, s0, b0);
    const end0 = endOf(unit % m0, s0, b0, k0, n0);
    for (let i1 = 0; i1 < m1; i1++) {
      const first1 = firstOf(i1, s1, b1);
      const end1 = endOf(i1, s1, b1, k1, n1);
      for (let i2 = 0; i2 < m2; i2++) {
        const first2 = firstOf(i2, s2, b2);
        const end2 = endOf(i2, s2, b2, k2, n2);
        let isFirst = true;
        for (let j0 = first0; j0 < end0; j0++) {
          for (let j1 = first1; j1 < end1; j1++) {
            let element = x + <usize>(((outer + j0) * n1 + j1) * n2 + first2) * bytes;
            for (let j2 = first2; j2 < end2; j2++) {
              if (isFirst) memory.copy(out, element, bytes);
              else if (isMax) takeLarger(bytes, element, out);
              else addTo(inner, element, out);
              isFirst = false;
              element += bytes;
            }
          }
        }
        if (!isMax) scale(bytes, 1 / <f32>((end0 - first0) * (end1 - first1) * (end2 - first2)), out);
        out += bytes;
      }
    }
  }
}

/**
 * dX += dY where an element was the largest of its window (of equal ones the first), or dY's share in the mean, for the
 * examples from..to of `outer`. Uses up dY.
 */
export function poolBackward(
  from: i32,
  to: i32,
  isMax: i32,
  n0: i32,
  n1: i32,
  n2: i32,
  m0: i32,
  m1: i32,
  m2: i32,
  k0: i32,
  k1: i32,
  k2: i32,
  s0: i32,
  s1: i32,
  s2: i32,
  b0: i32,
  b1: i32,
  b2: i32,
  inner: i32,
  x: usize,
  y: usize,
  dY: usize,
  dX: usize,
): void {
  const bytes = <usize>(inner * 4);
  let out = <usize>(from * m0 * m1 * m2) * bytes;
  for (let unit = from * m0; unit < to * m0; unit++) {
    const outer = (unit / m0) * n0;
    const first0 = firstOf(unit % m0, s0, b0);
    const end0 = endOf(unit % m0, s0, b0, k0, n0);
    for (let i1 = 0; i1 < m1; i1++) {
      const first1 = firstOf(i1, s1, b1);
      const end1 = endOf(i1, s1, b1, k1, n1);
      for (let i2 = 0; i2 < m2; i2++) {
        const first2 = firstOf(i2, s2, b2);
        const end2 = endOf(i2, s2, b2, k2, n2);
        if (!isMax) scale(bytes, 1 / <f32>((end0 - first0) * (end1 - first1) * (end2 - first2)), dY + out);
        for (let j0 = first0; j0 < end0; j0++) {
          for (let j1 = first1; j1 < end1; j1++) {
            let element = <usize>(((outer + j0) * n1 + j1) * n2 + first2) * bytes;
            for (let j2 = first2; j2 < end2; j2++) {
              if (isMax) giveToLargest(bytes, x + element, y + out, dY + out, dX + element);
              else addTo(inner, dY + out, dX + element);
              element += bytes;
            }
          }
        }
        out += bytes;
      }
    }
  }
}

/** Y[row] = Σ_t weight[t, row] X[t, row]: the mean over the steps that a mask keeps; weights have one number for each row. */
export function weightedSteps(steps: i32, rows: i32, width: i32, weights: usize, x: usize, y: usize): void {
  const bytes = <usize>(width * 4);
  memory.fill(y, 0, <usize>rows * bytes);
  for (let t = 0; t < steps; t++) {
    for (let row = 0; row < rows; row++) {
      const weight = v128.load32_splat(weights);
      const out = y + <usize>row * bytes;
      for (let at: usize = 0; at < bytes; at += 16) {
        // What is masked does not count, not even ∞ or NaN.
        const value = f32x4.mul(weight, v128.load(x + at));
        const kept = f32x4.ne(weight, f32x4.splat(0));
        v128.store(out + at, f32x4.add(v128.load(out + at), v128.and(value, kept)));
      }
      weights += 4;
      x += bytes;
    }
  }
}

/** dX[t, row] += weight[t, row] dY[row]. */
export function weightedStepsBackward(steps: i32, rows: i32, width: i32, weights: usize, dY: usize, dX: usize): void {
  const bytes = <usize>(width * 4);
  for (let t = 0; t < steps; t++) {
    for (let row = 0; row < rows; row++) {
      const weight = v128.load32_splat(weights);
      const d = dY + <usize>row * bytes;
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(dX + at, f32x4.add(v128.load(dX + at), f32x4.mul(weight, v128.load(d + at))));
      }
      weights += 4;
      dX += bytes;
    }
  }
}

/**
 * A mask of dropout: 0 with probability `rate`, else 1 / (1 - rate), from the generator mulberry32 that starts at `seed`.
 *
 * Number k of the rows, padding not counted, depends on the seed and k alone.
 *
 * @param columns of each row; the `width - columns` after them are zero
 *
 * Check: lib/test/engine/dropout.test.ts against data.mulberry32.
 */
export function dropoutMask(rows: i32, columns: i32, width: i32, seed: u32, rate: f64, to: usize): void {
  const limit = rate * 4294967296;
  const kept = <f32>(1 / (1 - rate));
  let state = seed;
  for (let i = 0; i < rows; i++) {
    const row = to + <usize>(i * width * 4);
    for (let j = 0; j < columns; j++) {
      state += 0x6d2b79f5;
      let t = (state ^ (state >>> 15)) * (state | 1);
      t = (t + (t ^ (t >>> 7)) * (t | 61)) ^ t;
      t ^= t >>> 14;
      store<f32>(row + <usize>(j * 4), <f64>t < limit ? 0 : kept);
    }
    memory.fill(row + <usize>(columns * 4), 0, <usize>((width - columns) * 4));
  }
}

/**
 * The state as the products of a step see it: `floats` numbers H ⊙ mask, written to `seen`, or H itself where there is no
 * mask (0).
 *
 * @returns where it lies
 */
export function seenState(floats: i32, mask: usize, h: usize, seen: usize): usize {
  if (mask === 0) return h;
  const bytes = <usize>(floats * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(seen + at, f32x4.mul(v128.load(h + at), v128.load(mask + at)));
  }
  return seen;
}

/** Back through {@link seenState}: dH += dSeen ⊙ mask, and clears dSeen. Does nothing where there is no mask. */
export function giveSeenGradient(floats: i32, mask: usize, dSeen: usize, dH: usize): void {
  if (mask === 0) return;
  const bytes = <usize>(floats * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    const product = f32x4.mul(v128.load(dSeen + at), v128.load(mask + at));
    v128.store(dH + at, f32x4.add(v128.load(dH + at), product));
    v128.store(dSeen + at, f32x4.splat(0));
  }
}

/** The mask of step t, from row `from` on, or 0 where there is none; masks of successive steps are `step` bytes apart. */
export function dropoutOfStep(mask: usize, step: usize, t: i32, first: usize): usize {
  return mask === 0 ? 0 : mask + <usize>t * step + first;
}

// Kinds of combination, as lib/src/engine/ops/plain/merge.ts numbers them.
const PRODUCT = 0;
const MAXIMUM = 1;

/** to = a ⊙ b, or the larger or the smaller of both; `count` floats (a multiple of 4). */
export function combine(kind: i32, count: i32, a: usize, b: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at);
    const y = v128.load(b + at);
    if (kind === PRODUCT) v128.store(to + at, f32x4.mul(x, y));
    else if (kind === MAXIMUM) v128.store(to + at, f32x4.max(x, y));
    else v128.store(to + at, f32x4.min(x, y));
  }
}

/**
 * gradient += dOut ⊙ the derivative of {@link combine} by a; swapped arguments give that by b.
 *
 * @param wins whether a gets the gradient where both are equal (of the larger and the smaller)
 */
export function addCombineGradient(
  kind: i32,
  wins: bool,
  count: i32,
  a: usize,
  b: usize,
  dOut: usize,
  gradient: usize,
): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    const x = v128.load(a + at);
    const y = v128.load(b + at);
    let d = v128.load(dOut + at);
    if (kind === PRODUCT) d = f32x4.mul(d, y);
    else if (kind === MAXIMUM) d = v128.and(d, wins ? f32x4.ge(x, y) : f32x4.gt(x, y));
    else d = v128.and(d, wins ? f32x4.le(x, y) : f32x4.lt(x, y));
    v128.store(gradient + at, f32x4.add(v128.load(gradient + at), d));
  }
}

/** to += factor from; `count` floats (a multiple of 4). */
export function addScaled(count: i32, factor: f32, from: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  const scale = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(scale, v128.load(from + at))));
  }
}

/** to = x where x > 0, else slope x; `count` floats (a multiple of 4). */
export function leakyRelu(count: i32, slope: f32, x: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  const scale = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const value = v128.load(x + at);
    v128.store(to + at, v128.bitselect(value, f32x4.mul(scale, value), f32x4.gt(value, zero)));
  }
}

/** dX += dOut where x > 0, else slope dOut. */
export function addLeakyReluGradient(count: i32, slope: f32, x: usize, dOut: usize, dX: usize): void {
  const bytes = <usize>(count * 4);
  const scale = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const d = v128.load(dOut + at);
    const passed = v128.bitselect(d, f32x4.mul(scale, d), f32x4.gt(v128.load(x + at), zero));
    v128.store(dX + at, f32x4.add(v128.load(dX + at), passed));
  }
}

// Kinds of activation, as lib/src/engine/fused-simple-rnn.ts numbers them.
const TANH = 1;
const RELU = 2;

/**
 * tanh of four numbers as a quotient of polynomials of degree 13 and 6, to 1e-6.
 *
 * Source: the rational minimax approximation of Eigen (Eigen/src/Core/MathFunctionsImpl.h, MPL 2.0 coefficients).
 */
export function tanh4(input: v128): v128 {
  const limit = f32x4.splat(7.905311107635498);
  const x = f32x4.max(f32x4.min(input, limit), f32x4.neg(limit));
  const x2 = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(x2, f32x4.splat(-2.76076847742355e-16)), f32x4.splat(2.00018790482477e-13));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(-8.60467152213735e-11));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(5.12229709037114e-8));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(1.48572235717979e-5));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(6.37261928875436e-4));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(4.89352455891786e-3));
  let q = f32x4.add(f32x4.mul(x2, f32x4.splat(1.19825839466702e-6)), f32x4.splat(1.18534705686654e-4));
  q = f32x4.add(f32x4.mul(x2, q), f32x4.splat(2.268434632439e-3));
  q = f32x4.add(f32x4.mul(x2, q), f32x4.splat(4.89352518554385e-3));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** The logistic function σ of four numbers, by way of tanh, to 1e-6. */
export function sigmoid4(input: v128): v128 {
  const half = f32x4.splat(0.5);
  return f32x4.add(half, f32x4.mul(half, tanh4(f32x4.mul(half, input))));
}

/** σ'(A) = S (1 - S), from S = σ(A). */
export function sigmoidSlope4(value: v128): v128 {
  return f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
}

/** Applies the activation in place to `count` floats (a multiple of 4). */
export function activate(kind: i32, count: i32, values: usize): void {
  const end = values + <usize>(count * 4);
  if (kind === TANH) {
    for (let at = values; at < end; at += 16) v128.store(at, tanh4(v128.load(at)));
  } else if (kind === RELU) {
    const zero = f32x4.splat(0);
    for (let at = values; at < end; at += 16) v128.store(at, f32x4.max(v128.load(at), zero));
  }
}

/** out = gradient ⊙ activation'(·), where the derivative is taken from the activation's own output. */
export function activationGradient(kind: i32, count: i32, output: usize, gradient: usize, out: usize): void {
  const bytes = <usize>(count * 4);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const h = v128.load(output + at);
    let g = v128.load(gradient + at);
    if (kind === TANH) g = f32x4.mul(g, f32x4.sub(one, f32x4.mul(h, h)));
    else if (kind === RELU) g = v128.and(g, f32x4.gt(h, zero));
    v128.store(out + at, g);
  }
}

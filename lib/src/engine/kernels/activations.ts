import {flushed4} from './lanes';

// Kinds of activation, as lib/src/engine/ops/activation.ts numbers them.
const TANH = 1;
const RELU = 2;
const SIGMOID = 3;

// V8 makes a constant of four equal numbers out of three instructions at every use; loading it from memory is one.
// And it makes f32x4.min of nine instructions, for the sake of NaN and -0; pmin is one, and keeps a NaN in its first operand.
const TANH_NUMERATOR: usize = memory.data<f32>(
  [
    -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8, 1.48572235717979e-5,
    6.37261928875436e-4, 4.89352455891786e-3,
  ],
  16,
);
const TANH_DENOMINATOR: usize = memory.data<f32>(
  [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3],
  16,
);
const TANH_LIMITS: usize = memory.data<f32>([7.905311107635498, -7.905311107635498], 16);
const HALF: usize = memory.data<f32>([0.5], 16);

/**
 * tanh of four numbers as a quotient of polynomials of degree 13 and 6, to 4e-7 of the value.
 *
 * Source: the rational minimax approximation of Eigen (Eigen/src/Core/MathFunctionsImpl.h, MPL 2.0 coefficients).
 */
export function tanh4(input: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(input, v128.load32_splat(TANH_LIMITS)), v128.load32_splat(TANH_LIMITS, 4));
  const x2 = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(x2, v128.load32_splat(TANH_NUMERATOR)), v128.load32_splat(TANH_NUMERATOR, 4));
  p = f32x4.add(f32x4.mul(x2, p), v128.load32_splat(TANH_NUMERATOR, 8));
  p = f32x4.add(f32x4.mul(x2, p), v128.load32_splat(TANH_NUMERATOR, 12));
  p = f32x4.add(f32x4.mul(x2, p), v128.load32_splat(TANH_NUMERATOR, 16));
  p = f32x4.add(f32x4.mul(x2, p), v128.load32_splat(TANH_NUMERATOR, 20));
  p = f32x4.add(f32x4.mul(x2, p), v128.load32_splat(TANH_NUMERATOR, 24));
  let q = f32x4.add(f32x4.mul(x2, v128.load32_splat(TANH_DENOMINATOR)), v128.load32_splat(TANH_DENOMINATOR, 4));
  q = f32x4.add(f32x4.mul(x2, q), v128.load32_splat(TANH_DENOMINATOR, 8));
  q = f32x4.add(f32x4.mul(x2, q), v128.load32_splat(TANH_DENOMINATOR, 12));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** The logistic function σ of four numbers, by way of tanh, to 3e-7. */
export function sigmoid4(input: v128): v128 {
  const half = v128.load32_splat(HALF);
  return f32x4.add(half, f32x4.mul(half, tanh4(f32x4.mul(half, input))));
}

/** σ'(A) = S (1 - S), from S = σ(A). */
export function sigmoidSlope4(value: v128): v128 {
  return f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
}

/** 2^n as floats, for whole n from -126 to 127. */
function powerOfTwo4(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/**
 * exp of four numbers to 1e-6 of the value, over all of float32: -∞ gives 0, what is too large ∞, NaN stays NaN.
 *
 *     x = n ln 2 + r      exp(x) = 2^n exp(r)      |r| <= ln 2 / 2
 *
 * Source: the polynomial of Cephes (expf). Check: lib/test/engine/activations.test.ts.
 */
export function exp4(input: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(input, f32x4.splat(-105)), f32x4.splat(89));
  const whole = f32x4.nearest(f32x4.mul(x, f32x4.splat(Mathf.LOG2E)));
  // ln 2 in two parts, the first with few digits: n times it is exact, so r keeps its digits.
  let r = f32x4.sub(x, f32x4.mul(whole, f32x4.splat(0.693359375)));
  r = f32x4.sub(r, f32x4.mul(whole, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.add(f32x4.mul(r, f32x4.splat(1.98756915e-4)), f32x4.splat(1.3981999507e-3));
  p = f32x4.add(f32x4.mul(r, p), f32x4.splat(8.3334519073e-3));
  p = f32x4.add(f32x4.mul(r, p), f32x4.splat(4.1665795894e-2));
  p = f32x4.add(f32x4.mul(r, p), f32x4.splat(1.6666665459e-1));
  p = f32x4.add(f32x4.mul(r, p), f32x4.splat(5.0000001201e-1));
  p = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), p), r), f32x4.splat(1));
  // Two factors: 2^n alone does not exist below 2^-126 and at 2^128, where exp(x) still does.
  const n = i32x4.trunc_sat_f32x4_s(whole);
  const half = i32x4.shr_s(n, 1);
  return f32x4.mul(f32x4.mul(p, powerOfTwo4(half)), powerOfTwo4(i32x4.sub(n, half)));
}

/**
 * The natural logarithm of four numbers to 1e-6 of the value, over all of float32: 0 gives -∞, ∞ gives ∞, a negative
 * number or NaN gives NaN.
 *
 *     x = 2^n m      log(x) = n ln 2 + log(m)      √½ <= m < √2
 *
 * Source: the polynomial of Cephes (logf). Check: lib/test/engine/activations.test.ts.
 */
export function log4(input: v128): v128 {
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  // Below 2^-126 the exponent is not in its bits: scale by 2^23 first.
  const tiny = f32x4.lt(input, f32x4.splat(1.17549435e-38));
  const x = v128.bitselect(f32x4.mul(input, f32x4.splat(8388608)), input, tiny);
  const shift = v128.and(tiny, i32x4.splat(23));
  // Bits above those of √½, in units of 2^23, are the exponent n that leaves m in its range.
  const above = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const n = i32x4.shr_s(above, 23);
  const m = i32x4.add(v128.and(above, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const whole = f32x4.convert_i32x4_s(i32x4.sub(n, shift));
  const f = f32x4.sub(m, one);
  const f2 = f32x4.mul(f, f);
  let p = f32x4.add(f32x4.mul(f, f32x4.splat(7.0376836292e-2)), f32x4.splat(-1.151461031e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(1.167699874e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(-1.2420140846e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(1.4249322787e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(-1.6668057665e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(2.0000714765e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(-2.4999993993e-1));
  p = f32x4.add(f32x4.mul(f, p), f32x4.splat(3.3333331174e-1));
  let y = f32x4.mul(f32x4.mul(f, f2), p);
  y = f32x4.add(y, f32x4.mul(whole, f32x4.splat(-2.1219444e-4)));
  y = f32x4.sub(y, f32x4.mul(f2, f32x4.splat(0.5)));
  y = f32x4.add(f32x4.add(f, y), f32x4.mul(whole, f32x4.splat(0.693359375)));
  const infinity = f32x4.splat(f32.POSITIVE_INFINITY);
  y = v128.bitselect(y, input, f32x4.lt(input, infinity)); // ∞ and NaN pass through
  y = v128.bitselect(f32x4.neg(infinity), y, f32x4.eq(input, zero));
  return v128.bitselect(f32x4.splat(f32.NaN), y, f32x4.lt(input, zero));
}

/** to = exp(from), `count` floats (a multiple of 4); both may be the same place. */
export function exponential(count: i32, from: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, exp4(v128.load(from + at)));
}

/** to = log(from), `count` floats (a multiple of 4); both may be the same place. */
export function logarithm(count: i32, from: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) v128.store(to + at, log4(v128.load(from + at)));
}

/** Applies the activation in place to `count` floats (a multiple of 4). */
export function activate(kind: i32, count: i32, values: usize): void {
  const end = values + <usize>(count * 4);
  if (kind === TANH) {
    for (let at = values; at < end; at += 16) v128.store(at, tanh4(v128.load(at)));
  } else if (kind === RELU) {
    const zero = f32x4.splat(0);
    // As f32x4.max, which takes nine instructions: adding 0 turns -0 into 0.
    for (let at = values; at < end; at += 16) v128.store(at, f32x4.add(f32x4.pmax(v128.load(at), zero), zero));
  } else if (kind === SIGMOID) {
    for (let at = values; at < end; at += 16) v128.store(at, sigmoid4(v128.load(at)));
  }
}

/** out = gradient ⊙ activation'(·), where the derivative is taken from the activation's own output. */
export function activationGradient(kind: i32, count: i32, output: usize, gradient: usize, out: usize): void {
  const bytes = <usize>(count * 4);
  const zero = f32x4.splat(0);
  const one = f32x4.splat(1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const h = v128.load(output + at);
    let g = flushed4(v128.load(gradient + at));
    if (kind === TANH) g = f32x4.mul(g, f32x4.sub(one, f32x4.mul(h, h)));
    else if (kind === RELU) g = v128.and(g, f32x4.gt(h, zero));
    else if (kind === SIGMOID) g = f32x4.mul(g, sigmoidSlope4(h));
    v128.store(out + at, g);
  }
}

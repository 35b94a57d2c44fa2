/** Bits of the columns `column` to `column + 3` that a matrix has: all ones before `columns`, zeros in the padding. */
export function columnsHere(column: i32, columns: i32): v128 {
  return i32x4.lt_s(i32x4.add(i32x4.splat(column), i32x4(0, 1, 2, 3)), i32x4.splat(columns));
}

/** Sum of four numbers, always in the same order. */
export function sumOf4(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3));
}

/** Largest of four numbers. */
export function maxOf4(x: v128): f32 {
  return max<f32>(
    max<f32>(f32x4.extract_lane(x, 0), f32x4.extract_lane(x, 1)),
    max<f32>(f32x4.extract_lane(x, 2), f32x4.extract_lane(x, 3)),
  );
}

/**
 * Numbers nearer to 0 than 2^-100 become 0; NaN stays.
 *
 * A gradient that vanishes on its way back, or a moment whose weight has no gradient any more, ends among the subnormal
 * numbers (below 2^-126), with which many processors calculate a hundred times as slowly; WebAssembly has no switch that
 * turns them off, as native TensorFlow does. 2^-100 leaves room for a product with a small weight.
 */
export function flushed4(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(7.888609052210118e-31)));
}

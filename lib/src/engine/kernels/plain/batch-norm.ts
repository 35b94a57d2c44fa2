/** The weight of a row: all 1 where there are none. */
function weightOf(weights: usize, i: i32): v128 {
  return f32x4.splat(weights === 0 ? 1 : load<f32>(weights + <usize>(i * 4)));
}

/**
 * Mean and variance of each column over the rows, columns `from` to `to` (multiples of 4), so that threads may share the
 * columns among them.
 *
 * @param weights one for each row, such as a mask, or 0 where all rows count
 * @param count sum of the weights
 */
export function columnMoments(
  from: i32,
  to: i32,
  rows: i32,
  width: i32,
  count: f32,
  x: usize,
  weights: usize,
  mean: usize,
  variance: usize,
): void {
  const bytes = <usize>(width * 4);
  const share = f32x4.splat(<f32>1 / count);
  for (let column = from; column < to; column += 4) {
    const start = <usize>(column * 4);
    let sums = f32x4.splat(0);
    for (let i = 0; i < rows; i++) {
      const value = v128.load(x + start + <usize>i * bytes);
      sums = f32x4.add(sums, f32x4.mul(weightOf(weights, i), value));
    }
    const m = f32x4.mul(sums, share);
    let squares = f32x4.splat(0);
    for (let i = 0; i < rows; i++) {
      const d = f32x4.sub(v128.load(x + start + <usize>i * bytes), m);
      squares = f32x4.add(squares, f32x4.mul(weightOf(weights, i), f32x4.mul(d, d)));
    }
    v128.store(mean + start, m);
    v128.store(variance + start, f32x4.mul(squares, share));
  }
}

/** factors = 1 / √(variance + ε), `width` floats. */
export function inverseDeviations(width: i32, epsilon: f32, variance: usize, factors: usize): void {
  const bytes = <usize>(width * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    const deviation = f32x4.sqrt(f32x4.add(v128.load(variance + at), f32x4.splat(epsilon)));
    v128.store(factors + at, f32x4.div(f32x4.splat(1), deviation));
  }
}

/** average = momentum average + (1 - momentum) now; `width` floats. */
export function moveAverage(width: i32, momentum: f32, now: usize, average: usize): void {
  const bytes = <usize>(width * 4);
  const old = f32x4.splat(momentum);
  const share = f32x4.splat(<f32>1 - momentum);
  for (let at: usize = 0; at < bytes; at += 16) {
    const moved = f32x4.add(f32x4.mul(old, v128.load(average + at)), f32x4.mul(share, v128.load(now + at)));
    v128.store(average + at, moved);
  }
}

/** y = γ ⊙ (x - mean) ⊙ factors + β by row; γ and β are 0 where there are none. What pads all of them is zero. */
export function normaliseColumns(
  rows: i32,
  width: i32,
  x: usize,
  mean: usize,
  factors: usize,
  gamma: usize,
  beta: usize,
  y: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      let value = f32x4.mul(f32x4.sub(v128.load(x + at), v128.load(mean + at)), v128.load(factors + at));
      if (gamma !== 0) value = f32x4.mul(value, v128.load(gamma + at));
      if (beta !== 0) value = f32x4.add(value, v128.load(beta + at));
      v128.store(y + at, value);
    }
    x += bytes;
    y += bytes;
  }
}

/** dBeta = Σ dY and dGamma = Σ dY ⊙ x̂ over the rows, x̂ = (x - mean) ⊙ factors, columns `from` to `to` (multiples of 4). */
export function columnGradients(
  from: i32,
  to: i32,
  rows: i32,
  width: i32,
  x: usize,
  mean: usize,
  factors: usize,
  dY: usize,
  dGamma: usize,
  dBeta: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let column = from; column < to; column += 4) {
    const start = <usize>(column * 4);
    const m = v128.load(mean + start);
    const factor = v128.load(factors + start);
    let sums = f32x4.splat(0);
    let products = f32x4.splat(0);
    for (let i = 0; i < rows; i++) {
      const at = start + <usize>i * bytes;
      const d = v128.load(dY + at);
      sums = f32x4.add(sums, d);
      products = f32x4.add(products, f32x4.mul(d, f32x4.mul(f32x4.sub(v128.load(x + at), m), factor)));
    }
    v128.store(dBeta + start, sums);
    v128.store(dGamma + start, products);
  }
}

/**
 * dX += γ ⊙ factors ⊙ (dY - w (dBeta + x̂ ⊙ dGamma) / count): mean and variance depend on x. Without statistics of the
 * batch (`dGamma` is 0) dX += γ ⊙ factors ⊙ dY.
 *
 * @param weights w, one for each row, or 0 where all rows count
 */
export function batchNormBackward(
  rows: i32,
  width: i32,
  count: f32,
  x: usize,
  weights: usize,
  mean: usize,
  factors: usize,
  gamma: usize,
  dGamma: usize,
  dBeta: usize,
  dY: usize,
  dX: usize,
): void {
  const bytes = <usize>(width * 4);
  for (let i = 0; i < rows; i++) {
    const share = f32x4.div(weightOf(weights, i), f32x4.splat(count));
    for (let at: usize = 0; at < bytes; at += 16) {
      const factor = v128.load(factors + at);
      let d = v128.load(dY + at);
      if (dGamma !== 0) {
        const normalised = f32x4.mul(f32x4.sub(v128.load(x + at), v128.load(mean + at)), factor);
        const common = f32x4.add(v128.load(dBeta + at), f32x4.mul(normalised, v128.load(dGamma + at)));
        d = f32x4.sub(d, f32x4.mul(share, common));
      }
      d = f32x4.mul(d, factor);
      if (gamma !== 0) d = f32x4.mul(d, v128.load(gamma + at));
      v128.store(dX + at, f32x4.add(v128.load(dX + at), d));
    }
    x += bytes;
    dY += bytes;
    dX += bytes;
  }
}

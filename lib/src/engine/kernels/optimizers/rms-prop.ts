import {flushed4} from '../lanes';

/**
 * One step of RMSprop over `count` weights (a multiple of 4) that lie in a row, with the order of operations of Keras 3:
 *
 *     V = ρ V + (1 - ρ) G²      A = ρ A + (1 - ρ) G  (centred)      D = V - A² + ε  (A = 0 where not centred)
 *     C = η G / √D              M = μ M + C, W = W - M  (with momentum), else W = W - C
 *
 * @param m what momentum keeps, or 0 for none
 * @param mean A, or 0 where not centred
 * @param decay η times the weight decay: W loses this share of itself first; 0 for none
 */
export function rmsPropStep(
  count: i32,
  weights: usize,
  gradients: usize,
  v: usize,
  m: usize,
  mean: usize,
  rate: f32,
  rho: f32,
  share: f32,
  momentum: f32,
  epsilon: f32,
  decay: f32,
): void {
  const bytes = <usize>(count * 4);
  const step = f32x4.splat(rate);
  const old = f32x4.splat(rho);
  const fresh = f32x4.splat(share);
  const loss = f32x4.splat(decay);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradients + at);
    const square = f32x4.add(f32x4.mul(old, v128.load(v + at)), f32x4.mul(fresh, f32x4.mul(g, g)));
    v128.store(v + at, flushed4(square));
    let divisor = square;
    if (mean !== 0) {
      const average = f32x4.add(f32x4.mul(old, v128.load(mean + at)), f32x4.mul(fresh, g));
      v128.store(mean + at, flushed4(average));
      divisor = f32x4.sub(square, f32x4.mul(average, average));
    }
    let change = f32x4.div(f32x4.mul(step, g), f32x4.sqrt(f32x4.add(divisor, f32x4.splat(epsilon))));
    if (m !== 0) {
      change = f32x4.add(f32x4.mul(f32x4.splat(momentum), v128.load(m + at)), change);
      v128.store(m + at, flushed4(change));
    }
    const w = v128.load(weights + at);
    v128.store(weights + at, f32x4.sub(f32x4.sub(w, f32x4.mul(w, loss)), change));
  }
}

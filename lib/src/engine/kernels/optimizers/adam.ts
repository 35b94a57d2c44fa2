import {flushed4} from '../lanes';

/**
 * One step of Adam over `count` weights (a multiple of 4) that lie in a row, with the order of operations of Keras 3:
 *
 *     M = M + (1 - β1)(G - M)      V = V + (1 - β2)(G² - V)      W = W - α M / (√V + ε)
 *
 * @param alpha η √(1 - β2^t) / (1 - β1^t), the step size with the correction of the first steps
 * @param rate1, rate2 1 - β1 and 1 - β2
 * @param decay η times the weight decay: W loses this share of itself first; 0 for none
 */
export function adamStep(
  count: i32,
  weights: usize,
  gradients: usize,
  m: usize,
  v: usize,
  alpha: f32,
  rate1: f32,
  rate2: f32,
  epsilon: f32,
  decay: f32,
): void {
  const bytes = <usize>(count * 4);
  const step = f32x4.splat(alpha);
  const share1 = f32x4.splat(rate1);
  const share2 = f32x4.splat(rate2);
  const floor = f32x4.splat(epsilon);
  const loss = f32x4.splat(decay);
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradients + at);
    const m0 = v128.load(m + at);
    const v0 = v128.load(v + at);
    const mean = f32x4.add(m0, f32x4.mul(f32x4.sub(g, m0), share1));
    const square = f32x4.add(v0, f32x4.mul(f32x4.sub(f32x4.mul(g, g), v0), share2));
    v128.store(m + at, flushed4(mean));
    v128.store(v + at, flushed4(square));
    const change = f32x4.div(f32x4.mul(mean, step), f32x4.add(f32x4.sqrt(square), floor));
    const w = v128.load(weights + at);
    v128.store(weights + at, f32x4.sub(f32x4.sub(w, f32x4.mul(w, loss)), change));
  }
}

import {flushed4} from '../lanes';

/**
 * One step of gradient descent over `count` weights (a multiple of 4) that lie in a row, with the order of operations of
 * Keras 3:
 *
 *     W = W - η G                               without momentum
 *     M = μ M - η G,  W = W + M                 with momentum
 *     M = μ M - η G,  W = W + (μ M - η G)       with Nesterov's
 *
 * @param m what momentum keeps, or 0 for none
 * @param nesterov 1 for Nesterov's momentum
 * @param decay η times the weight decay: W loses this share of itself first; 0 for none
 */
export function sgdStep(
  count: i32,
  weights: usize,
  gradients: usize,
  m: usize,
  rate: f32,
  momentum: f32,
  nesterov: i32,
  decay: f32,
): void {
  const bytes = <usize>(count * 4);
  const step = f32x4.splat(rate);
  const share = f32x4.splat(momentum);
  const loss = f32x4.splat(decay);
  for (let at: usize = 0; at < bytes; at += 16) {
    const change = f32x4.mul(v128.load(gradients + at), step);
    const w0 = v128.load(weights + at);
    const w = f32x4.sub(w0, f32x4.mul(w0, loss));
    if (m === 0) {
      v128.store(weights + at, f32x4.sub(w, change));
      continue;
    }
    const velocity = f32x4.sub(f32x4.mul(v128.load(m + at), share), change);
    v128.store(m + at, flushed4(velocity));
    const move = nesterov ? f32x4.sub(f32x4.mul(velocity, share), change) : velocity;
    v128.store(weights + at, f32x4.add(w, move));
  }
}

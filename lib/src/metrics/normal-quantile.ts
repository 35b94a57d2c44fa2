// Coefficients of Wichura 1988 (algorithm AS 241, PPND16), the highest power first.
const MIDDLE = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
];
const NEAR = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
];
const FAR = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
];

function ratio([above, below]: number[][], x: number): number {
  const polynomial = (powers: number[]) => powers.reduce((sum, coefficient) => sum * x + coefficient, 0);
  return polynomial(above) / polynomial(below);
}

/**
 * Quantile of the standard normal distribution, good to 1e-15.
 *
 * @param share between 0 and 1
 * @returns z such that a standard normal number lies below z with that probability
 *
 * Source: Wichura 1988, doi:10.2307/2347330.
 */
export function normalQuantile(share: number): number {
  const fromMiddle = share - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) return fromMiddle * ratio(MIDDLE, 0.180625 - fromMiddle * fromMiddle);
  const r = Math.sqrt(-Math.log(fromMiddle < 0 ? share : 1 - share));
  const z = r <= 5 ? ratio(NEAR, r - 1.6) : ratio(FAR, r - 5);
  return fromMiddle < 0 ? -z : z;
}

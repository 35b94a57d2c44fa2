/** A stand-in for a trained network: the sine of one frequency that comes nearest to a window, continued. */

/** Weights of cosine and sine of one frequency, and the error that they leave. */
function fitAt(x: number[], omega: number): {a: number; b: number; error: number} {
  let [cc, ss, cs, xc, xs, xx] = [0, 0, 0, 0, 0, 0];
  x.forEach((value, t) => {
    const [c, s] = [Math.cos(omega * t), Math.sin(omega * t)];
    cc += c * c;
    ss += s * s;
    cs += c * s;
    xc += value * c;
    xs += value * s;
    xx += value * value;
  });
  const determinant = cc * ss - cs * cs;
  const [a, b] = [(xc * ss - xs * cs) / determinant, (xs * cc - xc * cs) / determinant];
  return {a, b, error: xx - a * xc - b * xs};
}

/**
 * The next values of a noisy sine.
 *
 * @param x a window
 * @param horizon values to forecast
 * @returns [horizon]
 */
export function waves(x: number[], horizon: number): number[] {
  let [best, omega] = [{a: 0, b: 0, error: Number.POSITIVE_INFINITY}, 0];
  for (let candidate = 0.1; candidate < 0.66; candidate += 0.004) {
    const fit = fitAt(x, candidate);
    if (fit.error < best.error) [best, omega] = [fit, candidate];
  }
  const {a, b} = best;
  return Array.from({length: horizon}, (_, k) => {
    const t = x.length + k;
    return a * Math.cos(omega * t) + b * Math.sin(omega * t);
  });
}

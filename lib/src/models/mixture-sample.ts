import type {PenMove} from '../data';
import {checkAbove0} from '../data/arguments';
import type {Random} from '../data/random';
import type {Mixture} from './mixture';

/** Draws one of several things by their probabilities. */
function pick(probabilities: readonly number[], {uniform}: Random): number {
  let left = uniform() * probabilities.reduce((sum, p) => sum + p, 0);
  const found = probabilities.findIndex((p) => {
    left -= p;
    return left < 0;
  });
  return found < 0 ? probabilities.length - 1 : found;
}

/** p_i^(1/T), brought to the sum 1. */
function sharpened(probabilities: readonly number[], temperature: number): number[] {
  const top = Math.max(...probabilities);
  const powers = probabilities.map((p) => (p / top) ** (1 / temperature));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * A distribution at another temperature: below 1 what is likely becomes likelier, and the components grow narrow.
 *
 *     π' ∝ π^(1/T),   q' ∝ q^(1/T),   σ' = σ √T
 *
 * @param mixture see {@link Mixture}
 * @param temperature T above 0; 1 changes nothing
 * @returns the changed distribution; means and correlations stay
 * @throws RangeError when the temperature is not above 0
 *
 * Source: Ha and Eck 2017, arXiv:1704.03477, equation 8. Lesson: notebooks/06-applications/6.6.
 */
export function mixtureAtTemperature(mixture: Mixture, temperature: number): Mixture {
  checkAbove0('mixtureAtTemperature: temperature', temperature);
  const [x, y] = mixture.deviations.map((sigmas) => sigmas.map((sigma) => sigma * Math.sqrt(temperature)));
  return {
    ...mixture,
    weights: sharpened(mixture.weights, temperature),
    deviations: [x, y],
    pen: sharpened(mixture.pen, temperature) as [number, number, number],
  };
}

/**
 * Draws the next movement of the pen: a component by its weight, a point of its normal distribution, a state of the pen.
 *
 * @param mixture see {@link Mixture}
 * @param draw random numbers
 * @returns the movement, or undefined where the drawing ends
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function sampleMixture(mixture: Mixture, draw: Random): PenMove | undefined {
  const pen = pick(mixture.pen, draw);
  if (pen === 2) return undefined;
  const m = pick(mixture.weights, draw);
  const [u, v, rho] = [draw.normal(), draw.normal(), mixture.correlations[m]];
  return [
    mixture.means[0][m] + mixture.deviations[0][m] * u,
    mixture.means[1][m] + mixture.deviations[1][m] * (rho * u + Math.sqrt(1 - rho * rho) * v),
    pen,
  ];
}

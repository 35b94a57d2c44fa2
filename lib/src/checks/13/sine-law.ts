import type {Random} from '../../data/random';
import {generateSines} from '../../data/tasks/series';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A sine of one frequency. */
export interface SineCase {
  /** Radians a time step. */
  omega: number;
  phase: number;
  size: number;
  steps: number;
}

/** The values of a sine, by its definition and not by its law. */
export const sineValues = ({omega, phase, size, steps}: SineCase): number[] =>
  Array.from({length: steps}, (_, t) => size * Math.sin(omega * t + phase));

const RADIANS = 'omega is in radians a time step already; nothing is to be converted';

/** Wrong continuations of a sine by one value. */
function nextSlips(x: number[], omega: number): Slip[] {
  const [before, now] = x.slice(-2);
  const twice = 2 * Math.cos(omega);
  const next = twice * now - before;
  return [
    {message: 'the value before the last is added here; look at its sign in the law', value: twice * now + before},
    {message: 'the cosine stands there twice in the law', value: Math.cos(omega) * now - before},
    {message: 'the cosine is doubled in the law, not its angle', value: Math.cos(2 * omega) * now - before},
    {message: 'the law has a cosine, this is a sine', value: 2 * Math.sin(omega) * now - before},
    {message: 'the last value and the one before have changed places', value: twice * before - now},
    {message: 'the value before the last is missing: one value does not say where a wave is going', value: twice * now},
    {message: 'this is one step too far; the value right after the last was asked for', value: twice * next - now},
    {message: 'this goes on from the first values; the newest stand at the end', value: twice * x[1] - x[0]},
    {message: 'this goes back before the first value; the newest stand at the end', value: twice * x[0] - x[1]},
    {message: 'this goes on along a straight line; a wave bends, and omega says how much', value: 2 * now - before},
    {message: 'this repeats the last value', value: now},
    {message: RADIANS, value: 2 * Math.cos(2 * Math.PI * omega) * now - before},
    {message: RADIANS, value: 2 * Math.cos((omega * Math.PI) / 180) * now - before},
  ];
}

/** Findings of 13.1 over some sines. */
export async function* checkNext(learner: Learner, cases: SineCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const longer = sineValues({...one, steps: one.steps + 1});
    const x = longer.slice(0, -1);
    const actual = await learner.call('nextOfSine', x, one.omega);
    const path = `nextOfSine(${x.length} values, ${one.omega.toFixed(2)})`;
    const expected = longer[one.steps];
    yield compare({path, actual, expected, tolerance: 1e-9, slips: nextSlips(x, one.omega)});
  }
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

/** The c for which c x(t) comes nearest to x(t+1) + x(t-1), by least squares. */
export function leastSquaresCoefficient(x: number[]): number {
  const inner = x.slice(1, -1);
  return sum(inner.map((value, i) => value * (x[i] + x[i + 2]))) / sum(inner.map((value) => value ** 2));
}

/** Both weights of x(t+1) = a x(t) + b x(t-1), when b is free too. */
function freeWeight(x: number[]): number {
  const rows = x.slice(2).map((next, i) => ({next, now: x[i + 1], before: x[i]}));
  const [nn, bb, nb] = [
    sum(rows.map(({now}) => now * now)),
    sum(rows.map(({before}) => before * before)),
    sum(rows.map(({now, before}) => now * before)),
  ];
  const [yn, yb] = [sum(rows.map(({next, now}) => next * now)), sum(rows.map(({next, before}) => next * before))];
  return (yn * bb - yb * nb) / (nn * bb - nb * nb);
}

function coefficientSlips(x: number[]): Slip[] {
  const c = leastSquaresCoefficient(x);
  const inner = x.slice(1, -1);
  const both = inner.map((_, i) => x[i] + x[i + 2]);
  const squares = sum(inner.map((value) => value ** 2));
  const products = sum(inner.map((value, i) => value * both[i]));
  const later = sum(inner.map((value, i) => value * x[i + 2]));
  const earlier = sum(inner.map((value, i) => value * x[i]));
  const ratios = inner.map((value, i) => both[i] / value);
  const end = x.length - 1;
  const centre = sum(inner) / inner.length;
  return [
    {
      message: 'this is the mean of the ratios; where x(t) is near 0 a ratio is nearly all noise, least squares is not',
      value: sum(ratios) / ratios.length,
    },
    {message: 'this is the cosine; the law has twice of it', value: c / 2},
    {message: 'this is the frequency; the factor in front of x(t) was asked for', value: Math.acos(c / 2)},
    {message: 'this is upside down', value: squares / products},
    {
      message: 'x(t-1) is missing: the law says what two neighbours come to together',
      value: later / squares,
    },
    {message: 'only the earlier neighbour counts here; x(t+1) is missing', value: earlier / squares},
    {message: 'x(t-1) is subtracted here; bring it to the side of x(t+1) first', value: (later - earlier) / squares},
    {
      message: 'below stand the squares of all values; the first and the last have no two neighbours',
      value: products / sum(x.map((value) => value ** 2)),
    },
    {
      message: 'this fits x(t) to its neighbours; the noise to be kept small is that of x(t+1)',
      value: sum(both.map((value) => value ** 2)) / products,
    },
    {
      message: 'a constant is fitted as well (or means are subtracted first); the law has none, c stands alone',
      value:
        sum(inner.map((value, i) => (value - centre) * both[i])) / sum(inner.map((value) => (value - centre) ** 2)),
    },
    {
      message: 'this divides two sums; without the factor x(t) positive and negative values cancel',
      value: sum(both) / sum(inner),
    },
    {message: 'this asks the last three values only; the others know more', value: (x[end] + x[end - 2]) / x[end - 1]},
    {message: 'this asks the first three values only; the others know more', value: (x[2] + x[0]) / x[1]},
    {message: 'the weight of x(t-1) is fitted too here; the law fixes it at -1', value: freeWeight(x)},
    {message: 'this is the sum of the products; least squares divides it by something', value: products},
    {message: 'this divides by the number of values; least squares divides by squares', value: products / inner.length},
  ];
}

/** Findings of 13.3 over some noisy sines. */
export async function* checkCoefficient(learner: Learner, series: number[][]): AsyncGenerator<Finding> {
  for (const x of series) {
    const actual = await learner.call('coefficientOf', x);
    const expected = leastSquaresCoefficient(x);
    const path = `coefficientOf(${x.length} values)`;
    yield compare({path, actual, expected, tolerance: 1e-9, slips: coefficientSlips(x)});
  }
}

/** A series for 13.3: a sine with noise, so that there is one least square and many near misses. */
export function noisySine(seed: number, steps: number, noise = 0.1): number[] {
  return generateSines(1, steps, {frequencies: [0.03, 0.12], noise, seed}).row(0);
}

/** A sine as the hidden checks draw it. */
export const drawSine = ({uniform}: Random, steps: number): SineCase => ({
  omega: uniform(0.2, 1.3),
  phase: uniform(0.1, 6),
  size: uniform(0.5, 3),
  steps,
});

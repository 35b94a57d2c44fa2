import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import {softmax} from './made-chances';

/** What a network says before the softmax, and how hot it is read. */
export interface OpenCase {
  logits: number[];
  temperature: number;
}

/** What a network says before the softmax, and how open the choice shall be. */
export interface AskedCase {
  logits: number[];
  bits: number;
}

/** Where 18.4 promises the temperature. */
export const HEAT_RANGE = [0.05, 20];

/** Bits of a distribution: -Σ p log2 p. */
export const bitsOf = (p: readonly number[]): number =>
  p.reduce((sum, one) => sum - (one > 0 ? one * Math.log2(one) : 0), 0);

/** Bits of softmax(logits / temperature). */
export const openness = (logits: readonly number[], temperature: number): number =>
  bitsOf(softmax(logits.map((logit) => logit / temperature)));

function openSlips({logits, temperature: theta}: OpenCase): Slip[] {
  const right = openness(logits, theta);
  const p = softmax(logits.map((logit) => logit / theta));
  const plain = softmax(logits);
  const powers = plain.map((one) => one ** theta);
  const total = powers.reduce((sum, one) => sum + one, 0);
  return [
    {message: 'these are nats; bits come from the logarithm to base 2', value: right * Math.LN2},
    {message: 'the logarithm is to base 10; bits come from base 2', value: right * Math.log10(2)},
    {message: 'the sign is wrong: log2 p is negative, and an entropy is not', value: -right},
    {message: 'the temperature is left out', value: openness(logits, 1)},
    {
      message: 'the logits are multiplied by the temperature; divide by it, hot is open',
      value: openness(logits, 1 / theta),
    },
    {message: 'this is the mean over the tokens; the entropy is their sum', value: right / logits.length},
    {
      message: 'the entropy at temperature 1 is divided by the temperature; the logits are',
      value: openness(logits, 1) / theta,
    },
    {
      message: 'the entropy at temperature 1 is multiplied by the temperature; the logits are divided by it',
      value: openness(logits, 1) * theta,
    },
    {message: 'the exponent is the temperature; it is its reciprocal', value: bitsOf(powers.map((one) => one / total))},
    {
      message: 'each surprise is weighed alike; weigh it with its probability',
      value: p.reduce((sum, one) => sum - Math.log2(one), 0) / p.length,
    },
    {
      message: 'each surprise is weighed alike; weigh it with its probability',
      value: p.reduce((sum, one) => sum - Math.log2(one), 0),
    },
    {
      message: 'this is the surprise at the likeliest token; the entropy is the mean over all',
      value: -Math.log2(Math.max(...p)),
    },
    {
      message: 'divided by log2 of the number of tokens this is a share of the most open choice; bits were asked for',
      value: right / Math.log2(logits.length),
    },
    {message: 'this is 2 to the power of the entropy, the perplexity; bits were asked for', value: 2 ** right},
    {message: 'softmax twice: the temperature goes to the logits, before one softmax', value: openness(plain, theta)},
    {
      message:
        'the cost of the tokens at temperature 1 is weighed with the probabilities at this temperature; use one and the same',
      value: p.reduce((sum, one, i) => sum - one * Math.log2(plain[i]), 0),
    },
    {
      message:
        'the surprise at this temperature is weighed with the probabilities at temperature 1; use one and the same',
      value: plain.reduce((sum, one, i) => sum - one * Math.log2(p[i]), 0),
    },
  ];
}

const shown = (numbers: readonly number[]) =>
  numbers.length > 4 ? `${numbers.length} logits` : `[${numbers.map((one) => Number(one.toFixed(2))).join(', ')}]`;

/** Why a temperature that gives another entropy was taken; undefined where nobody knows. */
function whyOther({logits, bits}: AskedCase, theta: number): string {
  const near = (value: number) => Math.abs(value - bits) < 0.002;
  if (near(openness(logits, 1 / theta))) return 'this is the reciprocal: are the logits multiplied by it?';
  if (near(openness(logits, theta) * Math.LN2)) return 'there it has as many nats; bits were asked for';
  if (Math.abs(theta - openness(logits, bits)) < 1e-3) return 'this is an entropy; the temperature was asked for';
  if (Math.abs(theta - bits) < 1e-9) return 'these are the bits that were given; the temperature was asked for';
  if (Math.abs(theta - 1) < 1e-6) return 'did the search end at 1? It goes from 0.05 to 20';
  if (theta <= HEAT_RANGE[0] + 1e-3)
    return 'the search ended at the cold end: does it turn the wrong way? The hotter, the more bits';
  if (theta >= HEAT_RANGE[1] - 1e-3)
    return 'the search ended at the hot end: does it turn the wrong way? The hotter, the more bits';
  const off = openness(logits, theta) - bits;
  if (Math.abs(off) < 0.1) return 'near, and not near enough: halve the interval more often (20 times and more)';
  return off > 0 ? 'that is too open: colder' : 'that is not open enough: hotter';
}

/** Findings of 18.4 over some logits, and some wishes. */
export async function* checkOpenness(learner: Learner, opens: OpenCase[], asked: AskedCase[]): AsyncGenerator<Finding> {
  for (const one of opens) {
    const {logits, temperature} = one;
    const actual = await learner.call('entropy', logits, temperature);
    const path = `entropy(${shown(logits)}, ${temperature})`;
    // NaN may be left out of the sum: then 0 bits are left.
    const isLost = (bits: number) => !Number.isFinite(bits) || (bits === 0 && openness(logits, temperature) > 1e-3);
    const isExtreme = logits.some((logit) => Math.abs(logit / temperature) > 300);
    if (isExtreme && typeof actual === 'number' && isLost(actual)) {
      const isLarge = logits.some((logit) => logit / temperature > 700) || logits.every((l) => l / temperature < -700);
      const why = isLarge
        ? 'exp of such logits is infinite, or 0 for all; subtract the largest from all first'
        : 'a probability is 0, and 0 · log2 0 is NaN in JavaScript; it counts as 0';
      yield {passed: false, message: `${path} is ${actual}: ${why}`};
      continue;
    }
    yield compare({path, actual, expected: openness(logits, temperature), tolerance: 1e-5, slips: openSlips(one)});
  }
  for (const one of asked) {
    const {logits, bits} = one;
    const actual = await learner.call('temperatureFor', logits, bits);
    const path = `temperatureFor(${shown(logits)}, ${Number(bits.toFixed(3))})`;
    if (typeof actual !== 'number' || !(actual > 0) || !Number.isFinite(actual)) {
      const got = actual === undefined ? 'undefined (is a return missing?)' : JSON.stringify(actual);
      yield {passed: false, message: `${path} should be a temperature, a number above 0; got ${got}`};
      continue;
    }
    const has = openness(logits, actual);
    if (Math.abs(has - bits) <= 1e-3) yield {passed: true, message: `${path} is right`};
    else
      yield {
        passed: false,
        message: `${path}: at that temperature the choice has ${has.toFixed(3)} bits: ${whyOther(one, actual)}`,
      };
  }
}

/** Logits of the size that networks give. */
export const drawOpen = ({uniform}: Random, tokens: number, temperature: number): OpenCase => ({
  logits: Array.from({length: tokens}, () => uniform(-4, 4)),
  temperature,
});

/** Logits, and a wish that a temperature between 0.2 and 8 fulfils. */
export function drawAsked({uniform}: Random, tokens: number, temperature: number): AskedCase {
  const logits = Array.from({length: tokens}, () => uniform(-4, 4));
  return {logits, bits: openness(logits, temperature)};
}

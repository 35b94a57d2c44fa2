import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** What a network says before the softmax, and how hot it is read. */
export interface HeatCase {
  /** [vocabulary] */
  logits: number[];
  temperature: number;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const normal = (values: number[]): number[] => values.map((value) => value / sum(values));

/** exp, normalised; large logits do not overflow. */
function softmax(logits: number[]): number[] {
  const most = Math.max(...logits);
  return normal(logits.map((logit) => Math.exp(logit - most)));
}

/** softmax(logits / temperature). */
export function heated({logits, temperature}: HeatCase): number[] {
  return softmax(logits.map((logit) => logit / temperature));
}

function heatSlips({logits, temperature: theta}: HeatCase): Slip[] {
  const p = softmax(logits);
  const likeliest = logits.map((logit) => (logit === Math.max(...logits) ? 1 : 0));
  const by = (change: (logit: number) => number) => softmax(logits.map(change));
  return [
    {
      message: 'the logits are multiplied by the temperature; hot must come out flat',
      value: by((logit) => logit * theta),
    },
    {message: 'the temperature changes nothing: it is left out, or undone where the sum is made 1', value: p},
    {message: 'the probabilities are divided by the temperature; the logits are', value: p.map((one) => one / theta)},
    {
      message: 'softmax twice: the temperature goes to the logits, before one softmax',
      value: softmax(p.map((one) => one / theta)),
    },
    {message: 'the exponent is the temperature; it is its reciprocal', value: normal(p.map((one) => one ** theta))},
    {message: 'these do not sum to 1: divide by the sum', value: p.map((one) => one ** (1 / theta))},
    {
      message: 'these do not sum to 1: divide by the sum',
      value: logits.map((logit) => Math.exp(logit / theta)),
    },
    {message: 'these are scaled logits; the softmax is missing', value: logits.map((logit) => logit / theta)},
    {message: 'all on the likeliest one: that is the limit of temperature 0', value: likeliest},
    {message: 'these are logarithms of probabilities', value: heated({logits, temperature: theta}).map(Math.log)},
    {message: 'the sign is wrong: the largest logit is the likeliest', value: by((logit) => -logit / theta)},
    {
      message: 'the temperature is subtracted; divide by it',
      value: by((logit) => logit - theta),
    },
    {message: 'the logits are normalised without exp; softmax takes exp of each', value: normal(logits)},
    {
      message: 'the logits are normalised without exp; softmax takes exp of each',
      value: normal(logits.map((l) => l / theta)),
    },
  ];
}

/** One distribution, and the random numbers that choose from it. */
export interface DrawCase {
  /** [vocabulary] sum to 1, but for rounding. */
  probabilities: number[];
  /** In [0, 1). */
  chances: number[];
}

function sumBelow(p: number[], chance: number, none: number): number {
  let reached = 0;
  for (const [id, one] of p.entries()) {
    reached += one;
    if (chance < reached) return id;
  }
  return none;
}

/** The first place up to which the probabilities sum to more than the chance; else the last. */
export function drawn(probabilities: number[], chance: number): number {
  return sumBelow(probabilities, chance, probabilities.length - 1);
}

function drawSlips({probabilities: p, chances}: DrawCase): Slip[] {
  const last = p.length - 1;
  const each = (of: (chance: number) => number) => chances.map(of);
  const likeliest = p.indexOf(Math.max(...p));
  const above = each((u) => p.findIndex((one) => one > u));
  const reverse = [...p].reverse();
  const order = [...p.keys()].sort((a, b) => p[b] - p[a]);
  const sorted = order.map((id) => p[id]);
  const list: [string, number[]][] = [
    ['the likeliest is taken each time; a draw goes by `chance`', each(() => likeliest)],
    ['all characters are equally likely here; their probabilities matter', each((u) => Math.floor(u * p.length))],
    ['rounding keeps the sum below 1: where `chance` lies above it the last is meant', each((u) => sumBelow(p, u, -1))],
    ['each probability is compared alone with `chance`; add them up as you go', above],
    [
      'each probability is compared alone with `chance`; add them up as you go',
      above.map((id) => (id < 0 ? last : id)),
    ],
    ['each probability is compared alone with `chance`; add them up as you go', above.map((id) => Math.max(id, 0))],
    ['this is the character before the one that is meant', each((u) => drawn(p, u) - 1)],
    ['this is the character before the one that is meant', each((u) => Math.max(0, drawn(p, u) - 1))],
    ['this is the character after the one that is meant; ids count from 0', each((u) => drawn(p, u) + 1)],
    ['this is the character after the one that is meant', each((u) => Math.min(last, drawn(p, u) + 1))],
    ['the sum runs from the last character to the first', each((u) => last - drawn(reverse, u))],
    ['this is the place in the sorted list; the id was asked for', each((u) => drawn(sorted, u))],
    [
      'the probabilities are sorted first; the sum runs over the ids as they stand',
      each((u) => order[drawn(sorted, u)]),
    ],
    ['this is a probability; its place was asked for', each((u) => p[drawn(p, u)])],
    [
      'a character of probability 0 is drawn; the sum must come to more than `chance`, and not only reach it',
      each((u) => (u === 0 ? 0 : drawn(p, u))),
    ],
  ];
  return list.map(([message, value]) => ({message, value}));
}

/** A chance as a message shows it: it lies below 1. */
const named = (chance: number): string => (chance > 0.9995 ? 'just below 1' : chance.toFixed(3));

/** Findings of 12.6 over some logits and some distributions. */
export async function* checkHeatAndDraw(
  learner: Learner,
  heats: HeatCase[],
  draws: DrawCase[],
): AsyncGenerator<Finding> {
  for (const one of heats) {
    const {logits, temperature} = one;
    const actual = await learner.call('withTemperature', logits, temperature);
    const path = `withTemperature(${logits.length} logits, ${temperature})`;
    const isLarge = logits.some((logit) => Math.abs(logit / temperature) > 700);
    if (isLarge && Array.isArray(actual) && actual.some((p) => !Number.isFinite(p))) {
      const why = 'exp of such logits is infinite, or 0 for all of them; subtract the largest from all first';
      yield {passed: false, message: `${path} is ${actual.find((p) => !Number.isFinite(p))}: ${why}`};
      continue;
    }
    yield compare({path, actual, expected: heated(one), tolerance: 1e-5, slips: heatSlips(one)});
  }
  for (const one of draws) {
    const actual: unknown[] = [];
    for (const chance of one.chances) actual.push(await learner.call('draw', one.probabilities, chance));
    const path = `draw([${one.probabilities.map((p) => Number(p.toFixed(3))).join(', ')}], chance)`;
    const missing = actual.indexOf(undefined);
    const {chances} = one;
    if (missing >= 0) {
      const where = `for chance ${named(chances[missing])}`;
      const late =
        chances[missing] > 0.99 ? 'rounding keeps the sum below 1, and then the last is meant' : 'is a return missing?';
      yield {passed: false, message: `${path} is undefined ${where}: ${late}`};
      continue;
    }
    const expected = chances.map((chance) => drawn(one.probabilities, chance));
    const finding = compare({path, actual, expected, slips: drawSlips(one)});
    // The list of calls is the check's own: the learner knows one call.
    const place = /chance\)\[(\d+)\]/.exec(finding.message)?.[1];
    const message = place
      ? finding.message.replace(/chance\)\[\d+\]/, `${named(chances[Number(place)])})`)
      : finding.message;
    yield {...finding, message};
  }
}

/** Logits of the size that networks give. */
export function drawHeat({uniform}: Random, vocabulary: number, temperature: number): HeatCase {
  return {logits: Array.from({length: vocabulary}, () => uniform(-4, 4)), temperature};
}

/** A distribution and a random number in the middle of each character's stretch, in mixed order. */
export function drawChances({uniform, shuffle}: Random, vocabulary: number): DrawCase {
  const probabilities = normal(Array.from({length: vocabulary}, () => uniform(0.1, 1)));
  const middles = probabilities.map((p, id) => sum(probabilities.slice(0, id)) + p * uniform(0.2, 0.8));
  return {probabilities, chances: Array.from(shuffle(middles))};
}

/** What a rule that is nearly right gets wrong: a first probability of 0, and a sum that rounding keeps below 1. */
export const BORDERS: DrawCase[] = [
  {probabilities: [0, 0.25, 0.75], chances: [0, 0.2, 0.6]},
  {probabilities: Array.from({length: 10}, () => 0.1), chances: [0.05, 1 - 2 ** -53]},
];

import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** What a model said, and what came. */
export interface SaidCase {
  /** [batch][steps][vocabulary] */
  probabilities: number[][][];
  /** [batch][steps] ids; 0 is padding. */
  targets: number[][];
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number => sum(values) / values.length;

interface BitsHabit {
  log?: (p: number) => number;
  /** Which probability is taken. */
  take?: (row: number[], target: number, later: number) => number;
  counted?: (target: number) => boolean;
}

/** What each character cost, row by row. */
function costs({probabilities, targets}: SaidCase, habit: BitsHabit = {}): number[][] {
  const {log = Math.log2, take = (row, target) => row[target], counted = (target) => target !== 0} = habit;
  return targets.map((row, b) =>
    row.flatMap((target, t) => (counted(target) ? [-log(take(probabilities[b][t], target, row[t + 1] ?? 0))] : [])),
  );
}

/** Bits a character: the mean over all characters that are no padding. */
export function bitsOf(said: SaidCase, habit: BitsHabit = {}): number {
  return mean(costs(said, habit).flat());
}

function bitsSlips(said: SaidCase): Slip[] {
  const everywhere = () => true;
  const rows = costs(said).filter(({length}) => length > 0);
  const places = said.targets.flat().length;
  const taken = costs(said, {log: (p) => -p}).flat();
  const natural = bitsOf(said, {log: Math.log});
  const padded = 'padding is counted; the model need not foretell it, so leave it out of the sum and out of the number';
  return [
    {message: 'these are nats; bits take the logarithm to the base 2', value: natural},
    {message: 'the logarithm has the base 10; bits take the base 2', value: bitsOf(said, {log: Math.log10})},
    {message: padded, value: bitsOf(said, {counted: everywhere})},
    {
      message: 'two things: these are nats (bits take the base 2), and padding is counted',
      value: bitsOf(said, {log: Math.log, counted: everywhere}),
    },
    {
      message: 'the sum leaves padding out, but the number that it is divided by does not',
      value: sum(rows.flat()) / places,
    },
    {message: 'this is the sum; divide by the number of characters', value: sum(rows.flat())},
    {message: 'the sign is wrong: a logarithm of a probability is negative', value: -bitsOf(said)},
    {
      message: 'this is a mean of means: a short text counts as much as a long one; take all characters together',
      value: mean(rows.map(mean)),
    },
    {
      message: 'a mean over texts of their sums; divide by the number of characters',
      value: sum(rows.flat()) / said.targets.length,
    },
    {
      message: 'the likeliest character is judged, not the one that came',
      value: bitsOf(said, {take: (row) => Math.max(...row)}),
    },
    {
      message: 'this is a logarithm of a mean; the mean of logarithms was asked for',
      value: -Math.log2(mean(taken)),
    },
    {message: 'this is the perplexity, 2 to the power of the bits', value: 2 ** bitsOf(said)},
    {message: 'this is the perplexity, e to the power of the nats', value: Math.exp(natural)},
    {
      message: 'each row is judged by the target of the next step; row t foretells targets[t]',
      value: bitsOf(said, {take: (row, _, later) => row[later]}),
    },
    {
      message: 'each target is judged by the row before; row t foretells targets[t]',
      value: mean(
        said.targets.flatMap((row, b) =>
          row.flatMap((target, t) => (target && t > 0 ? [-Math.log2(said.probabilities[b][t - 1][target])] : [])),
        ),
      ),
    },
    {
      message: 'the probability of the id before is taken: ids count from 0, and 0 is padding',
      value: bitsOf(said, {take: (row, target) => row[target - 1]}),
    },
    {
      message: 'this is the entropy of what the model says; what came is not in it',
      value: mean(
        said.targets.flatMap((row, b) =>
          row.flatMap((target, t) => (target ? [-sum(said.probabilities[b][t].map((p) => p * Math.log2(p)))] : [])),
        ),
      ),
    },
    {message: 'this is the mean probability; take the logarithm of each', value: mean(taken)},
    {message: 'only the first text is judged', value: mean(costs(said)[0])},
  ];
}

/** Findings of 12.3 over some texts. */
export async function* checkBits(learner: Learner, cases: SaidCase[]): AsyncGenerator<Finding> {
  for (const said of cases) {
    const actual = await learner.call('bitsPerCharacter', said.probabilities, said.targets);
    const {length} = said.targets;
    const path = `bitsPerCharacter(${length} texts of ${said.targets[0].length} steps)`;
    if (actual === Number.POSITIVE_INFINITY || Number.isNaN(actual)) {
      const why = 'all probabilities are above 0 here; is an index of a list past its end, or a number divided by 0?';
      yield {passed: false, message: `${path} is ${actual}: ${why}`};
      continue;
    }
    yield compare({path, actual, expected: bitsOf(said), tolerance: 1e-6, slips: bitsSlips(said)});
  }
}

/** Probabilities of texts of the given lengths, padded behind to `steps`. */
export function drawSaid({uniform, integer}: Random, lengths: number[], steps: number, vocabulary: number): SaidCase {
  const row = () => {
    const weights = Array.from({length: vocabulary}, () => uniform(0.2, 3) ** 2);
    return weights.map((weight) => weight / sum(weights));
  };
  return {
    probabilities: lengths.map(() => Array.from({length: steps}, row)),
    targets: lengths.map((length) => Array.from({length: steps}, (_, t) => (t < length ? integer(1, vocabulary) : 0))),
  };
}

/** A text to count, and what the counts are mixed with. */
export interface PairsCase {
  ids: number[];
  /** [vocabulary] how frequent each character is. */
  shares: number[];
  prior: number;
}

interface CountHabit {
  /** Places from one character to the one counted. */
  step?: number;
  wraps?: boolean;
  /** From counts of a pair, of what came before, and the share. */
  mix?: (pair: number, before: number, share: number) => number;
  /** How often a character came as the first of a pair. */
  before?: (row: number[], now: number) => number;
}

/** P(next | now) as [now][next], as somebody with one habit of their own would count. */
export function pairsOf({ids, shares, prior}: PairsCase, habit: CountHabit = {}): number[][] {
  const {step = 1, wraps = false, before = (row) => sum(row)} = habit;
  const {mix = (pair, came, share) => (pair + prior * share) / (came + prior)} = habit;
  const counts = shares.map(() => shares.map(() => 0));
  const end = wraps ? ids.length : ids.length - step;
  for (let t = 0; t < end; t++) counts[ids[t]][ids[(t + step) % ids.length]]++;
  return counts.map((row, now) => row.map((pair, next) => mix(pair, before(row, now), shares[next])));
}

function pairSlips(one: PairsCase): Slip[] {
  const {ids, shares, prior} = one;
  const [size, right] = [shares.length, pairsOf(one)];
  const turn = (rows: number[][]) => rows.map((_, i) => rows.map((row) => row[i]));
  const came = (_: number[], now: number) => ids.filter((id) => id === now).length;
  const slip = (message: string, habit: CountHabit): Slip => ({message, value: pairsOf(one, habit)});
  return [
    {message: 'rows and columns have changed places; a row is what came, a column what follows', value: turn(right)},
    slip('the last character is counted in n(now), but nothing follows it', {before: came}),
    slip('the pairs lie two characters apart; the very next one is meant', {step: 2}),
    slip('the last character is followed by the first one here; the text ends', {wraps: true}),
    slip('the prior is missing below the fraction: the row does not sum to 1', {
      mix: (pair, before, share) => (pair + prior * share) / before,
    }),
    slip('the prior is missing below the fraction: the row does not sum to 1', {
      mix: (pair, before, share) => (pair + prior * share) / Math.max(before, 1),
    }),
    slip('the prior is missing above the fraction: the row does not sum to 1', {
      mix: (pair, before) => pair / (before + prior),
    }),
    slip('the prior is shared out equally; it goes by `shares`', {
      mix: (pair, before) => (pair + prior / size) / (before + prior),
    }),
    slip('the prior is added for each character; it goes by `shares`, and adds up to `prior` in a row', {
      mix: (pair, before) => (pair + prior) / (before + prior * size),
    }),
    slip('one is added to each count; what is mixed in is `prior` times `shares`', {
      mix: (pair, before) => (pair + 1) / (before + size),
    }),
    slip('the prior is 1 whatever is asked', {mix: (pair, before, share) => (pair + share) / (before + 1)}),
    slip('the shares are added without their prior', {mix: (pair, before, share) => (pair + share) / (before + prior)}),
    slip('the prior and the shares are added to a share that is whole already: the row does not sum to 1', {
      mix: (pair, before, share) => pair / Math.max(before, 1) + prior * share,
    }),
    {
      message:
        'the share of the character before, s(c), is mixed in; the share of the one that follows, s(x), is meant',
      value: pairsOf(one, {mix: (pair, before) => pair / (before + prior)}).map((row, now) =>
        row.map(
          (counted) => counted + (prior * shares[now]) / (ids.slice(0, -1).filter((id) => id === now).length + prior),
        ),
      ),
    },
    slip('the prior is left out', {mix: (pair, before) => pair / Math.max(before, 1)}),
    slip('these are counts; divide them', {mix: (pair) => pair}),
    slip('these are shares of all pairs; a row is divided by how often its own character was followed', {
      mix: (pair, _, share) => (pair + prior * share) / (ids.length - 1 + prior),
    }),
    slip('these are shares of all pairs, without the prior', {mix: (pair) => pair / (ids.length - 1)}),
    slip('every row holds the shares: which character came does not matter here', {mix: (_, __, share) => share}),
    {
      message: 'the counts are divided by how often the next character came; divide by the one that came before',
      value: pairsOf(one).map((row, now) =>
        row.map((_, next) => {
          const pair = ids.filter((id, t) => t > 0 && id === next && ids[t - 1] === now).length;
          return (pair + prior * shares[next]) / (ids.filter((id, t) => t > 0 && id === next).length + prior);
        }),
      ),
    },
  ];
}

/** Findings of 12.4 over some texts. */
export async function* checkPairs(learner: Learner, cases: PairsCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {ids, shares, prior} = one;
    const actual = await learner.call('pairProbabilities', ids, shares, prior);
    const path = `pairProbabilities(${ids.length} ids, ${shares.length} shares, ${prior})`;
    const rows = Array.isArray(actual) ? actual : [];
    const odd = rows.findIndex((row) => Array.isArray(row) && row.some((p) => Number.isNaN(p)));
    if (odd >= 0 && !ids.slice(0, -1).includes(odd)) {
      const message = `${path}[${odd}] is NaN: this character was never followed (0 / 0); the prior has its say there`;
      yield {passed: false, message};
      continue;
    }
    yield compare({path, actual, expected: pairsOf(one), tolerance: 1e-6, slips: pairSlips(one)});
  }
}

/** A text in which one character comes at the end only. */
export function drawPairs({uniform, integer}: Random, length: number, vocabulary: number, prior: number): PairsCase {
  const weights = Array.from({length: vocabulary}, () => uniform(0.2, 1));
  const ids = Array.from({length: length - 1}, () => integer(0, vocabulary - 1));
  return {ids: [...ids, vocabulary - 1], shares: weights.map((weight) => weight / sum(weights)), prior};
}

import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A small recurrent network that reads characters. */
export interface ReaderWeights {
  /** [vocabulary][units] a row for each character. */
  kernel: number[][];
  /** [units][units] */
  recurrentKernel: number[][];
  /** [units] */
  bias: number[];
}

/** A text in chunks, what reads it, and the state that it starts from. */
export interface ReadingCase {
  chunks: number[][];
  weights: ReaderWeights;
  h0: number[];
}

/** The state after one more character. */
function after(id: number, h: number[], {kernel, recurrentKernel, bias}: ReaderWeights): number[] {
  return h.map((_, j) =>
    Math.tanh(h.reduce((a, value, i) => a + value * recurrentKernel[i][j], kernel[id][j] + bias[j])),
  );
}

const walk = (ids: number[], h: number[], weights: ReaderWeights): number[][] => {
  const states = [h];
  for (const id of ids) states.push(after(id, states[states.length - 1], weights));
  return states.slice(1);
};

interface ReadHabit {
  /** The state at the beginning of a chunk, from that at the end of the one before. */
  border?: (carried: number[], h0: number[]) => number[];
  start?: (h0: number[]) => number[];
  /** What is read of each chunk. */
  chunk?: (ids: number[], before: number[] | undefined) => number[];
}

/** The state at the end of each chunk, as somebody with one habit of their own would read. */
export function readOn({chunks, weights, h0}: ReadingCase, habit: ReadHabit = {}): number[][] {
  const {border = (carried) => carried, start = (h) => h, chunk = (ids) => ids} = habit;
  let h = start(h0);
  return chunks.map((ids, k) => {
    if (k > 0) h = border(h, h0);
    h = walk(chunk(ids, chunks[k - 1]), h, weights).at(-1) ?? h;
    return h;
  });
}

function readSlips(one: ReadingCase): Slip[] {
  const {chunks, weights, h0} = one;
  const right = readOn(one);
  const zeros = () => h0.map(() => 0);
  const slip = (message: string, habit: ReadHabit): Slip => ({message, value: readOn(one, habit)});
  const {recurrentKernel} = weights;
  const turned = recurrentKernel.map((_, i) => recurrentKernel.map((row) => row[i]));
  return [
    slip('the state is reset to zeros before each chunk; it should be carried on', {border: zeros, start: zeros}),
    slip('the first chunk starts from h0, but each later one from zeros; carry the state on', {border: zeros}),
    slip('every chunk starts from h0; it should start where the one before ended', {border: (_, first) => first}),
    slip('the first chunk starts from zeros; it should start from h0', {start: zeros}),
    slip('the last character of each chunk is not read', {chunk: (ids) => ids.slice(0, -1)}),
    slip('the first character of each chunk is not read', {chunk: (ids) => ids.slice(1)}),
    slip('the last character of a chunk is read again at the beginning of the next', {
      chunk: (ids, before) => [...(before?.slice(-1) ?? []), ...ids],
    }),
    slip('each chunk is read backwards', {chunk: (ids) => [...ids].reverse()}),
    slip('one character of each chunk is read only', {chunk: (ids) => ids.slice(0, 1)}),
    slip('one character of each chunk is read only', {chunk: (ids) => ids.slice(-1)}),
    {
      message: 'these are the states before each chunk; those after it were asked for',
      value: [h0, ...right.slice(0, -1)],
    },
    {message: 'h0 is among the states; those after each chunk were asked for', value: [h0, ...right]},
    {message: 'this is the last state only; one after each chunk was asked for', value: right[right.length - 1]},
    {message: 'this is the last state only; one after each chunk was asked for', value: right.slice(-1)},
    {
      message: 'these are the states after each character; those after each chunk were asked for',
      value: walk(chunks.flat(), h0, weights),
    },
    {
      message: 'all chunks end in one and the same state; is one list pushed again and again?',
      value: right.map(() => right[right.length - 1]),
    },
    {
      message: 'the recurrent kernel is transposed; use the step that is given',
      value: readOn({...one, weights: {...weights, recurrentKernel: turned}}),
    },
  ];
}

/** Findings of 12.5 over some readings. */
export async function* checkReadOn(learner: Learner, cases: ReadingCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {chunks, weights, h0} = one;
    const actual = await learner.call('readOn', chunks, weights, h0);
    const path = `readOn(${chunks.length} chunks, weights, ${h0.length} units)`;
    yield compare({path, actual, expected: readOn(one), tolerance: 1e-5, slips: readSlips(one)});
  }
}

/** Chunks of the given lengths, read by random weights. */
export function drawReading({uniform, integer}: Random, lengths: number[], units: number, vocabulary = 6): ReadingCase {
  const row = () => Array.from({length: units}, () => uniform(-1, 1));
  return {
    chunks: lengths.map((length) => Array.from({length}, () => integer(0, vocabulary))),
    weights: {
      kernel: Array.from({length: vocabulary}, row),
      recurrentKernel: Array.from({length: units}, row),
      bias: row(),
    },
    h0: row(),
  };
}

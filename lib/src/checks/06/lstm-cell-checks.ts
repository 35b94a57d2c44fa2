import type {Random} from '../../data/random';
import {type LstmState, randomLstm, stepForward} from '../11/lstm-passes';
import type {LstmVariant} from '../11/lstm-variants';
import {compare, type Value} from '../frame/compare';
import {compareFields} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';
import {SQUASHED_AGAIN, STEP_FORWARD} from './cell-terms';

/** Findings of 06.1 over random rows of the given lengths. */
export async function* checkCellState(learner: Learner, {uniform}: Random, lengths: number[]): AsyncGenerator<Finding> {
  for (const units of lengths) {
    const row = (low: number, high: number) => Array.from({length: units}, () => uniform(low, high));
    const [cBefore, i, f, candidate] = [row(0.5, 1.5), row(0.1, 0.9), row(0.1, 0.9), row(-0.9, 0.9)];
    const actual = await learner.call('newCellState', cBefore, i, f, candidate);
    const made = (cell: NonNullable<LstmVariant['cell']>) =>
      cBefore.map((old, j) => cell({i: i[j], f: f[j], candidate: candidate[j], o: 0, c: 0, cBefore: old}));
    const expected = cBefore.map((old, j) => f[j] * old + i[j] * candidate[j]);
    const sum = expected.reduce((total, one) => total + one, 0);
    const slips = [
      ...[...STEP_FORWARD, ...SQUASHED_AGAIN].flatMap(({message, variant}) =>
        variant.cell ? [{message, value: made(variant.cell)}] : [],
      ),
      // Of a single unit the sum is the number itself: there the missing list is the slip.
      ...(units > 1 ? [{message: 'a sum over all units here; each unit has a cell state of its own', value: sum}] : []),
      {
        message: 'one list of both terms here; they are added unit by unit',
        value: [...made(({f, cBefore: old}) => f * old), ...made(({i, candidate: g}) => i * g)],
      },
    ];
    const path = `newCellState(${units === 1 ? '1 unit' : `${units} units`})`;
    yield compare({path, actual, expected, tolerance: 1e-6, slips});
  }
}

/** States as they are printed. */
function rounded(states: Record<string, Value>, digits: number): Record<string, Value> {
  const round = (row: number[]) => row.map((value) => Number(value.toFixed(digits)));
  return {H: (states.H as number[][]).map(round), C: (states.C as number[][]).map(round)};
}

/** Sizes of a batch that goes through a cell. */
export interface BatchSizes {
  batch: number;
  features: number;
  units: number;
}

/** Findings of 06.5 over random batches of the given sizes: as equal to the library as float32 can be. */
export async function* checkCell(learner: Learner, source: Random, sizes: BatchSizes[]): AsyncGenerator<Finding> {
  for (const {batch, features, units} of sizes) {
    const {x: X, weights} = randomLstm(source, {timeSteps: batch, features, units});
    const rows: LstmState[] = X.map(() => randomLstm(source, {timeSteps: 1, features, units}).start);
    const state = {H: rows.map(({h}) => h), C: rows.map(({c}) => c)};
    const actual = await learner.call('lstmCell', X, state, weights);
    const lists = (steps: LstmState[]): Record<string, Value> => ({H: steps.map(({h}) => h), C: steps.map(({c}) => c)});
    const made = (variant?: LstmVariant, rowOf = (k: number) => k, w = weights) =>
      lists(X.map((x, k) => stepForward(x, rows[rowOf(k)], w, variant)));
    const inOrder: LstmState[] = [];
    for (const x of X) inOrder.push(stepForward(x, inOrder[inOrder.length - 1] ?? rows[0], weights));
    const keepsMore = weights.bias.map((b, k) => (Math.floor(k / units) === 1 ? b + 1 : b));
    const kernelTurned = weights.recurrentKernel.map((row, j) =>
      row.map((_, k) => weights.recurrentKernel[k % units][k - (k % units) + j]),
    );
    const expected = made();
    const slips = [
      {
        message: 'input gate and forget gate have changed places, in the columns or where they act',
        value: made({order: 'fico'}),
      },
      ...STEP_FORWARD.map(({message, variant}) => ({message, value: made(variant)})),
      {message: 'every sequence of the batch starts from the state of the first one', value: made({}, () => 0)},
      {
        message: 'the rows of X are taken as steps of one sequence; each is a sequence of its own',
        value: lists(inOrder),
      },
      {
        message: 'the forget gate gets 1 more than its weights say; a forget bias lies in the bias already',
        value: made({}, undefined, {...weights, bias: keepsMore}),
      },
      {
        message: 'the recurrent kernel is read with rows and columns exchanged; a row belongs to a number of h_{t-1}',
        value: made({}, undefined, {...weights, recurrentKernel: kernelTurned}),
      },
      {message: 'H and C have changed places', value: {H: expected.C, C: expected.H}},
      {
        message: 'C is handed on through tanh; only what is shown of it is',
        value: {H: expected.H, C: (expected.C as number[][]).map((row) => row.map(Math.tanh))},
      },
      ...[2, 3, 4].map((digits) => ({
        message: 'the numbers are rounded; hand them on as they are',
        value: rounded(expected, digits),
      })),
      {message: 'C is the one that was handed in; the new one was asked for', value: {H: expected.H, C: state.C}},
    ];
    const path = `lstmCell(batch ${batch}, ${features} feature${features === 1 ? '' : 's'}, ${units} unit${units === 1 ? '' : 's'})`;
    yield compareFields({path, actual, expected, tolerance: 1e-6, slips});
  }
}

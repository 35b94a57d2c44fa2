import {checkFunction, checkList, checkOptions, checkWhole} from '../data/arguments';
import type {LstmForward, LstmGates} from './lstm';
import {type Matrix, toRows} from './matrix';

/** Mean of each gate, see {@link meanGates}; of the candidate the mean size. */
export type MeanGates = Record<keyof LstmGates, number>;

/**
 * Mean of the gates of an LSTM over chosen sequences and steps, and over all units; of the candidate the mean of |C̃|.
 *
 * @param gates by time step, as `lstmForward` gives them
 * @param isChosen whether sequence i counts at time step t, both from 0
 * @returns one number a gate
 * @throws RangeError when nothing is chosen
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function meanGates(gates: readonly LstmGates[], isChosen: (i: number, t: number) => boolean): MeanGates {
  checkList('meanGates: gates', gates);
  checkFunction('meanGates: isChosen', isChosen);
  const sums: MeanGates = {I: 0, F: 0, candidate: 0, O: 0};
  const names = Object.keys(sums) as (keyof LstmGates)[];
  let count = 0;
  gates.forEach((step, t) => {
    const [batch, units] = step.I.shape;
    for (let i = 0; i < batch; i++) {
      if (!isChosen(i, t)) continue;
      count += units;
      for (const name of names) {
        for (let at = i * units; at < (i + 1) * units; at++) sums[name] += Math.abs(step[name].values[at]);
      }
    }
  });
  if (count === 0) throw new RangeError('meanGates: isChosen chose no sequence at any time step');
  return {I: sums.I / count, F: sums.F / count, candidate: sums.candidate / count, O: sums.O / count};
}

/** What one sequence did in an LSTM, see {@link lstmTraces}; [time steps][units] each. */
export interface LstmTraces extends Record<keyof LstmGates, number[][]> {
  /** The cell state after the step. */
  C: number[][];
  /** The cell state before the step. */
  before: number[][];
}

/** Options of {@link lstmTraces}. */
export interface LstmTracesOptions {
  /** How many units, the first ones; defaults to all. */
  units?: number;
}

/**
 * Gates and cell states of the first sequence of a batch, for figures.
 *
 * @param forward what `lstmForward` returned
 * @param options see {@link LstmTracesOptions}
 * @returns see {@link LstmTraces}
 * @throws RangeError when there are fewer units than asked for
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function lstmTraces({states, gates}: LstmForward, options: LstmTracesOptions = {}): LstmTraces {
  checkOptions('lstmTraces', options, ['units']);
  checkList('lstmTraces: gates', gates);
  const width = states[0].C.shape[1];
  const {units = width} = options;
  checkWhole('lstmTraces: units', units, 1, width);
  const first = (A: Matrix) => toRows(A)[0].slice(0, units);
  return {
    I: gates.map(({I}) => first(I)),
    F: gates.map(({F}) => first(F)),
    candidate: gates.map(({candidate}) => first(candidate)),
    O: gates.map(({O}) => first(O)),
    C: states.slice(1).map(({C}) => first(C)),
    before: states.slice(0, -1).map(({C}) => first(C)),
  };
}

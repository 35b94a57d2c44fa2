/** Masks and masked layers on plain lists, written apart from the checks: what bench answers to exercise 15 are made of. */
import {type Matrix, plus, times as product} from './lists';

export type Cube = number[][][];

export interface Weights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  bias: number[];
}

export type DropMask = (u: number[], rate: number) => unknown;
export type Masks = (u: Cube, rate: number, variational: boolean) => unknown;
export type Statistics = (masks: Cube) => unknown;
export type Expected = (rate: number, timeSteps: number, variational: boolean) => unknown;
export type StatesOf = (x: Matrix, w: Weights, h0: number[], inputMask: number[], stateMask: number[]) => unknown;
export type GateSums = (h: number[], recurrentKernel: Matrix, masks: Matrix) => unknown;
export type Hold = (sequences: Cube) => unknown;

export const times = (a: number[], b: number[]): number[] => a.map((value, j) => value * b[j]);

/** A mask for every place; `decide` says which number decides there. */
export function masksBy(
  u: Cube,
  rate: number,
  decide: (b: number, t: number, j: number) => number,
  scale = 1 / (1 - rate),
): Cube {
  const at = (b: number, t: number, j: number) => (decide(b, t, j) < rate ? 0 : scale);
  return u.map((rows, b) => rows.map((row, t) => row.map((_, j) => at(b, t, j))));
}

export function statistics(masks: Cube): {dropped: number; mean: number; always: number} {
  let [places, zeros, sum, lists, whole] = [0, 0, 0, 0, 0];
  for (const rows of masks) {
    for (let j = 0; j < rows[0].length; j++) {
      let survives = true;
      for (const row of rows) {
        places++;
        sum += row[j];
        if (row[j] === 0) {
          zeros++;
          survives = false;
        }
      }
      lists++;
      if (survives) whole++;
    }
  }
  return {dropped: zeros / places, mean: sum / places, always: whole / lists};
}

export interface Lines {
  input: (x: number[], mask: number[]) => number[];
  heard: (h: number[], mask: number[], t: number) => number[];
  /** The recurrent sum. */
  sum: (sum: number[], mask: number[]) => number[];
  /** What is carried on. */
  kept: (h: number[], mask: number[]) => number[];
}

/** A masked layer with some lines changed. */
export function statesBy(changed: Partial<Lines> = {}) {
  const lines: Lines = {input: times, heard: times, sum: (sum) => sum, kept: (h) => h, ...changed};
  return (x: Matrix, w: Weights, h0: number[], inputMask: number[], stateMask: number[]): Matrix => {
    const states: Matrix = [];
    for (const [t, row] of x.entries()) {
      const before = lines.heard(states.at(-1) ?? h0, stateMask, t);
      const recurrent = lines.sum(product(before, w.recurrentKernel), stateMask);
      const sum = plus(plus(product(lines.input(row, inputMask), w.kernel), recurrent), w.bias);
      states.push(lines.kept(sum.map(Math.tanh), stateMask));
    }
    return states;
  };
}

/** The sums of four gates; `heard` gives the state that a gate hears. */
export const sumsBy = (h: number[], W: Matrix, heard: (gate: number) => number[]): number[] =>
  [0, 1, 2, 3].flatMap((gate) => {
    const block = W.map((row) => row.slice(gate * h.length, (gate + 1) * h.length));
    return product(heard(gate), block);
  });

/** What the task asks for: the number that was marked last. */
export const held = (sequences: Cube): Matrix =>
  sequences.map((rows) => {
    let value = 0;
    return rows.map(([number, mark]) => {
      if (mark === 1) value = number;
      return value;
    });
  });

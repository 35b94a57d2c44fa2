import {type LstmProblem, type LstmWeights, lossOf} from './lstm-passes';
import {GATES, type Gate, type LstmVariant} from './lstm-variants';

/** Relative distance of a gradient to the numerical one, by gate. */
export type GateDistances = Record<Gate, number>;

/** How a check of gradients goes wrong; what is not set is right. */
export interface CheckVariant {
  /** Points beside the weight in units of ε, and what their difference is divided by. */
  above?: number;
  below?: number;
  divisor?: (epsilon: number) => number;
  /** A weight is not put back before the next one is moved. */
  left?: boolean;
  /** What is left out. */
  without?: keyof LstmWeights;
  /** To which gate a column belongs. */
  gateOf?: (column: number, units: number) => number;
  /** The distance of two lists of numbers. */
  distance?: (given: number[], numerical: number[]) => number;
  /** How the loss departs. */
  loss?: LstmVariant;
}

/** A typical slip of a check of gradients. */
export interface CheckSlip {
  message: string;
  variant: CheckVariant;
}

const length = (values: number[]) => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
const minus = (a: number[], b: number[]) => a.map((value, k) => value - b[k]);

const quotients = (a: number[], b: number[]) => minus(a, b).map((value, k) => Math.abs(value / b[k]));

export const CHECK_SLIPS: CheckSlip[] = [
  {
    message: 'the slope is a one-sided difference; central differences step to both sides of the weight',
    variant: {below: 0, divisor: (e) => e},
  },
  {message: 'the difference is not divided by the distance of the two points', variant: {divisor: () => 1}},
  {message: 'the two points lie 2 ε apart: look at the division', variant: {divisor: (e) => e}},
  {message: 'the two points lie 2 ε apart: what comes first in the division?', variant: {divisor: (e) => 2 / e}},
  {message: 'a weight is not put back before the next one is moved', variant: {left: true}},
  {
    message: 'this is a distance, not a relative one: divide it by the size of the numerical gradient',
    variant: {distance: (a, b) => length(minus(a, b))},
  },
  {
    message: 'the distance is divided by the size of the gradient that is tested; the numerical one is the measure',
    variant: {distance: (a, b) => length(minus(a, b)) / length(a)},
  },
  {
    message: 'the distance is divided by the sizes of both gradients together; the numerical one alone is the measure',
    variant: {distance: (a, b) => length(minus(a, b)) / (length(a) + length(b))},
  },
  {
    message: 'these are squares of the distances: a root is missing',
    variant: {distance: (a, b) => (length(minus(a, b)) / length(b)) ** 2},
  },
  {
    message: 'this compares the sizes of the two gradients; two gradients of one size can still differ',
    variant: {distance: (a, b) => Math.abs(length(a) - length(b)) / length(b)},
  },
  {
    message: 'this is the largest difference of single numbers; take the length of all of them together',
    variant: {distance: (a, b) => Math.max(...minus(a, b).map(Math.abs)) / Math.max(...b.map(Math.abs))},
  },
  {
    message: 'errors of single numbers are averaged; take the lengths of both lists first, then one quotient',
    variant: {distance: (a, b) => quotients(a, b).reduce((sum, value) => sum + value, 0) / b.length},
  },
  {
    message: 'this is the largest error of a single number; take the lengths of both lists first, then one quotient',
    variant: {distance: (a, b) => Math.max(...quotients(a, b))},
  },
  {
    message: 'differences are added without their size, so they may cancel: square them',
    variant: {distance: (a, b) => Math.abs(minus(a, b).reduce((sum, value) => sum + value, 0)) / length(b)},
  },
  {
    message: 'sizes of the differences are added; the length of a list is the root of its squares',
    variant: {
      distance: (a, b) => {
        const size = (values: number[]) => values.reduce((sum, value) => sum + Math.abs(value), 0);
        return size(minus(a, b)) / size(b);
      },
    },
  },
  {message: 'the kernel is left out', variant: {without: 'kernel'}},
  {message: 'the recurrent kernel is left out', variant: {without: 'recurrentKernel'}},
  {message: 'the bias is left out', variant: {without: 'bias'}},
  {
    message: 'the columns are taken unit by unit; they stand gate by gate: first all units of i, then all of f',
    variant: {gateOf: (column) => column % 4},
  },
  {
    message: 'candidate and output gate have changed places; the columns are those of i, f, c, o',
    variant: {gateOf: (column, units) => [0, 1, 3, 2][Math.floor(column / units)]},
  },
  {
    message: 'input gate and forget gate have changed places; the columns are those of i, f, c, o',
    variant: {gateOf: (column, units) => [1, 0, 2, 3][Math.floor(column / units)]},
  },
  {message: 'the loss starts from zeros; it starts from the state that is handed in', variant: {loss: {start: 'both'}}},
  {message: 'the loss counts the last step only', variant: {loss: {weight: (t, T) => (t === T - 1 ? 1 : 0)}}},
  {message: 'the loss is averaged over the time steps; it is a sum', variant: {loss: {weight: (_, T) => 1 / T}}},
];

/** The rows of all weights: each has one column for every unit of every gate. */
function rowsOf({kernel, recurrentKernel, bias}: LstmWeights, without?: keyof LstmWeights): number[][] {
  const rows = {kernel, recurrentKernel, bias: [bias]};
  return (['kernel', 'recurrentKernel', 'bias'] as const).flatMap((name) => (name === without ? [] : rows[name]));
}

/** Distance of given gradients to central differences, gate by gate, or a wrong variant of it. */
export function gateDistances(
  problem: LstmProblem,
  gradients: LstmWeights,
  epsilon: number,
  variant: CheckVariant = {},
): GateDistances {
  const {above = 1, below = -1, divisor = (e) => 2 * e, left, without} = variant;
  const {gateOf = (column, units) => Math.floor(column / units)} = variant;
  const {distance = (a, b) => length(minus(a, b)) / length(b)} = variant;
  const copy = structuredClone(problem);
  const units = problem.start.h.length;
  const numerical: number[][] = [[], [], [], []];
  const given: number[][] = [[], [], [], []];
  const tested = rowsOf(gradients, without);
  rowsOf(copy.weights, without).forEach((row, r) => {
    row.forEach((value, column) => {
      row[column] = value + above * epsilon;
      const over = lossOf(copy, variant.loss);
      row[column] = value + below * epsilon;
      const under = lossOf(copy, variant.loss);
      if (!left) row[column] = value;
      const gate = gateOf(column, units);
      numerical[gate].push((over - under) / divisor(epsilon));
      given[gate].push(tested[r][column]);
    });
  });
  return Object.fromEntries(GATES.map((gate, g) => [gate, distance(given[g], numerical[g])])) as GateDistances;
}

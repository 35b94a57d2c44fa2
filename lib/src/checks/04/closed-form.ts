import type {Random} from '../../data/random';
import {agrees, compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

type Matrix = number[][];

/** Examples to fit on, and windows to forecast. */
export interface RegressionCase {
  x: Matrix;
  y: Matrix;
  windows: Matrix;
}

/** Solves A w = b for several right sides by elimination with pivots; a plain oracle for small systems. */
function solve(A: Matrix, B: Matrix): Matrix {
  const rows = A.map((row, i) => [...row, ...B[i]]);
  const n = A.length;
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(rows[i][j]) > Math.abs(rows[pivot][j])) pivot = i;
    [rows[j], rows[pivot]] = [rows[pivot], rows[j]];
    for (let i = 0; i < n; i++) {
      if (i === j) continue;
      const factor = rows[i][j] / rows[j][j];
      for (let k = j; k < rows[i].length; k++) rows[i][k] -= factor * rows[j][k];
    }
  }
  return rows.map((row, i) => row.slice(n).map((value) => value / row[i]));
}

interface Variant {
  bias?: boolean;
  ridge?: number;
}

/** Forecasts of a line for each day, by the normal equations (Xᵀ X) W = Xᵀ Y. */
export function regression({x, y, windows}: RegressionCase, {bias = true, ridge = 0}: Variant = {}): Matrix {
  const wide = (rows: Matrix) => (bias ? rows.map((row) => [...row, 1]) : rows);
  const X = wide(x);
  const size = X[0].length;
  const gram = Array.from({length: size}, (_, i) =>
    Array.from(
      {length: size},
      (_v, j) => X.reduce((sum, row) => sum + row[i] * row[j], 0) + (i === j && i < x[0].length ? ridge : 0),
    ),
  );
  const right = Array.from({length: size}, (_, i) =>
    y[0].map((_v, k) => X.reduce((sum, row, n) => sum + row[i] * y[n][k], 0)),
  );
  const W = solve(gram, right);
  return wide(windows).map((row) => y[0].map((_, k) => row.reduce((sum, value, i) => sum + value * W[i][k], 0)));
}

function slipsOf(one: RegressionCase): Slip[] {
  const {x, y, windows} = one;
  const right = regression(one);
  const mean = y[0].map((_, k) => y.reduce((sum, row) => sum + row[k], 0) / y.length);
  return [
    {message: 'the line has no bias; without one it must pass through zero', value: regression(one, {bias: false})},
    {
      message: 'all days are forecast by the line of the first; each day has weights of its own',
      value: right.map((row) => row.map(() => row[0])),
    },
    {
      message: 'these are forecasts of the examples that were fitted; the windows were asked for',
      value: regression({x, y, windows: x}),
    },
    {message: 'this is the mean of the targets; the windows say more', value: windows.map(() => mean)},
    {
      message: 'the windows got their last value on top; nothing was subtracted here',
      value: right.map((row, i) => row.map((value) => value + windows[i][windows[i].length - 1])),
    },
    {
      message: 'the last value of each window is subtracted; forecasts in the units of y were asked for',
      value: right.map((row, i) => row.map((value) => value - windows[i][windows[i].length - 1])),
    },
    {
      message: 'rows and columns have changed places: one row a window',
      value: right[0].map((_, k) => right.map((row) => row[k])),
    },
    {message: 'one day only; every window gets as many as a target has', value: right.map((row) => row[0])},
    {message: 'one day only; every window gets as many as a target has', value: right.map((row) => [row[0]])},
    {message: 'one list a window, please', value: right.flat()},
    ...[0.1, 1, 10].map((ridge) => ({
      message: 'a ridge pulls the weights to zero here; the plain least squares was asked for',
      value: regression(one, {ridge}),
    })),
    {
      message: 'this is fitted to the windows that are to be forecast; they have no targets',
      value: windows.map((_, i) => y[i] ?? mean),
    },
  ];
}

/** Findings of 04.5. */
export async function* checkRegression(learner: Learner, cases: RegressionCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {x, y, windows} = one;
    const path = `regressionWeek(${x.length} examples, ${windows.length} windows)`;
    const actual = await learner.call('regressionWeek', x, y, windows);
    const expected = regression(one);
    const finding = compare({path, actual, expected, tolerance: 1e-4, slips: slipsOf(one)});
    const isNear = !finding.passed && finding.message.includes('differs') && agrees(actual, expected, 0.3);
    const message = `${path}: near, but not least: a trained line only comes near the solved one; solve it`;
    yield isNear ? {passed: false, message} : finding;
  }
}

/** Noisy lines with a bias of their own. */
export function drawRegression({uniform}: Random, examples: number, lookback: number, horizon: number): RegressionCase {
  const draw = (rows: number, width: number) =>
    Array.from({length: rows}, () => Array.from({length: width}, () => uniform(-2, 2)));
  const [x, windows, W] = [draw(examples, lookback), draw(5, lookback), draw(horizon, lookback)];
  const y = x.map((row) =>
    W.map((weights, k) => 2 + k + row.reduce((sum, value, i) => sum + value * weights[i], 0) + uniform(-1, 1)),
  );
  return {x, y, windows};
}

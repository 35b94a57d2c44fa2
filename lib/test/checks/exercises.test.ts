import assert from 'node:assert/strict';
import {findPart, run, summary} from '../../src/checks';

type Matrix = number[][];
interface Weights {
  kernel: Matrix;
  recurrentKernel: Matrix;
  bias: number[];
}
/** A change to the right program: what a learner might write instead. */
interface Change {
  derivative?: (h: number) => number;
  carried?: (carry: number) => number;
  start?: (h0: number[]) => number[];
  transpose?: boolean;
  current?: boolean;
  scale?: (timeSteps: number) => number;
}

const dot = (row: number[], matrix: Matrix, j: number) => row.reduce((sum, value, i) => sum + value * matrix[i][j], 0);
const turn = (matrix: Matrix) => matrix[0].map((_, j) => matrix.map((row) => row[j]));

function states(x: Matrix, w: Weights, h0: number[]): Matrix {
  const all: Matrix = [h0];
  for (const input of x) {
    const before = all[all.length - 1];
    all.push(w.bias.map((b, j) => Math.tanh(b + dot(input, w.kernel, j) + dot(before, w.recurrentKernel, j))));
  }
  return all;
}

/** Backpropagation through time as a learner would write it, with one change. */
function bptt(x: Matrix, y: Matrix, w: Weights, first: number[], change: Change = {}) {
  const {derivative = (h) => 1 - h * h, carried = (c) => c, start = (h) => h, scale = () => 1} = change;
  const h0 = start(first);
  const h = states(x, w, h0);
  const zeros = (matrix: Matrix) => matrix.map((row) => row.map(() => 0));
  const g = {kernel: zeros(w.kernel), recurrentKernel: zeros(w.recurrentKernel), bias: w.bias.map(() => 0), h0};
  let carry = h0.map(() => 0);
  for (let t = x.length; t >= 1; t--) {
    const a = h[t].map((value, j) => (scale(x.length) * (value - y[t - 1][j]) + carried(carry[j])) * derivative(value));
    a.forEach((value, j) => {
      g.bias[j] += value;
      x[t - 1].forEach((input, i) => {
        g.kernel[i][j] += input * value;
      });
      h[change.current ? t : t - 1].forEach((state, i) => {
        g.recurrentKernel[i][j] += state * value;
      });
    });
    const back = change.transpose ? w.recurrentKernel : turn(w.recurrentKernel);
    carry = h0.map((_, i) => dot(a, back, i));
  }
  return {...g, h0: carry};
}

type Sum = (total: ReturnType<typeof bptt> | undefined, part: ReturnType<typeof bptt>) => ReturnType<typeof bptt>;
const add: Sum = (total, part) => {
  if (!total) return part;
  const rows = (a: Matrix, b: Matrix) => a.map((row, i) => row.map((value, j) => value + b[i][j]));
  return {
    kernel: rows(total.kernel, part.kernel),
    recurrentKernel: rows(total.recurrentKernel, part.recurrentKernel),
    bias: rows([total.bias], [part.bias])[0],
    h0: total.h0,
  };
};

/** Truncated BPTT with the borders as a learner might draw them. */
function truncated(next: (state: number[], h0: number[]) => number[], keepsRest: boolean) {
  return (x: Matrix, y: Matrix, w: Weights, h0: number[], chunk: number) => {
    let state = h0;
    let total: ReturnType<typeof bptt> | undefined;
    for (let i = 0; keepsRest ? i < x.length : i + chunk <= x.length; i += chunk) {
      const part = x.slice(i, i + chunk);
      total = add(total, bptt(part, y.slice(i, i + chunk), w, state));
      state = next(states(part, w, state)[part.length], h0);
    }
    return total;
  };
}

const lineOf = async (id: string, answer: unknown) => {
  const part = findPart(id);
  return summary(await run(part, {[Object.keys(part.answers)[0]]: answer}));
};

describe('the check of exercise 20', () => {
  it('accepts BPTT and truncated BPTT that were written apart from it', async () => {
    assert.equal(await lineOf('20.3', bptt), '20.3 passed');
    assert.equal(
      await lineOf(
        '20.5',
        truncated((state) => state, true),
      ),
      '20.5 passed',
    );
  });

  const slips: [string, Change, RegExp][] = [
    ["tanh' missing", {derivative: () => 1}, /tanh' is missing/],
    ['carry missing', {carried: () => 0}, /gradient of the next step is missing/],
    ['a start from zeros', {start: (h) => h.map(() => 0)}, /starts? from zeros/],
    ['h[t] in place of h[t-1]', {current: true}, /state before|h_t/],
    ['W_hh not transposed', {transpose: true}, /rows and columns/],
    ['the mean in place of the sum', {scale: (n) => 1 / n}, /averaged|mean/],
  ];
  for (const [name, change, message] of slips) {
    it(`names the slip: ${name}`, async () => {
      const answer = (x: Matrix, y: Matrix, w: Weights, h0: number[]) => bptt(x, y, w, h0, change);
      assert.match(await lineOf('20.3', answer), message);
    });
  }

  it('names the slips of truncation: chunk dropped, state reset, start from h0', async () => {
    assert.match(
      await lineOf(
        '20.5',
        truncated((state) => state, false),
      ),
      /dropped/,
    );
    assert.match(
      await lineOf(
        '20.5',
        truncated((state) => state.map(() => 0), true),
      ),
      /zeros at the border/,
    );
    assert.match(
      await lineOf(
        '20.5',
        truncated((_, h0) => h0, true),
      ),
      /starts from h0/,
    );
    const full = (x: Matrix, y: Matrix, w: Weights, h0: number[]) => bptt(x, y, w, h0);
    assert.match(await lineOf('20.5', full), /full BPTT/);
  });

  it('notices weights that were moved and not put back', async () => {
    const careless = (x: Matrix, y: Matrix, w: Weights, h0: number[]) => {
      w.bias[0] += 1e-3;
      return bptt(x, y, w, h0);
    };
    assert.match(await lineOf('20.4', careless), /changed its 3\. argument/);
  });

  it('does not accept the exact gradient for a numerical one', async () => {
    assert.match(await lineOf('20.4', bptt), /not passed/);
  });
});

describe('the check of exercise 02', () => {
  const cases: [string, unknown, RegExp][] = [
    ['02.1', (batch: number, _t: number, _f: number, units: number) => [batch, units], /passed/],
    ['02.1', (_b: number, _t: number, _f: number, units: number) => [units], /batch axis is missing/],
    ['02.1', (b: number, t: number, _f: number, u: number) => [b, t, u], /last output only/],
    ['02.2', (b: number, t: number, f: number) => [b, t, f], /size of the input features/],
    [
      '02.3',
      (b: number, t: number, _f: number, u: number, all: boolean) => (all ? [b, t, u] : [b, u]),
      /one direction only/,
    ],
    ['02.4', (f: number, u: number) => f * u + u * u, /bias is forgotten/],
    ['02.4', (f: number, u: number) => f * u + u, /recurrent kernel is forgotten/],
    ['02.4', (f: number, u: number) => f * u + f * f + u, /features and units are mixed/],
    ['02.5', (shape: number[]) => 8 * shape.reduce((a, b) => a * b, 1), /float64/],
    ['02.6', (f: number, units: number[]) => units.map((u) => u * (f + u + 1)), /only the first does/],
  ];
  for (const [id, answer, message] of cases) {
    it(`answers ${id} with ${message.source}`, async () => {
      assert.match(await lineOf(id, answer), message);
    });
  }
});

/** Right answers to exercise 11 in several styles, beside the slips of 11-slips.ts. */
import {scratch} from '../../../lib/src';
import {slips} from './11-slips';
import {type PartBench, type RightAnswer, styles} from './bench';
import {type Matrix, outer, plus, plusMatrix, times} from './lists';
import {byTape, stepByTape} from './lstm-by-tape';
import {
  type Backward,
  type Bptt,
  backward,
  type Checker,
  type Forward,
  forward,
  type Gradients,
  loss,
  type Masked,
  ofProblem,
  quarter,
  type State,
  sigma,
  sloppyPass,
  unmasked,
  type Weights,
  zero,
} from './lstm-lists';

const row = (values: number[]) => scratch.matrix([values]);
const list = (one: scratch.Matrix) => scratch.toRows(one)[0];
const matrices = ({kernel, recurrentKernel, bias}: Weights): scratch.LstmWeights => ({
  kernel: scratch.matrix(kernel),
  recurrentKernel: scratch.matrix(recurrentKernel),
  bias: row(bias),
});

const lstmStep = styles<Forward>('lstmStep', {
  'loops over units and gates': (x, {h, c}, {kernel, recurrentKernel, bias}) => {
    const units = h.length;
    const boxes: number[][] = [];
    for (let gate = 0; gate < 4; gate++) {
      const box: number[] = [];
      for (let j = 0; j < units; j++) {
        let a = bias[gate * units + j];
        for (let n = 0; n < x.length; n++) a += x[n] * kernel[n][gate * units + j];
        for (let n = 0; n < units; n++) a += h[n] * recurrentKernel[n][gate * units + j];
        box.push(gate === 2 ? Math.tanh(a) : sigma(a));
      }
      boxes.push(box);
    }
    const [i, f, candidate, o] = boxes;
    const next = c.map((old, j) => f[j] * old + i[j] * candidate[j]);
    return {i, f, candidate, o, c: next, h: next.map((value, j) => o[j] * Math.tanh(value))};
  },
  'four small layers, each with weights of its own': (x, before, weights) => {
    const box = (place: number, f: (a: number) => number) => {
      const own = (rows: Matrix) => rows.map((one) => quarter(one, place));
      const [W, U] = [own(weights.kernel), own(weights.recurrentKernel)];
      return plus(plus(times(x, W), times(before.h, U)), quarter(weights.bias, place)).map(f);
    };
    const [forget, write, content, show] = [box(1, sigma), box(0, sigma), box(2, Math.tanh), box(3, sigma)];
    const c = Float64Array.from(before.c, (old, j) => forget[j] * old + write[j] * content[j]);
    const h = c.map((value, j) => show[j] * Math.tanh(value));
    return {i: write, f: forget, candidate: content, o: show, c, h};
  },
  'the cell of the library': (x, {h, c}, weights) => {
    const {gates, H, C} = scratch.lstmStep(row(x), {H: row(h), C: row(c)}, matrices(weights));
    const [i, f, candidate, o] = [gates.I, gates.F, gates.candidate, gates.O].map(list);
    return {i, f, candidate, o, c: list(C), h: list(H)};
  },
  'asynchronous, σ by tanh': async (x, before, weights) => {
    const a = plus(plus(weights.bias, times(before.h, weights.recurrentKernel)), times(x, weights.kernel));
    const half = (v: number) => (1 + Math.tanh(v / 2)) / 2;
    const [i, f, o] = [0, 1, 3].map((place) => quarter(a, place).map(half));
    const candidate = quarter(a, 2).map(Math.tanh);
    const c = plus(
      f.map((v, j) => v * before.c[j]),
      i.map((v, j) => v * candidate[j]),
    );
    return {i, f, candidate, o, c, h: o.map((v, j) => v * Math.tanh(c[j]))};
  },
});

const lstmBackward = styles<Backward>('lstmBackward', {
  'unit by unit': (dh, dc, {i, f, candidate, o, c}, before, {kernel, recurrentKernel}) => {
    const units = dh.length;
    const da = new Array<number>(4 * units).fill(0);
    const dcBefore: number[] = [];
    for (let j = 0; j < units; j++) {
      const shown = Math.tanh(c[j]);
      const cell = dc[j] + dh[j] * o[j] * (1 - shown ** 2);
      da[j] = cell * candidate[j] * i[j] * (1 - i[j]);
      da[units + j] = cell * before.c[j] * f[j] * (1 - f[j]);
      da[2 * units + j] = cell * i[j] * (1 - candidate[j] ** 2);
      da[3 * units + j] = dh[j] * shown * o[j] * (1 - o[j]);
      dcBefore[j] = cell * f[j];
    }
    const back = (rows: Matrix) => rows.map((weights) => weights.reduce((sum, w, k) => sum + w * da[k], 0));
    return {da, dx: back(kernel), dhBefore: back(recurrentKernel), dcBefore};
  },
  'lists of all units': (dh, dc, step, before, weights) => backward(dh, dc, step, before, weights),
  'a tape that differentiates itself': stepByTape,
  'the library': (dh, dc, step, before, weights) => {
    const [I, F, candidate, O] = [step.i, step.f, step.candidate, step.o].map(row);
    const states = [before, step].map(({h, c}) => ({H: row(h), C: row(c)}));
    const X = [scratch.zeros(1, weights.kernel.length)];
    const all = {states, gates: [{I, F, candidate, O}]};
    const g = scratch.lstmBackward(X, all, [row(dh)], matrices(weights), row(dc));
    const [da, dx, dhBefore, dcBefore] = [g.bias, g.inputs[0], g.states[0], g.cellStates[0]].map(list);
    return {da, dx, dhBefore, dcBefore};
  },
});

/** Forward and backward in one function that calls itself. */
function recursive(x: Matrix, y: Matrix, mask: boolean[], weights: Weights, start: State): Gradients {
  if (x.length === 0) {
    const [kernel, recurrentKernel] = [weights.kernel.map(zero), weights.recurrentKernel.map(zero)];
    return {kernel, recurrentKernel, bias: zero(weights.bias), inputs: [], h0: zero(start.h), c0: zero(start.c)};
  }
  const rest = (from: State) => recursive(x.slice(1), y.slice(1), mask.slice(1), weights, from);
  if (!mask[0]) {
    const later = rest(start);
    return {...later, inputs: [zero(x[0]), ...later.inputs]};
  }
  const step = forward(x[0], start, weights);
  const later = rest(step);
  const dh = step.h.map((value, j) => value - y[0][j] + later.h0[j]);
  const g = backward(dh, later.c0, step, start, weights);
  return {
    kernel: plusMatrix(later.kernel, outer(x[0], g.da)),
    recurrentKernel: plusMatrix(later.recurrentKernel, outer(start.h, g.da)),
    bias: plus(later.bias, g.da),
    inputs: [g.dx, ...later.inputs],
    h0: g.dhBefore,
    c0: g.dcBefore,
  };
}

/** The library, which knows no mask. */
const byLibrary: Bptt = (x, y, weights, start) => {
  const [X, own] = [x.map(row), matrices(weights)];
  const all = scratch.lstmForward(X, own, {H: row(start.h), C: row(start.c)});
  const dH = y.map((target, t) => scratch.subtract(all.states[t + 1].H, row(target)));
  const g = scratch.lstmBackward(X, all, dH, own);
  const [kernel, recurrentKernel] = [g.kernel, g.recurrentKernel].map((one) => scratch.toRows(one));
  const [bias, h0, c0] = [g.bias, g.states[0], g.cellStates[0]].map(list);
  return {kernel, recurrentKernel, bias, inputs: g.inputs.map(list), h0, c0};
};

/** Takes the padded steps out, and lays rows of zeros in their place. */
const takenOut =
  (pass: Bptt): Masked =>
  (x, y, mask, weights, start) => {
    const real = (rows: Matrix) => rows.filter((_, t) => mask[t]);
    const all = pass(real(x), real(y), weights, start) as Gradients;
    const inputs = [...all.inputs];
    return {...all, inputs: mask.map((isReal, t) => (isReal ? inputs.shift() : zero(x[t])))};
  };

const lstmBptt = styles<Bptt>('lstmBptt', {
  'a loop over stored steps': unmasked(sloppyPass()),
  recursion: unmasked(recursive),
  'a tape that differentiates itself': unmasked(byTape),
  'the library': byLibrary,
});

const maskedBptt = styles<Masked>('maskedBptt', {
  'a loop that skips padding': sloppyPass(),
  recursion: recursive,
  'padding taken out before': takenOut(byLibrary),
  'a tape without padding': byTape,
});

const GATES = ['i', 'f', 'c', 'o'] as const;
const rows = ({kernel, recurrentKernel, bias}: Weights): Matrix => [...kernel, ...recurrentKernel, bias];
const size = (values: number[]) => Math.hypot(...values);

const gradientCheck = styles<Checker>('gradientCheck', {
  'in place on one copy': (x, y, weights, start, gradients, epsilon) => {
    const copy = structuredClone(weights);
    const [a, b]: number[][][] = [
      [[], [], [], []],
      [[], [], [], []],
    ];
    rows(copy).forEach((values, r) => {
      for (let k = 0; k < values.length; k++) {
        const old = values[k];
        values[k] = old + epsilon;
        const above = loss(x, y, copy, start);
        values[k] = old - epsilon;
        const below = loss(x, y, copy, start);
        values[k] = old;
        const gate = Math.floor(k / start.h.length);
        a[gate].push(rows(gradients)[r][k]);
        b[gate].push((above - below) / 2 / epsilon);
      }
    });
    return Object.fromEntries(GATES.map((name, g) => [name, size(a[g].map((v, n) => v - b[g][n])) / size(b[g])]));
  },
  'over changed copies, as squares': (x, y, weights, start, gradients, epsilon) => {
    const squares = Object.fromEntries(GATES.map((gate) => [gate, [0, 0]]));
    for (const name of ['kernel', 'recurrentKernel', 'bias'] as const) {
      const of = (w: Weights): Matrix => (name === 'bias' ? [w.bias] : w[name]);
      of(weights).forEach((values, r) => {
        values.forEach((_, k) => {
          const [above, below] = [epsilon, -epsilon].map((by) => {
            const moved = structuredClone(weights);
            of(moved)[r][k] += by;
            return loss(x, y, moved, start);
          });
          const slope = (above - below) / (2 * epsilon);
          const square = squares[GATES[Math.trunc(k / start.c.length)]];
          square[0] += (of(gradients)[r][k] - slope) ** 2;
          square[1] += slope ** 2;
        });
      });
    }
    return Object.fromEntries(Object.entries(squares).map(([gate, [p, q]]) => [gate, Math.sqrt(p / q)]));
  },
  'the numerical gradient of the library': (x, y, weights, start, gradients, epsilon) => {
    const own = matrices(weights);
    const total = () => {
      const {states} = scratch.lstmForward(x.map(row), own, {H: row(start.h), C: row(start.c)});
      return y.reduce(
        (sum, target, t) => sum + scratch.norm(scratch.subtract(states[t + 1].H, row(target))) ** 2 / 2,
        0,
      );
    };
    const numerical = [own.kernel, own.recurrentKernel, own.bias].flatMap((one) =>
      scratch.splitGates(scratch.numericalGradient(total, one, epsilon), 4),
    );
    const given = Object.values(matrices(gradients)).flatMap((one: scratch.Matrix) => scratch.splitGates(one, 4));
    const of = (all: scratch.Matrix[], gate: number) => [0, 4, 8].flatMap((part) => [...all[part + gate].values]);
    const [i, f, c, o] = [0, 1, 2, 3].map((gate) => {
      const [a, b] = [of(given, gate), of(numerical, gate)];
      return size(a.map((value, n) => value - b[n])) / size(b);
    });
    return {o, c, f, i};
  },
});

const right: Record<string, RightAnswer[]> = {
  '11.1': lstmStep,
  '11.2': lstmBackward,
  '11.3': lstmBptt,
  '11.4': maskedBptt,
  '11.5': gradientCheck.map(({style, answers}) => ({
    style,
    answers: {gradientCheck: ofProblem(answers.gradientCheck as Checker)},
  })),
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));

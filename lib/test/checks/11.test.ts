import assert from 'node:assert/strict';
import {LOOP, PADDING} from '../../src/checks/11/lstm-loops';
import {MIX_UPS} from '../../src/checks/11/lstm-mix-ups';
import {
  gradientsOf,
  type LstmProblem,
  lossOf,
  randomLstm,
  stepBackward,
  stepForward,
} from '../../src/checks/11/lstm-passes';
import {gateDistances} from '../../src/checks/11/lstm-quotients';
import {BACKWARD, FORWARD} from '../../src/checks/11/lstm-variants';
import {whereWrong} from '../../src/checks/11/lstm-where';
import {random} from '../../src/data/random';
import * as scratch from '../../src/scratch';

const SIZES = [
  {timeSteps: 1, features: 1, units: 1},
  {timeSteps: 6, features: 3, units: 2},
  {timeSteps: 5, features: 2, units: 4},
];

const row = (values: number[]) => scratch.matrix([values]);
const close = (actual: number[], expected: number[], tolerance: number, what: string) => {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, k) => {
    assert.ok(Math.abs(value - expected[k]) < tolerance, `${what}: ${value} is not ${expected[k]}`);
  });
};

/** The cell of the library with the weights of a problem. */
function byLibrary({x, y, weights, start}: LstmProblem) {
  const own = {
    kernel: scratch.matrix(weights.kernel),
    recurrentKernel: scratch.matrix(weights.recurrentKernel),
    bias: row(weights.bias),
  };
  const X = x.map(row);
  const forward = scratch.lstmForward(X, own, {H: row(start.h), C: row(start.c)});
  const dH = y.map((target, t) => scratch.subtract(forward.states[t + 1].H, row(target)));
  return {forward, gradients: scratch.lstmBackward(X, forward, dH, own)};
}

describe('the reference of exercise 11', () => {
  for (const size of SIZES) {
    const problem = randomLstm(random(77), size);
    const {forward, gradients} = byLibrary(problem);
    const name = `${size.timeSteps} steps, ${size.features} features, ${size.units} units`;

    it(`steps as the library does (${name})`, () => {
      const step = stepForward(problem.x[0], problem.start, problem.weights);
      const {I, F, candidate, O} = forward.gates[0];
      const {H, C} = forward.states[1];
      const theirs = {i: I, f: F, candidate, o: O, h: H, c: C};
      for (const key of ['i', 'f', 'candidate', 'o', 'h', 'c'] as const) {
        close(step[key], [...theirs[key].values], 1e-14, key);
      }
    });

    it(`has the gradients of the library (${name})`, () => {
      const own = gradientsOf(problem);
      close(own.kernel.flat(), [...gradients.kernel.values], 1e-13, 'kernel');
      close(own.recurrentKernel.flat(), [...gradients.recurrentKernel.values], 1e-13, 'recurrentKernel');
      close(own.bias, [...gradients.bias.values], 1e-13, 'bias');
      close(
        own.inputs.flat(),
        gradients.inputs.flatMap(({values}) => [...values]),
        1e-13,
        'inputs',
      );
      close(own.h0, [...gradients.states[0].values], 1e-13, 'h0');
      close(own.c0, [...gradients.cellStates[0].values], 1e-13, 'c0');
    });
  }

  it('has masked gradients that are the slopes of the masked loss, zero at padding', () => {
    const problem = randomLstm(random(5), {timeSteps: 6, features: 2, units: 3, padded: [0, 3, 5]});
    const own = gradientsOf(problem);
    const copy = structuredClone(problem);
    const slopes = (list: number[]) =>
      list.map((value, k) => {
        const at = (moved: number) => {
          list[k] = moved;
          return lossOf(copy);
        };
        const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
        list[k] = value;
        return slope;
      });
    close(own.kernel.flat(), copy.weights.kernel.flatMap(slopes), 1e-8, 'kernel');
    close(own.recurrentKernel.flat(), copy.weights.recurrentKernel.flatMap(slopes), 1e-8, 'recurrentKernel');
    close(own.bias, slopes(copy.weights.bias), 1e-8, 'bias');
    close(own.inputs.flat(), copy.x.flatMap(slopes), 1e-8, 'inputs');
    close([...own.h0, ...own.c0], [...slopes(copy.start.h), ...slopes(copy.start.c)], 1e-8, 'start');
    assert.deepEqual(
      [0, 3, 5].map((t) => own.inputs[t]),
      [0, 3, 5].map(() => [0, 0]),
    );
  });

  it('finds right gradients near the numerical ones, and a wrong gate far from them', () => {
    const problem = randomLstm(random(9), {timeSteps: 4, features: 2, units: 2});
    const right = gateDistances(problem, gradientsOf(problem), 1e-5);
    const wrong = gateDistances(problem, gradientsOf({...problem}, {toO: (dh) => dh}), 1e-5);
    assert.ok(Object.values(right).every((distance) => distance < 1e-8));
    assert.ok(wrong.o > 0.05, `${wrong.o}`);
  });

  it('tells every slip from the right answer, and slips of different messages from one another', () => {
    const problem = randomLstm(random(13), {timeSteps: 4, features: 3, units: 2, padded: [2]});
    const {x, weights, start, y} = problem;
    const step = stepForward(x[0], start, weights);
    const tables = {
      forward: FORWARD.map(({message, variant}) => [message, stepForward(x[0], start, weights, variant)] as const),
      backward: [...BACKWARD, ...MIX_UPS].map(
        ({message, variant}) => [message, stepBackward(y[0], y[1], step, start, weights, variant)] as const,
      ),
      loop: [...LOOP, ...PADDING].map(({message, variant}) => [message, gradientsOf(problem, variant)] as const),
    };
    const right = {
      forward: step,
      backward: stepBackward(y[0], y[1], step, start, weights),
      loop: gradientsOf(problem),
    };
    for (const name of ['forward', 'backward', 'loop'] as const) {
      const seen = new Map<string, string>([[JSON.stringify(right[name]), 'right']]);
      for (const [message, value] of tables[name]) {
        const text = JSON.stringify(value);
        assert.ok(!seen.has(text), `${message} gives what '${seen.get(text)}' gives`);
        seen.set(text, message);
      }
    }
  });
});

describe('whereWrong', () => {
  const problem = randomLstm(random(21), {timeSteps: 4, features: 2, units: 2});
  const right = gradientsOf(problem);
  const expected = {...right};

  it('names gates, time steps and what is right', () => {
    const actual = structuredClone(right);
    for (const list of [...actual.kernel, actual.bias]) list[2] += 1; // the first unit of f
    actual.bias[6] += 1; // the first unit of o
    actual.inputs[1][0] += 1;
    actual.inputs[2][1] += 1;
    const text = whereWrong(actual, expected, 2, 1e-9);
    const off = 'off: kernel (gate f); bias (gates f and o); inputs (time steps 2 to 3)';
    assert.equal(text, `${off}; right: recurrentKernel, h0, c0`);
  });

  it('names single steps, all steps and all gates', () => {
    const actual = structuredClone(right);
    actual.inputs.forEach((input) => {
      input[0] += 1;
    });
    actual.bias = actual.bias.map((value) => -value);
    assert.match(whereWrong(actual, expected, 2, 1e-9), /bias \(all four gates\); inputs \(all time steps\)/);
    const one = structuredClone(right);
    one.inputs[3][0] += 1;
    assert.match(whereWrong(one, expected, 2, 1e-9), /^off: inputs \(time step 4\); right/);
    one.inputs[0][0] += 1;
    assert.match(whereWrong(one, expected, 2, 1e-9), /time steps 1 and 4/);
  });

  it('says nothing where forms differ', () => {
    assert.equal(whereWrong(undefined, expected, 2, 1e-9), '');
    assert.equal(whereWrong({...right, h0: [1]}, expected, 2, 1e-9), '');
    assert.equal(whereWrong({...right, bias: right.bias.map(() => Number.NaN)}, expected, 2, 1e-9), '');
  });
});

import assert from 'node:assert/strict';
import {BACK_SLIPS, backOf} from '../../src/checks/16/peephole-backward';
import {
  CELL_SLIPS,
  type PeepholeProblem,
  randomPeepholeProblem,
  stepOf,
  stepsOf,
} from '../../src/checks/16/peephole-cell';
import {peepholeGradientsOf, WALK_SLIPS} from '../../src/checks/16/peephole-walk';
import {random} from '../../src/data/random';
import * as scratch from '../../src/scratch';

const row = (list: number[]): scratch.Matrix => scratch.matrix([list]);

function problem(seed: number, timeSteps: number): PeepholeProblem {
  return randomPeepholeProblem(random(seed), {timeSteps, features: 2, units: 3});
}

/** Numbers of any nesting in one row. */
const flat = (value: unknown): number[] =>
  typeof value === 'number' ? [value] : Object.values(value as object).flatMap(flat);

function assertClose(actual: unknown, expected: unknown, tolerance: number): void {
  const [a, b] = [flat(actual), flat(expected)];
  assert.equal(a.length, b.length);
  for (const [k, value] of a.entries()) assert.ok(Math.abs(value - b[k]) <= tolerance, `${k}: ${value}, not ${b[k]}`);
}

const isClose = (a: unknown, b: unknown): boolean => flat(a).every((value, k) => Math.abs(value - flat(b)[k]) < 1e-3);

function library({x, dh, weights, h0, c0}: PeepholeProblem) {
  const W = {
    kernel: scratch.matrix(weights.kernel),
    recurrentKernel: scratch.matrix(weights.recurrentKernel),
    peepholes: scratch.matrix(weights.peepholes),
    bias: row(weights.bias),
  };
  const forward = scratch.peepholeLstmForward(x.map(row), W, {H: row(h0), C: row(c0)});
  return {forward, back: scratch.peepholeLstmBackward(x.map(row), forward, dh.map(row), W)};
}

describe('the reference of exercise 16', () => {
  it('runs forward as the library does', () => {
    const one = problem(1, 6);
    const {states} = library(one).forward;
    assertClose(
      stepsOf(one).map(({h, c}) => [h, c]),
      states.slice(1).map(({H, C}) => [...H.values, ...C.values]),
      1e-12,
    );
  });

  it('goes back as the library does', () => {
    const one = problem(2, 5);
    const {back} = library(one);
    const {kernel, recurrentKernel, peepholes, bias, h0, c0} = peepholeGradientsOf(one);
    assertClose(kernel, scratch.toRows(back.kernel), 1e-12);
    assertClose(recurrentKernel, scratch.toRows(back.recurrentKernel), 1e-12);
    assertClose(peepholes, scratch.toRows(back.peepholes), 1e-12);
    assertClose(bias, [...back.bias.values], 1e-12);
    assertClose([h0, c0], [...back.states[0].values, ...back.cellStates[0].values], 1e-12);
  });

  it('goes back as central differences of its own way forward do', () => {
    const one = problem(3, 4);
    const copy = structuredClone(one);
    const loss = () =>
      flat(stepsOf(copy).map(({h}, t) => h.map((value, j) => value * copy.dh[t][j]))).reduce((a, b) => a + b);
    const slopes = (list: number[]) =>
      list.map((old, k) => {
        const [above, below] = [old + 1e-5, old - 1e-5].map((value) => {
          list[k] = value;
          return loss();
        });
        list[k] = old;
        return (above - below) / 2e-5;
      });
    const {kernel, recurrentKernel, peepholes, bias} = copy.weights;
    const measured = {
      kernel: kernel.map(slopes),
      recurrentKernel: recurrentKernel.map(slopes),
      peepholes: peepholes.map(slopes),
      bias: slopes(bias),
      h0: slopes(copy.h0),
      c0: slopes(copy.c0),
    };
    assertClose(peepholeGradientsOf(one), measured, 1e-8);
  });

  it('leaves out just the term of a step that is said to be missing', () => {
    const one = problem(4, 3);
    const whole = flat(peepholeGradientsOf(one).peepholes);
    const parts = [0, 1, 2].map((missing) => flat(peepholeGradientsOf(one, {missing}).peepholes));
    assertClose(
      whole.map((value, k) => parts.reduce((sum, part) => sum + value - part[k], 0)),
      whole,
      1e-12,
    );
  });

  it('knows no two slips that look alike, and none that looks right', () => {
    const one = problem(5, 4);
    const {x, dh, h0, c0, weights} = one;
    const right = stepOf(x[0], h0, c0, weights);
    const cells = [{}, ...CELL_SLIPS.map(({variant}) => variant)].map((variant) => {
      const {h, c} = stepOf(x[0], h0, c0, weights, variant);
      return {h, c};
    });
    const backs = [{}, ...BACK_SLIPS.map(({lines}) => lines)].map((lines) =>
      backOf(right, c0, dh[0], dh[1], weights.peepholes, lines),
    );
    const walks = [{}, ...WALK_SLIPS.map(({variant}) => variant)].map((variant) => peepholeGradientsOf(one, variant));
    for (const [name, results] of Object.entries({cells, backs, walks})) {
      for (let i = 0; i < results.length; i++) {
        for (let k = 0; k < i; k++) assert.ok(!isClose(results[i], results[k]), `${name}: slips ${k} and ${i}`);
      }
    }
  });
});

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {batchMasks} from '../../src/checks/15/dropout-masks';
import {HELD_LIMIT, heldToJudge, noisyHold} from '../../src/checks/15/held-numbers';
import {expectedOf, statisticsOf} from '../../src/checks/15/mask-statistics';
import {gateSumsOf, statesOf} from '../../src/checks/15/masked-states';
import type {Exercise15Experiment} from '../../src/notebook';
import * as scratch from '../../src/scratch';

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const isNear = (a: number, b: number, tolerance = 1e-12) => assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

/** Every mask of one unit over some steps with its chance: dropped or kept at each draw. */
function everyMask(rate: number, draws: number): {chance: number; kept: boolean[]}[] {
  return Array.from({length: 2 ** draws}, (_, code) => {
    const kept = Array.from({length: draws}, (_, t) => Math.floor(code / 2 ** t) % 2 === 1);
    return {kept, chance: kept.reduce((product, one) => product * (one ? 1 - rate : rate), 1)};
  });
}

describe('the reference of exercise 15', () => {
  it('expects what the sum over every mask gives', () => {
    for (const isVariational of [false, true]) {
      const [rate, steps] = [0.3, 4];
      const all = everyMask(rate, isVariational ? 1 : steps);
      const over = (of: (kept: boolean[]) => number) => all.reduce((sum, {chance, kept}) => sum + chance * of(kept), 0);
      const value = (kept: boolean) => (kept ? 1 / (1 - rate) : 0);
      const first = over(([kept]) => value(kept));
      const {mean: expected, deviation, always} = expectedOf(rate, steps, isVariational) as Record<string, number>;
      isNear(expected, first);
      isNear(deviation, Math.sqrt(over(([kept]) => (value(kept) - first) ** 2)));
      isNear(
        always,
        over((kept) => Number(kept.every(Boolean))),
      );
    }
  });

  it('measures on many masks what is expected', () => {
    let state = 1;
    const next = () => {
      state = (state * 48271) % 2147483647; // Lehmer
      return state / 2147483647;
    };
    const u = Array.from({length: 4000}, () => Array.from({length: 3}, () => Array.from({length: 5}, next)));
    for (const isVariational of [false, true]) {
      const measured = statisticsOf(batchMasks(u, 0.25, isVariational));
      const {always} = expectedOf(0.25, 3, isVariational) as Record<string, number>;
      isNear(measured.dropped, 0.25, 0.01);
      isNear(measured.mean, 1, 0.015);
      isNear(measured.always, always, 0.015);
    }
  });

  it('masks states as a layer does whose kernels lack the rows of what is dropped', () => {
    const problem = {
      x: [
        [0.3, -0.8],
        [0.5, 0.1],
        [-0.6, 0.9],
      ],
      weights: {
        kernel: [
          [0.4, -0.7],
          [0.6, 0.5],
        ],
        recurrentKernel: [
          [0.9, 0.2],
          [-0.3, 0.8],
        ],
        bias: [0.1, -0.2],
      },
      h0: [0.5, -0.4],
      inputMask: [1.25, 0],
      stateMask: [0, 2.5],
    };
    const {weights, x, h0} = problem;
    const folded = {
      kernel: scratch.matrix([
        [0.4 * 1.25, -0.7 * 1.25],
        [0, 0],
      ]),
      recurrentKernel: scratch.matrix([
        [0, 0],
        [-0.3 * 2.5, 0.8 * 2.5],
      ]),
      bias: scratch.matrix([weights.bias]),
    };
    const H = scratch.simpleRnnForward(
      x.map((row) => scratch.matrix([row])),
      folded,
      scratch.matrix([h0]),
    );
    const expected = H.slice(1).flatMap((one) => Array.from(one.values));
    for (const [k, value] of statesOf(problem).flat().entries()) isNear(value, expected[k]);
  });

  it('gives each gate the columns that its mask heard', () => {
    const W = [
      [1, 2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13, 14, 15, 16],
    ];
    const masks = [
      [1, 0],
      [0, 1],
      [2, 0],
      [0, 2],
    ];
    assert.deepEqual(
      gateSumsOf([1, 1], W, (gate) => masks[gate]),
      [1, 2, 11, 12, 10, 12, 30, 32],
    );
  });

  it('has the limit that the recorded trainings give, beyond every network without dropout', () => {
    const file = `${__dirname}/../../../ci/experiments/results/exercise-15.json`;
    const {kinds} = JSON.parse(readFileSync(file, 'utf8')) as Exercise15Experiment;
    const errors = (kind: keyof typeof kinds) => kinds[kind].map(({testMse}) => testMse);
    const limits = (['standard', 'variational'] as const).map((kind) => {
      const centre = mean(errors(kind));
      const variance = errors(kind).reduce((sum, value) => sum + (value - centre) ** 2, 0) / (errors(kind).length - 1);
      return centre + 4 * Math.sqrt(variance);
    });
    assert.equal(errors('none').length, 20);
    isNear(HELD_LIMIT, Math.max(...limits), 5e-5);
    assert.ok(Math.min(...errors('none')) > 1.3 * HELD_LIMIT);
  });

  it('asks about other sequences than those to learn from, without noise', () => {
    const [train, test] = [noisyHold(), heldToJudge(7, 5)];
    assert.notDeepEqual(Array.from(train.x.values.slice(0, 40)), Array.from(test.x.values.slice(0, 40)));
    isNear(test.y.values[0], test.x.values[0], 0);
    assert.notEqual(train.y.values[0], train.x.values[0]);
  });
});

import assert from 'node:assert/strict';
import {BACKWARD_SLIPS, BPTT_MESSAGES, gradientsOf, randomProblem} from '../../src/checks/20/bptt-reference';
import {compareFields} from '../../src/checks/frame/fields';
import {random} from '../../src/data/random';

describe('compareFields', () => {
  const expected = {
    kernel: [
      [1, 2],
      [3, 4],
    ],
    bias: [5, 6],
  };
  const slips = [
    {
      message: 'doubled',
      value: {
        kernel: [
          [2, 4],
          [6, 8],
        ],
        bias: [10, 12],
      },
    },
    {
      message: 'bias kept',
      value: {
        kernel: [
          [1, 2],
          [3, 4],
        ],
        bias: [0, 0],
      },
    },
  ];
  const find = (actual: unknown) => compareFields({path: 'f()', actual, expected, tolerance: 1e-9, slips});

  it('passes what agrees', () => {
    assert.equal(find(structuredClone(expected)).passed, true);
  });
  it('names a slip that shows in all fields', () => {
    assert.deepEqual(find(slips[0].value), {passed: false, message: 'f(): doubled'});
  });
  it('names a slip that shows in one field, with the field', () => {
    assert.match(find({...expected, kernel: slips[0].value.kernel}).message, /^f\(\)\.kernel: doubled$/);
    const turned = [
      [1, 3],
      [2, 4],
    ];
    assert.match(find({...expected, kernel: turned}).message, /kernel: rows and columns have changed places/);
  });
  it('prefers a field whose slip is known to one that only differs', () => {
    const kernel = [
      [1, 2],
      [3, 9],
    ];
    assert.match(find({kernel, bias: [10, 12]}).message, /^f\(\)\.bias: doubled$/);
    assert.match(
      find({kernel, bias: [5, 6]}).message,
      /^f\(\)\.kernel differs: relative error 1\.3, largest at f\(\)\.kernel\[1\]\[1\]$/,
    );
  });
  it('survives odd results', () => {
    for (const odd of [undefined, null, 3, 'text', [], {}, {kernel: 1, bias: null}])
      assert.equal(find(odd).passed, false);
    assert.match(find({kernel: expected.kernel}).message, /f\(\)\.bias is missing/);
  });
});

describe('the slips of exercise 20', () => {
  it('all differ from the right gradients and from each other on a layer of several units', () => {
    const problem = randomProblem(random(5), {timeSteps: 6, features: 2, units: 3});
    const flat = (slip?: (typeof BACKWARD_SLIPS)[number]) => {
      const {kernel, recurrentKernel, bias, h0} = gradientsOf(problem, slip);
      return [...kernel.flat(), ...recurrentKernel.flat(), ...bias, ...h0];
    };
    const all = [undefined, ...BACKWARD_SLIPS].map((slip) => ({slip, numbers: flat(slip)}));
    for (const a of all) {
      for (const b of all) {
        if (a === b) continue;
        const gap = Math.hypot(...a.numbers.map((value, k) => value - b.numbers[k]));
        assert.ok(gap > 1e-4, `${a.slip} and ${b.slip} are ${gap} apart`);
      }
    }
  });
  it('have a sentence each', () => {
    assert.equal(new Set(BACKWARD_SLIPS.map((slip) => BPTT_MESSAGES[slip])).size, BACKWARD_SLIPS.length);
  });
});

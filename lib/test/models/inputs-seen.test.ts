import assert from 'node:assert/strict';
import {inputSpan, inputsSeen, receptiveField} from '../../src/models';

describe('inputsSeen', () => {
  it('counts what the formula says, with strides and dilations in any order', () => {
    const stacks = [
      [{kernelSize: 3}],
      [{kernelSize: 3}, {kernelSize: 3}],
      [{kernelSize: 3, strides: 2}, {kernelSize: 2, dilationRate: 2}, {kernelSize: 2}],
      [
        {kernelSize: 2, dilationRate: 4},
        {kernelSize: 5, strides: 3},
        {kernelSize: 3, dilationRate: 2},
      ],
      [1, 2, 4, 8].map((dilationRate) => ({kernelSize: 2, dilationRate})),
    ];
    // Steps between the kernel's places are not seen where no other layer fills them: two of these stacks have such holes.
    const reach = stacks.map((stack) => receptiveField(stack).steps);
    assert.deepEqual([reach[0], reach[1], reach[4]], [3, 5, 16]);
    assert.deepEqual(
      [0, 1, 4].map((i) => inputsSeen(stacks[i])),
      [3, 5, 16],
    );
    for (const i of [2, 3]) assert.ok(inputsSeen(stacks[i]) <= reach[i]);
    assert.equal(inputsSeen([{kernelSize: 2, dilationRate: 4}]), 2);
    assert.deepEqual(stacks.map(inputSpan), reach);
  });

  it('counts the distinct sums of dilations of kernel 2, while the span is one more than all of them', () => {
    const stack = [5, 6, 6, 2].map((dilationRate) => ({kernelSize: 2, dilationRate}));
    const sums = new Set([0, 5].flatMap((a) => [0, 6, 12].flatMap((b) => [0, 2].map((c) => a + b + c))));
    assert.equal(inputsSeen(stack), sums.size);
    assert.equal(inputSpan(stack), 20);
    assert.throws(() => inputSpan([]), /inputSpan: layers/);
  });
});

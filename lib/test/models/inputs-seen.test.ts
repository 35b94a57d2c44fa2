import assert from 'node:assert/strict';
import {inputsSeen, receptiveField} from '../../src/models';

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
  });
});

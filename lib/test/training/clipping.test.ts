import assert from 'node:assert/strict';
import {clip, globalNorm} from '../../src/training';

const make = () => [Float32Array.from([3, 4]), Float32Array.from([0, 12])];

describe('clipping', () => {
  it('by value cuts each number and changes the direction', () => {
    const gradients = make();
    clip(gradients, {clipValue: 3.5});
    assert.deepEqual(
      gradients.map((g) => [...g]),
      [
        [3, 3.5],
        [0, 3.5],
      ],
    );
  });

  it('by norm scales each weight on its own', () => {
    const gradients = make();
    clip(gradients, {clipNorm: 6});
    assert.deepEqual(
      gradients.map((g) => [...g]),
      [
        [3, 4],
        [0, 6],
      ],
    );
  });

  it('by global norm scales all alike and keeps the direction', () => {
    const gradients = make();
    assert.equal(globalNorm(gradients), 13);
    clip(gradients, {globalClipNorm: 6.5});
    assert.deepEqual(
      gradients.map((g) => [...g]),
      [
        [1.5, 2],
        [0, 6],
      ],
    );
    assert.equal(globalNorm(gradients), 6.5);
  });

  it('never lengthens a gradient', () => {
    const gradients = make();
    clip(gradients, {globalClipNorm: 100});
    clip(gradients, {clipNorm: 100});
    clip(gradients, {clipValue: 100});
    assert.deepEqual(gradients, make());
  });
});

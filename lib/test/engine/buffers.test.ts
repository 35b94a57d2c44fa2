import assert from 'node:assert/strict';
import {copyOf, letRest} from '../../src/engine/tape/buffers';

describe('engine buffers', () => {
  it('copies into an array that rested, and into a fresh one where none has the length', () => {
    const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7);
    const first = copyOf(values);
    assert.notEqual(first, values);
    letRest([first]);
    const again = copyOf(Float32Array.of(7, 6, 5, 4, 3, 2, 1));
    assert.equal(again, first);
    assert.deepEqual([...again], [7, 6, 5, 4, 3, 2, 1]);
    assert.notEqual(copyOf(values), again, 'an array in use is nobody else’s');
    assert.equal(copyOf(values.subarray(1)).length, 6);
  });

  it('keeps no more than 64 MiB', () => {
    const large = 2 ** 23 + 1;
    const kept = [new Float32Array(large), new Float32Array(large)];
    letRest(kept);
    const copy = copyOf(new Float32Array(large));
    assert.equal(copy, kept[1]);
    assert.notEqual(copyOf(new Float32Array(large)), kept[0]);
  });
});

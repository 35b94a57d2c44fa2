import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {linearProbe} from '../../src/models';

describe('linearProbe', () => {
  const {normal} = random(1);
  const labels = Array.from({length: 400}, (_, i) => (i % 2 === 0 ? 1 : -1));

  it('reads a class that lies in the states, among noise', () => {
    const states = labels.map((label) => [normal(), 0.5 * label + 0.05 * normal(), normal()]);
    assert.equal(linearProbe(states, labels), 1);
  });
  it('only guesses where the states know nothing', () => {
    const share = linearProbe(
      labels.map(() => [normal(), normal(), normal()]),
      labels,
    );
    assert.ok(Math.abs(share - 0.5) < 0.1, String(share)); // four deviations of 200 guesses
  });
  it('judges by the second half, which the reader has not seen', () => {
    // In the first half the state tells the class, in the second half the opposite.
    const states = labels.map((label, i) => [i < 200 ? label : -label]);
    assert.equal(linearProbe(states, labels), 0);
  });
  it('does not mind a unit that is always the same', () => {
    assert.equal(
      linearProbe(
        labels.map((label) => [label, 1, 1]),
        labels,
      ),
      1,
    );
  });
  it('refuses labels and shapes that it cannot use', () => {
    assert.throws(() => linearProbe([[1], [2], [3], [4]], [1, 0, 1, 0]), /labels must be 1 or -1, got 0/);
    assert.throws(() => linearProbe([[1], [2]], [1, -1, 1]), /x has shape \[2, 1\], labels \[3\]/);
    assert.throws(() => linearProbe([[1], [2]], [1, -1]), /at least four examples/);
  });
});

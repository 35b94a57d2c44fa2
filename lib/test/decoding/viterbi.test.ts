import assert from 'node:assert/strict';
import {random} from '../../src/data';
import {viterbi} from '../../src/decoding';
import {allLists} from './tables';

describe('viterbi', () => {
  it('is the best of all paths, over random shapes and with forbidden moves', () => {
    const {normal, integer, uniform} = random(12);
    for (let trial = 0; trial < 60; trial++) {
      const [steps, tags] = [integer(1, 6), integer(1, 5)];
      const draw = () => Array.from({length: tags}, () => 2 * normal());
      const emissions = Array.from({length: steps}, draw);
      // The way from a tag to itself stays open, so that some path is left.
      const transitions = Array.from({length: tags}, (_, i) =>
        draw().map((score, j) => (i !== j && uniform() < 0.3 ? Number.NEGATIVE_INFINITY : score)),
      );
      const [start, end] = [draw(), draw()];
      const score = (path: number[]) =>
        path.reduce((sum, tag, t) => sum + emissions[t][tag] + (t > 0 ? transitions[path[t - 1]][tag] : 0), 0) +
        start[path[0]] +
        end[path[steps - 1]];
      const best = allLists(tags, steps).reduce((a, b) => (score(b) > score(a) ? b : a));
      const found = viterbi(emissions, transitions, {start, end});
      assert.deepEqual(found.tags, best);
      assert.ok(Math.abs(found.score - score(best)) < 1e-12);
    }
  });
  it('takes the best tag of each step when moves cost nothing', () => {
    const path = viterbi(
      [
        [1, 2],
        [3, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    );
    assert.deepEqual(path, {tags: [1, 0, 0], score: 5});
  });
  it('never makes a forbidden move, even for much better emissions', () => {
    const forbid = Number.NEGATIVE_INFINITY;
    assert.deepEqual(
      viterbi(
        [
          [5, 0],
          [0, 99],
        ],
        [
          [0, forbid],
          [0, 0],
        ],
      ).tags,
      [1, 1],
    );
  });
  it('refuses other shapes, NaN, and chains without a path', () => {
    const free = [
      [0, 0],
      [0, 0],
    ];
    assert.throws(() => viterbi([[1, 2, 3]], free), /emissions must be \[time steps, 2\], got \[1, 3\]/);
    assert.throws(() => viterbi([[1, 2]], [[0, 0]]), /emissions must be|transitions must be \[2, 2\]/);
    assert.throws(() => viterbi([[1, 2]], free, {start: [1]}), /start must be \[2\], got \[1\]/);
    assert.throws(() => viterbi([[1, 2]], free, {end: [1, 2, 3]}), /end must be \[2\], got \[3\]/);
    assert.throws(() => viterbi([[1, Number.NaN]], free), /emissions holds NaN at place 1/);
    assert.throws(
      () =>
        viterbi(
          [[1, 2]],
          [
            [0, Number.POSITIVE_INFINITY],
            [0, 0],
          ],
        ),
      /transitions holds Infinity/,
    );
    assert.throws(() => viterbi([], free), /emissions must be \[time steps, 2\], got \[0\]/);
    const never = [
      [-1, -1],
      [-1, -1],
    ].map((row) => row.map(() => Number.NEGATIVE_INFINITY));
    assert.throws(
      () =>
        viterbi(
          [
            [1, 2],
            [1, 2],
          ],
          never,
        ),
      /every path is forbidden/,
    );
  });
});

import assert from 'node:assert/strict';
import {sketchWays} from '../../src/notebook/sketch-ways';

describe('sketchWays', () => {
  it('counts leads over the nearest picture drawing by drawing, over all quarters', () => {
    const run = (right: string, rightRedrawn: string) => ({
      seed: 1,
      part: 1,
      right,
      rightRedrawn,
      accuracy: 0,
      otherOrder: 0,
    });
    const none = [run('00', '00'), run('00', '00')];
    const rows = sketchWays({
      ways: {moves: [run('11', '10'), run('10', '00')], places: none, mirrored: none, redrawn: none, jumbled: none},
      nearestPicture: {plain: ['10', '00'], varied: ['11', '11']},
    });
    const [moves] = rows;
    assert.equal(moves['as drawn'], 0.75);
    assert.equal(moves['another order'], 0.25);
    assert.equal(moves.lead, 0.5);
    // Differences 0, 1, 1, 0: their deviation is 0.577, divided by √4.
    assert.ok(Math.abs(moves['two errors'] - 2 * (Math.sqrt(1 / 3) / 2)) < 1e-12);
    assert.deepEqual(
      rows.map((row) => row.lead),
      [0.5, -0.25, -0.25, -0.25, -0.25, 0, 0.75],
    );
  });
});

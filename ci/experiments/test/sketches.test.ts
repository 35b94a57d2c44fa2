import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type * as notebook from '../../../lib/src/notebook';
import {sketchWays} from '../../../lib/src/notebook/sketch-ways';

const full: notebook.SketchesExperiment = JSON.parse(readFileSync(join(__dirname, '../results/sketches.json'), 'utf8'));

describe('lesson 6.6 over three quarters', () => {
  it('marks every drawing that is held out once, with each way', () => {
    const marks = [full.nearestPicture.plain, full.nearestPicture.varied];
    for (const runs of Object.values(full.ways)) marks.push(runs.map(({right}) => right));
    for (const quarters of marks) {
      assert.deepEqual(
        quarters.map(({length}) => length),
        full.heldOut,
      );
      for (const quarter of quarters) assert.match(quarter, /^[01]+$/);
    }
  });
  it('has networks of as many weights as their layers need', () => {
    const conv = (inputs: number, filters: number) => filters * (5 * inputs + 1);
    const count = (features: number) => conv(features, 32) + conv(32, 64) + 4 * 48 * (64 + 48 + 1) + 49 * 10;
    for (const [way, weights] of Object.entries(full.parameters)) {
      assert.equal(weights, count(way === 'moves' ? 3 : 5), way);
    }
  });
  it('reaches the minimum of 0.6 on real drawings when copies are redrawn', () => {
    const redrawn = sketchWays(full).find(({way}) => way.includes('redrawn'));
    assert.ok(redrawn && redrawn['as drawn'] >= 0.6);
  });
});

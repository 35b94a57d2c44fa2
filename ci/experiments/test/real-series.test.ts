import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type * as notebook from '../../../lib/src/notebook';

const ours: notebook.RealSeriesExperiment = JSON.parse(
  readFileSync(join(__dirname, '../results/real-series.json'), 'utf8'),
);

describe('lesson 2.4 over three seeds', () => {
  const runs = ours.networks.direct ?? [];

  it('has a network of as many weights as its layers need', () => {
    const layer = (features: number, units: number) => 4 * units * (features + units + 1);
    assert.equal(ours.parameters.direct, layer(2, 50) + layer(50, 50) + layer(50, 25) + 26 * 14 * 5);
  });
  it('forecasts 2019 better than last week and not better than the line told the same, with every seed', () => {
    assert.equal(runs.length, 3);
    const [week, line] = [ours.rules.seasonalNaive?.['2019'], ours.rules.leastSquaresTold?.['2019']];
    for (const {seed, years} of runs) {
      const mae = years['2019']?.mae ?? Number.NaN;
      assert.ok(mae < Number(week) && mae > Number(line), `seed ${seed}: ${mae} between ${line} and ${week}`);
    }
  });
  it('has intervals of 90 % that hold a little less than they promise', () => {
    for (const {years} of runs) assert.ok(years['2019'] && years['2019'].inside > 0.8 && years['2019'].inside < 0.9);
  });
});

import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {median} from '../../../lib/src/metrics';
import type * as notebook from '../../../lib/src/notebook';

const read = (folder: string) =>
  JSON.parse(readFileSync(join(__dirname, '../..', folder, 'results/real-series.json'), 'utf8'));
const ours: notebook.RealSeriesExperiment = read('experiments');
const keras: notebook.RealSeriesPeers = read('peers');
const YEARS = ['2017', '2018', '2019'];

/** One number a seed. */
function of(name: string, number: (year: notebook.RealSeriesRun['years'][string]) => number, year = '2019'): number[] {
  const runs = ours.networks[name] ?? [];
  assert.equal(runs.length, 3, name);
  return runs.map(({years}) => {
    const one = years[year];
    assert.ok(one, `${name}: ${year}`);
    return number(one);
  });
}
const mae = (name: string, year?: string) => of(name, (one) => one.mae, year);

describe('lesson 2.4 over three seeds', () => {
  it('has networks of as many weights as their layers need', () => {
    const layer = (features: number, units: number) => 4 * units * (features + units + 1);
    const all = (features: number) => layer(features, 50) + layer(50, 50) + layer(50, 25) + 26 * 14 * 5;
    for (const [name, count] of Object.entries(ours.parameters))
      assert.equal(count, all(name === 'untold' ? 1 : 2), name);
  });
  it('forecasts 2019 better than last week and not better than the line told the same, with every seed', () => {
    const [week, line] = [ours.rules.seasonalNaive?.['2019'], ours.rules.leastSquaresTold?.['2019']];
    for (const one of mae('direct')) assert.ok(one < Number(week) && one > Number(line), `${one}: ${line} to ${week}`);
  });
  it('does not use the timetable: it misses holidays by eight times as much as other days, with dropout or without', () => {
    for (const name of ['direct', 'noDropout']) {
      const [holidays, others] = [of(name, (one) => one.holidays.mae), of(name, (one) => one.otherDays.mae)];
      holidays.forEach((error, i) => {
        assert.ok(error > 8 * Number(others[i]), `${name}: ${error} on holidays, ${others[i]} on other days`);
      });
    }
    for (const share of of('direct', (one) => one.holidays.inside)) assert.ok(share < 0.02, `${share} held`);
  });
  it('beats the line in every year with every seed where it is taught what the line leaves over', () => {
    for (const year of YEARS) {
      const line = Number(ours.rules.leastSquaresTold?.[year]);
      for (const one of mae('onLine', year)) assert.ok(one < line, `${year}: ${one}, line ${line}`);
    }
    for (const error of of('onLine', (one) => one.holidays.mae)) assert.ok(error < 100, `${error} on holidays`);
  });
  it('splits each error into that of holidays and that of other days', () => {
    for (const runs of Object.values(ours.networks)) {
      for (const {mae: all, holidays, otherDays} of runs.flatMap(({years}) => Object.values(years))) {
        const count = holidays.count + otherDays.count;
        const mean = (holidays.mae * holidays.count + otherDays.mae * otherDays.count) / count;
        assert.equal(count, 352 * 14);
        assert.ok(Math.abs(mean - all) < 0.02, `${mean} and ${all}`);
      }
    }
  });
  it('has intervals of 90 % that hold a little less than they promise', () => {
    for (const share of of('direct', (one) => one.inside)) assert.ok(share > 0.8 && share < 0.9, `${share}`);
  });
});

describe('lesson 2.4 beside Keras on the same rides', () => {
  const theirs = (name: string, year = '2019') =>
    (keras.networks[name] ?? []).map((run) => run.mae[year] ?? Number.NaN);

  it('has the rules and the lines of numpy', () => {
    for (const [rule, years] of Object.entries(keras.rules)) {
      for (const [year, error] of Object.entries(years)) {
        const own = ours.rules[rule]?.[year];
        assert.ok(own !== undefined && Math.abs(own - error) < 1e-3, `${rule} ${year}: ${own} and ${error}`);
      }
    }
  });
  it('has the parameter counts of Keras', () => {
    for (const [name, runs] of Object.entries(keras.networks)) {
      for (const {parameters} of runs) assert.equal(ours.parameters[name], parameters, name);
    }
  });
  it('has errors of the told network that lie within a tenth of those of Keras', () => {
    for (const year of YEARS) {
      const gap = median(mae('direct', year)) / median(theirs('direct', year));
      assert.ok(gap > 0.9 && gap < 1.1, `${year}: ${mae('direct', year)} and ${theirs('direct', year)}`);
    }
  });
  it('ranks the network between the line and last week in both libraries, told or not', () => {
    for (const error of [...theirs('direct'), ...theirs('untold')]) {
      const [week, line] = [
        Number(keras.rules.seasonalNaive?.['2019']),
        Number(keras.rules.leastSquaresTold?.['2019']),
      ];
      assert.ok(error < week && error > line, `${error}: ${line} to ${week}`);
    }
  });
});

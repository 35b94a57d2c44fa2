import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as data from '../../../lib/src/data';
import * as forecasting from '../../../lib/src/forecasting';
import * as metrics from '../../../lib/src/metrics';
import * as models from '../../../lib/src/models';
import type * as notebook from '../../../lib/src/notebook';

const read = (folder: string) =>
  JSON.parse(readFileSync(join(__dirname, '../..', folder, 'results/many-steps-ahead.json'), 'utf8'));
const peers: notebook.ManyStepsAheadPeers = read('peers');
const ours: notebook.ManyStepsAheadExperiment = read('experiments');
const [lookback, horizon] = [50, 10];
const WAYS = ['iterated', 'direct', 'seq2seq'];

describe('lesson 2.2 beside Keras and numpy on the same series', function () {
  this.timeout(30000);

  for (const size of ['full', 'small'] as const) {
    it(`has the baselines of numpy to 1e-10 on the ${size} set, least squares direct and iterated among them`, () => {
      const counts = ours.series[size];
      const all = data.generateTimeSeries(counts.train + counts.valid + counts.test, lookback + horizon, {seed: 42});
      const {train, test} = data.splitExamples(data.inputsAndTargets(all, {lookback, horizon}), counts);
      const next = new data.Targets(all.rows(0, counts.train).steps(lookback, lookback + 1).values, [counts.train, 1]);
      const forecasts: Record<string, data.Targets> = {
        zero: models.zero({horizon}).predict(test.x),
        naive: models.naive({horizon}).predict(test.x),
        leastSquares: models.leastSquares(train.x, train.y).predict(test.x),
        leastSquaresIterated: forecasting.iterated(models.leastSquares(train.x, next), test.x, {horizon}),
      };
      for (const [name, forecast] of Object.entries(forecasts)) {
        const [own, expected] = [metrics.mse(test.y, forecast), peers[size].baselines[name]];
        assert.ok(expected !== undefined && Math.abs(own - expected) < 1e-10, `${name}: ${own} against ${expected}`);
      }
    });
  }

  const own = (way: string) => (ours.full[way] ?? []).map(({testMse}) => testMse['20'] ?? Number.NaN);
  const keras = (way: string) => (peers.full.networks[way] ?? []).map(({testMse}) => testMse);

  it('has the parameter counts of Keras', () => {
    for (const way of WAYS) {
      for (const {parameters} of peers.full.networks[way] ?? []) assert.equal(ours.parameters[way], parameters, way);
    }
  });

  for (const way of WAYS) {
    it(`has test errors of ${way} that overlap with those of Keras, or lie within a quarter of them`, () => {
      const [mine, theirs] = [own(way), keras(way)];
      assert.ok(mine.length >= 3 && theirs.length >= 1, `${mine.length} trainings of ours, ${theirs.length} of Keras`);
      const gap = Math.max(Math.min(...mine) / Math.max(...theirs), Math.min(...theirs) / Math.max(...mine));
      assert.ok(gap < 1.25, `ours ${mine}, Keras ${theirs}`);
    });
  }

  it('ranks direct before iterated in both libraries, and both before least squares', () => {
    const line = peers.full.baselines.leastSquares ?? Number.NaN;
    for (const errors of [own, keras]) {
      const [iterated, direct] = [metrics.median(errors('iterated')), metrics.median(errors('direct'))];
      assert.ok(direct < iterated && iterated < line, `direct ${direct}, iterated ${iterated}, line ${line}`);
    }
  });

  it('leaves all networks behind least squares on 700 series after 10 epochs, in both libraries', () => {
    const line = peers.small.baselines.leastSquares ?? Number.NaN;
    for (const way of WAYS) {
      const mine = (ours.small[way] ?? []).map(({testMse}) => testMse['10'] ?? Number.NaN);
      const theirs = (peers.small.networks[way] ?? []).map(({testMse}) => testMse);
      for (const error of [...mine, ...theirs]) assert.ok(error > 1.5 * line, `${way}: ${error} against ${line}`);
    }
  });

  it('has longer trainings that begin as those of 20 epochs, number for number', () => {
    assert.deepEqual(
      Object.entries(ours.long)
        .map(([way, runs]) => `${way} ${runs.length}`)
        .sort(),
      ['direct 3', 'iterated 3', 'seq2seq 1'],
    );
    for (const [way, runs] of Object.entries(ours.long)) {
      for (const [i, {seed, byStep, validLoss}] of runs.entries()) {
        const short = ours.full[way]?.[i];
        assert.equal(short?.seed, seed);
        assert.deepEqual(validLoss.slice(0, 20), short?.validLoss, `${way}, seed ${seed}`);
        for (const [epoch, errors] of Object.entries(short?.byStep ?? {})) assert.deepEqual(byStep[epoch], errors);
      }
    }
  });

  it('has direct avoid about a third of the growth of iterated after 20 epochs, and after 60 most of it in the median', () => {
    const growth = (byStep: Record<string, number[]>, epoch: number) => {
      const errors = byStep[epoch] ?? [];
      return (errors[9] ?? Number.NaN) - (errors[0] ?? Number.NaN);
    };
    const [iterated, direct] = [ours.long.iterated ?? [], ours.long.direct ?? []];
    const avoided = (epoch: number) =>
      iterated.map(({byStep}, i) => 1 - growth(direct[i]?.byStep ?? {}, epoch) / growth(byStep, epoch));
    for (const share of avoided(20)) assert.ok(share > 0.25 && share < 0.5, `${share} at 20 epochs`);
    assert.ok(metrics.median(avoided(60)) > 0.7, `${avoided(60)} at 60 epochs`);
  });

  it('has a padded network that is blind at the last step, though its own loss hardly shows it', () => {
    const {complete, padded} = ours.padding;
    const [right, wrong] = [complete, padded].map(({testMse}) => testMse['60'] ?? Number.NaN);
    assert.ok(right !== undefined && wrong !== undefined && wrong > 5 * right, `${right} and ${wrong}`);
    const [rightLoss, wrongLoss] = [complete, padded].map(({validLoss}) => validLoss.at(-1) ?? Number.NaN);
    assert.ok(rightLoss !== undefined && wrongLoss !== undefined && wrongLoss < 1.2 * rightLoss);
  });
});

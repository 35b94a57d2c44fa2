import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as data from '../../../lib/src/data';
import * as metrics from '../../../lib/src/metrics';
import * as models from '../../../lib/src/models';

interface Peers {
  baselines: Record<string, number>;
  networks: Record<string, {testMse: number}[]>;
}
interface Ours {
  networks: Record<string, {runs: {testMse: Record<string, number>}[]}>;
}

const read = (folder: string) =>
  JSON.parse(readFileSync(join(__dirname, '../..', folder, 'results/one-step-ahead.json'), 'utf8'));
const peers: Peers = read('peers');
const ours: Ours = read('experiments');

describe('lesson 2.1 beside Keras and numpy on the same series', function () {
  this.timeout(30000);
  const series = data.generateTimeSeries(10000, 51, {seed: 42});
  const {train, test} = data.splitExamples(data.inputsAndTargets(series, {lookback: 50}), {
    train: 7000,
    valid: 2000,
    test: 1000,
  });
  const mseOf = (model: models.Baseline) => metrics.mse(test.y, model.predict(test.x));

  it('has the baselines of numpy to 1e-12, least squares among them', () => {
    const own: Record<string, models.Baseline> = {
      zero: models.zero(),
      naive: models.naive(),
      movingAverage3: models.movingAverage(3),
      movingAverage5: models.movingAverage(5),
      movingAverage10: models.movingAverage(10),
      linearRegression: models.leastSquares(train.x, train.y),
    };
    for (const [name, model] of Object.entries(own)) {
      const expected = peers.baselines[name];
      assert.ok(
        expected !== undefined && Math.abs(mseOf(model) - expected) < 1e-12,
        `${name}: ${mseOf(model)} against ${expected}`,
      );
    }
  });

  for (const [name, twin] of [
    ['dense1', 'dense'],
    ['simpleRnn20_20_1', 'simpleRnn20_20_1'],
    ['simpleRnn20_20Dense1', 'simpleRnn20_20Dense1'],
  ]) {
    it(`has a median test MSE of ${name} within the other library’s range over seeds, widened by a quarter`, () => {
      const own = (ours.networks[name]?.runs ?? []).map(({testMse}) => testMse['20'] ?? Number.NaN);
      const keras = (peers.networks[twin] ?? []).map(({testMse}) => testMse);
      assert.ok(own.length >= 5 && keras.length >= 3, 'five seeds of ours, three of Keras');
      const [low, high] = [Math.min(...own, ...keras), Math.max(...own, ...keras)];
      const margin = (high - low) / 4;
      // each library's median must lie within the other's own range, not merely near it
      for (const [median, range, who] of [
        [metrics.median(own), keras, 'ours in Keras'],
        [metrics.median(keras), own, 'Keras in ours'],
      ] as const) {
        assert.ok(
          median >= Math.min(...range) - margin && median <= Math.max(...range) + margin,
          `${who}: ${median} against ${range}`,
        );
      }
    });
  }

  it('has a one-unit network that ends near 0.012 or not at all, as in Keras', () => {
    const own = (ours.networks.simpleRnn1?.runs ?? []).map(({testMse}) => testMse['20'] ?? Number.NaN);
    const keras = (peers.networks.simpleRnn1 ?? []).map(({testMse}) => testMse);
    const naive = peers.baselines.naive ?? 0;
    const found = (values: readonly number[]) => metrics.median(values.filter((value) => value < naive));
    assert.ok(Math.abs(found(own) - found(keras)) < 0.1 * found(keras), `${found(own)} against ${found(keras)}`);
  });
});

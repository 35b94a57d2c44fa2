import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {data, engine, layers, metrics, models, type notebook, tf, training} from '../../../lib/src';

const path = join(__dirname, '../../peers/results/long-sequences.json');
const keras: notebook.LongSequencesPeers = JSON.parse(readFileSync(path, 'utf8'));
const [lookback, units] = [100, 20];
const counts = {train: 700, valid: 200, test: 100};
const series = data.generateTimeSeries(1000, lookback + 1, {seed: 42});
const {train, test} = data.splitExamples(data.inputsAndTargets(series, {lookback}), counts);

function layerNorm(): tf.LayersModel {
  const first = layers.layerNormSimpleRNN({units, returnSequences: true, inputShape: [lookback, 1]});
  return tf.sequential({layers: [first, layers.layerNormSimpleRNN({units}), layers.dense({units: 1})]});
}
const lstm = (rate: number) =>
  models.buildLstm({units: [units, units], lookback, dropout: rate, recurrentDropout: rate});
const builders: Record<string, () => tf.LayersModel> = {
  simpleRnn: () => models.buildSimpleRnn({units: [units, units], dense: 1, lookback}),
  lstm: () => lstm(0),
  lstmDropout: () => lstm(0.2),
  layerNorm,
};
const errors = (name: string) => (keras.networks[name] ?? []).map(({testMse}) => testMse);

describe('lesson 2.3 beside Keras and numpy on the same series', function () {
  this.timeout(30000);
  before(() => engine.start({seed: 1}));

  it('has the baselines of numpy to 1e-10', () => {
    const rules = {zero: models.zero(), naive: models.naive(), leastSquares: models.leastSquares(train.x, train.y)};
    for (const [name, {predict}] of Object.entries(rules)) {
      const [own, expected] = [metrics.mse(test.y, predict(test.x)), keras.baselines[name]];
      assert.ok(expected !== undefined && Math.abs(own - expected) < 1e-10, `${name}: ${own} against ${expected}`);
    }
  });

  it('has the parameter counts of Keras', () => {
    for (const [name, build] of Object.entries(builders)) {
      for (const {parameters} of keras.networks[name] ?? [])
        assert.equal(training.countParameters(build()), parameters);
    }
  });

  it('has exploding gradients where Keras has them, in the first batches of layer normalisation, and nowhere else', async () => {
    const few = {x: train.x.rows(0, 320), y: train.y.rows(0, 320)};
    for (const [name, build] of Object.entries(builders)) {
      const [{history}] = await training.overSeeds(() => training.compile(build()), few, {
        seeds: [3],
        recordGradientNorms: true,
      });
      const median = metrics.median(history.gradientNorms?.before ?? []);
      const theirs = (keras.networks[name] ?? []).map(({norms}) => norms.median);
      const explodes = name === 'layerNorm';
      assert.ok(explodes === median > 10, `${name}: ours ${median}`);
      assert.ok(theirs.length > 0 && theirs.every((norm) => explodes === norm > 10), `${name}: Keras ${theirs}`);
    }
  });

  it('is ranked by Keras too: the plain network before the LSTM, both before dropout; clipping mends layer normalisation alone', () => {
    const [plain, gated, dropped] = ['simpleRnn', 'lstm', 'lstmDropout'].map(errors);
    assert.ok(Math.max(...plain) < Math.min(...gated) && Math.max(...gated) < Math.min(...dropped));
    assert.ok(Math.max(...errors('layerNormClip')) < 0.5 * Math.min(...errors('layerNorm')));
    errors('lstmClip').forEach((clipped, i) => {
      assert.ok(Math.abs(clipped / (gated[i] as number) - 1) < 0.05, `${clipped} and ${gated[i]}`);
    });
  });
});

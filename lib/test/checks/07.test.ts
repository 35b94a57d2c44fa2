import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import * as tf from '@tensorflow/tfjs';
import {costsOf, weightsOf} from '../../src/checks/07/front-costs';
import {shortenedTargets} from '../../src/checks/07/front-targets';
import {LONG, LONG_LIMIT, longSeries, targetsBehind} from '../../src/checks/07/strided-forecasts';
import {demandFront} from '../../src/checks/07/trained-front';
import {countOutputs, countSeen} from '../../src/checks/07/window-walks';
import {localLearner} from '../../src/checks/frame/local-learner';
import {random} from '../../src/data';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {receptiveField} from '../../src/models';

describe('the references of exercise 07', () => {
  before(() => engine.start({seed: 7}));
  const source = random(7);
  const {integer} = source;
  const draw = () => ({kernelSize: integer(1, 6), strides: integer(1, 5), dilationRate: integer(1, 4)});

  it('count as many outputs as the layer puts out, for every padding', () => {
    for (let round = 0; round < 30; round++) {
      for (const padding of ['valid', 'same', 'causal'] as const) {
        const one = draw();
        const timeSteps = integer(22, 60);
        const layer = layers.conv1d({filters: 2, padding, ...one});
        const {shape} = layer.apply(tf.zeros([1, timeSteps, 3])) as tf.Tensor3D;
        assert.equal(countOutputs({timeSteps, padding, ...one}), shape[1]);
      }
    }
  });

  it('count the weights of the layers', () => {
    for (let round = 0; round < 5; round++) {
      const [features, filters, kernelSize, units] = [integer(1, 5), integer(1, 9), integer(1, 6), integer(1, 9)];
      const convolution = layers.conv1d({filters, kernelSize});
      const lstm = layers.lstm({units});
      convolution.build([null, 20, features]);
      lstm.build([null, null, filters]);
      assert.deepEqual(weightsOf({features, filters, kernelSize, units}), {
        convolution: convolution.countParams(),
        recurrent: lstm.countParams(),
      });
    }
  });

  it('see as far as models.receptiveField says', () => {
    for (let depth = 0; depth < 6; depth++) {
      const stack = Array.from({length: depth}, draw);
      assert.equal(countSeen(stack), receptiveField(stack).steps);
    }
  });

  it('multiply as often as loops over all products', () => {
    const one = {timeSteps: 11, features: 2, filters: 3, kernelSize: 4, strides: 2, units: 2};
    let [alone, together] = [0, 0];
    const each = (sizes: number[], count: () => void): void => {
      const [size, ...rest] = sizes;
      if (size === undefined) count();
      else for (let i = 0; i < size; i++) each(rest, count);
    };
    const step = (reads: number, count: () => void) => {
      each([4, one.units, reads], count);
      each([4, one.units, one.units], count);
    };
    for (let t = 0; t < one.timeSteps; t++) step(one.features, () => alone++);
    for (let first = 0; first + one.kernelSize <= one.timeSteps; first += one.strides) {
      each([one.filters, one.kernelSize, one.features], () => together++);
      step(one.filters, () => together++);
    }
    assert.deepEqual(costsOf(one), {alone, together});
  });

  it('have targets of which the network has read none, and the last read value stands just before', async () => {
    const [timeSteps, horizon, kernelSize, strides] = [17, 3, 5, 2];
    const series = Array.from({length: timeSteps + horizon}, (_, i) => i);
    const targets = shortenedTargets({series, timeSteps, kernelSize, strides, horizon});
    // A kernel of zeros but for its last weight hands on the newest value under it.
    const newest = layers.conv1d({filters: 1, kernelSize, strides, useBias: false, inputShape: [timeSteps, 1]});
    const model = tf.sequential({layers: [newest]});
    model.setWeights([tf.tensor3d([[[0]], [[0]], [[0]], [[0]], [[1]]])]);
    const y = model.predict(tf.tensor3d([series.slice(0, timeSteps).map((value) => [value])])) as tf.Tensor3D;
    const read = (await y.array())[0].map(([value]) => value);
    assert.deepEqual(
      targets.map(([first]) => first - 1),
      read,
    );
    for (const row of targets) assert.deepEqual(row, [row[0], row[0] + 1, row[0] + 2]);
    assert.deepEqual(targets[targets.length - 1].at(-1), series[series.length - 1]);
  });

  it('cut the targets of many series alike', () => {
    const series = longSeries(3, 2);
    const {shape, values} = targetsBehind(series, 8, 4);
    assert.deepEqual(shape, [2, 49, LONG.horizon]);
    assert.equal(values[49 * LONG.horizon], series.row(1)[8]);
    assert.equal(values[values.length - 1], series.row(1)[LONG.timeSteps + LONG.horizon - 1]);
  });
});

describe('the network of 07.7', () => {
  before(() => engine.start({seed: 7}));
  const judged = async (timeSteps: number | null, front: tf.layers.Layer[], cell: tf.layers.Layer) => {
    const stack = [tf.layers.inputLayer({inputShape: [timeSteps, 1]}), ...front, cell, layers.dense({units: 10})];
    const answer = await localLearner({myNetwork: () => tf.sequential({layers: stack})}).call('myNetwork');
    return demandFront(answer, 200);
  };
  const conv = (strides: number) => layers.conv1d({filters: 16, kernelSize: 8, strides});
  const cells = {
    lstm: () => layers.lstm({units: 32, returnSequences: true}),
    gru: () => layers.gru({units: 32, returnSequences: true}),
    'plain cell': () => layers.simpleRNN({units: 32, returnSequences: true}),
    'both ways': () => layers.bidirectional({layer: layers.lstm({units: 32, returnSequences: true})}),
  };

  for (const [name, cell] of Object.entries(cells)) {
    it(`has a front that saves its ${name} work, of a known length or an open one`, async () => {
      await judged(200, [conv(4)], cell());
      await judged(null, [conv(4)], cell());
      await assert.rejects(judged(200, [conv(1)], cell()), /what would leave it fewer steps/);
      await assert.rejects(judged(null, [conv(1)], cell()), /what would leave it fewer steps/);
      await assert.rejects(judged(200, [], cell()), /steps through all 200 values/);
    });
  }

  it('is counted as in 07.4', async () => {
    const one = {timeSteps: 200, features: 1, filters: 16, kernelSize: 8, strides: 1, units: 32};
    const {together, alone} = costsOf(one);
    const words = [together, alone].map((count) => count.toLocaleString('en-US'));
    const says = new RegExp(`make ${words[0]} products for a series, the latter alone ${words[1]}:`);
    await assert.rejects(judged(200, [conv(1)], cells.lstm()), says);
  });
});

describe('the limit of exercise 07', () => {
  it('is the largest mean + 4 deviations of the recorded convolutions, and far below the line', () => {
    const path = join(__dirname, '../../../ci/experiments/results/exercise-07.json');
    const {kinds, rules} = JSON.parse(readFileSync(path, 'utf8')) as {
      kinds: Record<string, {runs: {testMse: number}[]}>;
      rules: Record<string, number>[];
    };
    const limits = ['kernel 4, stride 2', 'kernel 8, stride 4'].map((kind) => {
      const {runs} = kinds[kind];
      assert.ok(runs.length >= 20);
      const mean = runs.reduce((sum, {testMse}) => sum + testMse / runs.length, 0);
      const squares = runs.reduce((sum, {testMse}) => sum + (testMse - mean) ** 2, 0);
      return mean + 4 * Math.sqrt(squares / (runs.length - 1));
    });
    assert.equal(LONG_LIMIT, Number(Math.max(...limits).toPrecision(3)));
    assert.ok(LONG_LIMIT > LONG.noise ** 2);
    assert.ok(rules.every((one) => one['least squares'] > 2 * LONG_LIMIT));
  });
});

// Shapes and lengths that cannot be: each is refused in one line with the numbers that do not fit.
import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as decoding from '../../src/decoding';
import * as engine from '../../src/engine';
import * as forecasting from '../../src/forecasting';
import * as layers from '../../src/layers';
import * as metrics from '../../src/metrics';
import * as models from '../../src/models';
import * as scratch from '../../src/scratch';
import * as training from '../../src/training';

const {matrix} = scratch;
const one = matrix([[1]]);
const cell = {kernel: one, recurrentKernel: one, bias: one};
const naive = {predict: (x: {length: number}) => Array.from({length: x.length}, () => [1])};
const logs = [Math.log(0.7), Math.log(0.2), Math.log(0.1)];
const model = () =>
  training.compile(
    tf.sequential({layers: [layers.simpleRNN({units: 2, inputShape: [3, 1]}), layers.dense({units: 1})]}),
  );
const built = () => {
  const layer = layers.simpleRNN({units: 2});
  layer.build([1, 3, 1]);
  return layer;
};

const CASES: Record<string, [call: () => unknown, told: RegExp]> = {
  'data.windows': [
    () => data.windows([1, 2, 3], {lookback: 3}),
    /windows: lookback 3 \+ horizon 1 need 4 values, the series has 3/,
  ],
  'data.inputsAndTargets': [
    () => data.inputsAndTargets(data.generateTimeSeries(2, 5), {lookback: 5}),
    /inputsAndTargets: lookback 5 \+ horizon 1 exceed the 5 time steps/,
  ],
  'data.seq2seqExamples': [
    () => data.seq2seqExamples(data.generateTimeSeries(2, 5), {lookback: 5, horizon: 2}),
    /seq2seqExamples: lookback 5 \+ horizon 2 exceed the 5 time steps/,
  ],
  'data.tokenWindows': [() => data.tokenWindows([1, 2], {length: 5}), /tokenWindows: length 5 .* need 6 ids, got 2/],
  'data.statefulBatches': [
    () => data.statefulBatches([1, 2, 3], {batchSize: 4, length: 5}),
    /statefulBatches: batchSize 4 rows of length 5 need 21 ids, got 3/,
  ],
  'data.addFeature': [
    () => data.addFeature(data.windows([1, 2, 3, 4, 5], {lookback: 2}), [1, 2]),
    /addFeature: .* needs value 2, but there are 2 values/,
  ],
  'data.Series': [() => new data.Series(new Float64Array(5), [2, 3]), /Series: shape \[2, 3\] holds 6 numbers, got 5/],
  'data.Grid': [() => new data.Grid(new Float64Array(5), [2, 3]), /Grid: shape \[2, 3\] holds 6 numbers, got 5/],
  'data.mfcc': [() => data.mfcc([], {sampleRate: 8000}), /mfcc: samples must not be empty/],
  'data.dnaOneHot': [() => data.dnaOneHot(['ACG', 'AC']), /dnaOneHot: sequences\[1\] has 2 bases, the first one 3/],
  'scratch.matmul': [
    () => scratch.matmul(matrix([[1, 2]]), matrix([[1, 2]])),
    /matmul: columns of \[1, 2\] and rows of \[1, 2\] must be equal/,
  ],
  'scratch.add': [
    () => scratch.add(matrix([[1, 2]]), matrix([[1]])),
    /add: shapes must be equal, got \[1, 2\] and \[1, 1\]/,
  ],
  'scratch.matrix': [() => matrix([[1, 2], [1]]), /matrix: rows\[1\] has 1 numbers, the first row 2/],
  'scratch.simpleRnnForward': [
    () => scratch.simpleRnnForward([matrix([[1, 2]])], cell),
    /X must have shape \[1, 1\], got \[1, 2\]/,
  ],
  'scratch.simpleRnnForward empty': [() => scratch.simpleRnnForward([], cell), /simpleRnnForward: X must not be empty/],
  'scratch.gruForward': [
    () =>
      scratch.gruForward([matrix([[1, 2]])], {
        kernel: matrix([[1, 1, 1]]),
        recurrentKernel: matrix([[1, 1, 1]]),
        bias: matrix([
          [0, 0, 0],
          [0, 0, 0],
        ]),
      }),
    /kernel must have shape \[2, 3\], got \[1, 3\]/,
  ],
  'scratch.lstmForward': [
    () =>
      scratch.lstmForward([matrix([[1, 2]])], {
        kernel: matrix([[1, 1, 1, 1]]),
        recurrentKernel: matrix([[1, 1, 1, 1]]),
        bias: matrix([[0, 0, 0, 0]]),
      }),
    /kernel must have shape \[2, 4\], got \[1, 4\]/,
  ],
  'layers.lstm': [
    () => layers.lstm({units: 2, name: 'reader'}).apply(tf.zeros([2, 3])),
    /layer reader: expected ndim=3, found ndim=2 \(got shape \[2,3\]\)/,
  ],
  'models.leastSquares': [
    () =>
      models.leastSquares(
        [
          [1, 2],
          [3, 4],
        ],
        [[1]],
      ),
    /leastSquares: x has 2 examples but y has 1/,
  ],
  'models.nearestNeighbours': [
    () =>
      models.nearestNeighbours(
        [
          [1, 2],
          [3, 4],
        ],
        [[1]],
      ),
    /nearestNeighbours: y must be \[2, outputs\] as x has 2 examples, got \[1, 1\]/,
  ],
  'models.seasonalNaive': [
    () => models.seasonalNaive(5).predict([[1, 2, 3]]),
    /seasonal naive 5: x needs 5 time steps, got 3/,
  ],
  'models.movingAverage': [
    () => models.movingAverage(5).predict([[1, 2, 3]]),
    /moving average 5: x needs 5 time steps, got 3/,
  ],
  'models.fitPositionWeights': [
    () => models.fitPositionWeights(['ab', 'abc'], [0, 1]),
    /sequence 1 has 3 symbols, those of training have 2/,
  ],
  'models.fitPositionWeights labels': [
    () => models.fitPositionWeights(['ab', 'ba'], [0]),
    /fitPositionWeights: 2 sequences but 1 labels/,
  ],
  'models.buildCnn': [
    () => models.buildCnn({lookback: 2, stages: [{filters: 2, kernelSize: 5, pool: 9}]}),
    /windows of 5 steps with padding 'valid' do not fit into 2 steps/,
  ],
  'models.buildTransformer': [
    () => models.buildTransformer({lookback: 4, width: 5, heads: 2}),
    /buildTransformer: heads must divide the width 5, got 2/,
  ],
  'training.fit x': [
    () => training.fit(model(), {x: tf.zeros([2, 3]), y: tf.zeros([2, 1])}),
    /x: the model needs \[examples, 3, 1\], got \[examples, 3\]/,
  ],
  'training.fit y': [
    () => training.fit(model(), {x: tf.zeros([2, 3, 1]), y: tf.zeros([2, 2])}),
    /y: the model needs \[examples, 1\], got \[examples, 2\]/,
  ],
  'training.fit count': [
    () => training.fit(model(), {x: tf.zeros([3, 3, 1]), y: tf.zeros([2, 1])}),
    /x has 3 examples, but one table has shape \[2,1\]/,
  ],
  'training.fit weights': [
    () => training.fit(model(), {x: tf.zeros([2, 3, 1]), y: tf.zeros([2, 1]), weights: tf.zeros([3])}),
    /weights must be \[examples\] for 2 examples, got shape \[3\]/,
  ],
  'training.evaluate': [
    () => training.evaluate(model(), {x: tf.zeros([2, 4, 1]), y: tf.zeros([2, 1])}),
    /x: the model needs \[examples, 3, 1\], got \[examples, 4, 1\]/,
  ],
  'training.stateGradientNorms': [
    () => training.stateGradientNorms(built(), [[1, 2]]),
    /reads 1 features, the sequence has 2/,
  ],
  'forecasting.iterated': [
    () => forecasting.iterated(naive, [[1, 2], [1]], {horizon: 2}),
    /iterated: x\[1\] has shape \[1\] but .* \[2\]/,
  ],
  'forecasting.conformal': [
    () => forecasting.conformal([1, 2], [1, 2, 3]),
    /conformal: yTrue is \[2, 1\] but yPred \[3, 1\]/,
  ],
  'forecasting.backtest': [
    () => forecasting.backtest([1, 2], naive, {trainSteps: 5, horizon: 1}),
    /backtest: trainSteps 5 \+ gap 0 \+ horizon 1 need 6 steps, the series has 2/,
  ],
  'forecasting.errorsByHorizon': [
    () => forecasting.errorsByHorizon([[1, 2]], [[1, 2, 3]]),
    /errorsByHorizon: yTrue is \[1, 2\] but yPred \[1, 3\]/,
  ],
  'decoding.viterbi': [
    () =>
      decoding.viterbi(
        [[0, 0, 0]],
        [
          [0, 0],
          [0, 0],
        ],
      ),
    /viterbi: emissions must be \[time steps, 2\], got \[1, 3\]/,
  ],
  'decoding.ctcGreedy': [
    () => decoding.ctcGreedy([logs, [0, 0]]),
    /ctcGreedy: logProbabilities\[1\] has shape \[2\] but .* \[3\]/,
  ],
  'decoding.ctcBeamSearch': [
    () => decoding.ctcBeamSearch([[[0]]]),
    /ctcBeamSearch: logProbabilities must be \[time steps, classes\] .* got \[1, 1, 1\]/,
  ],
  'metrics.mse': [() => metrics.mse([1, 2], [1, 2, 3]), /mse: yTrue has shape \[2\] but yPred has shape \[3\]/],
  'metrics.mase': [
    () => metrics.mase([1, 2], [1, 2], [1]),
    /mase: season 1 needs more than 1 training values, train has 1/,
  ],
  'metrics.coverage': [
    () => metrics.coverage([1, 2], [1], [2, 3]),
    /coverage: yTrue has shape \[2\] but lower has shape \[1\]/,
  ],
  'metrics.crpsEnsemble': [
    () => metrics.crpsEnsemble([1, 2], [[1, 2]]),
    /crpsEnsemble: samples must have the shape of yTrue, \[2\], .* got \[1, 2\]/,
  ],
  'metrics.confusionMatrix': [
    () => metrics.confusionMatrix([0, 1], [0]),
    /confusionMatrix: yTrue has shape \[2\] but yPred has shape \[1\]/,
  ],
  'metrics.bleu': [() => metrics.bleu([['a']], []), /bleu: hypotheses must not be empty/],
  'metrics.mseByStep': [
    () => metrics.mseByStep([[1, 2]], [[1]]),
    /mseByStep: yTrue has shape \[1, 2\] but yPred has shape \[1, 1\]/,
  ],
  'metrics.entityF1': [
    () => metrics.entityF1([['O']], [['O', 'O']]),
    /entityF1: sentence 0 has 1 true tags but 2 predicted ones/,
  ],
};

describe('a shape that cannot be is refused in one line, with the numbers that do not fit', () => {
  before(() => engine.start({seed: 1}).then(() => undefined));

  for (const [name, [call, told]] of Object.entries(CASES)) {
    it(`is refused by ${name}`, async () => {
      await assert.rejects(
        async () => call(),
        (error: Error) => {
          assert.ok(error instanceof RangeError, String(error));
          assert.match(error.message, told);
          assert.ok(!error.message.includes('\n') && error.message.length < 200, error.message);
          return true;
        },
      );
    });
  }
});

import * as models from '../../src/models';
import * as scratch from '../../src/scratch';
import * as training from '../../src/training';
import {NOT_FLAG, NOT_POSITIVE, NOT_RATE, NOT_SEED, NOT_WHOLE, refuses, suggests} from '../arguments/refusals';

type Build = (options: never) => unknown;
const given = NOT_WHOLE.filter((value) => value !== null);

/** Builders: [name, builder, options that are right, a width that it needs or may have]. */
const builders: [string, Build, object, string][] = [
  ['buildSimpleRnn', models.buildSimpleRnn as Build, {units: [3]}, 'lookback'],
  ['buildDense', models.buildDense as Build, {lookback: 3}, 'lookback'],
  ['buildRecurrent', models.buildRecurrent as Build, {units: [3]}, 'outputs'],
  ['buildLstm', models.buildLstm as Build, {units: [3]}, 'features'],
  ['buildGru', models.buildGru as Build, {units: [3]}, 'lookback'],
  ['buildCausalCnn', models.buildCausalCnn as Build, {}, 'filters'],
  ['buildCnn', models.buildCnn as Build, {stages: [{filters: 2, kernelSize: 2}]}, 'outputs'],
  ['buildWaveNet', models.buildWaveNet as Build, {}, 'blocks'],
  ['buildTransformer', models.buildTransformer as Build, {lookback: 4}, 'blocks'],
  ['buildLanguageModel', models.buildLanguageModel as Build, {vocabulary: 4, units: [3]}, 'vocabulary'],
  ['buildTagger', models.buildTagger as Build, {vocabulary: 4, tags: 2, units: [3]}, 'tags'],
  ['buildTextClassifier', models.buildTextClassifier as Build, {vocabulary: 4, units: [3]}, 'classes'],
  ['buildForecastDecoder', models.buildForecastDecoder as Build, {units: 3, horizon: 2}, 'horizon'],
  ['buildSpeechClassifier', models.buildSpeechClassifier as Build, {features: 3, classes: 2}, 'classes'],
  ['buildCtcModel', models.buildCtcModel as Build, {features: 3, symbols: 2}, 'symbols'],
  ['buildDnaClassifier', models.buildDnaClassifier as Build, {}, 'filters'],
];

describe('builders of models refuse wrong options', () => {
  for (const [name, build, right, size] of builders) {
    suggests(name, `${size}s`, size, build);
    refuses(name, size, given, (value) => build({...right, [size]: value} as never));
    refuses(name, 'options', [7, null], (options) => build(options));
  }
  for (const [name, build, right] of builders.filter(([, , {units}]: [string, Build, {units?: unknown}, string]) =>
    Array.isArray(units),
  )) {
    refuses(name, 'units', [[], 7, '3'], (units) => build({...right, units} as never));
    if (name !== 'buildSimpleRnn') refuses(name, 'dropout', NOT_RATE, (dropout) => build({...right, dropout} as never));
  }
  refuses('buildSimpleRnn', 'returnSequences', NOT_FLAG, (returnSequences) =>
    models.buildSimpleRnn({units: [3], returnSequences}),
  );
  refuses('seasonalNaive', 'season', NOT_WHOLE, (season) => models.seasonalNaive(season));
  refuses('movingAverage', 'window', NOT_WHOLE, (window) => models.movingAverage(window));
  suggests('naive', 'horizn', 'horizon', (options) => models.naive(options));
  refuses('leastSquares', 'ridge', [-1, Number.NaN, '1'], (ridge) => models.leastSquares([[1]], [[1]], {ridge}));
  refuses('mixtureLoss', 'components', NOT_WHOLE, (components) => models.mixtureLoss(components));
  refuses('loadWeights', 'model', [7, {}, null], (model) => models.loadWeights(model, []));
});

describe('optimizers and schedules refuse wrong options', () => {
  const {Adam, AdamW, Sgd, RmsProp} = training;
  for (const [name, Optimizer] of Object.entries({Adam, AdamW, Sgd, RmsProp})) {
    refuses(name, 'learningRate', NOT_POSITIVE, (learningRate) => new Optimizer({learningRate}));
    suggests(name, 'learningrate', 'learningRate', (options) => new Optimizer(options));
  }
  const {exponentialDecay, reduceOnPlateau, warmup} = training.schedules;
  refuses('exponentialDecay', 'decaySteps', NOT_POSITIVE, (decaySteps) =>
    exponentialDecay({initialLearningRate: 1, decaySteps, decayRate: 0.5}),
  );
  suggests('reduceOnPlateau', 'patients', 'patience', (options) => reduceOnPlateau(options));
  refuses('warmup', 'steps', NOT_POSITIVE, (steps) => warmup({steps, after: 0.1}));
});

describe('functions by hand refuse wrong arguments', () => {
  refuses('zeros', 'rows', NOT_WHOLE, (rows) => scratch.zeros(rows, 2));
  refuses('matrix', 'rows', [[], 7, [[1], [1, 2]]], (rows) => scratch.matrix(rows));
  const {sigmoid, transpose, sumRows, norm, toRows, copy} = scratch;
  for (const [name, run] of Object.entries({sigmoid, transpose, sumRows, norm, toRows, copy})) {
    refuses(name, 'A', [7, null, {}], (A) => run(A));
  }
  refuses('randomMatrix', 'seed', [...NOT_SEED, undefined], (seed) => scratch.randomMatrix(2, 2, {seed}));
  refuses('echo', 'delay', [-1, 0.5, '1'], (delay) => scratch.echo(delay));
  refuses('chunks', 'size', NOT_WHOLE, (size) => scratch.chunks([1, 2], size));
  refuses('adam', 'learningRate', NOT_POSITIVE, (rate) => scratch.adam(rate));
  refuses('countLstmParameters', 'units', NOT_WHOLE, (units) => scratch.countLstmParameters(2, units));
});

import * as decoding from '../../src/decoding';
import * as forecasting from '../../src/forecasting';
import * as metrics from '../../src/metrics';
import {NOT_POSITIVE, NOT_SEED, NOT_SHARE, NOT_WHOLE, refuses, suggests} from '../arguments/refusals';

const logs = [Math.log(0.7), Math.log(0.2), Math.log(0.1)];
const step = () => logs;
const naive = {predict: (x: {values: Float64Array; length: number}) => Array.from({length: x.length}, () => [1])};

describe('decoding refuses wrong options', () => {
  refuses('applyTemperature', 'temperature', NOT_POSITIVE, (wrong) => decoding.applyTemperature(logs, wrong));
  refuses('keepTopK', 'k', NOT_WHOLE, (k) => decoding.keepTopK(logs, k));
  refuses('keepNucleus', 'p', [0, -1, 1.5, Number.NaN, '0.9'], (p) => decoding.keepNucleus(logs, p));
  refuses('sample', 'temperature', NOT_POSITIVE, (temperature) => decoding.sample(step, {maxLength: 2, temperature}));
  refuses('sample', 'topK', NOT_WHOLE, (topK) => decoding.sample(step, {maxLength: 2, topK}));
  refuses('sample', 'topP', [0, 1.5, Number.NaN], (topP) => decoding.sample(step, {maxLength: 2, topP}));
  refuses('sample', 'seed', NOT_SEED, (seed) => decoding.sample(step, {maxLength: 2, seed}));
  suggests('sample', 'temprature', 'temperature', (options) => decoding.sample(step, options));
  refuses('greedy', 'maxLength', NOT_WHOLE, (maxLength) => decoding.greedy(step, {maxLength}));
  refuses('greedy', 'start', [3, 9], (start) => decoding.greedy(step, {maxLength: 2, start}));
  refuses('greedy', 'end', [3, 9], (end) => decoding.greedy(step, {maxLength: 2, end}));
  refuses('beamSearch', 'width', NOT_WHOLE, (width) => decoding.beamSearch(step, {maxLength: 2, width}));
  refuses('beamSearch', 'lengthPenalty', [-1, Number.NaN, '1'], (lengthPenalty) =>
    decoding.beamSearch(step, {maxLength: 2, lengthPenalty}),
  );
  refuses('ctcGreedy', 'blank', [3, -1, 0.5], (blank) => decoding.ctcGreedy([logs], {blank}));
  refuses('viterbi', 'emissions', [[], 'x', null], (emissions) => decoding.viterbi(emissions, [[0]]));
});

describe('metrics refuse wrong arguments', () => {
  const [a, b] = [
    [1, 2],
    [2, 3],
  ];
  const {mse, mae, rmse, smape, mseByExample} = metrics;
  for (const [name, metric] of Object.entries({mse, mae, rmse, smape, mseByExample})) {
    refuses(name, 'yTrue', ['x', null, [1, 2, 3], []], (wrong) => metric(wrong, a));
    refuses(name, 'yPred', ['x', null, [1, 2, 3], []], (wrong) => metric(a, wrong));
  }
  refuses('mase', 'season', [5, ...NOT_WHOLE], (season) => metrics.mase(a, b, [1, 2, 4], {season}));
  suggests('mase', 'saison', 'season', (options) => metrics.mase(a, b, [1, 2, 4], options));
  refuses('quantile', 'share', [-0.1, 1.1, Number.NaN, '0.5'], (share) => metrics.quantile(a, share));
  refuses('pinball', 'shares', NOT_SHARE.slice(0, 5), (share) => metrics.pinball(a, b, share));
  refuses('crpsQuantiles', 'shares', [[], [1.5]], (shares) => metrics.crpsQuantiles(a, [[1], [2]], shares));
  refuses('coverage', 'confidence', NOT_SHARE, (confidence) => metrics.coverage(a, a, b, {confidence}));
  refuses('bleu', 'maxOrder', NOT_WHOLE, (maxOrder) => metrics.bleu([['a']], [['a']], {maxOrder}));
  refuses('sentenceBleu', 'maxOrder', NOT_WHOLE, (maxOrder) => metrics.sentenceBleu(['a'], ['a'], {maxOrder}));
  suggests('precisionRecallF1', 'label', 'labels', (options) => metrics.precisionRecallF1(a, a, options));
  refuses('perplexity', 'nats', [-1, Number.NaN, '1'], (nats) => metrics.perplexity(nats));
  refuses('entityF1', 'yTrue', [[], 7, [['X-PER']]], (wrong) => metrics.entityF1(wrong, [['O']]));
});

describe('forecasting refuses wrong options', () => {
  const x = [[1, 2, 3]];
  refuses('iterated', 'horizon', NOT_WHOLE, (horizon) => forecasting.iterated(naive, x, {horizon}));
  suggests('iterated', 'horizont', 'horizon', (options) => forecasting.iterated(naive, x, options));
  refuses('iterated', 'target', [1, -1, 0.5], (target) => forecasting.iterated(naive, x, {horizon: 1, target}));
  refuses('iterated', 'predictor', ['naive', 7, null], (wrong) => forecasting.iterated(wrong, x, {horizon: 1}));
  refuses('direct', 'horizon', NOT_WHOLE.filter(Boolean), (horizon) => forecasting.direct(naive, x, {horizon}));
  refuses('samplePaths', 'paths', NOT_WHOLE, (paths) =>
    forecasting.samplePaths(naive, x, {horizon: 1, residuals: [1], paths}),
  );
  refuses('conformal', 'coverage', NOT_SHARE, (coverage) => forecasting.conformal([1, 2], [1, 2], {coverage}));
  refuses('backtest', 'lookback', [9, ...NOT_WHOLE.filter((value) => value !== null)], (lookback) =>
    forecasting.backtest([1, 2, 3, 4], naive, {trainSteps: 2, lookback}),
  );
  refuses('backtest', 'horizon', [9, ...NOT_WHOLE], (horizon) =>
    forecasting.backtest([1, 2, 3, 4], naive, {trainSteps: 2, horizon}),
  );
});

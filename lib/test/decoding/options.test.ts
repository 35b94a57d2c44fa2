import assert from 'node:assert/strict';
import {beamSearch, ctcBeamSearch, ctcGreedy, greedy, sample, viterbi} from '../../src/decoding';
import {backtest, conformal, direct, iterated, rollingConformal, samplePaths, seq2seq} from '../../src/forecasting';
import {
  bitsPerCharacter,
  bleu,
  confusionMatrix,
  coverage,
  crpsEnsemble,
  mase,
  precisionRecallF1,
} from '../../src/metrics';
import {naive} from '../../src/models';

const step = () => [0];
const [one, x, logs] = [[1], [[1, 2]], [[-1, -1]]];

/** Every function with options, called with these. */
const calls: Record<string, (options: never) => unknown> = {
  mase: (options) => mase(one, one, [1, 2], options),
  crpsEnsemble: (options) => crpsEnsemble(one, x, options),
  coverage: (options) => coverage(one, one, one, options),
  bitsPerCharacter: (options) => bitsPerCharacter(1, options),
  confusionMatrix: (options) => confusionMatrix(one, one, options),
  precisionRecallF1: (options) => precisionRecallF1(one, one, options),
  bleu: (options) => bleu([['a']], [['a']], options),
  iterated: (options) => iterated(naive(), x, options),
  direct: (options) => direct(naive(), x, options),
  seq2seq: (options) => seq2seq(naive(), x, options),
  backtest: (options) => backtest([1, 2, 3], naive(), options),
  samplePaths: (options) => samplePaths(naive(), x, options),
  conformal: (options) => conformal(one, one, options),
  rollingConformal: (options) => rollingConformal(one, one, options),
  greedy: (options) => greedy(step, options),
  sample: (options) => sample(step, options),
  beamSearch: (options) => beamSearch(step, options),
  viterbi: (options) => viterbi(x, x, options),
  ctcGreedy: (options) => ctcGreedy(logs, options),
  ctcBeamSearch: (options) => ctcBeamSearch(logs, options),
};

describe('options of metrics, forecasting and decoding', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`${name} refuses a misspelt option and names those that there are`, async () => {
      const run = async (options: unknown) => call(options as never);
      await assert.rejects(
        run({seaosn: 7}),
        /: unknown option "seaosn"; (did you mean "season"|the options are [a-z])/,
      );
      await assert.rejects(run(null), /options must be an object, got null/);
      await assert.rejects(run(7), /: options must be an object, got 7$/);
    });
  }
});

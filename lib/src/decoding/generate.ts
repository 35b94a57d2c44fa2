import {type Numbers, type Random, random} from '../data';
import {checkOptions, checkSeed, checkWhole} from '../data/arguments';
import {applyTemperature, checkTemperature, checkTopP, keepNucleus, keepTopK, likeliest} from './filters';
import {readLogs} from './log-probabilities';
import {
  askAll,
  type BatchStep,
  checkStep,
  checkVocabulary,
  type DecodingOptions,
  type Hypothesis,
  readOptions,
  type StepFunction,
} from './next-token';

/** Token by token, each chosen by a rule. */
function generate<S>(
  step: StepFunction<S> | BatchStep<S>,
  options: DecodingOptions<S>,
  choose: (logs: Float64Array) => number,
  where: string,
): Hypothesis<S> {
  checkStep(step, where);
  const start = readOptions(options, where);
  const {end, maxLength} = options;
  const tokens = [...start];
  let {state} = options;
  let [logProbability, ended] = [0, false];
  for (let length = 0; length < maxLength && !ended; length++) {
    // A copy: the caller may keep what it got.
    const [next] = askAll(step, [[...tokens]], [state], where);
    state = next.state;
    if (length === 0) checkVocabulary(start, end, next.logs.length, where);
    const token = choose(next.logs);
    logProbability += next.logs[token];
    ended = token === end;
    if (!ended) tokens.push(token);
  }
  return {tokens: tokens.slice(start.length), logProbability, ended, state};
}

/**
 * Greedy decoding: always the likeliest next token, of equals the one with the lower number.
 *
 * The likeliest token now need not begin the likeliest sequence: see {@link beamSearch}.
 *
 * @param step see {@link StepFunction}, {@link BatchStep}
 * @param options see {@link DecodingOptions}
 * @returns the sequence, see {@link Hypothesis}
 * @throws RangeError when an option is impossible, a token unknown, or a value no log-probability
 *
 * Lesson: notebooks/05-text/5.2, 5.4.
 */
export function greedy<S>(step: StepFunction<S> | BatchStep<S>, options: DecodingOptions<S>): Hypothesis<S> {
  checkOptions('greedy', options, ['start', 'end', 'maxLength', 'state']);
  return generate(step, options, (logs) => likeliest(logs, 1)[0], 'greedy');
}

/**
 * Draws one token from a distribution.
 *
 * @param logProbabilities [vocabulary] natural logarithms; -Infinity for what cannot be
 * @param source where the chance comes from: `data.random(seed)`
 * @returns the token
 * @throws RangeError when a value is no log-probability, or no token is possible
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function sampleToken(logProbabilities: Numbers, source: Random): number {
  const logs = readLogs(logProbabilities, 'sampleToken');
  const total = logs.reduce((sum, value) => sum + Math.exp(value), 0);
  // Divided by the total, for rounding may leave it beside 1.
  let rest = source.uniform() * total;
  let last = 0;
  for (let token = 0; token < logs.length; token++) {
    const probability = Math.exp(logs[token]);
    if (probability === 0) continue;
    last = token;
    rest -= probability;
    if (rest < 0) break;
  }
  return last;
}

/** Options of {@link sample}. */
export interface SamplingOptions<S = unknown> extends DecodingOptions<S> {
  /** Above 0; below 1 surer, above 1 wilder. Defaults to 1. See {@link applyTemperature}. */
  temperature?: number;
  /** Tokens to choose among; defaults to all. See {@link keepTopK}. */
  topK?: number;
  /** Share of the probability to choose from, in (0, 1]; defaults to 1. See {@link keepNucleus}. */
  topP?: number;
  /** Start of the random numbers, a whole number; defaults to 42. */
  seed?: number;
}

/**
 * Draws a sequence token by token; first the temperature applies, then top-k, then the nucleus.
 *
 * @param step see {@link StepFunction}, {@link BatchStep}
 * @param options see {@link SamplingOptions}
 * @returns the sequence; its log-probability is that under the model, before temperature and cuts
 * @throws RangeError when an option is impossible, a token unknown, or a value no log-probability
 *
 * Lesson: notebooks/05-text/5.2, notebooks/06-applications/6.1.
 */
export function sample<S>(step: StepFunction<S> | BatchStep<S>, options: SamplingOptions<S>): Hypothesis<S> {
  checkOptions('sample', options, ['start', 'end', 'maxLength', 'state', 'temperature', 'topK', 'topP', 'seed']);
  const {temperature = 1, topK, topP = 1, seed = 42} = options;
  checkTemperature('sample', temperature);
  checkTopP('sample: topP', topP);
  if (topK !== undefined) checkWhole('sample: topK', topK);
  checkSeed('sample: seed', seed);
  const source = random(seed);
  const choose = (logs: Float64Array) => {
    const tempered = applyTemperature(logs, temperature);
    const few = topK === undefined ? tempered : keepTopK(tempered, topK);
    return sampleToken(keepNucleus(few, topP), source);
  };
  return generate(step, options, choose, 'sample');
}

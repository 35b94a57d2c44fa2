import {asNdArray, type Numbers} from '../data';
import {checkList, checkWhole, show} from '../data/arguments';
import {readLogRows, readLogs} from './log-probabilities';

/** What a model says about the next token, and what it remembers. */
export interface NextToken<S> {
  /** [vocabulary] natural logarithms. */
  logProbabilities: Numbers;
  /** Handed to the next call for this sequence; it must not be changed later, since beams share it. */
  state?: S;
}

/**
 * One step of a model: the tokens so far in, log-probabilities of the next token out.
 *
 * A model with a state (an LSTM) gives `{logProbabilities, state}` and gets its state back; then the last token is all
 * that it needs. Tensors that it holds or gives are its own to free: plain numbers are simplest.
 */
export type StepFunction<S = unknown> = (tokens: readonly number[], state: S | undefined) => Numbers | NextToken<S>;

/** Where to begin and to end. */
export interface DecodingOptions<S = unknown> {
  /** Tokens to go on from, such as the start token or a beginning of the text; defaults to none. */
  start?: number | readonly number[];
  /** The token that ends a sequence; without it every sequence has maxLength tokens. */
  end?: number;
  /** Most tokens to generate, the end token counted. */
  maxLength: number;
  /** State for the first call, such as that of an encoder. */
  state?: S;
}

/** A sequence and how likely it is. */
export interface Hypothesis<S = unknown> {
  /** What was generated, without the start and the end token. */
  tokens: number[];
  /** Natural logarithm of the probability of the tokens, the end token included. */
  logProbability: number;
  /** Whether it came to the end token. */
  ended: boolean;
  /** The last state that the model gave. */
  state: S | undefined;
}

/** Start tokens as a list, all options checked. */
export function readOptions<S>({start = [], end, maxLength}: DecodingOptions<S>, where: string): number[] {
  checkWhole(`${where}: maxLength`, maxLength);
  if (end !== undefined) checkWhole(`${where}: end`, end, 0);
  if (typeof start !== 'number') checkList(`${where}: start`, start, {empty: true});
  const tokens = typeof start === 'number' ? [start] : [...start];
  tokens.forEach((token, i) => {
    checkWhole(`${where}: ${typeof start === 'number' ? 'start' : `start[${i}]`}`, token, 0);
  });
  return tokens;
}

/** Throws when a token of the options lies outside the vocabulary. */
export function checkVocabulary(
  start: readonly number[],
  end: number | undefined,
  vocabulary: number,
  where: string,
): void {
  const last = vocabulary - 1;
  const unknown = start.find((token) => token > last);
  if (unknown !== undefined)
    throw new RangeError(`${where}: start holds token ${unknown}, but the vocabulary is 0 to ${last}`);
  if (end !== undefined && end > last)
    throw new RangeError(`${where}: end is token ${end}, but the vocabulary is 0 to ${last}`);
}

function isNextToken<S>(result: Numbers | NextToken<S>): result is NextToken<S> {
  return typeof result === 'object' && result !== null && 'logProbabilities' in result;
}

/** Throws unless the model can be asked. */
export function checkStep(step: unknown, where: string): void {
  const steps = (step as Partial<BatchStep> | null | undefined)?.steps;
  if (typeof step === 'function' || typeof steps === 'function') return;
  throw new TypeError(`${where}: step must be a function (tokens, state) => log-probabilities, got ${show(step)}`);
}

/** Asks for one sequence. */
function ask<S>(
  step: StepFunction<S>,
  tokens: readonly number[],
  state: S | undefined,
  where: string,
): {logs: Float64Array; state: S | undefined} {
  const result = step(tokens, state);
  if (!isNextToken(result)) return {logs: readLogs(result, where), state};
  return {logs: readLogs(result.logProbabilities, where), state: result.state};
}

/** One step of a model for many sequences at once, which is faster than one by one. */
export interface BatchStep<S = unknown> {
  /**
   * @param sequences the tokens so far of each
   * @param states the state of each
   * @returns [sequences, vocabulary] log-probabilities, and the new states
   */
  steps(
    sequences: readonly (readonly number[])[],
    states: readonly (S | undefined)[],
  ): Numbers | {logProbabilities: Numbers; states?: readonly S[]};
}

/** Asks for many sequences. */
export function askAll<S>(
  step: StepFunction<S> | BatchStep<S>,
  sequences: readonly (readonly number[])[],
  states: readonly (S | undefined)[],
  where: string,
): {logs: Float64Array; state: S | undefined}[] {
  if (typeof step === 'function') return sequences.map((tokens, i) => ask(step, tokens, states[i], where));
  const result = step.steps(sequences, states);
  const hasStates = typeof result === 'object' && result !== null && 'logProbabilities' in result;
  const numbers = asNdArray(hasStates ? result.logProbabilities : result, `${where}: logProbabilities`);
  const {values, shape} = readLogRows(numbers, 'sequences, vocabulary', where);
  const next: readonly (S | undefined)[] = (hasStates ? result.states : undefined) ?? states;
  if (shape[0] !== sequences.length || next.length !== sequences.length) {
    throw new RangeError(
      `${where}: steps must give log-probabilities and states of ${sequences.length} sequences, got ${shape[0]} and ${next.length}`,
    );
  }
  return next.map((state, i) => ({logs: values.subarray(i * shape[1], (i + 1) * shape[1]), state}));
}

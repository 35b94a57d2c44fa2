import {checkFunction, checkNotBelow0, checkOptions, checkWhole} from '../data/arguments';
import {likeliest} from './filters';
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

/** Options of {@link beamSearch}. */
export interface BeamOptions<S = unknown> extends DecodingOptions<S> {
  /** Sequences kept at each step; defaults to 4. */
  width?: number;
  /** Sequences to give back, at most `width`; defaults to 1. */
  best?: number;
  /** α >= 0 of the score; 0 (the default) favours short sequences, 1 compares means over the tokens. */
  lengthPenalty?: number;
  /** Told after each step what was tried: the likeliest continuations of every beam. */
  watch?: (tried: BeamTrial[]) => void;
}

/** A continuation that a beam search tried. */
export interface BeamTrial {
  /** What was generated so far, this token included; an end token stands last. */
  tokens: number[];
  /** Natural logarithm of the probability of these tokens. */
  logProbability: number;
  /** Whether it is among the likeliest `width`. */
  kept: boolean;
}

/** A sequence with its rank. */
export interface ScoredHypothesis<S = unknown> extends Hypothesis<S> {
  /** log P / length^α, by which sequences are ranked; the length counts the end token. */
  score: number;
}

/** One of the sequences that may still grow. */
interface Beam<S> {
  tokens: number[];
  logProbability: number;
  state: S | undefined;
}

/** A beam with one token more. */
interface Candidate<S> {
  beam: Beam<S>;
  token: number;
  logProbability: number;
  state: S | undefined;
}

/** The best `width` continuations of each beam, the best first; of equals those of the earlier beam, then of the lower token. */
function candidates<S>(beams: Beam<S>[], next: {logs: Float64Array; state: S | undefined}[], width: number) {
  const all: Candidate<S>[] = [];
  beams.forEach((beam, i) => {
    const {logs, state} = next[i];
    for (const token of likeliest(logs, width)) {
      const logProbability = beam.logProbability + logs[token];
      if (logProbability > Number.NEGATIVE_INFINITY) all.push({beam, token, logProbability, state});
    }
  });
  return all.sort((a, b) => b.logProbability - a.logProbability);
}

/**
 * Beam search: keeps the `width` likeliest beginnings, and gives the best whole sequences found.
 *
 *     score(y) = log P(y) / |y|^α
 *
 * At each step all beginnings are continued by all tokens and the likeliest `width` continuations kept; of these, those
 * that end are set aside and the others go on. It stops when no beginning can still beat the `best` that have ended, or at
 * maxLength, where unfinished ones compete as they are. With width 1 it is greedy decoding; with a width that drops
 * nothing it is exhaustive; in between a wider beam may find a worse sequence, though it rarely does.
 *
 * @param step see {@link StepFunction}; {@link BatchStep} for all beams at once
 * @param options see {@link BeamOptions}
 * @returns the best sequences, the best first; fewer than `best` when no more were found
 * @throws RangeError when an option is impossible, a token unknown, or a value no log-probability
 *
 * Source: Graves 2012, arXiv:1211.3711; Sutskever, Vinyals and Le 2014, arXiv:1409.3215.
 * Differs: Wu et al. 2016 (arXiv:1609.08144) divide by ((5 + |y|)/6)^α.
 * Lesson: notebooks/05-text/5.4, exercise 17. Check: agrees with brute force.
 */
export function beamSearch<S>(step: StepFunction<S> | BatchStep<S>, options: BeamOptions<S>): ScoredHypothesis<S>[] {
  checkOptions('beamSearch', options, [
    'start',
    'end',
    'maxLength',
    'state',
    'width',
    'best',
    'lengthPenalty',
    'watch',
  ]);
  checkStep(step, 'beamSearch');
  const start = readOptions(options, 'beamSearch');
  const {end, maxLength, width = 4, best = 1, lengthPenalty = 0, watch} = options;
  checkWhole('beamSearch: width', width);
  checkWhole('beamSearch: best', best);
  if (best > width) throw new RangeError(`beamSearch: best must be at most the width ${width}, got ${best}`);
  checkNotBelow0('beamSearch: lengthPenalty', lengthPenalty);
  if (watch !== undefined) checkFunction('beamSearch: watch', watch);
  const score = (logProbability: number, length: number): number => logProbability / length ** lengthPenalty;
  let beams: Beam<S>[] = [{tokens: [], logProbability: 0, state: options.state}];
  const done: ScoredHypothesis<S>[] = [];
  for (let length = 1; length <= maxLength && beams.length > 0; length++) {
    const next = askAll(
      step,
      beams.map(({tokens}) => [...start, ...tokens]),
      beams.map(({state}) => state),
      'beamSearch',
    );
    if (length === 1) checkVocabulary(start, end, next[0].logs.length, 'beamSearch');
    const grown: Beam<S>[] = [];
    const tried = candidates(beams, next, width);
    watch?.(
      tried.map(({beam, token, logProbability}, place) => {
        return {tokens: [...beam.tokens, token], logProbability, kept: place < width};
      }),
    );
    for (const {beam, token, logProbability, state} of tried.slice(0, width)) {
      if (token !== end) grown.push({tokens: [...beam.tokens, token], logProbability, state});
      else {
        const {tokens} = beam;
        done.push({tokens, logProbability, ended: true, state, score: score(logProbability, length)});
      }
    }
    beams = grown;
    done.sort((a, b) => b.score - a.score);
    // The most that the likeliest beginning can come to: going on to maxLength without losing probability.
    const limit = beams.length > 0 ? score(beams[0].logProbability, maxLength) : Number.NEGATIVE_INFINITY;
    if (done.length >= best && done[best - 1].score >= limit) return done.slice(0, best);
  }
  const open = beams.map((beam) => ({...beam, ended: false, score: score(beam.logProbability, maxLength)}));
  return [...done, ...open].sort((a, b) => b.score - a.score).slice(0, best);
}

import type {TeacherForced} from '../data';
import {checkList, checkOptions} from '../data/arguments';
import type {EncoderDecoder} from '../models';
import {type BeamOptions, beamSearch, type ScoredHypothesis} from './beam-search';
import {type DecoderState, decoderSteps, forcedTokens, readSources, type Sources, translate} from './encoder-decoder';

/** Options of {@link beamTranslate}. */
export type BeamTranslateOptions = Omit<BeamOptions<DecoderState>, 'state' | 'best' | 'watch'>;

/**
 * Beam search for many sources, one after the other: the best sequence of each.
 *
 * @param network as `models.buildEncoderDecoder` gives it
 * @param sources ids of each source, without padding, or images
 * @param options of `beamSearch`
 * @returns one sequence a source
 * @throws as `beamSearch` and `readSources`
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function beamTranslate(
  network: EncoderDecoder,
  sources: Sources,
  options: BeamTranslateOptions,
): ScoredHypothesis<DecoderState>[] {
  checkOptions('beamTranslate', options, ['start', 'end', 'maxLength', 'width', 'lengthPenalty']);
  const step = decoderSteps(network);
  return readSources(network, sources).map((state) => beamSearch(step, {...options, state})[0]);
}

/** What a network writes for the same sources, see {@link aloneAndTold}. Each row ends with END, or at its limit. */
export interface AloneAndTold {
  /** The right ids. */
  right: number[][];
  /** What it writes when it reads what it wrote. */
  alone: number[][];
  /** What it finds likeliest at each step when it reads the right ids. */
  told: number[][];
}

/** The ids of each row, without padding. */
const rowsOf = ({values, shape}: TeacherForced['y']): number[][] =>
  Array.from({length: shape[0]}, (_, i) =>
    Array.from(values.subarray(i * shape[1], (i + 1) * shape[1])).filter((id) => id > 0),
  );

/**
 * What a network writes on its own, and what it would write if it were told the right beginning at each step.
 *
 * @param network as `models.buildEncoderDecoder` gives it
 * @param examples as `data.teacherForced` gives them
 * @param marks the start and the end token
 * @returns ids, see {@link AloneAndTold}; alone at most as many as the longest right row
 * @throws RangeError when there are no examples
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function aloneAndTold(
  network: EncoderDecoder,
  examples: TeacherForced,
  marks: {start: number; end: number},
): AloneAndTold {
  checkOptions('aloneAndTold', marks, ['start', 'end']);
  const [sources, right] = [rowsOf(examples.x[0]), rowsOf(examples.y)];
  checkList('aloneAndTold: examples', right);
  const written = translate(network, sources, {...marks, maxLength: examples.y.timeSteps});
  return {
    right,
    alone: written.map(({tokens, ended}) => (ended ? [...tokens, marks.end] : tokens)),
    told: forcedTokens(network, examples.x).map((row, i) => row.slice(0, right[i].length)),
  };
}

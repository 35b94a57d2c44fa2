import {asNdArray, type Numbers} from '../data';
import {checkOptions} from '../data/arguments';

/** Options of {@link viterbi}. */
export interface ViterbiOptions {
  /** [tags] scores of beginning with each tag; defaults to 0. */
  start?: Numbers;
  /** [tags] scores of ending with each tag; defaults to 0. */
  end?: Numbers;
}

/** The best path through a chain. */
export interface Path {
  /** [time steps] a tag for each step. */
  tags: number[];
  /** Sum of its scores. */
  score: number;
}

/** Scores of this shape, without NaN or +Infinity; -Infinity forbids. */
function readScores(
  numbers: Numbers,
  name: string,
  wanted: (number | undefined)[],
): {values: Float64Array; shape: number[]} {
  const {values, shape} = asNdArray(numbers, `viterbi: ${name}`);
  if (shape.length !== wanted.length || wanted.some((size, i) => size !== undefined && size !== shape[i])) {
    const form = wanted.map((size) => size ?? 'time steps').join(', ');
    throw new RangeError(`viterbi: ${name} must be [${form}], got [${shape.join(', ')}]`);
  }
  if (values.length === 0) throw new RangeError(`viterbi: ${name} is empty, its shape is [${shape.join(', ')}]`);
  const bad = values.findIndex((value) => !(value < Number.POSITIVE_INFINITY));
  if (bad >= 0) throw new RangeError(`viterbi: ${name} holds ${values[bad]} at place ${bad}`);
  return {values, shape};
}

/**
 * The best path of a linear chain, among all tags^steps of them, in steps · tags² operations.
 *
 *     δ_1(j) = start(j) + E_1(j)      δ_t(j) = E_t(j) + max_i (δ_{t-1}(i) + A(i, j))      best = max_j δ_T(j) + end(j)
 *
 * The best path to a tag goes on from a best path to some tag before: so only one path a tag need be kept.
 *
 * @param emissions [time steps, tags] scores (log-probabilities, or what a network gives)
 * @param transitions [tags, tags] score of going from tag i (row) to tag j; -Infinity forbids it
 * @param options see {@link ViterbiOptions}
 * @returns see {@link Path}; of equally good paths the one with the lower tags, from the end
 * @throws RangeError when shapes do not fit, a score is NaN or Infinity, or every path is forbidden
 *
 * Source: Viterbi 1967, doi:10.1109/TIT.1967.1054010. Lesson: notebooks/05-text/5.5, exercise 14.
 * Check: agrees with brute force.
 */
export function viterbi(emissions: Numbers, transitions: Numbers, options: ViterbiOptions = {}): Path {
  checkOptions('viterbi', options, ['start', 'end']);
  const {start, end} = options;
  const {values: scores, shape} = readScores(emissions, 'emissions', [
    undefined,
    asNdArray(transitions, 'viterbi: transitions').shape[0],
  ]);
  const [steps, tags] = shape;
  const {values: moves} = readScores(transitions, 'transitions', [tags, tags]);
  const zeros = new Float64Array(tags);
  const first = start === undefined ? zeros : readScores(start, 'start', [tags]).values;
  const last = end === undefined ? zeros : readScores(end, 'end', [tags]).values;
  let delta = first.map((value, j) => value + scores[j]);
  const back = new Int32Array(steps * tags);
  for (let t = 1; t < steps; t++) {
    const now = new Float64Array(tags);
    for (let j = 0; j < tags; j++) {
      let from = 0;
      for (let i = 1; i < tags; i++) {
        if (delta[i] + moves[i * tags + j] > delta[from] + moves[from * tags + j]) from = i;
      }
      now[j] = scores[t * tags + j] + delta[from] + moves[from * tags + j];
      back[t * tags + j] = from;
    }
    delta = now;
  }
  delta = delta.map((value, j) => value + last[j]);
  let tag = delta.reduce((top, value, j) => (value > delta[top] ? j : top), 0);
  const score = delta[tag];
  if (score === Number.NEGATIVE_INFINITY) throw new RangeError('viterbi: every path is forbidden (score -Infinity)');
  const path = Array<number>(steps);
  for (let t = steps - 1; t >= 0; t--) {
    path[t] = tag;
    tag = back[t * tags + tag];
  }
  return {tags: path, score};
}

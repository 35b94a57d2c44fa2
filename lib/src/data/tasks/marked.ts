import {checkOneOf, checkOptions, checkSeed, checkShare, checkWhole} from '../arguments';
import {Series, Targets} from '../arrays';
import {random} from '../random';

/** What {@link generateMarked} asks of the marked numbers: the last, the one before it, or the sum of two. */
export type MarkedQuestion = 'last' | 'previous' | 'sum';

/** Options of {@link generateMarked}. */
export interface MarkedOptions {
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
  /** Which number is asked for at the end; defaults to 'last'. */
  ask?: MarkedQuestion;
  /** How likely a step is marked, above 0, below 1; defaults to 0.1. Not for 'sum', which marks two steps. */
  share?: number;
}

/** Sequences with marked numbers, and a question about these at the end. */
export interface MarkedTask {
  /** [n, steps, 2] a number, and the mark: 1 or 0. */
  x: Series;
  /** [n, 1] the answer. */
  y: Targets;
}

const QUESTIONS: readonly MarkedQuestion[] = ['last', 'previous', 'sum'];

/** Which steps are marked, and the answer. */
type Marking = (numbers: number[], chances: number[]) => {marked: boolean[]; answer: number};

/** The first steps are marked always, so that there is something to ask for. */
function fromTheEnd(places: number, share: number): Marking {
  return (numbers, chances) => {
    const marked = chances.map((chance, t) => t < places || chance < share);
    return {marked, answer: numbers.filter((_, t) => marked[t]).at(-places) as number};
  };
}

/** One step of either half, by the largest chance there. */
const ofTwo: Marking = (numbers, chances) => {
  const half = Math.floor(chances.length / 2);
  const first = chances.indexOf(Math.max(...chances.slice(0, half)));
  const second = chances.indexOf(Math.max(...chances.slice(half)), half);
  return {marked: chances.map((_, t) => t === first || t === second), answer: numbers[first] + numbers[second]};
};

/**
 * Sequences of numbers, some of them marked; at the end one is asked about the marked ones.
 *
 * 'last': which number was marked last (the end of the hold task; the first step is marked). 'previous': which one was
 * marked before that (the first two are marked). 'sum': the sum of two, one of each half, the adding problem.
 *
 * @param n number of sequences
 * @param steps time steps of each, at least 2
 * @param options see {@link MarkedOptions}
 * @returns see {@link MarkedTask}; numbers are uniform on -1 ... 1
 * @throws RangeError when a count or the seed is no whole number, or too small, or the share or question is another
 *
 * Source: Hochreiter and Schmidhuber 1997, doi:10.1162/neco.1997.9.8.1735 (adding). Differs: fixed length, marks 0 and 1.
 * Lesson: notebooks/03-gated-cells/3.4. Check: 'last' equals the last target of {@link generateHold}.
 */
export function generateMarked(n: number, steps: number, options: MarkedOptions = {}): MarkedTask {
  checkOptions('generateMarked', options, ['seed', 'ask', 'share']);
  const {seed = 42, ask = 'last', share = 0.1} = options;
  checkSeed('generateMarked: seed', seed);
  checkOneOf('generateMarked: ask', ask, QUESTIONS);
  checkShare('generateMarked: share', share);
  if (ask === 'sum' && options.share !== undefined) {
    throw new RangeError(`generateMarked: share has no meaning for 'sum', which marks two steps; leave ${share} out`);
  }
  checkWhole('generateMarked: n', n);
  checkWhole('generateMarked: steps', steps, 2);
  const {uniform} = random(seed);
  const mark = ask === 'sum' ? ofTwo : fromTheEnd(ask === 'last' ? 1 : 2, share);
  const x = new Float64Array(n * steps * 2);
  const y = Float64Array.from({length: n}, (_, i) => {
    const draws = Array.from({length: steps}, () => [uniform(-1, 1), uniform(0, 1)]);
    const numbers = draws.map(([value]) => value);
    const {marked, answer} = mark(
      numbers,
      draws.map(([, chance]) => chance),
    );
    x.set(
      numbers.flatMap((value, t) => [value, marked[t] ? 1 : 0]),
      i * steps * 2,
    );
    return answer;
  });
  return {x: new Series(x, [n, steps, 2]), y: new Targets(y, [n, 1])};
}

import type {Finding, Learner} from '../frame/frame';
import {KINDS, type Kind} from './task-kinds';

/** A task of the exercise, as its tables describe it. */
export interface SequenceTask {
  number: number;
  /** What goes in and what comes out, in words that fit into a sentence. */
  input: string;
  output: string;
  kind: Kind;
  /** The fact that decides between seq2seq and encoder-decoder; '' where none has to. */
  decides: string;
}

const task = (number: number, kind: Kind, input: string, output: string, decides = ''): SequenceTask => {
  return {number, input, output, kind, decides};
};

const LIVE = 'the answer must be there at once, while input still comes';

/** Tasks 1 to 10, which the first table of the exercise lists. */
export const FIRST_TEN: readonly SequenceTask[] = [
  task(1, 'seq2vec', 'the words of a review', 'one number of stars'),
  task(
    2,
    'seq2seq',
    'the words of a sentence',
    'a word class for each word',
    'to each word belongs exactly one word class',
  ),
  task(
    3,
    'encoder-decoder',
    'an English sentence',
    'a French sentence',
    'the first French word may hang on the last English one',
  ),
  task(4, 'vec2seq', 'one picture', 'the words of a caption'),
  task(5, 'seq2vec', 'four weeks of births', "tomorrow's number"),
  task(6, 'vec2seq', 'one style out of a list', 'a melody of 64 notes'),
  task(7, 'seq2seq', 'the samples of an ECG', 'alarm or no alarm at each sample', LIVE),
  task(
    8,
    'encoder-decoder',
    'a whole recording',
    'its letters',
    'thousands of samples and a few letters: no letter belongs to one sample',
  ),
  task(9, 'seq2vec', 'the letters of a sentence', 'one of eight languages'),
  task(
    10,
    'encoder-decoder',
    'an article',
    'the words of a summary',
    'the first word of a summary may hang on the last paragraph',
  ),
];

/** Tasks 11 to 20, in which the first look deceives. */
export const SECOND_TEN: readonly SequenceTask[] = [
  task(
    11,
    'seq2seq',
    'speech while it is spoken',
    'subtitles, two seconds late at most',
    'somebody reads the subtitles while the speech goes on',
  ),
  task(
    12,
    'encoder-decoder',
    'the 60 bases of a DNA strand',
    'the 60 bases of its reverse complement',
    'the first base of the answer is made from the last one read',
  ),
  task(13, 'seq2vec', 'the words of a message so far', 'a probability for each word that may follow'),
  task(
    14,
    'seq2seq',
    'the words of a book',
    'a guess of the next word after each word',
    'a guess that has read on to the end would know the word it guesses',
  ),
  task(15, 'seq2vec', '100 days of electricity demand', 'one row of seven numbers, all at once'),
  task(16, 'vec2seq', 'one point that the hand should reach', 'the joint angles at 50 moments'),
  task(17, 'seq2vec', 'the pen positions of a signature', 'genuine or forged'),
  task(18, 'seq2seq', 'noisy sound in a hearing aid', 'clean sound, without a delay one can hear', LIVE),
  task(19, 'vec2seq', 'one country', 'the letters of an invented place name'),
  task(
    20,
    'encoder-decoder',
    'the letters of a word',
    'its speech sounds',
    "no sound belongs to one letter: 'though' has six letters and two sounds, and its vowel hangs on all that follows",
  ),
];

/** Tasks 21 to 25: some of the second table with one fact changed, so that another kind fits; judged in grading only. */
export const CHANGED_TASKS: readonly SequenceTask[] = [
  task(21, 'seq2seq', 'the bases of a DNA strand as they are read', 'at each base, at once, its partner', LIVE),
  task(
    22,
    'encoder-decoder',
    'the words of a message so far',
    'the rest of the message',
    'the first new word stands behind the last one read, and how many come is open',
  ),
  task(23, 'vec2seq', 'one date', 'the demand of seven days, each made from the one before'),
  task(24, 'seq2seq', 'the pen positions while somebody signs', 'at each position how likely a forgery is', LIVE),
  task(25, 'seq2vec', 'the letters of a word', 'its number of syllables'),
];

/** Why a kind cannot be the one of a task; the right kind is not named. */
export function whyNotKind(named: Kind, {kind, input, output, decides}: SequenceTask): string {
  const [readsSteps, writesSteps] = [kind !== 'vec2seq', kind !== 'seq2vec'];
  if (named === 'seq2vec') {
    if (!readsSteps) return `the input is ${input}, there at once: what would be read step by step?`;
    return `the output is ${output}: it has many steps, and one vector is handed out once only`;
  }
  if (named === 'vec2seq') {
    return `the input is ${input}: it comes in many steps, and vec2seq reads one vector before it writes`;
  }
  if (!writesSteps) {
    if (named === 'seq2seq')
      return `the output is ${output}: who reads the sequence that you would hand out on the way?`;
    return `the output is ${output}: what would a decoder write at its second step?`;
  }
  if (!readsSteps) return `the input is ${input}, there at once: what would be read at the second step?`;
  if (named === 'seq2seq') return `the output is ${output}, and seq2seq writes from the first input on; but ${decides}`;
  return `the output is ${output}; an encoder reads to the end before anything is written, and a decoder chooses its own length; but ${decides}`;
}

/** Boxes that hold numbers of tasks. */
type Boxes = Record<string, unknown>;

function formOf(path: string, actual: unknown): string | undefined {
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) {
    const got =
      actual === undefined ? 'undefined (is a return missing?)' : Array.isArray(actual) ? 'a list' : typeof actual;
    return `${path} should be four lists of numbers by kind, got ${got}`;
  }
  const missing = KINDS.find((kind) => !Array.isArray((actual as Boxes)[kind]));
  if (missing) return `${path} has no list for '${missing}'; a kind without tasks gets []`;
  const unknown = Object.keys(actual).find((key) => !(KINDS as readonly string[]).includes(key));
  return unknown === undefined ? undefined : `${path} holds '${unknown}', which is none of the four kinds`;
}

/** Findings over one table: each task in exactly one box, and the right one, except where it is judged later. */
export async function* checkBoxes(
  learner: Learner,
  name: string,
  tasks: readonly SequenceTask[],
  later: readonly SequenceTask[] = [],
): AsyncGenerator<Finding> {
  const actual = await learner.call(name);
  const path = `${name}()`;
  const form = formOf(path, actual);
  if (form) {
    yield {passed: false, message: form};
    return;
  }
  const boxes = actual as Record<Kind, unknown[]>;
  const all = [...tasks, ...later];
  const numbers = all.map(({number}) => number);
  const stranger = KINDS.flatMap((kind) => boxes[kind]).find((number) => !numbers.includes(number as number));
  if (stranger !== undefined) {
    const range = `${numbers[0]} to ${numbers[numbers.length - 1]}`;
    const kind = typeof stranger === 'number' ? `holds ${stranger}` : `holds a ${typeof stranger}`;
    yield {passed: false, message: `${path} ${kind}; this table has the numbers ${range}`};
  }
  // A wrong box helps more than a list of what is missing; so it is told first.
  for (const one of all) {
    const isTwice = KINDS.filter((kind) => boxes[kind].includes(one.number)).length > 1;
    if (isTwice) yield {passed: false, message: `${path}: task ${one.number} lies in two boxes; decide for one`};
    const wrong = KINDS.find((kind) => kind !== one.kind && boxes[kind].includes(one.number));
    if (!wrong || later.includes(one)) continue;
    yield {passed: false, message: `${path}: task ${one.number} cannot be ${wrong}: ${whyNotKind(wrong, one)}`};
  }
  const missing = numbers.filter((number) => !KINDS.some((kind) => boxes[kind].includes(number)));
  if (missing.length > 0) {
    yield {passed: false, message: `${path}: ${missing.join(', ')} ${missing.length > 1 ? 'lie' : 'lies'} in no box`};
  }
  const isTwiceIn = (number: number) => KINDS.some((kind) => boxes[kind].filter((own) => own === number).length > 1);
  const twice = numbers.find(isTwiceIn);
  if (twice !== undefined) yield {passed: false, message: `${path}: task ${twice} lies twice in its box`};
  yield {passed: true, message: `${path} has all in their boxes`};
}

import {checkList, checkOptions, checkSeed, checkWhole} from '../arguments';
import {Targets} from '../arrays';
import type {Tokens} from '../grid';
import {random} from '../random';
import {padSequences} from '../text/padding';
import {Vocabulary} from '../text/vocabulary';

/** The eight colours; an answer is a place in this list. */
export const COLOURS = 'red blue green black white pink brown grey'.split(' ');
/** The sixteen things that have a colour. */
export const THINGS = 'cup hat key door lamp book shoe bag car ball chair clock coat fork ring tree'.split(' ');

/** Ids of the 24 words; PAD is 0. */
export const COLOURED_WORDS = new Vocabulary([...COLOURS, ...THINGS], {unknown: false});

/** Options of {@link generateColouredThings}. */
export interface ColouredThingsOptions {
  /** Fewest and most things of a sentence, 1 to 16; defaults to [1, 6]. */
  things?: readonly [number, number];
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** Sentences that end with a question. */
export interface ColouredThings {
  /** Words of each: a colour and a thing, again and again; the last word is the thing that is asked for. */
  sentences: string[][];
  /** [sentences] place of its colour in {@link COLOURS}. */
  answers: number[];
  /** [sentences] place of the asked thing among the things of its sentence, from 0. */
  asked: number[];
  /** [sentences, time steps] the words as ids of {@link COLOURED_WORDS}, zeros behind shorter sentences. */
  x: Tokens;
  /** [sentences, 1] the answers. */
  y: Targets;
}

/**
 * Sentences such as 'red cup blue hat green key hat', which ask for the colour of the last word: blue.
 *
 * Which step matters, only the last word says; a bag of words knows all colours, but not which belongs to what. No thing
 * comes twice in a sentence before the question, a colour may.
 *
 * @param n number of sentences
 * @param options see {@link ColouredThingsOptions}
 * @returns see {@link ColouredThings}
 * @throws RangeError when a count or the seed is no whole number, or there are not so many things
 *
 * Lesson: notebooks/05-text/5.3. See also: Arora et al. 2023, arXiv:2312.04927 (recall with many questions).
 */
export function generateColouredThings(n: number, options: ColouredThingsOptions = {}): ColouredThings {
  checkOptions('generateColouredThings', options, ['things', 'seed']);
  const {things = [1, 6], seed = 42} = options;
  checkSeed('generateColouredThings: seed', options.seed);
  checkWhole('generateColouredThings: n', n);
  checkList('generateColouredThings: things', things);
  const [fewest, most] = things;
  checkWhole('generateColouredThings: things[0]', fewest);
  checkWhole('generateColouredThings: things[1]', most);
  if (things.length !== 2 || fewest > most || most > THINGS.length) {
    throw new RangeError(
      `generateColouredThings: things must be the fewest and the most, up to ${THINGS.length}, got [${things.join(', ')}]`,
    );
  }
  const {integer, shuffle} = random(seed);
  const drawn = Array.from({length: n}, () => {
    const named = shuffle(THINGS).slice(0, integer(fewest, most + 1));
    const colours = named.map(() => integer(0, COLOURS.length));
    const place = integer(0, named.length);
    const words = [...named.flatMap((thing, i) => [COLOURS[colours[i]], thing]), named[place]];
    return {words, answer: colours[place], place};
  });
  const answers = drawn.map(({answer}) => answer);
  return {
    sentences: drawn.map(({words}) => words),
    answers,
    x: padSequences(drawn.map(({words}) => COLOURED_WORDS.encode(words))),
    y: new Targets(answers, [n, 1]),
    asked: drawn.map(({place}) => place),
  };
}

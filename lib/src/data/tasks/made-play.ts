import {type Random, random} from '../random';
import {makeWord, makeWords, zipf} from './made-words';

const SMALL = 'the of and to my in that is with his for but so as your this what have thou he will not on their'.split(
  ' ',
);
const capital = (word: string) => word[0].toUpperCase() + word.slice(1);

/** What a speaker may say: sentences of made-up words whose endings agree over some twenty characters. */
function speech(draw: Random): () => string {
  const taken = new Set(SMALL);
  const [nouns, verbs, adjectives, adverbs] = [1200, 600, 500, 200].map((count) => makeWords(draw, count, taken));
  const drawOf = (words: string[]) => {
    const place = zipf(draw, words.length, 3);
    // One word in twenty-five was never written before, as in any real text.
    return () => (draw.uniform() < 0.04 ? makeWord(draw, draw.integer(2, 4)) : words[place()]);
  };
  const [noun, verb, adjective, adverb] = [nouns, verbs, adjectives, adverbs].map(drawOf);
  const small = zipf(draw, SMALL.length, 2);
  const chance = (share: number) => draw.uniform() < share;
  const thing = () => [SMALL[small()], ...(chance(0.4) ? [adjective()] : []), noun()];
  const subjects: [() => string[], string][] = [
    [() => ['thou'], 'est'],
    [() => ['he'], 'eth'],
    [() => ['they'], ''],
    [() => ['i'], ''],
    [thing, 's'],
  ];
  const clause = () => {
    const [subject, ending] = subjects[draw.integer(0, subjects.length)];
    const between = chance(0.4) ? [`${adverb()}ly`] : [];
    const rest = chance(0.7) ? thing() : [];
    return [...subject(), ...between, `${verb()}${ending}`, ...rest, ...(chance(0.3) ? ['of', ...thing()] : [])];
  };
  return () => {
    const clauses = Array.from({length: draw.integer(1, 4)}, () => clause().join(' '));
    const mark = '.?!.;.'[draw.integer(0, 6)];
    return `${clauses.join(chance(0.5) ? ',\n' : ', ').replace(/\bi\b/g, 'I')}${mark}`;
  };
}

/**
 * A play of made-up words in the form of the real one: scenes with a few speakers each, verses, sentences of some
 * thousand words of which few are frequent. Counts of six characters do well, endings need a longer look back.
 *
 * @param characters number of characters
 * @param seed start of the random numbers
 * @returns a text of exactly this length
 *
 * Lesson: notebooks/05-text/5.2, where the real text cannot be had. @internal
 */
export function makePlay(characters: number, seed: number): string {
  const draw = random(seed);
  const say = speech(draw);
  const parts: string[] = [];
  const cast = makeWords(draw, 60, new Set()).map((word) => word.toUpperCase());
  let length = 0;
  while (length < characters) {
    const stranger = makeWord(draw, 3).toUpperCase(); // speaks in this scene alone
    const speakers = [...draw.shuffle(cast).slice(0, 3), stranger];
    for (let turn = 0; turn < 24; turn++) {
      const lines = Array.from({length: draw.integer(1, 4)}, () =>
        capital(say()).replace(/\n\w/g, (at) => at.toUpperCase()),
      );
      const part = `${speakers[draw.integer(0, 4)]}:\n${lines.join('\n')}\n\n`;
      parts.push(part);
      length += part.length;
    }
  }
  return parts.join('').slice(0, characters);
}

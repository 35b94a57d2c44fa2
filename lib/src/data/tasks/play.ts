import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {type Random, random} from '../random';

/** Options of {@link generatePlay}. */
export interface PlayOptions {
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const SPEAKERS = 'KING QUEEN FOOL CAPTAIN MESSENGER NURSE'.split(' ');
const WORDS: Record<string, string[]> = {
  address: 'my lord,good sir,sweet lady,my friend,noble prince'.split(','),
  noun: 'night,heart,crown,sword,river,winter,garden,letter,shadow,ship,storm,brother'.split(','),
  adjective: 'cold,gentle,bitter,golden,faithful,broken,silent,bright'.split(','),
  verb: 'loves,fears,follows,forgets,breaks,remembers,betrays,guards'.split(','),
  base: 'love,fear,follow,forget,break,remember,betray,guard'.split(','),
};
const LINES = [
  'The {adjective} {noun} {verb} the {noun}.',
  'Speak, {address}: who {verb} the {noun}?',
  'I shall {base} the {noun} of thy {noun}.',
  'O {adjective} {noun}! O {adjective} {noun}!',
  'What {noun} is this that {verb} my {noun}?',
  'No, {address}, I do not {base} it.',
  'Come, let us {base} the {noun}, and the {noun} too.',
  'Thou art the {noun} that {verb} me.',
];

function fill(draw: Random, line: string): string {
  return line.replace(/\{(\w+)\}/g, (_, kind: string) => WORDS[kind][draw.integer(0, WORDS[kind].length)]);
}

/**
 * A play of random lines: speakers in capitals, then what they say, then an empty line, as in tinyshakespeare.
 *
 * @param characters number of characters
 * @param options see {@link PlayOptions}
 * @returns a text of exactly this length; of one seed, a shorter one is the beginning of a longer one
 * @throws RangeError when the number or the seed is no whole number, or the number is below 1
 *
 * Lesson: notebooks/01-foundations/1.1 and 1.2, where the real text cannot be had.
 */
export function generatePlay(characters: number, options: PlayOptions = {}): string {
  checkOptions('generatePlay', options, ['seed']);
  checkSeed('generatePlay: seed', options.seed);
  checkWhole('generatePlay: characters', characters);
  const draw = random(options.seed ?? 42);
  const parts: string[] = [];
  let length = 0;
  while (length < characters) {
    const speaker = SPEAKERS[draw.integer(0, SPEAKERS.length)];
    const lines = Array.from({length: draw.integer(1, 4)}, () => fill(draw, LINES[draw.integer(0, LINES.length)]));
    const part = `${speaker}:\n${lines.join('\n')}\n\n`;
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, characters);
}

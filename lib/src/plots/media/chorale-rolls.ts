import {type Chorale, choraleNotes} from '../../data';
import type {Figure, TitleText} from '../figure';
import {stacked} from '../stacked';
import {pianoRoll} from './sound';

const VOICES = ['soprano', 'alto', 'tenor', 'bass'];

/**
 * Chorales as piano rolls above each other over one time axis, each voice with its own colour and pattern.
 *
 * @param chorales four voices each, by what stands above the roll, such as {'in order': chorale}
 * @param text title; the height defaults to 250 pixels a roll
 * @returns the figure
 * @throws RangeError when there is none, or one cannot be read as {@link choraleNotes} does
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function choraleRolls(chorales: Record<string, Chorale>, text: TitleText): Figure {
  const rolls = Object.entries(chorales).map(([title, chorale]) => {
    const notes = VOICES.flatMap((voice, v) =>
      choraleNotes(chorale.map((chord) => chord.slice(v, v + 1))).map((note) => ({...note, voice})),
    );
    return pianoRoll(notes, {title});
  });
  if (rolls.length === 0) throw new RangeError('choraleRolls needs at least one chorale');
  return stacked(rolls, {...text, height: text.height ?? 60 + 250 * rolls.length});
}

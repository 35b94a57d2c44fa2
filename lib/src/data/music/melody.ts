import {checkAbove0, checkList, checkOptions, checkWhole, show} from '../arguments';
import {checkNotes, type Note} from './midi';

/** Token of a step in which the note before sounds on; 0 is PAD. */
export const HOLD_TOKEN = 1;
/** Token of a step of silence in a melody. */
export const SILENCE_TOKEN = 2;
const [LOWEST, HIGHEST, FIRST] = [48, 88, 3];
/** Number of tokens of {@link toMelody}: PAD, hold, silence, and the pitches 48 to 88. */
export const MELODY_TOKENS = HIGHEST - LOWEST + 1 + FIRST;

/** Options of {@link toMelody} and {@link fromMelody}. */
export interface MelodyStepOptions {
  /** Quarter notes of a step; defaults to 0.5, an eighth. */
  step?: number;
}

/** Options of {@link toMelody}. */
export interface ToMelodyOptions extends MelodyStepOptions {
  /** Steps of the result; defaults to the end of the last note. */
  length?: number;
}

/**
 * Notes, such as those of a MIDI file, as one melody on a grid: a token a step.
 *
 * Token 0 is PAD, 1 says that the note before sounds on, 2 is silence, 3 to 43 begin a note of pitch 48 to 88. A note begins
 * and ends at the nearest step, and lasts one at least. It ends where the next one begins; of two that begin in one step the
 * higher one is kept.
 *
 * @param notes in any order
 * @param options see {@link ToMelodyOptions}
 * @returns [length] tokens
 * @throws RangeError naming a note that cannot be played, or a pitch outside of 48 to 88
 *
 * Source: the encoding of Magenta's Melody RNN (2016). Differs: it ends notes with a token of their own.
 * Lesson: solutions/18-generating-music.
 */
export function toMelody(notes: readonly Note[], options: ToMelodyOptions = {}): number[] {
  checkOptions('toMelody', options, ['step', 'length']);
  const {step = 0.5} = options;
  checkAbove0('toMelody: step', step);
  checkNotes(notes, 'toMelody');
  const bad = notes.find(({pitch}) => pitch < LOWEST || pitch > HIGHEST);
  if (bad) throw new RangeError(`toMelody: the tokens cover the pitches ${LOWEST} to ${HIGHEST}, got ${bad.pitch}`);
  const placed = notes.map(({pitch, start, duration}) => {
    const from = Math.round(start / step);
    return {pitch, from, to: Math.max(from + 1, Math.round((start + duration) / step))};
  });
  const {length = placed.reduce((last, {to}) => Math.max(last, to), 0)} = options;
  checkWhole('toMelody: length', length, 0);
  const tokens = new Array<number>(length).fill(SILENCE_TOKEN);
  placed.sort((a, b) => a.from - b.from || a.pitch - b.pitch);
  for (const {pitch, from, to} of placed) {
    if (from >= length) continue;
    tokens[from] = pitch - LOWEST + FIRST;
    tokens.fill(HOLD_TOKEN, from + 1, Math.min(to, length));
    // What an earlier note still held behind the end of this one falls silent.
    tokens.fill(SILENCE_TOKEN, Math.min(to, length));
  }
  return tokens;
}

/**
 * A melody on a grid back to notes; PAD is silence, and so is a hold where no note sounds.
 *
 * @param tokens as {@link toMelody} gives them
 * @param options see {@link MelodyStepOptions}
 * @returns notes one after another
 * @throws RangeError naming a token that does not exist
 *
 * Lesson: solutions/18-generating-music.
 */
export function fromMelody(tokens: ArrayLike<number>, options: MelodyStepOptions = {}): Note[] {
  checkOptions('fromMelody', options, ['step']);
  const {step = 0.5} = options;
  checkAbove0('fromMelody: step', step);
  checkList('fromMelody: tokens', tokens, {empty: true});
  const notes: Note[] = [];
  let sounding: Note | undefined;
  Array.from(tokens).forEach((token, t) => {
    if (!Number.isInteger(token) || token < 0 || token >= MELODY_TOKENS) {
      throw new RangeError(
        `fromMelody: tokens[${t}] ${show(token)} does not exist; they go from 0 to ${MELODY_TOKENS - 1}`,
      );
    }
    if (token === HOLD_TOKEN) {
      if (sounding) sounding.duration += step;
      return;
    }
    sounding = token < FIRST ? undefined : {pitch: token - FIRST + LOWEST, start: t * step, duration: step};
    if (sounding) notes.push(sounding);
  });
  return notes;
}

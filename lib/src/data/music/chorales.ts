import {checkAbove0, checkList, checkOptions, checkWhole, show} from '../arguments';
import {checkNotes, type Note} from './midi';

/** Music in steps of a sixteenth: at each step one MIDI number a voice, the highest voice first; 0 is silence. */
export type Chorale = readonly (readonly number[])[];

/** Token of silence; 0 is PAD. */
export const REST_TOKEN = 1;
const LOWEST = 36;
const HIGHEST = 81;
/** Number of tokens of {@link toArpeggio}: PAD, silence, and the pitches 36 to 81. */
export const ARPEGGIO_TOKENS = HIGHEST - LOWEST + 3;

function checkChorale(chorale: Chorale, where: string): void {
  checkList(`${where}: chorale`, chorale);
  checkList(`${where}: chorale[0]`, chorale[0]);
  const voices = chorale[0].length;
  chorale.forEach((chord, step) => {
    checkList(`${where}: chorale[${step}]`, chord);
    if (chord.length !== voices) {
      throw new RangeError(`${where}: chorale[${step}] has ${chord.length} voices, the first one ${voices}`);
    }
    const bad = chord.find((pitch) => !Number.isInteger(pitch) || pitch < 0 || pitch > 127);
    if (bad !== undefined) checkWhole(`${where}: a pitch of chorale[${step}]`, bad, 0, 127);
  });
}

/**
 * A chorale as one sequence of tokens: the voices of each step one after another, like an arpeggio.
 *
 * Token 0 is PAD, 1 silence, 2 to 47 the pitches 36 to 81.
 *
 * @param chorale see {@link Chorale}
 * @returns [steps · voices] tokens
 * @throws RangeError when steps differ in voices, or a pitch is neither 0 nor 36 to 81
 *
 * Source: Géron 2022, Hands-On Machine Learning, chapter 15 (exercise). Lesson: notebooks/06-applications/6.1.
 */
export function toArpeggio(chorale: Chorale): number[] {
  checkChorale(chorale, 'toArpeggio');
  return chorale.flatMap((chord, step) =>
    chord.map((pitch) => {
      if (pitch === 0) return REST_TOKEN;
      if (pitch < LOWEST || pitch > HIGHEST) {
        throw new RangeError(
          `toArpeggio: chorale[${step}]: the tokens cover the pitches ${LOWEST} to ${HIGHEST}, got ${pitch}`,
        );
      }
      return pitch - LOWEST + 2;
    }),
  );
}

/**
 * Tokens of an arpeggio back to a chorale; PAD at the end and a last step that is not whole are left out.
 *
 * @param tokens as {@link toArpeggio} gives them
 * @param voices voices of a step; defaults to 4
 * @returns see {@link Chorale}
 * @throws RangeError naming a token that stands for no pitch, or PAD in the middle
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function fromArpeggio(tokens: ArrayLike<number>, voices = 4): number[][] {
  checkWhole('fromArpeggio: voices', voices);
  checkList('fromArpeggio: tokens', tokens, {empty: true});
  const all = Array.from(tokens);
  while (all.at(-1) === 0) all.pop();
  const pitches = all.map((token, i) => {
    if (!Number.isInteger(token) || token < 1 || token >= ARPEGGIO_TOKENS) {
      throw new RangeError(
        `fromArpeggio: tokens[${i}] ${show(token)} is no pitch; they go from 1 to ${ARPEGGIO_TOKENS - 1}`,
      );
    }
    return token === REST_TOKEN ? 0 : token - 2 + LOWEST;
  });
  return Array.from({length: Math.floor(all.length / voices)}, (_, step) =>
    pitches.slice(step * voices, (step + 1) * voices),
  );
}

/** Options of {@link choraleNotes} and {@link notesToChorale}. */
export interface StepOptions {
  /** Quarter notes of a step; defaults to 0.25, a sixteenth. */
  step?: number;
}

/**
 * A chorale as notes: a pitch that a voice keeps is one long note (held and repeated notes look the same in steps).
 *
 * @param chorale see {@link Chorale}
 * @param options see {@link StepOptions}
 * @returns notes in the order in which they begin
 * @throws RangeError when steps differ in voices, or a number is no pitch
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function choraleNotes(chorale: Chorale, options: StepOptions = {}): Note[] {
  checkOptions('choraleNotes', options, ['step']);
  const {step = 0.25} = options;
  checkAbove0('choraleNotes: step', step);
  checkChorale(chorale, 'choraleNotes');
  const notes: Note[] = [];
  chorale.forEach((chord, t) => {
    chord.forEach((pitch, voice) => {
      if (pitch === 0 || (t > 0 && chorale[t - 1][voice] === pitch)) return;
      let end = t + 1;
      while (end < chorale.length && chorale[end][voice] === pitch) end++;
      notes.push({pitch, start: t * step, duration: (end - t) * step});
    });
  });
  return notes;
}

/** Options of {@link notesToChorale}. */
export interface NotesToChoraleOptions extends StepOptions {
  /** Voices of the result; defaults to 4. Where more sound at once, the inner ones are left out. */
  voices?: number;
}

/**
 * Notes, such as those of a MIDI file, as a chorale: what sounds in the middle of each step, the highest voice first.
 *
 * @param notes in any order
 * @param options see {@link NotesToChoraleOptions}
 * @returns [steps, voices], 0 where fewer voices sound: then the lowest rest
 * @throws RangeError naming a note that cannot be played, or when there are no notes
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function notesToChorale(notes: readonly Note[], options: NotesToChoraleOptions = {}): number[][] {
  checkOptions('notesToChorale', options, ['step', 'voices']);
  const {step = 0.25, voices = 4} = options;
  checkAbove0('notesToChorale: step', step);
  checkWhole('notesToChorale: voices', voices);
  checkList('notesToChorale: notes', notes);
  checkNotes(notes, 'notesToChorale');
  const end = notes.reduce((last, {start, duration}) => Math.max(last, start + duration), 0);
  return Array.from({length: Math.max(1, Math.round(end / step))}, (_, t) => {
    const middle = (t + 0.5) * step;
    const sounding = notes.filter(({start, duration}) => start <= middle && middle < start + duration);
    const pitches = [...new Set(sounding.map(({pitch}) => pitch))].sort((a, b) => b - a);
    // The outer voices carry the melody and the harmony: those in between go first.
    while (pitches.length > voices) pitches.splice(pitches.length >> 1, 1);
    return [...pitches, ...new Array<number>(voices - pitches.length).fill(0)];
  });
}

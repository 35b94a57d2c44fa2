import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A note as a record that can be compared. */
export type PlainNote = {pitch: number; start: number; duration: number};

interface NoteHabit {
  pitch?: (token: number) => number;
  /** Quarter notes of a step. */
  start?: number;
  step?: number;
  isNote?: (token: number) => boolean;
  /** Whether a token that begins no note is silence. */
  isSilence?: (token: number) => boolean;
  /** What a hold lengthens. */
  hold?: (sounding: PlainNote | undefined, last: PlainNote | undefined) => PlainNote | undefined;
  /** Whether a token begins no note of its own, as the pitch sounds already. */
  merge?: (token: number, before: number | undefined, sounding: PlainNote | undefined) => boolean;
}

/** Steps as notes, as somebody with one habit of their own would read them. */
export function notesOf(tokens: number[], habit: NoteHabit = {}): PlainNote[] {
  const {pitch = (token) => token + 45, start = 0.5, step = 0.5, isNote = (token) => token >= 3} = habit;
  const {hold = (sounding) => sounding, merge = () => false, isSilence = () => true} = habit;
  const notes: PlainNote[] = [];
  let sounding: PlainNote | undefined;
  tokens.forEach((token, t) => {
    if (token === 1 && !isNote(1)) {
      const longer = hold(sounding, notes.at(-1));
      if (longer) longer.duration += step;
    } else if (isNote(token)) {
      const isSame = sounding !== undefined && sounding.pitch === pitch(token);
      if (isSame && sounding && merge(token, tokens[t - 1], sounding)) sounding.duration += step;
      else {
        sounding = {pitch: pitch(token), start: t * start, duration: step};
        notes.push(sounding);
      }
    } else if (isSilence(token)) sounding = undefined;
  });
  return notes;
}

function noteSlips(tokens: number[]): Slip[] {
  const slip = (message: string, habit: NoteHabit): Slip => ({message, value: notesOf(tokens, habit)});
  const right = notesOf(tokens);
  let clock = 0;
  const gapless = right.map((note) => {
    const start = clock;
    clock += note.duration;
    return {...note, start};
  });
  const toNext = right.map((note, i) => {
    const end = right[i + 1]?.start ?? tokens.length / 2;
    return {...note, duration: end - note.start};
  });
  const struck = tokens.slice();
  let [before, sounds] = [15, false];
  tokens.forEach((token, t) => {
    if (token === 1 && !sounds) struck[t] = before;
    if (token > 2) before = token;
    sounds = token === 1 || token > 2;
  });
  const begins = 'token 3 is pitch 48, 4 is 49';
  return [
    slip('starts and durations are in steps; a step is half a quarter note', {start: 1, step: 1}),
    slip('the starts are in steps; a step is half a quarter note', {start: 1}),
    slip('the durations are in steps; a step is half a quarter note', {step: 1}),
    slip('every note lasts one step; each HOLD behind it makes it longer by one', {hold: () => undefined}),
    slip('a HOLD after silence makes the note before the silence longer; nothing sounds there, so it is silence', {
      hold: (_sounding, last) => last,
    }),
    slip('the same pitch again is a new note: only HOLD sounds on', {merge: () => true}),
    slip('silence, token 2, became a note', {isNote: (token) => token >= 2}),
    slip('silence, token 2, became a note', {isNote: (token) => token === 0 || token >= 2}),
    slip('PAD, token 0, became a note', {isNote: (token) => token === 0 || token >= 3}),
    slip('HOLD, token 1, became a note; it makes the note before longer', {isNote: (token) => token >= 1}),
    slip('HOLD, token 1, became a note; it makes the note before longer', {
      isNote: (token) => token === 1 || token >= 3,
    }),
    slip(`these are tokens, not pitches: ${begins}`, {pitch: (token) => token}),
    ...[44, 46, 47, 48].map((base) => slip(begins, {pitch: (token) => token + base})),
    slip('PAD, token 0, is passed over, and a HOLD behind it makes the note longer; PAD is silence', {
      isSilence: (token) => token !== 0,
    }),
    {message: 'a HOLD where nothing sounds began a note; it is silence', value: notesOf(struck)},
    {
      message: 'every note is a step too short: its own token is a step, and each HOLD is one more',
      value: right.map((note) => ({...note, duration: note.duration - 0.5})),
    },
    {message: 'the last note is missing: no other note comes that would finish it', value: right.slice(0, -1)},
    {message: 'each note begins where the one before ends; the silence between them is lost', value: gapless},
    {message: 'each note lasts until the next begins; it ends where silence begins', value: toNext},
    {
      message: 'duration is the step at which a note ends; its length was asked for',
      value: right.map((note) => ({...note, duration: note.start + note.duration})),
    },
  ];
}

/** Findings of 18.2 over some rows of tokens. */
export async function* checkNotesBack(learner: Learner, cases: number[][]): AsyncGenerator<Finding> {
  for (const tokens of cases) {
    const path = `toNotes(${tokens.length > 9 ? `${tokens.length} tokens` : `[${tokens.join(', ')}]`})`;
    const actual = await learner.call('toNotes', tokens);
    if (Array.isArray(actual) && actual.some((note) => Number.isNaN((note as PlainNote | null)?.pitch))) {
      yield {passed: false, message: `${path}: a pitch is NaN; did a HOLD find no note that it could make longer?`};
      continue;
    }
    yield compare({path, actual, expected: notesOf(tokens), tolerance: 1e-9, slips: noteSlips(tokens)});
  }
}

/** Tokens as a network may write them: a hold at the start and one after silence, a pitch struck twice, a PAD. */
export function drawSteps({integer}: Random, count: number): number[] {
  const tokens = [1];
  for (let i = 0; i < count; i++) {
    const token = integer(3, 44);
    tokens.push(token, ...new Array<number>(integer(0, 4)).fill(1));
    if (i === 1) tokens.push(2, 1, 1);
    if (i === 2) tokens.push(token, token, 1);
    if (i === 3) tokens.push(0, 1);
    if (integer(0, 3) === 0) tokens.push(2);
  }
  tokens.push(20, 1);
  return tokens;
}

import {Midi} from '@tonejs/midi';
import {checkAbove0, checkBytes, checkList, checkNotBelow0, checkWhole, show} from '../arguments';

/** One note. */
export interface Note {
  /** MIDI number, 0 to 127; 60 is the middle C. */
  pitch: number;
  /** When it begins, in quarter notes from the start. */
  start: number;
  /** How long it sounds, in quarter notes. */
  duration: number;
  /** How loud it is, above 0 to 1; defaults to 0.8. */
  velocity?: number;
}

/** Notes in time. */
export interface Score {
  notes: Note[];
  /** Quarter notes a minute. */
  tempo: number;
}

/** Ticks of a quarter note in the files that we write. */
const TICKS = 480;

/** Throws unless these are notes that can be played. */
export function checkNotes(notes: readonly Note[], where: string): void {
  checkList(`${where}: notes`, notes, {empty: true});
  notes.forEach((note, i) => {
    if (typeof note !== 'object' || note === null) {
      throw new TypeError(`${where}: notes[${i}] must be a note, got ${show(note)}`);
    }
    const {pitch, start, duration, velocity = 0.8} = note;
    checkWhole(`${where}: notes[${i}].pitch`, pitch, 0, 127);
    checkNotBelow0(`${where}: notes[${i}].start`, start);
    checkAbove0(`${where}: notes[${i}].duration`, duration);
    if (!(velocity > 0 && velocity <= 1)) {
      throw new RangeError(`${where}: notes[${i}].velocity must lie in 0 to 1, got ${show(velocity)}`);
    }
  });
}

/** Throws unless the tempo is a number of quarter notes a minute. */
export function checkTempo(tempo: number, where: string): void {
  if (typeof tempo === 'number' && tempo >= 4 && tempo <= 1000) return;
  throw new RangeError(`${where}: tempo must be 4 to 1000 quarter notes a minute, got ${show(tempo)}`);
}

/**
 * Reads a MIDI file: the notes of all tracks, in the order in which they begin; of one time, the lowest first.
 *
 * @param bytes the file
 * @param name for error messages
 * @returns notes and the tempo at the start (120 where the file names none)
 * @throws RangeError when the file is no MIDI file, or damaged
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function readMidi(bytes: Uint8Array, name = 'the file'): Score {
  checkBytes('readMidi: bytes', bytes);
  // The library takes a file without the four letters in front as an empty one.
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'MThd')
    throw new RangeError(`readMidi: ${name} is no MIDI file`);
  let midi: Midi;
  try {
    midi = new Midi(bytes);
  } catch (error) {
    throw new RangeError(`readMidi: ${name} is no MIDI file that can be read: ${(error as Error).message}`);
  }
  const {ppq} = midi.header;
  if (!(ppq > 0)) throw new RangeError(`readMidi: ${name} counts time in frames, not in quarter notes`);
  const notes = midi.tracks.flatMap((track) =>
    track.notes.map(
      ({midi: pitch, ticks, durationTicks, velocity}): Note => ({
        pitch,
        start: ticks / ppq,
        duration: durationTicks / ppq,
        velocity,
      }),
    ),
  );
  notes.sort((a, b) => a.start - b.start || a.pitch - b.pitch);
  return {notes, tempo: midi.header.tempos[0]?.bpm ?? 120};
}

/**
 * Writes a MIDI file of one track.
 *
 * @param score notes in any order, and the tempo
 * @returns the bytes of the file; times are rounded to 1/480 of a quarter note
 * @throws RangeError naming a note that cannot be played, or an impossible tempo
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function writeMidi({notes, tempo}: {notes: readonly Note[]; tempo: number}): Uint8Array {
  checkNotes(notes, 'writeMidi');
  checkTempo(tempo, 'writeMidi');
  const midi = new Midi();
  midi.header.setTempo(tempo);
  const track = midi.addTrack();
  for (const {pitch, start, duration, velocity = 0.8} of notes) {
    const ticks = Math.round(start * TICKS);
    track.addNote({
      midi: pitch,
      ticks,
      durationTicks: Math.max(1, Math.round((start + duration) * TICKS) - ticks),
      velocity,
    });
  }
  return midi.toArray();
}

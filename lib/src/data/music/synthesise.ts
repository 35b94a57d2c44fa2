import {checkFinite, checkList, checkOptions, checkWhole} from '../arguments';
import type {Sound} from '../audio/wav';
import {sine} from '../sine';
import {checkNotes, checkTempo, type Note} from './midi';

/** Options of {@link synthesise}. */
export interface SynthesiseOptions {
  /** Quarter notes a minute; defaults to 100. */
  tempo?: number;
  /** Samples a second; defaults to 16,000. */
  sampleRate?: number;
}

/** Loudness of the tones over each note: twice its frequency, three times ... */
const OVERTONES = [1, 0.4, 0.2, 0.1];
/** Seconds in which a note swells, and in which it falls silent after its end. */
const [ATTACK, RELEASE] = [0.01, 0.05];

/**
 * Frequency of a pitch in equal temperament.
 *
 *     f = 440 Hz · 2^((pitch - 69) / 12)
 *
 * @param pitch as MIDI counts: 69 is a', 60 the middle c
 * @returns hertz
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function pitchFrequency(pitch: number): number {
  checkFinite('pitchFrequency: pitch', pitch);
  return 440 * 2 ** ((pitch - 69) / 12);
}

/**
 * Plays notes: a plain sound of four partial tones that dies away, enough to hear what was composed.
 *
 * @param notes in any order
 * @param options see {@link SynthesiseOptions}
 * @returns the sound, at most 0.9 loud
 * @throws RangeError when there are no notes, one cannot be played, or tempo or sample rate is impossible
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function synthesise(notes: readonly Note[], options: SynthesiseOptions = {}): Sound {
  checkOptions('synthesise', options, ['tempo', 'sampleRate']);
  const {tempo = 100, sampleRate = 16_000} = options;
  checkList('synthesise: notes', notes);
  checkNotes(notes, 'synthesise');
  checkTempo(tempo, 'synthesise');
  checkWhole('synthesise: sampleRate', sampleRate, 1000);
  const quarter = 60 / tempo;
  const end = notes.reduce((last, {start, duration}) => Math.max(last, start + duration), 0) * quarter + RELEASE;
  const mixed = new Float64Array(Math.ceil(end * sampleRate));
  for (const {pitch, start, duration, velocity = 0.8} of notes) {
    const [from, length] = [Math.round(start * quarter * sampleRate), duration * quarter];
    const frequency = pitchFrequency(pitch);
    // Tones above half the sample rate would come back as wrong ones.
    const partials = OVERTONES.filter((_, k) => frequency * (k + 1) < sampleRate / 2);
    const count = Math.min(mixed.length - from, Math.floor((length + RELEASE) * sampleRate));
    for (let i = 0; i < count; i++) {
      const t = i / sampleRate;
      const loudness = velocity * Math.min(1, t / ATTACK, (length + RELEASE - t) / RELEASE) * 0.25 ** t;
      let tone = 0;
      partials.forEach((share, k) => {
        tone += share * sine(2 * Math.PI * frequency * (k + 1) * t);
      });
      mixed[from + i] += loudness * tone;
    }
  }
  const loudest = mixed.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return {samples: Float32Array.from(mixed, (value) => (loudest > 0 ? (0.9 * value) / loudest : 0)), sampleRate};
}

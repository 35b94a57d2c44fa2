import {type Note, readMidi} from '../../data/music/midi';
import type {Finding, Learner} from '../frame/frame';

/** Quarter notes a minute of the compositions of 18.7. */
export const TEMPO = 100;
/** Quarter notes of a composition: eight bars. */
const LENGTH = 32;
const [LOWEST, HIGHEST] = [48, 88];
/** Temperatures that 18.7 compares, and how many compositions it takes at each. */
export const HEATS = {cold: 0.3, hot: 4, pieces: 8};
/**
 * How many bits more the pitches must have when composed hot: the mean of three kinds of network, 20 seeds each, less four
 * standard deviations, the lowest of them; see `ci/experiments/results/exercise-18.json`.
 */
export const HEAT_LIMIT = 1.17;

/** Bits of the pitches of some pieces: minus the mean log2 of the share that a note's pitch has among all notes. */
export function pitchBits(pieces: readonly (readonly Note[])[]): number {
  const counts = new Map<number, number>();
  for (const {pitch} of pieces.flat()) counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
  const all = pieces.flat().length;
  return [...counts.values()].reduce((sum, count) => sum - (count / all) * Math.log2(count / all), 0);
}

const isByte = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 256;

/** Why an answer holds no bytes; else the bytes. */
function readBytes(actual: unknown): string | Uint8Array {
  const wanted = 'it should be the bytes of a MIDI file, numbers from 0 to 255';
  if (actual === undefined) return `returned undefined (is a return missing?); ${wanted}`;
  if (ArrayBuffer.isView(actual) && !(actual instanceof DataView))
    return Uint8Array.from(actual as unknown as number[]);
  if (!Array.isArray(actual)) return `returned no list; ${wanted}`;
  if (actual.length === 0) return `returned an empty list; ${wanted}`;
  if (typeof actual[0] === 'object') return `returned a list of notes; data.writeMidi makes bytes of them; ${wanted}`;
  const bad = actual.findIndex((value) => !isByte(value));
  if (bad >= 0) return `[${bad}] is ${String(actual[bad])}, no byte; ${wanted}`;
  if (actual.length <= 64 && actual.every((token) => token <= 43)) return `returned tokens; ${wanted}`;
  return Uint8Array.from(actual as number[]);
}

/** What is wrong with the notes of a file; undefined where nothing is. */
function whyWrong(notes: Note[], tempo: number): string | undefined {
  if (notes.length === 0) return 'the file has no note';
  if (Math.abs(tempo - TEMPO) > 0.01) {
    return `the tempo is ${Number(tempo.toFixed(1))} quarter notes a minute, not ${TEMPO}`;
  }
  const out = notes.find(({pitch}) => pitch < LOWEST || pitch > HIGHEST);
  if (out) {
    const why = out.pitch < LOWEST ? 'is it a token? Token 3 is pitch 48' : 'token 43 is pitch 88';
    return `a note has pitch ${out.pitch}; the tokens cover ${LOWEST} to ${HIGHEST} (${why})`;
  }
  const end = (note: Note) => note.start + note.duration;
  const off = notes.find(({start, duration}) =>
    [start, duration].some((time) => Math.abs(2 * time - Math.round(2 * time)) > 0.01),
  );
  if (off)
    return `a note begins at ${off.start.toFixed(3)} and lasts ${off.duration.toFixed(3)} quarter notes; a step has 0.5`;
  const both = notes.findIndex((note, i) => i > 0 && note.start < end(notes[i - 1]) - 0.01);
  if (both > 0) return `two notes sound at ${notes[both].start} quarter notes; a melody has one voice`;
  const last = Math.max(...notes.map(end));
  if (last > LENGTH + 0.01) {
    const steps = last > LENGTH + 0.6 ? '; is a step taken for a whole quarter note?' : '';
    return `it ends after ${last} quarter notes; 64 steps are ${LENGTH}${steps}`;
  }
  if (last < LENGTH / 2 + 0.1) return `it ends after ${last} quarter notes already; 64 steps are ${LENGTH}`;
  return undefined;
}

/** Findings of 18.7: files of some seeds, composed cold and hot. */
export async function* checkFiles(learner: Learner, seed: number, pieces = HEATS.pieces): AsyncGenerator<Finding> {
  const bits: number[] = [];
  const scores: string[] = [];
  for (const heat of [HEATS.cold, HEATS.hot]) {
    const composed: Note[][] = [];
    for (let i = 0; i < pieces; i++) {
      const path = `composition(${heat}, ${seed + i})`;
      const bytes = readBytes(await learner.call('composition', heat, seed + i));
      if (typeof bytes === 'string') {
        yield {passed: false, message: `${path}${bytes.startsWith('[') ? '' : ' '}${bytes}`};
        return;
      }
      let score: {notes: Note[]; tempo: number};
      try {
        score = readMidi(bytes, 'the list of bytes');
      } catch (error) {
        yield {
          passed: false,
          message: `${path} does not parse: ${(error as Error).message.replace(/: undefined$/, ', it breaks off')}`,
        };
        return;
      }
      const wrong = whyWrong(score.notes, score.tempo);
      if (wrong !== undefined) {
        yield {passed: false, message: `${path}: ${wrong}`};
        return;
      }
      composed.push(score.notes);
      scores.push(JSON.stringify(score.notes));
    }
    bits.push(pitchBits(composed));
  }
  yield {passed: true, message: `${scores.length} files parse; pitches, steps, lengths and tempo are right`};
  const again = readBytes(await learner.call('composition', HEATS.hot, seed));
  if (typeof again === 'string' || JSON.stringify(readMidi(again).notes) !== scores[pieces]) {
    const why = 'does the random source begin anew, from the seed, at each call? And the network, from a fresh state?';
    yield {passed: false, message: `composition(${HEATS.hot}, ${seed}) twice gives two pieces: ${why}`};
    return;
  }
  const hot = scores.slice(pieces);
  if (new Set(hot).size < hot.length) {
    yield {passed: false, message: `composition(${HEATS.hot}, seed) is the same for two seeds: is the seed used?`};
    return;
  }
  const said = `${pieces} pieces at temperature ${HEATS.cold} have ${bits[0].toFixed(2)} bits of pitch, at ${HEATS.hot} ${bits[1].toFixed(2)}`;
  if (bits[1] - bits[0] >= HEAT_LIMIT) yield {passed: true, message: said};
  else {
    const turned = bits[1] < bits[0] - HEAT_LIMIT / 2;
    const why = turned ? 'hot is less varied than cold: are the logits multiplied?' : 'is the temperature used?';
    yield {passed: false, message: `${said}; at least ${HEAT_LIMIT} bits more were to be expected: ${why}`};
  }
}

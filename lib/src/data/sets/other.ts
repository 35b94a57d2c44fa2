import {readWav} from '../audio/wav';
import {generateChorales} from '../music/generate';
import {random} from '../random';
import {generateDna, type LabelledDna, SPLICE_CLASSES} from '../tasks/dna';
import {type Drawing, fitDrawing, simplifyDrawing} from '../tasks/drawings';
import {handSketches} from '../tasks/hand-sketches';
import {makeVoices} from '../tasks/made-voices';
import type {Sketch} from '../tasks/sketches';
import {DIGIT_SAMPLE_RATE, type Recording} from '../tasks/spoken-digits';
import type {Origin} from './texts';

/** Windows of DNA around splice sites. */
export interface SpliceSet extends LabelledDna {
  name: string;
  /** [sequences] entry of GenBank and place in it, such as 'ATRINS-DONOR-521'; of copies the first. */
  names: string[];
  /** [sequences] how often the window stands in the file. */
  copies: number[];
  origin: Origin;
}

/** Bach's chorales in the split of the set. */
export interface ChoraleSet {
  name: string;
  /** [chorales][steps][4] MIDI numbers, a sixteenth a step, the highest voice first, 0 for silence. */
  train: number[][][];
  valid: number[][][];
  test: number[][][];
  origin: Origin;
}

/** Spoken digits. */
export interface SpokenDigits {
  name: string;
  recordings: Recording[];
  /** Samples a second. */
  sampleRate: number;
  origin: Origin;
}

/** Drawings of a pen, fitted into 0 ... 255 and simplified. */
export interface SketchSet {
  name: string;
  sketches: Sketch[];
  /** The words, in the order of the alphabet. */
  words: string[];
  origin: Origin;
}

/** Reads 'class, name, bases' lines; windows that come twice are kept once, those of two classes not at all. */
export function parseSplice(text: string): SpliceSet {
  const labels = new Map<string, number>();
  const names = new Map<string, string[]>();
  const torn = new Set<string>();
  text
    .trim()
    .split(/\r?\n/)
    .forEach((line, i) => {
      const [kind, name, window] = line.split(',').map((part) => part.trim());
      const label = (SPLICE_CLASSES as readonly string[]).indexOf(kind);
      if (label < 0 || !/^[ACGTNRSDYWKMBHV]{60}$/.test(window ?? '')) {
        throw new RangeError(
          `splice-junction: line ${i + 1} should be a class and 60 bases, got '${line.slice(0, 40)}'`,
        );
      }
      if ((labels.get(window) ?? label) !== label) torn.add(window);
      labels.set(window, label);
      names.set(window, [...(names.get(window) ?? []), name]);
    });
  const kept = Array.from(labels).filter(([window]) => !torn.has(window));
  return {
    name: 'splice-junction',
    sequences: kept.map(([window]) => window),
    labels: kept.map(([, label]) => label),
    names: kept.map(([window]) => names.get(window)?.[0] ?? ''),
    copies: kept.map(([window]) => names.get(window)?.length ?? 0),
    classes: SPLICE_CLASSES,
    origin: 'original',
  };
}

/** Windows that the real file holds of each class, all different. */
const SPLICE_WINDOWS = [679, 672, 1653];
/** Letters that are not known: in the real file nearly all of them stand in windows of donors. */
const UNKNOWN_OF_CLASS = [0.0016, 0.0001, 0.0001];

/**
 * As in the file: one window without a site in eight has GT or AG in the middle by chance, some windows come several times,
 * and some are relatives, copies with a few letters changed.
 */
export function generatedSplice(seed: number): SpliceSet {
  const {sequences, labels, classes} = generateDna(7000, {seed, unknown: 0});
  const {integer, uniform} = random(seed + 1);
  const room = [...SPLICE_WINDOWS];
  const kept = new Map<string, number>();
  const keepWindow = (letters: string, label: number) => {
    const window = Array.from(letters, (letter) => (uniform() < UNKNOWN_OF_CLASS[label] ? 'N' : letter)).join('');
    if (room[label] <= 0 || kept.has(window)) return;
    kept.set(window, label);
    room[label]--;
  };
  sequences.forEach((sequence, i) => {
    const isDecoy = labels[i] === 2 && (sequence.startsWith('GT', 30) || sequence.startsWith('AG', 28));
    if (isDecoy && uniform() > 0.13) return; // `generateDna` draws them in half of the windows without a site
    keepWindow(sequence, labels[i]);
    if (labels[i] === 2 || uniform() > 0.12) return;
    // The middle stays, where the site is; elsewhere one letter in seven is another one.
    const stays = (t: number) => (t >= 24 && t < 38) || uniform() > 0.14;
    keepWindow(Array.from(sequence, (letter, t) => (stays(t) ? letter : 'ACGT'[integer(0, 4)])).join(''), labels[i]);
  });
  const windows = random(seed + 2).shuffle(Array.from(kept));
  return {
    name: 'splice-junction',
    sequences: windows.map(([window]) => window),
    labels: windows.map(([, label]) => label),
    names: windows.map(([, label], i) => `GENERATED${i + 1}-${['DONOR', 'ACCEPTOR', 'NEG'][label]}`),
    copies: windows.map(([, label]) => (label !== 2 && uniform() < 0.08 ? integer(2, 4) : 1)),
    classes,
    origin: 'generated',
  };
}

/** Reads the tables `note0,note1,note2,note3` of the archive. */
export async function parseChorales(tgz: Uint8Array): Promise<ChoraleSet> {
  const {parseTarGzip} = await import('nanotar');
  const files = (await parseTarGzip(tgz)).filter(({name}) => name.endsWith('.csv'));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  const read = (part: string) =>
    files
      .filter(({name}) => name.startsWith(`jsb_chorales/${part}/`))
      .map(({name, text}) => {
        const [header, ...rows] = text.trim().split(/\r?\n/);
        const chords = rows.map((row) => row.split(',').map(Number));
        const isWrong = (chord: number[]) => chord.length !== 4 || chord.some((p) => !Number.isInteger(p) || p > 127);
        if (header !== 'note0,note1,note2,note3' || chords.some(isWrong)) {
          throw new RangeError(`jsb-chorales: ${name} should hold four notes a line`);
        }
        return chords;
      });
  const set = {train: read('train'), valid: read('valid'), test: read('test')};
  if (Object.values(set).some(({length}) => length === 0)) throw new RangeError('jsb-chorales: a part has no chorale');
  return {name: 'jsb-chorales', ...set, origin: 'original'};
}

export function generatedChorales(seed: number): ChoraleSet {
  const all = generateChorales(382, {chords: 32, seed});
  return {
    name: 'jsb-chorales',
    train: all.slice(0, 229),
    valid: all.slice(229, 305),
    test: all.slice(305),
    origin: 'generated',
  };
}

/** Reads the recordings, whose names are DIGIT_SPEAKER_INDEX.wav. */
export function parseSpokenDigits(files: ReadonlyMap<string, Uint8Array>): SpokenDigits {
  const recordings = Array.from(files, ([path, bytes]): Recording => {
    const [, digit, speaker, index] = /(\d)_([a-z]+)_(\d+)\.wav$/.exec(path) ?? [];
    const {samples, sampleRate} = readWav(bytes, path);
    if (digit === undefined || sampleRate !== DIGIT_SAMPLE_RATE) {
      throw new RangeError(`spoken-digits: ${path} should be a digit at ${DIGIT_SAMPLE_RATE} Hz, got ${sampleRate} Hz`);
    }
    return {digit: Number(digit), speaker, index: Number(index), samples};
  });
  const bySpeaker = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  recordings.sort((a, b) => a.digit - b.digit || bySpeaker(a.speaker, b.speaker) || a.index - b.index);
  return {name: 'spoken-digits', recordings, sampleRate: DIGIT_SAMPLE_RATE, origin: 'original'};
}

export function generatedDigits(seed: number): SpokenDigits {
  return {name: 'spoken-digits', recordings: makeVoices(seed), sampleRate: DIGIT_SAMPLE_RATE, origin: 'generated'};
}

/** Reads one drawing a line; those that the game did not recognise are left out. */
export function parseSketches(texts: readonly string[]): SketchSet {
  const sketches = texts.flatMap((text) =>
    text
      .trim()
      .split(/\r?\n/)
      .flatMap((line, i): Sketch[] => {
        let found: {word: string; recognized: boolean; drawing: [number[], number[]][]};
        try {
          found = JSON.parse(line);
        } catch {
          throw new RangeError(`quickdraw-strokes: line ${i + 1} is no JSON: '${line.slice(0, 40)}'`);
        }
        const drawing: Drawing = found.drawing.map(([xs, ys]) => [xs, ys]);
        return found.recognized ? [{word: found.word, drawing: simplifyDrawing(fitDrawing(drawing))}] : [];
      }),
  );
  return {name: 'quickdraw-strokes', sketches, words: wordsOf(sketches), origin: 'original'};
}

export function generatedSketches(seed: number): SketchSet {
  const sketches = handSketches(310, seed).map(({word, drawing}) => ({word, drawing: simplifyDrawing(drawing)}));
  return {name: 'quickdraw-strokes', sketches, words: wordsOf(sketches), origin: 'generated'};
}

function wordsOf(sketches: readonly Sketch[]): string[] {
  return [...new Set(sketches.map(({word}) => word))].sort();
}

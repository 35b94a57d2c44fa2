import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import {sine} from '../sine';

/** One spoken digit. */
export interface Recording {
  /** 0 to 9. */
  digit: number;
  speaker: string;
  /** Number of the recording among those of the same digit and speaker. */
  index: number;
  /** [samples] -1 to 1. */
  samples: Float32Array;
}

/** Options of {@link generateSpokenDigits}. */
export interface SpokenDigitOptions {
  /** Number of speakers, at most 6; defaults to 6. */
  speakers?: number;
  /** Recordings of each digit by each speaker; defaults to 13. */
  recordings?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/** Samples a second of the recordings. */
export const DIGIT_SAMPLE_RATE = 8000;

// The sounds of each digit in the order in which they are spoken, with the first two formants of vowels and voiced
// consonants in hertz; the others are noise.
const SOUNDS: Record<string, [first: number, second: number] | 'noise' | 'hiss'> = {
  ...{i: [300, 2300], I: [400, 2000], e: [550, 1850], a: [750, 1200], o: [500, 900], u: [320, 900], A: [650, 1050]},
  ...{r: [350, 1100], n: [250, 1500], v: [250, 1100], w: [300, 700]},
  ...{S: 'hiss', Z: 'hiss', F: 'noise', T: 'noise', K: 'noise'},
};
const SPOKEN = ['Ziro', 'wAn', 'Tu', 'Fri', 'For', 'FaIv', 'SIKS', 'Sevn', 'eIT', 'naIn'];
const VOICES = [
  ['ada', 190],
  ['bruno', 105],
  ['cleo', 220],
  ['dimitri', 90],
  ['elif', 175],
  ['farid', 125],
] as const;
const TURN = 2 * Math.PI;

/**
 * Sounds of the form of spoken digits: each digit a series of vowels (two formants over a voice) and consonants (noise),
 * each speaker another pitch and pace. They are no speech, but to be told apart by the same means.
 *
 * @param options see {@link SpokenDigitOptions}
 * @returns recordings of 0.2 to 0.8 s at 8,000 samples a second, by digit, speaker and index
 * @throws RangeError when a number or the seed is no whole number, or out of its range
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function generateSpokenDigits(options: SpokenDigitOptions = {}): Recording[] {
  checkOptions('generateSpokenDigits', options, ['speakers', 'recordings', 'seed']);
  checkSeed('generateSpokenDigits: seed', options.seed);
  const {speakers = 6, recordings = 13, seed = 42} = options;
  checkWhole('generateSpokenDigits: speakers', speakers, 1, VOICES.length);
  checkWhole('generateSpokenDigits: recordings', recordings);
  const {uniform, normal} = random(seed);
  const speak = (digit: number, voice: number): Float32Array => {
    const pitch = voice * uniform(0.92, 1.08);
    const size = 1 + 0.12 * ((voice - 150) / 70) * uniform(0.8, 1.2); // a shorter throat has higher formants
    const samples: number[] = [];
    for (const name of SPOKEN[digit]) {
      const sound = SOUNDS[name];
      const seconds = (typeof sound === 'string' ? 0.07 : 0.11) * uniform(0.75, 1.3);
      const count = Math.round(seconds * DIGIT_SAMPLE_RATE);
      let before = 0;
      for (let i = 0; i < count; i++) {
        const swell = Math.min(1, (8 * i) / count, (8 * (count - i)) / count);
        const t = samples.length / DIGIT_SAMPLE_RATE;
        if (typeof sound === 'string') {
          const noise = uniform(-1, 1);
          // A hiss is noise without its low part: each sample less the one before.
          samples.push(swell * (sound === 'hiss' ? 0.12 * (noise - before) : 0.08 * noise));
          before = noise;
          continue;
        }
        const glottis = 0.6 + 0.4 * sine(TURN * pitch * t);
        const [first, second] = [sine(TURN * sound[0] * size * t), sine(TURN * sound[1] * size * t)];
        samples.push(swell * (0.3 * glottis * (first + 0.5 * second) + 0.1 * sine(TURN * pitch * t)));
      }
    }
    return Float32Array.from(samples, (sample) => Math.max(-1, Math.min(1, sample + normal(0, 0.003))));
  };
  return Array.from({length: 10}, (_, digit) =>
    VOICES.slice(0, speakers).flatMap(([speaker, voice]) =>
      Array.from({length: recordings}, (_, index) => ({digit, speaker, index, samples: speak(digit, voice)})),
    ),
  ).flat();
}

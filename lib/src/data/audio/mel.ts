import {checkAbove0, checkOneOf, checkOptions, checkWhole, show} from '../arguments';
import {Grid} from '../grid';
import {SPECTROGRAM_OPTIONS, type SpectrogramOptions, spectrogramOf, spectrogramSizes} from './spectrogram';

/** Options of {@link melFilters}. */
export interface MelFilterOptions {
  /** Samples a second. */
  sampleRate: number;
  /** Points of the Fourier transform. */
  fftLength: number;
  /** Number of filters; defaults to 40. */
  mels?: number;
  /** Lowest frequency in hertz; defaults to 0. */
  lowest?: number;
  /** Highest frequency in hertz; defaults to half the sample rate. */
  highest?: number;
  /** Which formula turns hertz into mel; defaults to 'slaney', as in librosa. */
  scale?: 'slaney' | 'htk';
}

/** Options of {@link melSpectrogram}. */
export interface MelOptions extends SpectrogramOptions, Omit<MelFilterOptions, 'fftLength'> {}

/** Options of {@link mfcc}. */
export interface MfccOptions extends MelOptions {
  /** Number of coefficients; defaults to 13. */
  coefficients?: number;
}

const FILTER_OPTIONS = ['sampleRate', 'mels', 'lowest', 'highest', 'scale'] as const;
const STEP = Math.log(6.4) / 27;

function toMel(hertz: number, scale: 'slaney' | 'htk'): number {
  if (scale === 'htk') return 2595 * Math.log10(1 + hertz / 700);
  return hertz < 1000 ? (3 * hertz) / 200 : 15 + Math.log(hertz / 1000) / STEP;
}

function toHertz(mel: number, scale: 'slaney' | 'htk'): number {
  if (scale === 'htk') return 700 * (10 ** (mel / 2595) - 1);
  return mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp(STEP * (mel - 15));
}

/**
 * Triangles over the frequencies, evenly spaced on the mel scale and each of area 1: narrow where the ear tells tones
 * apart well.
 *
 * @param options see {@link MelFilterOptions}
 * @returns [mels, fftLength / 2 + 1]
 * @throws RangeError when a size is impossible, a frequency above half the sample rate, or a filter lies between two bins
 *
 * Source: Slaney 1998, Auditory Toolbox; Young et al. 2006, The HTK Book. Lesson: notebooks/01-foundations/1.2.
 * Check: agrees with librosa to 1e-6.
 */
export function melFilters(options: MelFilterOptions): Grid {
  checkOptions('melFilters', options, [...FILTER_OPTIONS, 'fftLength']);
  return filtersOf(options, 'melFilters');
}

function filtersOf(options: MelFilterOptions, where: string): Grid {
  const {sampleRate, fftLength, mels = 40, lowest = 0, scale = 'slaney'} = options;
  checkAbove0(`${where}: sampleRate`, sampleRate);
  const {highest = sampleRate / 2} = options;
  checkWhole(`${where}: fftLength`, fftLength, 2);
  checkWhole(`${where}: mels`, mels);
  checkOneOf(`${where}: scale`, scale, ['slaney', 'htk']);
  if (!(lowest >= 0 && lowest < highest && highest <= sampleRate / 2)) {
    throw new RangeError(
      `${where}: lowest and highest must lie in order within 0 to ${sampleRate / 2} Hz, ` +
        `got ${show(lowest)} and ${show(highest)}`,
    );
  }
  const [from, to] = [toMel(lowest, scale), toMel(highest, scale)];
  const edges = Array.from({length: mels + 2}, (_, i) => toHertz(from + ((to - from) * i) / (mels + 1), scale));
  const bins = Math.floor(fftLength / 2) + 1;
  const values = new Float64Array(mels * bins);
  for (let m = 0; m < mels; m++) {
    const [left, middle, right] = edges.slice(m, m + 3);
    let isEmpty = true;
    for (let k = 0; k < bins; k++) {
      const hertz = (k * sampleRate) / fftLength;
      const height = Math.min((hertz - left) / (middle - left), (right - hertz) / (right - middle));
      if (height <= 0) continue;
      isEmpty = false;
      values[m * bins + k] = (height * 2) / (right - left);
    }
    if (isEmpty) {
      throw new RangeError(
        `${where}: filter ${m} of mels ${mels} holds no frequency: take fewer or a longer fftLength than ${fftLength}`,
      );
    }
  }
  return new Grid(values, [mels, bins]);
}

/**
 * The spectrogram as an ear hears it: power in bands of the mel scale.
 *
 *     M[t, m] = Σ_k filters[m, k] S[t, k]
 *
 * @param samples the sound, -1 to 1
 * @param options see {@link MelOptions}
 * @returns [frames, mels], power; {@link toDecibels} makes it readable
 * @throws RangeError as {@link spectrogram} and {@link melFilters}
 *
 * Lesson: notebooks/01-foundations/1.2 and notebooks/06-applications/6.2. Check: agrees with librosa to 1e-6.
 */
export function melSpectrogram(samples: ArrayLike<number>, options: MelOptions): Grid {
  checkOptions('melSpectrogram', options, [...FILTER_OPTIONS, ...SPECTROGRAM_OPTIONS]);
  return melsOf(samples, options, 'melSpectrogram');
}

function melsOf(samples: ArrayLike<number>, options: MelOptions, where: string): Grid {
  const {sampleRate, mels, lowest, highest, scale, ...rest} = options;
  const {fftLength} = spectrogramSizes(rest, where);
  const filters = filtersOf({sampleRate, fftLength, mels, lowest, highest, scale}, where);
  const sound = spectrogramOf(samples, rest, where);
  const [count, bins] = filters.shape;
  const values = new Float64Array(sound.length * count);
  for (let t = 0; t < sound.length; t++) {
    for (let m = 0; m < count; m++) {
      let sum = 0;
      for (let k = 0; k < bins; k++) sum += filters.values[m * bins + k] * sound.values[t * bins + k];
      values[t * count + m] = sum;
    }
  }
  return new Grid(values, [sound.length, count]);
}

/** Options of {@link toDecibels}. */
export interface DecibelOptions {
  /** Power that counts as 0 dB; defaults to 1. */
  reference?: number;
  /** Decibels below the loudest value at which the rest is cut off; defaults to 80. */
  range?: number;
}

/**
 * Power to decibels.
 *
 *     10 log10(max(P, 1e-10) / reference),   at least the largest one - range
 *
 * @param power such as {@link melSpectrogram} gives it
 * @param options see {@link DecibelOptions}
 * @returns the same shape
 * @throws RangeError when the reference or the range is not above 0
 *
 * Lesson: notebooks/01-foundations/1.2. Check: agrees with librosa to 1e-6.
 */
export function toDecibels(power: Grid, options: DecibelOptions = {}): Grid {
  checkOptions('toDecibels', options, ['reference', 'range']);
  const {reference = 1, range = 80} = options;
  if (!(power instanceof Grid)) throw new TypeError(`toDecibels: power must be a Grid, got ${show(power)}`);
  for (const [name, value] of Object.entries({reference, range})) {
    checkAbove0(`toDecibels: ${name}`, value);
  }
  const least = 1e-10;
  const decibels = power.values.map((value) => 10 * Math.log10(Math.max(value, least)));
  const shift = 10 * Math.log10(Math.max(reference, least));
  const loudest = decibels.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return new Grid(
    decibels.map((value) => Math.max(value, loudest - range) - shift),
    power.shape,
  );
}

/**
 * Mel-frequency cepstral coefficients: the shape of each frame's mel spectrum in a few numbers that depend little on
 * one another.
 *
 *     c[t, n] = s_n Σ_m D[t, m] cos(π n (m + 1/2) / mels),   s_0 = √(1/mels), else √(2/mels)
 *
 * D is the mel spectrogram in decibels; c[t, 0] is the loudness.
 *
 * @param samples the sound, -1 to 1
 * @param options see {@link MfccOptions}
 * @returns [frames, coefficients]
 * @throws RangeError as {@link melSpectrogram}, or when there are more coefficients than mels
 *
 * Source: Davis and Mermelstein 1980. Lesson: notebooks/01-foundations/1.2 and notebooks/06-applications/6.2.
 * Check: agrees with librosa to 1e-6.
 */
export function mfcc(samples: ArrayLike<number>, options: MfccOptions): Grid {
  checkOptions('mfcc', options, [...FILTER_OPTIONS, ...SPECTROGRAM_OPTIONS, 'coefficients']);
  const {coefficients = 13, ...rest} = options;
  checkWhole('mfcc: coefficients', coefficients);
  const loudness = toDecibels(melsOf(samples, rest, 'mfcc'));
  const [frames, mels] = loudness.shape;
  if (coefficients > mels)
    throw new RangeError(`mfcc: coefficients must be at most the ${mels} mels, got ${coefficients}`);
  const values = new Float64Array(frames * coefficients);
  for (let n = 0; n < coefficients; n++) {
    const scale = Math.sqrt((n === 0 ? 1 : 2) / mels);
    const wave = Float64Array.from({length: mels}, (_, m) => scale * Math.cos((Math.PI * n * (m + 0.5)) / mels));
    for (let t = 0; t < frames; t++) {
      let sum = 0;
      for (let m = 0; m < mels; m++) sum += wave[m] * loudness.values[t * mels + m];
      values[t * coefficients + n] = sum;
    }
  }
  return new Grid(values, [frames, coefficients]);
}

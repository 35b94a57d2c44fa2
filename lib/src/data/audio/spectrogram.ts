import FFT from 'fft.js';
import {checkFlag, checkList, checkOptions, checkWhole, show} from '../arguments';
import {Grid} from '../grid';

/** How a sound is cut into frames. */
export interface FrameOptions {
  /** Samples of a frame: how long the ear looks; defaults to 256. */
  frameLength?: number;
  /** Samples from the start of one frame to the next; defaults to half a frame. */
  hopLength?: number;
  /** Zeros around the sound, half a frame on either side, so that frame t is centred on sample t · hop. Defaults to false. */
  center?: boolean;
}

/** Options of {@link spectrogram}. */
export interface SpectrogramOptions extends FrameOptions {
  /** Points of the Fourier transform, a power of two; defaults to the least one that holds a frame. */
  fftLength?: number;
  /** 2 for power, 1 for amplitude; defaults to 2. */
  power?: 1 | 2;
}

/** Names of the options of a spectrogram, for the checks of what builds on it. */
export const SPECTROGRAM_OPTIONS = ['frameLength', 'hopLength', 'center', 'fftLength', 'power'] as const;

/** Throws unless these are samples: numbers, at least one. */
export function checkSamples(samples: ArrayLike<number>, where: string): void {
  checkList(`${where}: samples`, samples);
  for (let i = 0; i < samples.length; i++) {
    if (Number.isFinite(samples[i])) continue;
    throw new RangeError(`${where}: samples[${i}] must be a finite number, got ${show(samples[i])}`);
  }
}

/**
 * The window of Hann: what a frame is multiplied by, so that it begins and ends softly.
 *
 *     w_i = 0.5 - 0.5 cos(2π i / length)
 *
 * @param length samples
 * @returns [length]; periodic: one more point would be 0 again
 * @throws RangeError when the length is no whole number >= 1
 *
 * Lesson: notebooks/01-foundations/1.2. Check: agrees with scipy.
 */
export function hannWindow(length: number): Float64Array {
  checkWhole('hannWindow: length', length);
  if (length === 1) return Float64Array.of(1);
  return Float64Array.from({length}, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
}

/**
 * Cuts a sound into frames that overlap.
 *
 * @param samples the sound, -1 to 1
 * @param options see {@link FrameOptions}
 * @returns [frames, frameLength]; complete frames only
 * @throws RangeError when the sound is empty, shorter than one frame, or holds NaN, or a size is no whole number >= 1
 *
 * Lesson: notebooks/01-foundations/1.2. Check: agrees with librosa.
 */
export function soundFrames(samples: ArrayLike<number>, options: FrameOptions = {}): Grid {
  checkOptions('soundFrames', options, ['frameLength', 'hopLength', 'center']);
  return framesOf(samples, options, 'soundFrames');
}

function framesOf(samples: ArrayLike<number>, options: FrameOptions, where: string): Grid {
  const {frameLength = 256, hopLength = Math.max(1, Math.floor(frameLength / 2)), center = false} = options;
  checkSamples(samples, where);
  checkWhole(`${where}: frameLength`, frameLength);
  checkWhole(`${where}: hopLength`, hopLength);
  checkFlag(`${where}: center`, center);
  const before = center ? Math.floor(frameLength / 2) : 0;
  const length = samples.length + 2 * before;
  if (length < frameLength) {
    throw new RangeError(`${where}: frameLength ${frameLength} is longer than the ${samples.length} samples`);
  }
  const count = Math.floor((length - frameLength) / hopLength) + 1;
  const values = new Float64Array(count * frameLength);
  for (let frame = 0; frame < count; frame++) {
    for (let i = 0; i < frameLength; i++) {
      const place = frame * hopLength + i - before;
      if (place >= 0 && place < samples.length) values[frame * frameLength + i] = samples[place];
    }
  }
  return new Grid(values, [count, frameLength]);
}

/** Sizes with their defaults, checked. */
export function spectrogramSizes(options: SpectrogramOptions, where: string): Required<SpectrogramOptions> {
  const {frameLength = 256, center = false, power = 2} = options;
  checkWhole(`${where}: frameLength`, frameLength);
  const {hopLength = Math.max(1, Math.floor(frameLength / 2))} = options;
  const {fftLength = Math.max(2, 2 ** Math.ceil(Math.log2(frameLength)))} = options;
  checkWhole(`${where}: hopLength`, hopLength);
  checkWhole(`${where}: fftLength`, fftLength, Math.max(2, frameLength));
  if (!Number.isInteger(Math.log2(fftLength)))
    throw new RangeError(`${where}: fftLength must be a power of two, got ${fftLength}`);
  if (power !== 1 && power !== 2) throw new RangeError(`${where}: power must be 1 or 2, got ${show(power)}`);
  return {frameLength, hopLength, center, fftLength, power};
}

/**
 * How much of each frequency a sound holds, frame by frame (short-time Fourier transform).
 *
 *     S[t, k] = | Σ_i w_i x[t hop + i] exp(-2πi ik / fftLength) |^power
 *
 * Row k is the frequency k · sampleRate / fftLength. A frame shorter than the transform lies in its middle.
 *
 * @param samples the sound, -1 to 1
 * @param options see {@link SpectrogramOptions}
 * @returns [frames, fftLength / 2 + 1]
 * @throws RangeError when the sound is empty, shorter than the transform, or holds NaN, or a size is impossible
 *
 * Lesson: notebooks/01-foundations/1.2. Check: agrees with librosa to 1e-6.
 */
export function spectrogram(samples: ArrayLike<number>, options: SpectrogramOptions = {}): Grid {
  checkOptions('spectrogram', options, SPECTROGRAM_OPTIONS);
  return spectrogramOf(samples, options, 'spectrogram');
}

/** {@link spectrogram} for the function `where`, which messages name. */
export function spectrogramOf(samples: ArrayLike<number>, options: SpectrogramOptions, where: string): Grid {
  const {frameLength, hopLength, center, fftLength, power} = spectrogramSizes(options, where);
  const {values, length} = framesOf(samples, {frameLength: fftLength, hopLength, center}, where);
  const window = new Float64Array(fftLength);
  window.set(hannWindow(frameLength), Math.floor((fftLength - frameLength) / 2));
  const transform = new FFT(fftLength);
  const [input, output] = [new Array<number>(fftLength), transform.createComplexArray() as number[]];
  const bins = fftLength / 2 + 1;
  const result = new Float64Array(length * bins);
  for (let frame = 0; frame < length; frame++) {
    for (let i = 0; i < fftLength; i++) input[i] = window[i] * values[frame * fftLength + i];
    transform.realTransform(output, input);
    for (let k = 0; k < bins; k++) {
      const squared = output[2 * k] ** 2 + output[2 * k + 1] ** 2;
      result[frame * bins + k] = power === 2 ? squared : Math.sqrt(squared);
    }
  }
  return new Grid(result, [length, bins]);
}

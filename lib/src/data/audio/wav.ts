import {WaveFile} from 'wavefile';
import {checkBytes, checkWhole} from '../arguments';
import {checkSamples} from './spectrogram';

/** A sound with one channel. */
export interface Sound {
  /** [samples] -1 to 1. */
  samples: Float32Array;
  /** Samples a second. */
  sampleRate: number;
}

/**
 * Reads a WAV file; several channels become one, their mean.
 *
 * @param bytes the file, with samples of 8 to 64 bits, or packed by A-law or μ-law
 * @param name for error messages
 * @returns see {@link Sound}
 * @throws RangeError when the file is no WAV, or damaged
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function readWav(bytes: Uint8Array, name = 'the file'): Sound {
  checkBytes('readWav: bytes', bytes);
  let channels: Float64Array[];
  let sampleRate: number;
  try {
    const file = new WaveFile(bytes);
    const {blockAlign} = file.fmt as {blockAlign: number};
    // The library takes the byte that fills an odd chunk for a sample.
    const count = Math.floor((file.data as {chunkSize: number}).chunkSize / blockAlign);
    if (file.bitDepth === '8a') file.fromALaw();
    else if (file.bitDepth === '8m') file.fromMuLaw();
    else if (file.bitDepth === '4') throw new Error('it is packed by IMA ADPCM');
    const isFloat = file.bitDepth === '32f' || file.bitDepth === '64';
    // Whole numbers run from -2^(bits - 1), those of 8 bits from 0.
    const full = isFloat ? 1 : 2 ** (Number(file.bitDepth) - 1);
    const zero = file.bitDepth === '8' ? full : 0;
    ({sampleRate} = file.fmt as {sampleRate: number});
    // One channel comes as one array, several as a list of arrays.
    const samples = file.getSamples(false, Float64Array) as unknown as Float64Array | Float64Array[];
    channels = (Array.isArray(samples) ? samples : [samples]).map((channel) => {
      return channel.slice(0, count).map((sample) => (sample - zero) / full);
    });
  } catch (error) {
    throw new RangeError(`readWav: ${name} is no WAV file that can be read: ${(error as Error).message}`);
  }
  if (!channels[0]?.length) throw new RangeError(`readWav: ${name} holds no sound`);
  const mixed = Float32Array.from(channels[0], (_, i) => {
    return channels.reduce((sum, channel) => sum + channel[i], 0) / channels.length;
  });
  return {samples: mixed, sampleRate};
}

/**
 * Writes a WAV file of 16 bits and one channel.
 *
 * @param sound samples -1 to 1, what lies beyond is cut off, and samples a second
 * @returns the bytes of the file
 * @throws RangeError when there are no samples, one is not finite, or the sample rate is no whole number >= 1
 *
 * Lesson: notebooks/04-convolutions/4.2.
 */
export function writeWav({samples, sampleRate}: {samples: ArrayLike<number>; sampleRate: number}): Uint8Array {
  checkSamples(samples, 'writeWav');
  checkWhole('writeWav: sampleRate', sampleRate);
  const whole = Int16Array.from(samples, (sample) => Math.max(-32768, Math.min(32767, Math.round(32768 * sample))));
  const file = new WaveFile();
  file.fromScratch(1, sampleRate, '16', whole as unknown as number[]);
  return file.toBuffer();
}

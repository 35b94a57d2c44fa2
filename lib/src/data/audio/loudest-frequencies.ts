import {checkAbove0, checkOptions} from '../arguments';

import {type FrameOptions, spectrogramOf, spectrogramSizes} from './spectrogram';
import type {Sound} from './wav';

/**
 * The frequency that is loudest in each frame of a sound, frame t centred on sample t · hop.
 *
 * The Fourier transform has at least four points a sample of the frame, so neighbouring frequencies stand close together.
 *
 * @param sound samples and sample rate
 * @param options `frameLength` and `hopLength` of {@link FrameOptions}
 * @returns [frames] in hertz
 * @throws RangeError as `spectrogram`, or when the sample rate is not above 0
 *
 * Lesson: notebooks/04-convolutions/4.2. Check: lib/test/data/loudest-frequencies.test.ts.
 */
export function loudestFrequencies(sound: Sound, options: Omit<FrameOptions, 'center'> = {}): number[] {
  checkOptions('loudestFrequencies', options, ['frameLength', 'hopLength']);
  const {samples, sampleRate} = sound;
  checkAbove0('loudestFrequencies: sampleRate', sampleRate);
  const {frameLength} = spectrogramSizes(options, 'loudestFrequencies');
  const fftLength = 4 * 2 ** Math.ceil(Math.log2(frameLength));
  const {values, shape} = spectrogramOf(samples, {...options, center: true, fftLength}, 'loudestFrequencies');
  return Array.from({length: shape[0]}, (_, frame) => {
    const power = values.subarray(frame * shape[1], (frame + 1) * shape[1]);
    return (power.indexOf(power.reduce((most, value) => Math.max(most, value))) * sampleRate) / fftLength;
  });
}

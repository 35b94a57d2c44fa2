import {asNdArray, type Numbers, shapeText} from '../../data';
import type {Figure, TitleText} from '../figure';
import {panels} from '../panels';
import {spectrogram} from './sound';

/** A sound on its way from frequencies to a few numbers a frame. */
export interface SoundSteps {
  /** [frames, frequencies] levels in decibels. */
  spectrogram: Numbers;
  /** [frames, bands] levels in decibels. */
  mel: Numbers;
  /** [frames, coefficients] MFCC; the first, the loudness, is left out. */
  mfcc: Numbers;
}

/**
 * Spectrogram, mel bands and MFCC of one sound, one above the other on the same time: dark is much.
 *
 * @param steps see {@link SoundSteps}
 * @param text title, `sampleRate` in Hz, `hopLength` samples from one frame to the next
 * @returns the figure
 * @throws RangeError when a step is no matrix, or the numbers of frames differ
 *
 * Lesson: notebooks/01-foundations/1.2.
 */
export function soundSteps(steps: SoundSteps, text: TitleText & {sampleRate: number; hopLength: number}): Figure {
  const {sampleRate, hopLength, ...frame} = text;
  const [power, mel, mfcc] = (['spectrogram', 'mel', 'mfcc'] as const).map((name) => {
    const {values, shape} = asNdArray(steps[name], `soundSteps: ${name}`);
    if (shape.length !== 2)
      throw new RangeError(`soundSteps: ${name} must be [frames, ...], got [${shape.join(', ')}]`);
    return {values, shape, count: shape[0], size: shape[1]};
  });
  if (power.count !== mel.count || mel.count !== mfcc.count) {
    throw new RangeError(`soundSteps: ${power.count}, ${mel.count} and ${mfcc.count} frames do not belong together`);
  }
  const kept = mfcc.values.filter((_, i) => i % mfcc.size !== 0);
  const frameStep = hopLength / sampleRate;
  const bins = Array.from({length: power.size}, (_, k) => (k * sampleRate) / (2 * (power.size - 1)));
  const colour = {label: 'level', unit: 'dB'};
  const shapes: Figure[] = [
    spectrogram(power, {title: `spectrogram ${shapeText(power)}`, frameStep, bins, colour}),
    spectrogram(mel, {title: `mel bands ${shapeText(mel)}`, frameStep, y: {label: 'mel band', unit: ''}, colour}),
    spectrogram(
      {values: kept, shape: [mfcc.count, mfcc.size - 1]},
      {
        ...{
          title: `MFCC ${shapeText(mfcc)}, without the loudness`,
          frameStep,
          y: {label: 'coefficient', unit: ''},
        },
        bins: Array.from({length: mfcc.size - 1}, (_, k) => k + 1),
        colour: {label: 'value', unit: ''},
      },
    ),
  ];
  const figure = panels(shapes, {columns: 1, rowHeight: 220, ...frame});
  for (const {colorbar} of figure.data) {
    const bar = colorbar as {title: object};
    bar.title = {...bar.title, font: {size: 12}}; // as the names of the axes, which panels draw small
  }
  return figure;
}

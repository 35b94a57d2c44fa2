import type {Numbers} from '../../data';
import type {Figure, TitleText} from '../figure';
import {lines, rangeText, readVector, short} from '../lines';
import {BASELINE, PALETTE} from '../look';
import {withSlider} from '../slider';
import {stacked} from '../stacked';

/** Options of {@link slidingKernel}. */
export interface SlidingKernelText extends TitleText {
  /** What happens at the ends; defaults to 'valid'. */
  padding?: 'valid' | 'same' | 'causal';
  /** Steps from one output to the next; defaults to 1. */
  strides?: number;
  /** Distance between the inputs that the kernel reads; defaults to 1. */
  dilationRate?: number;
  /** Output shown first, from 1; defaults to the last. */
  start?: number;
}

/** More positions than this are too many for a slider. */
const MOST = 60;

/** First input step that each output reads; what lies outside counts as 0. */
function starts(
  length: number,
  size: number,
  {padding = 'valid', strides = 1, dilationRate = 1}: SlidingKernelText,
): number[] {
  const covers = (size - 1) * dilationRate;
  if (padding === 'valid' && covers >= length) {
    throw new RangeError(`a kernel that covers ${covers + 1} steps does not fit into ${length} without padding`);
  }
  const count = padding === 'valid' ? Math.floor((length - covers - 1) / strides) + 1 : Math.ceil(length / strides);
  // Keras: 'same' pads what is missing for ceil(length / strides) outputs, the smaller half before.
  const missing = Math.max(0, (count - 1) * strides + covers + 1 - length);
  const before = {valid: 0, causal: covers, same: Math.floor(missing / 2)}[padding];
  return Array.from({length: count}, (_, i) => i * strides - before);
}

/**
 * A kernel that slides along a series; a slider moves it, and the outputs appear one by one.
 *
 *     y_t = Σ_j kernel_j x_{t·s + j·d - p}        (no flip: what deep learning calls convolution)
 *
 * @param x [time steps]
 * @param kernel [kernel size]
 * @param text title, padding, stride, dilation
 * @returns the figure, an output stands at the step of the last input that its kernel covers
 *   (with 'same': of the middle one)
 * @throws RangeError when the kernel does not fit, an option is impossible, or there are not 2 to 60 outputs
 *
 * Lesson: notebooks/04-convolutions/4.1.
 */
export function slidingKernel(x: Numbers, kernel: Numbers, text: SlidingKernelText): Figure {
  const [series, weights] = [readVector(x, 'x'), readVector(kernel, 'kernel')];
  const {padding = 'valid', strides = 1, dilationRate = 1, title, width, height = 440} = text;
  if (!['valid', 'same', 'causal'].includes(padding)) {
    throw new RangeError(`padding must be 'valid', 'same' or 'causal', got '${padding}'`);
  }
  for (const [name, value] of Object.entries({strides, dilationRate})) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} must be a whole number above 0, got ${value}`);
  }
  if (weights.length === 0) throw new RangeError('slidingKernel needs a kernel of at least one weight');
  const from = starts(series.length, weights.length, text);
  if (from.length < 2 || from.length > MOST) {
    throw new RangeError(`slidingKernel draws 2 to ${MOST} outputs, got ${from.length}`);
  }
  const {start: first = from.length} = text;
  if (!Number.isInteger(first) || first < 1 || first > from.length) {
    throw new RangeError(`slidingKernel: start must be an output from 1 to ${from.length}, got ${first}`);
  }
  const places = from.map((start) => weights.map((_, j) => start + j * dilationRate));
  const at = (t: number) => series[t] ?? 0;
  const outputs = places.map((steps) => steps.reduce((sum, t, j) => sum + weights[j] * at(t), 0));
  const covers = (weights.length - 1) * dilationRate;
  const stands = from.map((start) => start + (padding === 'same' ? Math.floor(covers / 2) : covers));
  const range = (values: number[]): [number, number] => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const edge = 0.12 * (high - low || 1);
    return [low - edge, high + edge];
  };
  const [left, right] = [Math.min(0, places[0][0]), Math.max(series.length - 1, places[places.length - 1].at(-1) ?? 0)];
  const time = {label: 'time', unit: 'steps', range: [left - 0.6, right + 0.6] as [number, number]};
  const ended = /[.?!]$/.test(title) ? title : `${title}.`;
  const frame = (i: number): Figure => {
    const window = places[i];
    const input = lines(
      [
        {name: 'input', y: series, style: 6, draw: series.length > 40 ? 'line' : 'both'},
        {name: 'read by the kernel', x: window, y: window.map(at), style: 1, draw: 'markers'},
      ],
      {
        title: `input, read by the kernel [${weights.map(short).join(', ')}]`,
        x: time,
        y: {label: 'input', unit: '', range: range([0, ...series])},
      },
    );
    const output = lines(
      [
        {name: 'output', x: stands.slice(0, i + 1), y: outputs.slice(0, i + 1), style: 0, dash: 'solid', draw: 'both'},
        {name: 'newest output', x: [stands[i]], y: [outputs[i]], style: 2, draw: 'markers'},
      ],
      {title: 'output', x: time, y: {label: 'output', unit: '', range: range([0, ...outputs])}},
    );
    input.data[0].marker = {color: BASELINE, size: 5};
    input.data[1].marker = {color: PALETTE[1], size: 12, symbol: 'square', line: {color: '#222222', width: 1}};
    output.data[1].marker = {color: PALETTE[2], size: 13, symbol: 'diamond', line: {color: '#222222', width: 1}};
    const pads = window.filter((t) => t < 0 || t >= series.length).length;
    const zeros = pads > 0 ? `, ${pads} of ${weights.length} inputs are padding` : '';
    const sentence = `output ${i + 1} is ${short(outputs[i])}${zeros}`;
    const headed = ended === title ? `${title} Output${sentence.slice('output'.length)}` : `${title}: ${sentence}`;
    return stacked([input, output], {title: headed, width, height, alt: `${ended} ${sentence}.`});
  };
  const steps = from.map((_, i) => ({name: String(i + 1), figure: frame(i)}));
  const kind = `padding ${padding}, stride ${strides}, dilation ${dilationRate}`;
  const alt =
    text.alt ??
    `${ended} A kernel of ${weights.length} weights slides along ${series.length} steps (${kind}): ${outputs.length} outputs ` +
      `${rangeText(outputs)}. A slider moves the kernel.`;
  return withSlider(steps, {label: 'output', start: first - 1, alt});
}

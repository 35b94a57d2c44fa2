import {asNdArray, type Numbers} from '../../data';
import type {Axis, Figure, PlotlyObject, TitledText, TitleText} from '../figure';
import {SEQUENTIAL} from '../heatmap';
import {rangeText, readVector, short} from '../lines';
import {axisLayout, baseLayout, nth, PALETTE} from '../look';

/** Four digits are finer than a pixel, and keep notebooks small. */
const digits = (value: number) => Number(value.toPrecision(4));

/** Pairs of least and largest sample drawn at most: a screen has no more columns. */
const COLUMNS = 700;

/**
 * A wave over time; long ones are drawn as the least and the largest sample of each short stretch.
 *
 * @param samples [time steps]
 * @param text title and `sampleRate` in Hz; with `x.range` several waves share one time axis
 * @returns the figure
 * @throws RangeError when there are no samples, or the rate is not above 0
 *
 * Lesson: notebooks/01-foundations/1.2, 4.2 and 6.2.
 */
export function waveform(samples: Numbers, text: TitledText & {sampleRate: number}): Figure {
  const wave = readVector(samples, 'samples');
  const {sampleRate, title, width = 700, height = 260} = text;
  if (wave.length === 0) throw new RangeError('waveform needs at least one sample');
  if (!(sampleRate > 0)) throw new RangeError(`sampleRate must be above 0, got ${sampleRate}`);
  const size = Math.ceil(wave.length / COLUMNS);
  const [x, y]: [number[], number[]] = [[], []];
  for (let start = 0; start < wave.length; start += size) {
    const part = wave.slice(start, start + size);
    const ends = size === 1 ? part : [Math.min(...part), Math.max(...part)];
    for (const value of ends) {
      x.push(digits(start / sampleRate));
      y.push(digits(value));
    }
  }
  const seconds = wave.length / sampleRate;
  return {
    data: [{type: 'scatter', mode: 'lines', x, y, line: {color: PALETTE[0], width: 1}, showlegend: false}],
    layout: {
      ...baseLayout({title, width, height, legend: []}),
      xaxis: {...axisLayout(text.x ?? {label: 'time', unit: 's'}), range: text.x?.range ?? [0, seconds]},
      yaxis: axisLayout(text.y ?? {label: 'amplitude', unit: ''}),
    },
    alt: text.alt ?? `${title}. A wave of ${short(seconds)} s at ${sampleRate} Hz, ${rangeText(wave)}.`,
  };
}

/** Options of {@link spectrogram}. */
export interface SpectrogramText extends TitledText {
  /** Seconds from one frame to the next. */
  frameStep: number;
  /** Places of the bins on the y axis, rising: Hz, or indices of mel bands or coefficients; defaults to 0, 1, 2 ... */
  bins?: Numbers;
  /** What the colour measures; defaults to level in dB. */
  colour?: Axis;
}

/**
 * How much of each frequency sounds when: spectrogram, mel bands or MFCC; dark is much.
 *
 * @param frames [frames, bins]
 * @param text title, frame step in seconds, bins
 * @returns the figure, low bins at the bottom
 * @throws RangeError when it is no matrix, a value is not finite, or bins do not fit
 *
 * Lesson: notebooks/01-foundations/1.2 and notebooks/06-applications/6.2.
 */
export function spectrogram(frames: Numbers, text: SpectrogramText): Figure {
  const {values, shape} = asNdArray(frames, 'frames');
  const {frameStep, colour = {label: 'level', unit: 'dB'}, title, width = 700, height = 360} = text;
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`spectrogram needs [frames, bins], got shape [${shape.join(', ')}]`);
  }
  if (!(frameStep > 0)) throw new RangeError(`frameStep must be above 0 seconds, got ${frameStep}`);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`spectrogram: frames hold ${values[bad]} at place ${bad}`);
  const [count, size] = shape;
  const bins = text.bins === undefined ? Array.from({length: size}, (_, k) => k) : readVector(text.bins, 'bins');
  if (bins.length !== size) throw new RangeError(`spectrogram: ${bins.length} bins for frames of ${size}`);
  const z = bins.map((_, k) => Array.from({length: count}, (_frame, t) => digits(values[t * size + k])));
  const bar = {
    title: {text: colour.unit ? `${colour.label} (${colour.unit})` : colour.label, side: 'right'},
    thickness: 14,
  };
  const y = text.y ?? (text.bins === undefined ? {label: 'bin', unit: ''} : {label: 'frequency', unit: 'Hz'});
  return {
    data: [
      {
        ...{type: 'heatmap', z, x: z[0].map((_, t) => digits(t * frameStep)), y: bins, colorscale: SEQUENTIAL},
        colorbar: {...bar, outlinewidth: 0},
      },
    ],
    layout: {
      ...baseLayout({title, width, height, legend: []}),
      xaxis: {...axisLayout(text.x ?? {label: 'time', unit: 's'}), showgrid: false},
      yaxis: {...axisLayout(y), showgrid: false},
    },
    alt:
      text.alt ??
      `${title}. ${count} frames of ${size} bins over ${short(count * frameStep)} s, ${colour.label} ${rangeText(values)}.`,
  };
}

/** A note of a piano roll. */
export interface RollNote {
  /** MIDI number; 60 is middle C. */
  pitch: number;
  /** When it begins. */
  start: number;
  /** How long it sounds, above 0. */
  duration: number;
  /** Which voice sings it; defaults to none. */
  voice?: string;
}

const NAMES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const PATTERNS = ['', '/', 'x', '.', '-', '\\', '+'];

/** Middle C is C4. */
function noteName(pitch: number): string {
  return `${NAMES[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

/**
 * Notes as bars: height is pitch, length is duration; voices differ in colour and hatch.
 *
 * @param notes see {@link RollNote}
 * @param text title and `unit` of time; defaults to beats
 * @returns the figure; the y axis names white keys and Cs
 * @throws RangeError when there are no notes, or one is impossible
 *
 * Lesson: notebooks/01-foundations/1.2 and notebooks/06-applications/6.1.
 */
export function pianoRoll(notes: RollNote[], text: TitleText & {unit?: string}): Figure {
  if (notes.length === 0) throw new RangeError('pianoRoll needs at least one note');
  notes.forEach(({pitch, start, duration}, i) => {
    if (!Number.isInteger(pitch) || pitch < 0 || pitch > 127) throw new RangeError(`note ${i} has the pitch ${pitch}`);
    if (!(start >= 0 && duration > 0)) throw new RangeError(`note ${i} starts at ${start} and lasts ${duration}`);
  });
  const {title, width = 700, unit = 'beats'} = text;
  const pitches = notes.map(({pitch}) => pitch);
  const [low, high] = [Math.min(...pitches), Math.max(...pitches)];
  const height = text.height ?? Math.min(520, 150 + 12 * (high - low + 2));
  const voices = [...new Set(notes.map(({voice = ''}) => voice))];
  const data = voices.map((voice, i): PlotlyObject => {
    const sung = notes.filter((note) => (note.voice ?? '') === voice);
    const pattern = {shape: nth(PATTERNS, i), fgcolor: '#FFFFFF', bgcolor: nth(PALETTE, i), size: 6, solidity: 0.3};
    return {
      ...{type: 'bar', orientation: 'h', name: voice || 'notes', showlegend: voice !== '', width: 0.86},
      ...{y: sung.map(({pitch}) => pitch), base: sung.map(({start}) => start), x: sung.map(({duration}) => duration)},
      marker: {color: nth(PALETTE, i), pattern, line: {color: '#222222', width: 0.8}},
    };
  });
  const every = Array.from({length: high - low + 1}, (_, k) => low + k);
  const isTall = every.length <= 16;
  const tickvals = every.filter((pitch) => isTall || [0, 4, 7].includes(pitch % 12));
  const end = Math.max(...notes.map(({start, duration}) => start + duration));
  const sung = voices[0] === '' ? '' : ` in the voices ${voices.join(', ')}`;
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: voices.filter((voice) => voice !== '')}),
      barmode: 'overlay',
      xaxis: {...axisLayout({label: 'time', unit}), range: [0, end]},
      yaxis: {
        ...axisLayout({label: 'pitch', unit: ''}),
        tickvals,
        ticktext: tickvals.map(noteName),
        range: [low - 1, high + 1],
      },
    },
    alt:
      text.alt ??
      `${title}. ${notes.length} notes${sung} from ${noteName(low)} to ${noteName(high)} over ${short(end)} ${unit}.`,
  };
}

import {asNdArray, type Numbers} from '../data';
import {median} from '../metrics';
import type {ChartText, Figure} from './figure';
import {type Line, lines, short} from './lines';
import {nth} from './look';

/** One setting measured at several places, several runs each. */
export interface DotGroup {
  name: string;
  x: number[];
  /** [places, runs] */
  runs: Numbers;
  /** Level to compare with, drawn in grey, such as the error of a constant. */
  level?: {name: string; value: number};
}

/** Options of {@link runDots}. */
export interface RunDotsText extends ChartText {
  /** Grey levels for all groups, named where they end, such as {'least squares': 0.3}. */
  levels?: Record<string, number>;
  /** How far apart on the x axis the groups stand at one place, so that they do not cover each other; defaults to 0. */
  apart?: number;
}

/** None of the first groups has one of these, so that grey paper tells a level from its group. */
const LEVEL_DASHES = ['dot', 'longdashdot', 'longdash'];

/**
 * Every run as a dot, runs of one place a little side by side, the median of the runs as a line: for few runs, where a band would hide how few they are.
 *
 * @param groups see {@link DotGroup}
 * @param text title and axes; see {@link RunDotsText}
 * @returns the figure
 * @throws RangeError when there is no group, or its places and runs do not fit
 *
 * Lesson: notebooks/01-foundations/1.4 and notebooks/03-gated-cells/3.1.
 */
export function runDots(groups: DotGroup[], options: RunDotsText): Figure {
  const {levels: common = {}, apart = 0, ...text} = options;
  if (groups.length === 0) throw new RangeError('runDots needs at least one group');
  const read = groups.map(({name, x, runs, level}) => {
    const {values, shape} = asNdArray(runs, `runs of '${name}'`);
    if (shape.length !== 2 || shape[0] !== x.length || values.length === 0) {
      throw new RangeError(`'${name}' has ${x.length} places but runs of shape [${shape.join(', ')}]`);
    }
    const rows = x.map((_, i) => Array.from(values.subarray(i * shape[1], (i + 1) * shape[1])));
    return {name, x, rows, level};
  });
  const places = read.flatMap(({x}) => x);
  const step = text.x.log ? 0 : 0.01 * (Math.max(...places) - Math.min(...places));
  // Side by side, so that runs of the same height stay as many dots as they are.
  const aside = (place: number, run: number, count: number) => place + step * (run - (count - 1) / 2);
  const shift = (style: number) => apart * (style - (read.length - 1) / 2);
  const medians = read.map(({name, x, rows}, style): Line => {
    return {name, x: x.map((place) => place + shift(style)), y: rows.map((row) => median(row)), style};
  });
  const dots = read.map(({x, rows}, style): Line => {
    return {
      x: rows.flatMap((row, i) => row.map((_, run) => aside(x[i] + shift(style), run, row.length))),
      y: rows.flat(),
      draw: 'markers',
      style,
    };
  });
  const levels = read.flatMap(({x, level}, style): Line[] => {
    if (!level) return [];
    const ends = [Math.min(...x), Math.max(...x)];
    return [
      {name: level.name, x: ends, y: [level.value, level.value], baseline: true, dash: nth(LEVEL_DASHES, style), style},
    ];
  });
  const ends = [Math.min(...places) - Math.abs(shift(0)) - step, Math.max(...places) + Math.abs(shift(0)) + step];
  const named = Object.entries(common).map(([name, value], style): Line => {
    return {name, x: ends, y: [value, value], baseline: true, style};
  });
  const described = read.map(({name, x, rows, level}) => {
    const places = rows.map((row, i) => `${short(median(row))} at ${x[i]}`).join(', ');
    return `${name} ${places}${level ? `; ${level.name} ${short(level.value)}` : ''}`;
  });
  const alt = `${text.title}. Medians of ${text.y.label} by ${text.x.label}: ${described.join('. ')}.`;
  const below = Object.entries(common).map(([name, value]) => ` ${name}: ${short(value)}.`);
  return lines([...medians, ...dots, ...levels, ...named], {...text, alt: text.alt ?? alt + below.join('')});
}

import {asNdArray, type Numbers} from '../data';
import {median} from '../metrics';
import type {ChartText, Figure} from './figure';
import {type Line, lines, short} from './lines';
import {wrap} from './look';

/** One setting, such as a network, and what its runs gave. */
export interface NamedRuns {
  name: string;
  /** [runs] */
  values: Numbers;
  /** Place in the palette; defaults to the place in the list. */
  style?: number;
}

/** Options of {@link namedRuns}. */
export interface NamedRunsText extends ChartText {
  /** Grey levels to compare with, such as {naive: 0.02}. */
  levels?: Record<string, number>;
}

/** Room of a group along the axis that its runs fill. */
const SPAN = 0.5;

/**
 * Settings side by side, every run a dot, a bar at the median: whether two of them differ by more than the luck of their seeds.
 *
 * Runs stand in their order from left to right, so that one seed can be followed from setting to setting.
 *
 * @param groups see {@link NamedRuns}
 * @param text title and axes; the x axis names what the settings are; see {@link NamedRunsText}
 * @returns the figure: for each setting its runs and its median, then the levels
 * @throws RangeError when there is no group, one has no runs, or a value has no place on the axis
 *
 * Lesson: notebooks/02-forecasting/2.3.
 */
export function namedRuns(groups: NamedRuns[], text: NamedRunsText): Figure {
  if (groups.length === 0) throw new RangeError('namedRuns needs at least one setting');
  const {levels = {}, ...chart} = text;
  const read = groups.map(({name, values}) => {
    const runs = Array.from(asNdArray(values, `runs of '${name}'`).values);
    if (runs.length === 0) throw new RangeError(`'${name}' has no runs`);
    const bad = runs.find((value) => !Number.isFinite(value) || (text.y.log && value <= 0));
    if (bad !== undefined) throw new RangeError(`'${name}' holds ${bad}${text.y.log ? ' on a log axis' : ''}`);
    return {name, runs, middle: median(runs)};
  });
  const drawn = read.flatMap(({runs, middle}, i): Line[] => {
    const step = SPAN / Math.max(1, runs.length - 1);
    const x = runs.map((_, run) => i + (runs.length === 1 ? 0 : run * step - SPAN / 2));
    const style = groups[i].style ?? i;
    const bar: Line = {x: [i - 0.36, i + 0.36], y: [middle, middle], style, dash: 'solid'};
    return [{x, y: runs, draw: 'markers', style}, bar];
  });
  const ends = [-0.6, groups.length - 0.4];
  const grey = Object.entries(levels).map(([name, level], style): Line => {
    return {name, x: ends, y: [level, level], baseline: true, style};
  });
  const described = read.map(({name, runs, middle}) => {
    const range = runs.length === 1 ? '' : ` (${short(Math.min(...runs))} to ${short(Math.max(...runs))})`;
    return `${name} ${short(middle)}${range}`;
  });
  const versus = Object.entries(levels).map(([name, level]) => `; ${name} ${short(level)}`);
  const alt = `${text.title}. Medians (lowest to highest) of ${text.y.label}: ${described.join('; ')}${versus.join('')}.`;
  const figure = lines([...drawn, ...grey], {
    ...chart,
    x: {...text.x, range: [ends[0], ends[1]]},
    alt: text.alt ?? alt,
  });
  const ticktext = groups.map(({name}) => wrap(name, Math.max(8, Math.floor(72 / groups.length))).join('<br>'));
  const xaxis = {
    ...(figure.layout.xaxis as object),
    ...{tickvals: groups.map((_, i) => i), ticktext, showgrid: false},
  };
  return {...figure, layout: {...figure.layout, xaxis}};
}

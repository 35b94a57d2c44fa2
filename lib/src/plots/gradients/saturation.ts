import {asNdArray, type Numbers} from '../../data';
import type {Figure, TitleText} from '../figure';
import {heatmap} from '../heatmap';
import {lines, short} from '../lines';
import {stacked} from '../stacked';

/** Options of {@link saturation}. */
export interface SaturationText extends TitleText {
  /** What made the states; defaults to 'tanh'. */
  activation?: 'tanh' | 'sigmoid';
  /** A unit counts as saturated when its slope is below this share of the largest slope; defaults to 0.1. */
  below?: number;
}

const SLOPES = {
  tanh: {slope: (h: number) => 1 - h * h, least: -1},
  // Divided by its largest value 1/4, so that both are shares.
  sigmoid: {slope: (h: number) => 4 * h * (1 - h), least: 0},
};

/**
 * Which units let a gradient through: the slope of the activation by unit and time step, read from its outputs.
 *
 *     tanh: 1 - h²        sigmoid: 4 h (1 - h), as a share of its largest slope 1/4
 *
 * @param states [time steps, units] outputs of the activation
 * @param text title, activation
 * @returns the figure: the map, and below it the share of saturated units by time step
 * @throws RangeError when the states are no matrix, or lie outside what the activation can give
 *
 * Lesson: notebooks/01-foundations/1.5.
 */
export function saturation(states: Numbers, text: SaturationText): Figure {
  const {values, shape} = asNdArray(states, 'states');
  const {activation = 'tanh', below = 0.1, title, height = 460} = text;
  if (shape.length !== 2 || values.length === 0) {
    throw new RangeError(`states must be [time steps, units], got [${shape.join(', ')}]`);
  }
  const kind = SLOPES[activation];
  if (!kind) throw new RangeError(`activation must be 'tanh' or 'sigmoid', got '${activation}'`);
  if (!(below > 0 && below < 1)) throw new RangeError(`below must be between 0 and 1, got ${below}`);
  const bad = values.find((h) => !(h >= kind.least && h <= 1));
  if (bad !== undefined) throw new RangeError(`${activation} gives ${kind.least} to 1, but states hold ${bad}`);
  const [steps, units] = shape;
  const slope = (t: number, unit: number) => kind.slope(values[t * units + unit]);
  const byUnit = Array.from({length: units}, (_, unit) => Array.from({length: steps}, (_, t) => slope(t, unit)));
  const closed = Array.from({length: steps}, (_, t) => byUnit.filter((row) => row[t] < below).length / units);
  const x = {label: 'time', unit: 'steps'};
  const map = heatmap(byUnit, {
    ...{title: `share of the gradient that ${activation} lets through`, x, y: {label: 'unit', unit: ''}},
    colour: {label: 'slope', unit: '', range: [0, 1]},
    numbers: false,
  });
  const mapped = {
    ...map,
    // Real numbers on both axes, so that the line below shares the time axis.
    data: map.data.map((trace) => ({
      ...trace,
      x: closed.map((_, t) => t),
      y: byUnit.map((_, unit) => unit),
      ...{zmin: 0, zmax: 1, xgap: steps > 60 ? 0 : 1, ygap: units > 40 ? 0 : 1},
    })),
    layout: {...map.layout, yaxis: {...(map.layout.yaxis as object), type: 'linear'}},
  };
  const share = lines([{y: closed, style: 1, dash: 'solid'}], {
    ...{title: `share of saturated units (slope below ${short(below)})`, x},
    y: {label: 'share', unit: '', range: [0, 1.02]},
  });
  const mean = closed.reduce((sum, value) => sum + value, 0) / steps;
  const figure = stacked([mapped, share], {...text, height, heights: [2.2, 1]});
  return {
    ...figure,
    layout: {
      ...figure.layout,
      xaxis: {...(figure.layout.xaxis as object), range: [-0.5, steps - 0.5], showgrid: false},
    },
    alt:
      text.alt ??
      `${title}. Slopes of ${activation} for ${units} units over ${steps} time steps, and below them the share of ` +
        `saturated units: ${short(closed[0])} at the first step, ${short(closed[steps - 1])} at the last, ${short(mean)} on average.`,
  };
}

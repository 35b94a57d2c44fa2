import {median} from '../metrics';
import {points} from './bars';
import type {Axis, ChartText, Figure} from './figure';
import {panels} from './panels';

/** A network by what it costs and how it errs, see {@link costs}. */
export interface CostOfNetwork {
  name: string;
  /** Weights; above 0. */
  parameters: number;
  /** Time of the processor, one number a run; above 0. */
  seconds: readonly number[];
  /** One number a run. */
  errors: readonly number[];
}

/** Options of {@link costs}. */
export interface CostsText extends Omit<ChartText, 'x' | 'height'> {
  /** The axis of time; defaults to 'processor time' in s. */
  time?: Pick<Axis, 'label' | 'unit'>;
  /** Grey levels to compare with, such as {naive: 0.02}. */
  levels?: Record<string, number>;
}

/** A logarithmic axis with a margin at both ends, so that no marker is cut. */
function costAxis(axis: Pick<Axis, 'label' | 'unit'>, values: number[]): Axis {
  return {...axis, log: true, range: [Math.min(...values) / 1.4, Math.max(...values) * 1.4]};
}

/**
 * What errors cost: networks by their weights on the left, by their time on the right, with the same errors.
 *
 * A dot is the median of the runs, its bar reaches from the lowest error to the highest.
 *
 * @param networks each gets its own marker and legend entry
 * @param text title, axis of the error, levels
 * @returns the figure, two panels
 * @throws RangeError when there are no networks, one has no runs, or a cost is not above 0
 *
 * Lesson: notebooks/04-convolutions/4.1.
 */
export function costs(networks: readonly CostOfNetwork[], text: CostsText): Figure {
  const {title, y, levels, alt, width, time = {label: 'processor time', unit: 's'}} = text;
  const named = networks.map(({name, parameters, seconds, errors}) => {
    if (!(parameters > 0 && seconds.every((value) => value > 0))) {
      throw new RangeError(`costs: weights and seconds of '${name}' must be above 0, the axes are logarithmic`);
    }
    if (errors.length === 0 || seconds.length === 0) throw new RangeError(`costs: '${name}' has no runs`);
    const range: [number, number] = [Math.min(...errors), Math.max(...errors)];
    return {name, parameters, seconds: median(seconds), y: median(errors), range};
  });
  const by = (panel: string, cost: 'parameters' | 'seconds', axis: Pick<Axis, 'label' | 'unit'>) =>
    points(
      named.map((one) => ({name: one.name, x: one[cost], y: one.y, range: one.range})),
      {
        title: panel,
        x: costAxis(
          axis,
          named.map((one) => one[cost]),
        ),
        y,
        levels,
      },
    );
  const figures = [
    by('by weights', 'parameters', {label: 'parameters', unit: 'weights'}),
    by('by time', 'seconds', time),
  ];
  return panels(figures, {title, alt, width, rowHeight: 330});
}

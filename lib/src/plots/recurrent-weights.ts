import {asNdArray, type Numbers} from '../data';
import type {Figure} from './figure';
import {DIVERGING, heatmap} from './heatmap';
import {rangeText} from './lines';
import {panels} from './panels';

/** Options of {@link recurrentWeights}. */
export interface RecurrentWeightsText {
  /** The finding. */
  title: string;
  alt?: string;
}

/**
 * Both kernels of a recurrent layer as heatmaps side by side: rows are where a signal comes from, columns where it goes.
 *
 * @param kernel W_xh, [features, units]
 * @param recurrentKernel W_hh, [units, units]
 * @param text see {@link RecurrentWeightsText}
 * @returns the figure; both heatmaps have the same colours for the same weights, and one bar says which
 * @throws RangeError when the shapes do not fit
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function recurrentWeights(
  kernel: Numbers,
  recurrentKernel: Numbers,
  {title, alt}: RecurrentWeightsText,
): Figure {
  const [Wxh, Whh] = [asNdArray(kernel, 'kernel'), asNdArray(recurrentKernel, 'recurrentKernel')];
  const units = Whh.shape[0];
  for (const [name, {shape}] of Object.entries({kernel: Wxh, recurrentKernel: Whh})) {
    if (shape.length !== 2 || shape[1] !== units) {
      throw new RangeError(`${name} must have ${units} columns, one a unit, got shape [${shape.join(', ')}]`);
    }
  }
  const most = Math.max(...[...Wxh.values, ...Whh.values].map(Math.abs)) || 1;
  const names = (count: number, what: string) => Array.from({length: count}, (_, i) => `${what} ${i}`);
  const picture = (numbers: Numbers, name: string, rows: string[]): Figure => {
    const figure = heatmap(numbers, {
      title: `${name} [${rows.length}, ${units}]`,
      x: {label: 'to unit', unit: ''},
      y: {label: '', unit: ''},
      colour: {label: 'weight', unit: ''},
      rows,
      alt: `${name} [${rows.length}, ${units}], weights ${rangeText(asNdArray(numbers).values)}.`,
    });
    // One colour scale: the same colour is the same weight in both, so the bar beside W_hh serves both.
    const bar = {title: {text: 'weight', side: 'top', font: {size: 12}}, outlinewidth: 0};
    const scale = {colorscale: DIVERGING, zmin: -most, zmax: most};
    const last = name === 'W_hh';
    const data = figure.data.map((trace) => ({...trace, ...scale, showscale: last, colorbar: last ? bar : undefined}));
    return {...figure, data};
  };
  const pictures = [picture(Wxh, 'W_xh', names(Wxh.shape[0], 'feature')), picture(Whh, 'W_hh', names(units, 'unit'))];
  return panels(pictures, {title, alt, rowHeight: 300});
}

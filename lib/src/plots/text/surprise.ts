import {asNdArray, type Numbers} from '../../data';
import {colourBar} from '../colour-bar';
import type {Figure, TitleText} from '../figure';
import {SEQUENTIAL} from '../heatmap';
import {short} from '../lines';
import {baseLayout} from '../look';

/** What a text with surprises says about itself. */
export interface TextSurpriseText extends TitleText {
  /** Characters of a row; defaults to 50. */
  perRow?: number;
  /** Bits of the darkest colour; defaults to the largest surprise. */
  most?: number;
}

/**
 * A text whose characters stand on colours: the darker, the more bits a model needed for the character.
 *
 * @param text what was read; a line break is shown as an arrow
 * @param bits [characters] surprise of each one
 * @param options title, and how many characters stand in a row, see {@link TextSurpriseText}
 * @returns the figure
 * @throws RangeError when there is no text, or not one number of bits, at least 0, for each character
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function textSurprise(text: string, bits: Numbers, options: TextSurpriseText): Figure {
  const {title, perRow = 50, width = 700} = options;
  const {values} = asNdArray(bits, 'bits');
  const characters = Array.from(text, (character) => (character === '\n' ? '↵' : character));
  if (characters.length === 0 || values.length !== characters.length) {
    throw new RangeError(`textSurprise: ${characters.length} characters have ${values.length} numbers of bits`);
  }
  const bad = values.find((value) => !(value >= 0 && Number.isFinite(value)));
  if (bad !== undefined) throw new RangeError(`textSurprise: bits must be finite and >= 0, got ${bad}`);
  const rows = Math.ceil(characters.length / perRow);
  const {height = 130 + 30 * rows} = options;
  const inRows = <T>(list: ArrayLike<T>, rest: T) =>
    Array.from({length: rows}, (_, row) => Array.from({length: perRow}, (_, i) => list[row * perRow + i] ?? rest));
  const most = options.most ?? Math.max(...values);
  const order = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const places = order.slice(0, 3).map((at) => {
    const around = characters.slice(Math.max(0, at - 8), at + 1).join('');
    return `the last of '${around}' (${short(values[at])} bits)`;
  });
  const hidden = {showgrid: false, showline: false, zeroline: false, showticklabels: false, ticks: ''};
  const {margin, ...layout} = baseLayout({title, width, height, legend: []});
  return {
    data: [
      {
        ...{type: 'heatmap', z: inRows<number | null>(values, null), text: inRows(characters, '')},
        ...{colorscale: SEQUENTIAL, zmin: 0, zmax: most, xgap: 1, ygap: 3, hoverongaps: false},
        ...{texttemplate: '%{text}', textfont: {size: 13}, hovertemplate: '%{text}: %{z:.2f} bits<extra></extra>'},
        colorbar: colourBar('bits'),
      },
    ],
    layout: {
      ...layout,
      margin: {...(margin as object), l: 12, b: 16},
      xaxis: hidden,
      yaxis: {...hidden, autorange: 'reversed'},
    },
    alt: options.alt ?? `${title}. A text on colours from light, foreseen, to dark. Darkest: ${places.join(', ')}.`,
  };
}

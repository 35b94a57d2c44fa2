import {asNdArray, type Numbers} from '../../data';
import type {Figure, PlotlyObject, TitleText} from '../figure';
import {baseLayout, wrap} from '../look';
import {readPicture, steppedScale} from './region-attention';

/** Options of {@link pictureSheet}. */
export interface PictureSheetText extends TitleText {
  /** What stands under each picture; a line break is <br>. Defaults to nothing. */
  names?: string[];
  /** Pictures in a row; defaults to 4. */
  columns?: number;
}

/** Characters in a line of so many pixels, in letters of size 11. */
const charactersIn = (pixels: number) => Math.max(8, Math.floor(pixels / 6.1));

/**
 * Colour pictures side by side, read like text, with a name under each.
 *
 * @param images [pictures, height, width, 3], values from 0 to 1
 * @param text title, names
 * @returns the figure
 * @throws RangeError when the shape does not fit, there are not as many names, or a number is impossible
 *
 * Lesson: notebooks/06-applications/6.4.
 */
export function pictureSheet(images: Numbers, text: PictureSheetText): Figure {
  const {values, shape} = asNdArray(images, 'images');
  const {title, names, columns = 4, width = 700} = text;
  const [count, high, wide] = shape;
  if (shape.length !== 4 || shape[3] !== 3 || values.length === 0) {
    throw new RangeError(`images must be [pictures, height, width, 3], got [${shape.join(', ')}]`);
  }
  if (names && names.length !== count) {
    throw new RangeError(`names must be ${count}, one a picture, got ${names.length}`);
  }
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`columns must be a whole number above 0, got ${columns}`);
  }
  const across = Math.min(columns, count);
  const down = Math.ceil(count / across);
  const gap = Math.max(1, Math.round(wide / 6));
  const columnsOf = across * (wide + gap) - gap;
  const scale = (width - 40) / columnsOf;
  const lines = (names ?? []).map((name) =>
    name.split('<br>').flatMap((line) => wrap(line, charactersIn((wide + gap) * scale))),
  );
  const pitch = high + Math.ceil((8 + 15 * Math.max(0, ...lines.map(({length}) => length))) / scale);
  const rowsOf = down * pitch;
  // Row by row into one wide picture on white paper.
  const canvas = new Float64Array(rowsOf * columnsOf * 3).fill(1);
  const annotations: PlotlyObject[] = [];
  for (let i = 0; i < count; i++) {
    const [left, top] = [(i % across) * (wide + gap), Math.floor(i / across) * pitch];
    for (let y = 0; y < high; y++) {
      const row = values.subarray((i * high + y) * wide * 3, (i * high + y + 1) * wide * 3);
      canvas.set(row, ((top + y) * columnsOf + left) * 3);
    }
    if (!names) continue;
    annotations.push({
      ...{text: lines[i].join('<br>'), x: left + (wide - 1) / 2, y: top + high, yanchor: 'top', showarrow: false},
      font: {size: 11},
    });
  }
  const {z, colours} = readPicture({values: canvas, shape: [rowsOf, columnsOf, 3]});
  const base = baseLayout({title, width, height: 0, legend: [], tickCharacters: 0});
  const margin = {...(base.margin as Record<'t' | 'l' | 'r' | 'b', number>), l: 20, r: 20, b: 12};
  const hidden = {visible: false, constrain: 'domain'};
  return {
    data: [
      {
        ...{type: 'heatmap', z, zmin: -0.5, zmax: colours.length - 0.5, showscale: false, hoverinfo: 'skip'},
        colorscale: steppedScale(colours),
      },
    ],
    layout: {
      ...base,
      margin,
      height: Math.round(text.height ?? margin.t + margin.b + rowsOf * scale),
      annotations,
      xaxis: {...hidden, range: [-0.5, columnsOf - 0.5]},
      yaxis: {...hidden, range: [rowsOf - 0.5, -0.5], scaleanchor: 'x'},
    },
    alt: text.alt ?? `${title}. ${count} pictures${names ? `: ${names.join('; ').replaceAll('<br>', ' ')}` : ''}.`,
  };
}

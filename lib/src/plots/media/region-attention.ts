import {asNdArray, type Numbers} from '../../data';
import {colourBar} from '../colour-bar';
import type {Figure, PlotlyObject, TitleText} from '../figure';
import {SEQUENTIAL} from '../heatmap';
import {short} from '../lines';
import {axisLayout, baseLayout, FONT} from '../look';
import {withSlider} from '../slider';

/** Options of {@link regionAttention}. */
export interface RegionAttentionText extends TitleText {
  /** The words that were written, one a position of the slider; they may repeat. */
  words: string[];
  /** Regions [rows, columns]; needed where weights are [words, regions], read row by row. */
  grid?: readonly [number, number];
  /** Word shown first, from 0; defaults to the one that attends most to one region. */
  start?: number;
}

/** Shades of a channel: colours of a picture become places of one colour scale, since heatmaps draw everywhere. */
const SHADES = 16;

/** A picture as places of a list of colours. */
export interface Picture {
  z: number[][];
  colours: string[];
  /** Mean lightness, 0 to 1. */
  light: number;
}

/** Reads [height, width], [height, width, 1] or [height, width, 3] of 0 to 1. */
export function readPicture(image: Numbers): Picture {
  const {values, shape} = asNdArray(image, 'image');
  const [height, width, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || (channels !== 1 && channels !== 3) || values.length === 0) {
    throw new RangeError(`image must be [height, width] or [height, width, 3], got [${shape.join(', ')}]`);
  }
  const bad = values.find((value) => !(value >= 0 && value <= 1));
  if (bad !== undefined) throw new RangeError(`image must hold values from 0 to 1, got ${bad}`);
  const seen = new Map<string, number>();
  let sum = 0;
  const z = Array.from({length: height}, (_, y) =>
    Array.from({length: width}, (_pixel, x) => {
      const at = (y * width + x) * channels;
      const shades = Array.from({length: 3}, (_channel, c) => values[at + (channels === 3 ? c : 0)]);
      sum += shades.reduce((total, one) => total + one, 0) / 3;
      const levels = shades.map((one) => Math.round((Math.round(one * (SHADES - 1)) * 255) / (SHADES - 1)));
      const colour = `rgb(${levels.join(',')})`;
      const place = seen.get(colour) ?? seen.size;
      seen.set(colour, place);
      return place;
    }),
  );
  return {z, colours: [...seen.keys()], light: sum / (height * width)};
}

/** A colour scale of steps: place i of n shows colour i. */
export function steppedScale(colours: string[]): [number, string][] {
  return colours.flatMap((colour, i): [number, string][] => [
    [i / colours.length, colour],
    [(i + 1) / colours.length, colour],
  ]);
}

function readWeights(
  weights: Numbers,
  {words, grid}: RegionAttentionText,
): {maps: number[][][]; rows: number; columns: number} {
  const {values, shape} = asNdArray(weights, 'weights');
  const [rows, columns] = shape.length === 3 ? shape.slice(1) : (grid ?? []);
  const isFit =
    shape[0] === words.length &&
    (shape.length === 3
      ? !grid || grid.join() === [rows, columns].join()
      : shape.length === 2 && rows * columns === shape[1]);
  if (!isFit || values.length === 0) {
    const form = grid ? ` and a grid of [${grid.join(', ')}]` : '';
    throw new RangeError(
      `weights must be [words, rows, columns], or [words, regions] with a grid; got [${shape.join(', ')}] for ` +
        `${words.length} words${form}`,
    );
  }
  const maps = words.map((word, t) => {
    const own = values.subarray(t * rows * columns, (t + 1) * rows * columns);
    const sum = own.reduce((total, one) => total + one, 0);
    if (Math.abs(sum - 1) > 1e-3 || own.some((weight) => !(weight >= 0))) {
      throw new RangeError(`weights of word ${t} ('${word}') are no distribution: they sum to ${short(sum)}`);
    }
    return Array.from({length: rows}, (_, i) => Array.from(own.subarray(i * columns, (i + 1) * columns)));
  });
  return {maps, rows, columns};
}

/** Row and column of the largest weight. */
function strongest(map: number[][]): {row: number; column: number; weight: number} {
  const weight = Math.max(...map.flat());
  const row = map.findIndex((one) => one.includes(weight));
  return {row, column: map[row].indexOf(weight), weight};
}

const HIDDEN = {showgrid: false, showline: false, showticklabels: false, ticks: '', zeroline: false};

/**
 * Where in a picture a decoder looks for each word: the picture with regions faded that weigh little, beside it the weights.
 *
 * @param image [height, width] or [height, width, 3], values from 0 to 1
 * @param weights [words, rows, columns], or [words, regions] with `grid`; each word's weights sum to 1
 * @param text title, words
 * @returns the figure: one position of the slider a word; the region that weighs most has an orange frame
 * @throws RangeError when shapes do not fit, a pixel is not 0 to 1, or weights are no distribution
 *
 * Lesson: notebooks/06-applications/6.4. Source: Xu et al. 2015, arXiv:1502.03044.
 */
export function regionAttention(image: Numbers, weights: Numbers, text: RegionAttentionText): Figure {
  const {words, title, width = 700, height = 400, alt} = text;
  if (words.length < 2) throw new RangeError(`regionAttention needs at least two words, got ${words.length}`);
  const {z, colours, light} = readPicture(image);
  const {maps, rows, columns} = readWeights(weights, text);
  const [high, wide] = [z.length, z[0].length];
  if (high < rows || wide < columns) {
    throw new RangeError(`a grid of ${rows} by ${columns} regions does not fit on ${high} by ${wide} pixels`);
  }
  const most = Math.max(...maps.flat(2));
  // What is looked at stands out by contrast: dark pictures fade to white paper, light ones to grey.
  const veil = light < 0.5 ? '255,255,255' : '90,90,90';
  const [regionWide, regionHigh] = [wide / columns, high / rows];
  const gridLines = {x: [] as (number | null)[], y: [] as (number | null)[]};
  const add = (x0: number, y0: number, x1: number, y1: number) => {
    gridLines.x.push(x0 - 0.5, x1 - 0.5, null);
    gridLines.y.push(y0 - 0.5, y1 - 0.5, null);
  };
  for (let i = 0; i <= rows; i++) add(0, i * regionHigh, wide, i * regionHigh);
  for (let j = 0; j <= columns; j++) add(j * regionWide, 0, j * regionWide, high);
  const frame = (row: number, column: number, [w, h]: [number, number], shift: number): PlotlyObject => ({
    ...{type: 'scatter', mode: 'lines', hoverinfo: 'skip', showlegend: false, line: {color: '#D55E00', width: 4}},
    x: [column, column + 1, column + 1, column, column].map((one) => one * w - shift),
    y: [row, row, row + 1, row + 1, row].map((one) => one * h - shift),
  });
  const places = (count: number, size: number) => Array.from({length: count}, (_, i) => (i + 0.5) * size - 0.5);
  const draw = (map: number[][], t: number): Figure => {
    const best = strongest(map);
    const right = {xaxis: 'x2', yaxis: 'y2'};
    const isNumbered = rows * columns <= 64;
    return {
      data: [
        {
          ...{type: 'heatmap', z, zmin: -0.5, zmax: colours.length - 0.5, showscale: false, hoverinfo: 'skip'},
          colorscale: steppedScale(colours),
        },
        {
          ...{type: 'heatmap', z: map, x: places(columns, regionWide), y: places(rows, regionHigh), showscale: false},
          ...{zmin: 0, zmax: most, hovertemplate: 'weight %{z:.3f}<extra></extra>'},
          colorscale: [
            [0, `rgba(${veil},0.88)`],
            [1, `rgba(${veil},0)`],
          ],
        },
        {
          ...{type: 'scatter', mode: 'lines', hoverinfo: 'skip', showlegend: false, ...gridLines},
          line: {color: '#767676', width: 1},
        },
        frame(best.row, best.column, [regionWide, regionHigh], 0.5),
        {
          ...{type: 'heatmap', z: map, ...right, colorscale: SEQUENTIAL, zmin: 0, zmax: most, xgap: 1, ygap: 1},
          ...(isNumbered ? {texttemplate: '%{z:.2f}', textfont: {size: columns > 6 ? 10 : 12}} : {}),
          colorbar: colourBar('weight', 12),
        },
        {...frame(best.row, best.column, [1, 1], 0.5), ...right},
      ],
      layout: {
        ...baseLayout({
          title: `${title}: word ${t + 1} of ${words.length}, '${words[t]}'`,
          width,
          height,
          legend: [],
          tickCharacters: 2,
        }),
        xaxis: {
          ...axisLayout({label: `picture, ${wide} by ${high} pixels`, unit: '', range: [-0.5, wide - 0.5]}),
          ...{...HIDDEN, domain: [0, 0.44], constrain: 'domain', anchor: 'y'},
        },
        yaxis: {
          ...axisLayout({label: 'row of regions', unit: '', range: [high - 0.5, -0.5]}),
          ...{...HIDDEN, scaleanchor: 'x', constrain: 'domain', showticklabels: true},
          ...{tickvals: places(rows, regionHigh), ticktext: Array.from({length: rows}, (_, i) => i + 1)},
        },
        xaxis2: {
          ...axisLayout({label: 'weights by column of regions', unit: '', range: [-0.5, columns - 0.5]}),
          ...{...HIDDEN, domain: [0.54, 1], constrain: 'domain', anchor: 'y2', showticklabels: true},
          ...{
            tickvals: Array.from({length: columns}, (_, j) => j),
            ticktext: Array.from({length: columns}, (_, j) => j + 1),
          },
        },
        yaxis2: {
          ...axisLayout({label: '', unit: '', range: [rows - 0.5, -0.5]}),
          ...{...HIDDEN, scaleanchor: 'x2', scaleratio: regionHigh / regionWide, constrain: 'domain', anchor: 'x2'},
        },
        font: {family: FONT, size: 13, color: '#222222'},
      },
      alt: title,
    };
  };
  const described = maps.map((map, t) => {
    const {row, column, weight} = strongest(map);
    return `'${words[t]}' row ${row + 1}, column ${column + 1} (${short(weight)})`;
  });
  const sharpest = maps.map((map) => strongest(map).weight);
  return withSlider(
    maps.map((map, t) => ({name: words[t], figure: draw(map, t)})),
    {
      label: 'word',
      start: text.start ?? sharpest.indexOf(Math.max(...sharpest)),
      alt:
        alt ??
        `${title}. A picture of ${wide} by ${high} pixels in ${rows} by ${columns} regions; a slider goes through the words. ` +
          `Most weight: ${described.join('; ')}.`,
    },
  );
}

import {asNdArray, type Numbers} from '../data';
import {axisTitle, type ChartText, type Figure, type PlotlyObject} from './figure';
import {rangeText, short} from './lines';
import {axisLayout, baseLayout} from './look';
import {type SliderOptions, withSlider} from './slider';

/** What a triangle of time steps says about itself. */
export interface StepTriangleText extends Omit<ChartText, 'height'> {
  /** What the colour measures; its `range` fixes the colours, so that figures behind a slider can be compared. */
  colour: ChartText['x'];
  /** Steps of a chunk: cells whose path crosses a border between chunks are drawn as cut; defaults to no cuts. */
  chunk?: number;
  /** Digits behind the point in the cells; defaults to 2. */
  digits?: number;
}

// Pale ramps: the ink of the numbers keeps a contrast of at least 6.5 on every colour.
const SEQUENTIAL = [
  [0, '#F7FBFF'],
  [0.5, '#BDD7E7'],
  [1, '#6BAED6'],
];
const DIVERGING = [
  [0, '#E9A36B'],
  [0.5, '#FFFFFF'],
  [1, '#7DB4DC'],
];
const CUT = '#E3E3E3';
const INK = '#222222';
const CUT_INK = '#5A5A5A';

/** The staircase around what chunks keep, in steps: down the left side of each chunk and along its top. */
function borders(steps: number, chunk: number): {x: (number | null)[]; y: (number | null)[]} {
  const [x, y]: [(number | null)[], (number | null)[]] = [[], []];
  for (let start = 0; start < steps; start += chunk) {
    const end = Math.min(start + chunk, steps);
    x.push(start + 0.5, end + 0.5, end + 0.5, start + 0.5, start + 0.5, null);
    y.push(start + 0.5, start + 0.5, end + 0.5, end + 0.5, start + 0.5, null);
  }
  return {x, y};
}

/** Rows that end at the diagonal, filled up to a square; what stands there is not drawn. */
function filled(matrix: Numbers): Numbers {
  const isRagged = Array.isArray(matrix) && matrix.every((row, t) => Array.isArray(row) && row.length === t + 1);
  if (!isRagged) return matrix;
  const rows = matrix as number[][];
  return rows.map((row) => rows.map((_, k) => row[k] ?? 0));
}

/**
 * Which earlier step acts on which later step: row t, column k ≤ t, step 1 in the upper left corner.
 *
 * @param matrix [time steps, time steps], or rows that end at the diagonal; what stands above it is not drawn
 * @param text title, axes (x the cause, y the effect), colour
 * @returns the figure: three traces, whatever is cut, so that a slider can change `chunk`
 * @throws RangeError when the matrix is not square, a drawn value is not finite, or the chunk is no whole number above 0
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function stepTriangle(matrix: Numbers, text: StepTriangleText): Figure {
  const {values, shape} = asNdArray(filled(matrix), 'matrix');
  const steps = shape[0];
  if (shape.length !== 2 || shape[1] !== steps || steps === 0) {
    throw new RangeError(`stepTriangle needs [time steps, time steps], got shape [${shape.join(', ')}]`);
  }
  const {chunk = steps, digits = 2, width = 700} = text;
  if (!Number.isInteger(chunk) || chunk < 1) {
    throw new RangeError(`chunk must be a whole number above 0, got ${chunk}`);
  }
  const isKept = (t: number, k: number) => Math.floor(t / chunk) === Math.floor(k / chunk);
  const drawn: number[] = [];
  const grid = (keep: boolean): (number | null)[][] =>
    Array.from({length: steps}, (_, t) =>
      Array.from({length: steps}, (_, k) => (k <= t && isKept(t, k) === keep ? values[t * steps + k] : null)),
    );
  const [kept, cut] = [grid(true), grid(false)];
  for (const row of [...kept, ...cut]) for (const value of row) if (value !== null) drawn.push(value);
  const bad = drawn.find((value) => !Number.isFinite(value));
  if (bad !== undefined) throw new RangeError(`stepTriangle: a value is ${bad}`);
  const range = text.colour.range ?? [Math.min(0, ...drawn), Math.max(...drawn)];
  const most = Math.max(Math.abs(range[0]), Math.abs(range[1])) || 1;
  const isMixed = range[0] < 0;
  const numbers = Array.from({length: steps}, (_, t) => t + 1);
  const template = steps <= 12 ? {texttemplate: `%{z:.${digits}f}`, textfont: {size: 11, color: INK}} : {};
  const shared: PlotlyObject = {type: 'heatmap', x: numbers, y: numbers, xgap: 1, ygap: 1, ...template};
  const data: PlotlyObject[] = [
    {
      ...shared,
      z: kept,
      colorscale: isMixed ? DIVERGING : SEQUENTIAL,
      zmin: isMixed ? -most : range[0],
      zmax: isMixed ? most : range[1],
      colorbar: {
        title: {text: axisTitle(text.colour), side: 'right', font: {size: 12}},
        thickness: 14,
        outlinewidth: 0,
      },
    },
    {
      ...shared,
      z: cut,
      colorscale: [
        [0, CUT],
        [1, CUT],
      ],
      showscale: false,
      textfont: {size: 11, color: CUT_INK},
    },
    {
      type: 'scatter',
      mode: 'lines',
      ...(chunk < steps ? borders(steps, chunk) : {x: [null], y: [null]}),
      line: {color: '#D55E00', width: 2.5},
      cliponaxis: false,
      hoverinfo: 'skip',
      showlegend: false,
    },
  ];
  const side = {range: [0.5, steps + 0.5], showgrid: false, dtick: Math.ceil(steps / 12), tick0: 1, ticks: ''};
  const parts = chunk < steps ? ` Orange boxes: chunks of ${chunk}; what lies outside them is grey: cut.` : '';
  const last = Array.from(values.subarray((steps - 1) * steps));
  return {
    data,
    layout: {
      ...baseLayout({title: text.title, width, height: Math.round(width * 0.72), legend: []}),
      xaxis: {...axisLayout(text.x), ...side},
      yaxis: {...axisLayout(text.y), ...side, range: [steps + 0.5, 0.5]},
    },
    alt:
      text.alt ??
      `${text.title}. A triangle of ${steps} by ${steps} time steps, ${text.colour.label} ${rangeText(drawn)}; in its last ` +
        `row ${short(last[0])} at step 1 and ${short(last[steps - 1])} at step ${steps}.${parts}`,
  };
}

/** One position of the slider of {@link stepTriangles}. */
export interface TriangleFrame {
  /** What stands under the slider, such as '100'. */
  name: string;
  /** The finding of this position. */
  title: string;
  /** As the matrix of {@link stepTriangle}. */
  rows: Numbers;
  /** As in {@link StepTriangleText}. */
  chunk?: number;
}

/**
 * Triangles of time steps that a slider steps through, such as one an epoch.
 *
 * @param frames see {@link TriangleFrame}
 * @param text axes and colour, the same for all; a `range` of the colour makes them comparable
 * @param options what the slider changes, and where it starts
 * @returns the figure with frames
 * @throws RangeError as {@link stepTriangle} and {@link withSlider} do
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function stepTriangles(
  frames: TriangleFrame[],
  text: Omit<StepTriangleText, 'title' | 'chunk'>,
  options: SliderOptions,
): Figure {
  const steps = frames.map(({name, rows, ...own}) => ({name, figure: stepTriangle(rows, {...text, ...own})}));
  return withSlider(steps, options);
}

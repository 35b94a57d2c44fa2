import {type Drawing, fitDrawing} from '../../data';
import type {Figure, PlotlyObject, TitleText} from '../figure';
import {baseLayout, nth, PALETTE} from '../look';
import {withSlider} from '../slider';
import {labelPlaces} from './label-places';

/** Options of {@link sketchSheet}. */
export interface SketchSheetText extends TitleText {
  /** What stands under each drawing; defaults to nothing. */
  names?: string[];
  /** Drawings in a row; defaults to 6. */
  columns?: number;
  /** Colours strokes in their order, and marks where each begins; defaults to false. */
  order?: boolean;
}

/** Options of {@link sketchMovie}. */
export interface SketchMovieText extends SketchSheetText {
  /** Positions of the slider, the finished drawings among them; defaults to 12. */
  frames?: number;
}

/** The first movements of a drawing, the first point not counted. */
function begun(drawing: Drawing, points: number): Drawing {
  let left = points;
  return drawing.flatMap(([xs, ys]) => {
    const kept = Math.max(0, Math.min(left, xs.length));
    left -= kept;
    return kept > 0 ? [[xs.slice(0, kept), ys.slice(0, kept)] as const] : [];
  });
}

const pointsOf = (drawing: Drawing) => drawing.reduce((sum, [xs]) => sum + xs.length, 0);
const CELL = 1.3;
const tenth = (value: number) => Math.round(value * 500) / 500;

/** Points along a stroke, close enough that none slips through a number. */
function inkOf([xs, ys]: Drawing[number]) {
  return xs.slice(1).flatMap((x, i) => {
    const steps = Math.ceil(Math.hypot(x - xs[i], ys[i + 1] - ys[i]) / 0.03);
    return Array.from({length: steps}, (_, k) => {
      const share = (k + 1) / steps;
      return {x: xs[i] + share * (x - xs[i]), y: ys[i] + share * (ys[i + 1] - ys[i])};
    });
  });
}

/** A drawing as one line with gaps, in its cell of the sheet, y upwards; `whole` says how large it will be. */
function inCell(drawing: Drawing, place: number, columns: number) {
  const fitted = fitDrawing(drawing, 1);
  const [wide, high] = ([0, 1] as const).map((axis) => Math.max(...fitted.flatMap((stroke) => stroke[axis])));
  const [left, top] = [CELL * (place % columns) + (1 - wide) / 2, CELL * Math.floor(place / columns) + (1 - high) / 2];
  return fitted.map(([xs, ys]) => [xs.map((x) => tenth(x + left)), ys.map((y) => tenth(y + top))] as const);
}

/** A dot where each stroke begins, and beside it its number; `side` is the side of a cell in pixels. */
function orderOf(placed: Drawing[], side: number, across: number): PlotlyObject[] {
  const starts = placed.flatMap((strokes, i) => {
    const top = CELL * Math.floor(i / across);
    const begins = strokes.map(([xs, ys]) => ({x: xs[0], y: ys[0]}));
    const places = labelPlaces(begins, {
      ...{wide: 10 / side, high: 14 / side, ink: strokes.flatMap(inkOf)},
      // Above its cell a number would stand on a name, below it on its own.
      between: [top - 0.03, top + 1.03],
    });
    return begins.map((begin, k) => ({begin, place: places[k], k}));
  });
  const color = starts.map(({k}) => nth(PALETTE, k));
  const shared = {type: 'scatter', hoverinfo: 'skip', showlegend: false, cliponaxis: false};
  return [
    {
      ...{...shared, mode: 'markers', name: 'begin', marker: {size: 6, color}},
      ...{x: starts.map(({begin}) => begin.x), y: starts.map(({begin}) => begin.y)},
    },
    {
      ...{...shared, mode: 'text', name: 'order', text: starts.map(({k}) => `<b>${k + 1}</b>`)},
      ...{x: starts.map(({place}) => tenth(place.x)), y: starts.map(({place}) => tenth(place.y))},
      textfont: {size: 13, color},
    },
  ];
}

function sheet(placed: Drawing[], count: number, text: SketchSheetText): Figure {
  const {title, names = [], columns = 6, order = false, width = 700} = text;
  const across = Math.min(columns, count);
  const down = Math.ceil(count / across);
  const traces = placed.map((strokes, i): PlotlyObject => {
    const gap = (axis: 0 | 1) =>
      strokes.flatMap((stroke, k): (number | null)[] => (k === 0 ? [...stroke[axis]] : [null, ...stroke[axis]]));
    const line = {color: order ? '#9A9A9A' : '#222222', width: 2};
    return {
      type: 'scatter',
      mode: 'lines',
      x: gap(0),
      y: gap(1),
      line,
      hoverinfo: 'skip',
      showlegend: false,
      name: `${i}`,
    };
  });
  const hidden = {visible: false, constrain: 'domain'};
  const [right, bottom] = [CELL * (across - 1) + 1, CELL * (down - 1) + 1];
  const side = (width - 40) / (right + 0.1);
  if (order) traces.push(...orderOf(placed, side, across));
  const base = baseLayout({title, width, height: 0, legend: [], tickCharacters: 0});
  const margin = {...(base.margin as Record<'t' | 'l' | 'r' | 'b', number>), l: 20, r: 20, b: 16};
  return {
    data: traces,
    layout: {
      ...base,
      margin,
      height: text.height ?? Math.round(margin.t + margin.b + side * (bottom + 0.3)),
      xaxis: {...hidden, range: [-0.05, right + 0.05]},
      yaxis: {...hidden, range: [bottom + 0.25, -0.05], scaleanchor: 'x'},
      annotations: names.map((name, i) => ({
        ...{text: name, showarrow: false, xanchor: 'center', yanchor: 'middle', font: {size: 12}},
        ...{x: CELL * (i % across) + 0.5, y: CELL * Math.floor(i / across) + 1.13},
      })),
    },
    alt: text.alt ?? `${title}. ${count} drawings${names.length > 0 ? `: ${names.join(', ')}` : ''}.`,
  };
}

function checkSheet(drawings: readonly Drawing[], {names, columns = 6}: SketchSheetText, where: string): void {
  if (drawings.length === 0) throw new RangeError(`${where} needs at least one drawing`);
  if (names && names.length !== drawings.length) {
    throw new RangeError(`${where}: names must be as many as drawings, ${drawings.length}, got ${names.length}`);
  }
  if (!Number.isInteger(columns) || columns < 1) {
    throw new RangeError(`${where}: columns must be a whole number above 0, got ${columns}`);
  }
}

/**
 * Drawings side by side, each fitted into a square of its own.
 *
 * @param drawings see `Drawing`; y downwards
 * @param text title, names, see {@link SketchSheetText}
 * @returns the figure
 * @throws RangeError when there is no drawing, names do not fit, or a drawing is empty
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function sketchSheet(drawings: readonly Drawing[], text: SketchSheetText): Figure {
  checkSheet(drawings, text, 'sketchSheet');
  const columns = Math.min(text.columns ?? 6, drawings.length);
  return sheet(
    drawings.map((drawing, i) => inCell(drawing, i, columns)),
    drawings.length,
    text,
  );
}

/**
 * Drawings that appear stroke by stroke: a slider, and a button that plays it. Paper shows the finished drawings.
 *
 * @param drawings see `Drawing`; y downwards
 * @param text title, names, number of frames, see {@link SketchMovieText}
 * @returns the figure with frames
 * @throws RangeError when there is no drawing, names do not fit, or there are fewer than two frames
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function sketchMovie(drawings: readonly Drawing[], text: SketchMovieText): Figure {
  checkSheet(drawings, text, 'sketchMovie');
  const {frames = 12} = text;
  if (!Number.isInteger(frames) || frames < 2) {
    throw new RangeError(`sketchMovie: frames must be a whole number above 1, got ${frames}`);
  }
  const columns = Math.min(text.columns ?? 6, drawings.length);
  // Placed once as a whole, so that a drawing does not jump while it grows.
  const placed = drawings.map((drawing, i) => inCell(drawing, i, columns));
  const longest = Math.max(...placed.map(pointsOf));
  const steps = Array.from({length: frames}, (_, i) => {
    const points = Math.max(1, Math.round((longest * (i + 1)) / frames));
    return {
      name: String(points),
      figure: sheet(
        placed.map((drawing) => begun(drawing, points)),
        drawings.length,
        text,
      ),
    };
  });
  const figure = withSlider(steps, {label: 'points drawn', start: frames - 1, alt: text.alt});
  const play = {
    ...{label: '▶ draw', method: 'animate'},
    args: [null, {fromcurrent: false, frame: {duration: 250, redraw: true}, transition: {duration: 0}}],
  };
  const button = {type: 'buttons', showactive: false, x: 1, xanchor: 'right', y: 0, yanchor: 'top', buttons: [play]};
  return {...figure, layout: {...figure.layout, updatemenus: [{...button, pad: {t: 4}}]}};
}

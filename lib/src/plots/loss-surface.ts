import {asNdArray, type Numbers} from '../data';
import type {ChartText, Figure, PlotlyObject} from './figure';
import {SEQUENTIAL} from './heatmap';
import {extent, rangeText} from './lines';
import {axisLayout, baseLayout, MARKERS, nth, PALETTE} from './look';
import {withSlider} from './slider';

/** Legend entry of the rings. */
const START = 'start';

/** A loss by two weights. */
export interface Surface {
  /** Values of the first weight, rising. */
  x: number[];
  /** Values of the second weight, rising. */
  y: number[];
  /** [y, x] the loss, above 0. */
  loss: Numbers;
  /** What it is, for the colour bar: 'MSE'. */
  label: string;
}

/** Where training led from one seed: the two weights, epoch by epoch, the start first. */
export interface TrainingPath {
  /** Legend entry; paths of one name share it. */
  name: string;
  x: number[];
  y: number[];
  /** Place in the palette; paths of one name should have one style. */
  style: number;
}

/** Ticks 1, 2, 5 of a colour bar over the logarithm. */
function colourTicks([low, high]: [number, number]): {tickvals: number[]; ticktext: string[]} {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); 10 ** power <= high; power++) {
    for (const digit of [1, 2, 5]) {
      const tick = Number(`${digit}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return {tickvals: ticks.map(Math.log10), ticktext: ticks.map(String)};
}

function contour({x, y, loss, label}: Surface): PlotlyObject {
  const {values, shape} = asNdArray(loss, 'loss');
  if (shape.join() !== [y.length, x.length].join() || values.length === 0) {
    throw new RangeError(`loss must be [y, x] = [${y.length}, ${x.length}], got [${shape.join(', ')}]`);
  }
  const bad = values.find((value) => !(value > 0 && Number.isFinite(value)));
  if (bad !== undefined) throw new RangeError(`a loss on a log scale must be above 0, got ${bad}`);
  const digits = (value: number) => Math.round(Math.log10(value) * 1000) / 1000;
  return {
    type: 'contour',
    x,
    y,
    z: y.map((_, i) => Array.from(values.subarray(i * x.length, (i + 1) * x.length), digits)),
    colorscale: SEQUENTIAL,
    ncontours: 16,
    line: {width: 0.5, color: '#FFFFFF'},
    colorbar: {
      title: {text: label, side: 'right', font: {size: 12}},
      thickness: 14,
      outlinewidth: 0,
      ...colourTicks(extent(values)),
    },
    hovertemplate: `log10 ${label} %{z}<extra></extra>`,
    showlegend: false,
  };
}

const rounded = (values: number[]) => values.map((value) => Math.round(value * 1000) / 1000);

/** The whole path; markers move along it. */
function pathTrace({name, x, y, style}: TrainingPath): PlotlyObject {
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: rounded(x),
    y: rounded(y),
    line: {color: nth(PALETTE, style), width: 2},
    hoverinfo: 'skip',
    showlegend: false,
    legendgroup: name,
  };
}

/** White under all paths, so that they stand out where the ground is dark, also in grey. */
function haloTrace(paths: TrainingPath[]): PlotlyObject {
  return {
    type: 'scatter',
    mode: 'lines',
    x: paths.flatMap(({x}) => [...rounded(x), null]),
    y: paths.flatMap(({y}) => [...rounded(y), null]),
    line: {color: '#FFFFFF', width: 4.5},
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** Where all paths of one name stand at an epoch: full markers, or rings for where they began. */
function placesTrace(paths: TrainingPath[], epoch: number, isStart: boolean): PlotlyObject {
  const [{name, style}] = paths;
  return {
    type: 'scatter',
    mode: 'markers',
    name: isStart ? START : name,
    x: rounded(paths.map(({x}) => x[epoch])),
    y: rounded(paths.map(({y}) => y[epoch])),
    marker: {
      color: isStart ? '#FFFFFF' : nth(PALETTE, style),
      symbol: isStart ? 'circle' : nth(MARKERS, style),
      size: isStart ? 8 : 12,
      line: {color: isStart ? nth(PALETTE, style) : '#FFFFFF', width: isStart ? 2 : 1.5},
    },
    showlegend: !isStart,
    legendgroup: isStart ? START : name,
  };
}

/**
 * Contours of a loss over two weights, and the paths that training took on it; a slider moves along them, epoch by epoch.
 *
 * @param surface see {@link Surface}; its colour is logarithmic
 * @param paths at least one, each with as many epochs as the first
 * @param text title and axes: x and y name the weights
 * @returns the figure, first shown at the last epoch
 * @throws RangeError when shapes do not fit, there is no path, or a loss is not above 0
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function lossSurface(surface: Surface, paths: TrainingPath[], text: ChartText): Figure {
  const epochs = paths[0]?.x.length ?? 0;
  const odd = paths.find(({x, y}) => x.length !== epochs || y.length !== epochs);
  if (epochs < 2 || odd) throw new RangeError('lossSurface needs paths of one length, of two points or more');
  const ground = contour(surface);
  const {width = 700, height = 460} = text;
  const names = [...new Set(paths.map(({name}) => name))];
  const base = baseLayout({title: text.title, width, height, legend: [...names, START]});
  const ends = (values: number[]): [number, number] => [values[0], values[values.length - 1]];
  const layout = {
    ...base,
    xaxis: {...axisLayout({...text.x, range: ends(surface.x)}), showgrid: false},
    yaxis: {...axisLayout({...text.y, range: ends(surface.y)}), showgrid: false},
  };
  const alt =
    text.alt ??
    `${text.title}. Contours of the ${surface.label} by ${text.x.label} and ${text.y.label}, ` +
      `${rangeText(asNdArray(surface.loss).values)}, and ${paths.length} paths of training: ${names.join(', ')}.`;
  const outcomes = names.map((name) => paths.filter((path) => path.name === name));
  const starts = outcomes.map((group, i) => ({...placesTrace(group, 0, true), showlegend: i === 0}));
  const steps = Array.from({length: epochs}, (_, epoch) => {
    const places = outcomes.map((group) => placesTrace(group, epoch, false));
    return {name: String(epoch), figure: {data: places, layout, alt}};
  });
  const moving = withSlider(steps, {label: 'epoch', start: epochs - 1, alt});
  // Frames move the full markers and nothing else, which keeps the notebook small.
  const still = [ground, haloTrace(paths), ...paths.map(pathTrace), ...starts];
  const traces = moving.data.map((_, i) => still.length + i);
  const frames = moving.frames?.map((frame) => {
    return {...frame, data: (frame.data as PlotlyObject[]).map(({x, y}) => ({x, y})), traces};
  });
  return {...moving, data: [...still, ...moving.data], frames};
}

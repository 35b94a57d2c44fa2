import type {Axis, Figure, PlotlyObject} from './figure';
import {BASELINE, wrap} from './look';

/** What a line of {@link nameAtEnd} remembers: its dash in a legend, where there is no room at the end. */
interface InLegend {
  legendDash: string;
}

/** Characters of a name in a line of text at the right of a chart, and the pixels that they need. */
const CHARACTERS = 17;
const CHARACTER_WIDTH = 6.5;
const LINE_HEIGHT = 14;

/** A baseline that ends at the right border: its trace, and where it ends. */
interface Ending {
  trace: PlotlyObject;
  text: string[];
  height: number;
}

const numbers = (values: unknown): number[] => (values as number[]).filter(Number.isFinite);

/** Lowest and highest value of an axis as Plotly draws it: as given, or the data with a twentieth beyond. */
function drawnRange(axis: Axis, values: number[]): [number, number] {
  const scaled = axis.log ? values.filter((value) => value > 0).map(Math.log10) : values;
  if (axis.range) return axis.log ? [Math.log10(axis.range[0]), Math.log10(axis.range[1])] : axis.range;
  const [low, high] = scaled.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] as [number, number]);
  const room = 0.055 * (high - low || 1);
  return [low - room, high + room];
}

/** Moves names apart that would cover each other; places and heights in pixels, upwards. */
export function apart(places: number[], heights: number[]): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a] - places[b]);
  const moved = [...places];
  // Neighbours share the way; a few rounds settle a handful of names.
  for (let round = 0; round < 40; round++) {
    for (let at = 1; at < order.length; at++) {
      const [below, above] = [order[at - 1], order[at]];
      const lacking = (heights[below] + heights[above]) / 2 - (moved[above] - moved[below]);
      if (lacking <= 0) continue;
      moved[below] -= lacking / 2;
      moved[above] += lacking / 2;
    }
  }
  return moved;
}

/** Baselines with a name that reach the right end of the chart within its range. */
function endings(data: PlotlyObject[], y: Axis, [low, high]: [number, number]): Ending[] {
  const right = Math.max(...data.flatMap(({x}) => numbers(x)));
  return data.flatMap((trace) => {
    const {x, y: heights, meta, showlegend} = trace as {x: number[]; y: number[]; meta?: InLegend; showlegend: boolean};
    if (!meta?.legendDash || !showlegend) return [];
    const last = x.length - 1;
    const height = y.log ? Math.log10(heights[last]) : heights[last];
    if (x[last] < right || !(height >= low && height <= high)) return [];
    return [{trace, text: wrap(String(trace.name), CHARACTERS), height}];
  });
}

/**
 * Names baselines where they end, at the right of the chart, instead of in the legend: thin grey lines that no dash has
 * to tell apart, on grey paper either. A baseline that ends earlier, or out of sight, stays in the legend.
 *
 * @param figure of lines, with its final height
 * @param y its y axis
 * @param frame gives the layout for the names that stay in the legend and the pixels at the right that the others need
 * @returns the figure with names
 */
export function nameAtEnd(figure: Figure, y: Axis, frame: (legend: string[], right: number) => PlotlyObject): Figure {
  const range = drawnRange(
    y,
    figure.data.flatMap((trace) => numbers(trace.y)),
  );
  const ends = endings(figure.data, y, range);
  if (ends.length === 0) return figure;
  const data = figure.data.map((trace) => {
    if (!ends.some((end) => end.trace === trace)) return trace;
    return {...trace, showlegend: false, line: {...(trace.line as object), dash: 'solid'}};
  });
  const legend = data.flatMap(({showlegend, name}) => (showlegend === false ? [] : [String(name)]));
  const longest = Math.max(...ends.flatMap(({text}) => text.map((line) => line.length)));
  const layout = {...figure.layout, ...frame(legend, Math.round(14 + CHARACTER_WIDTH * longest))};
  const margin = layout.margin as {t: number; b: number};
  const pixels = ((layout.height as number) - margin.t - margin.b) / (range[1] - range[0]);
  const places = ends.map(({height}) => (height - range[0]) * pixels);
  const moved = apart(
    places,
    ends.map(({text}) => LINE_HEIGHT * text.length + 2),
  );
  const names = ends.map(({text, height}, i) => ({
    name: 'baseline',
    text: text.join('<br>'),
    x: 1,
    xref: 'paper',
    xanchor: 'left',
    xshift: 4,
    y: height,
    yanchor: 'middle',
    yshift: Math.round(moved[i] - places[i]),
    align: 'left',
    showarrow: false,
    font: {size: 12, color: BASELINE},
  }));
  return {...figure, data, layout: {...layout, annotations: names}};
}

/**
 * The traces and notes of a figure for a panel, which has no room at its right: names go back to the legend.
 *
 * @param figure any
 * @returns traces with dashes again, and the annotations that are no baselines' names
 */
export function namedInLegend({data, layout}: Figure): {data: PlotlyObject[]; notes: PlotlyObject[]} {
  const notes = ((layout.annotations as PlotlyObject[] | undefined) ?? []).filter(({name}) => name !== 'baseline');
  const named = data.map((trace) => {
    const dash = (trace.meta as InLegend | undefined)?.legendDash;
    if (!dash || trace.showlegend !== false || !trace.name) return trace;
    return {...trace, showlegend: true, line: {...(trace.line as object), dash}};
  });
  return {data: named, notes};
}

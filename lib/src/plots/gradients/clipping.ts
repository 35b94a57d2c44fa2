import type {Figure, PlotlyObject, TitledText} from '../figure';
import {short} from '../lines';
import {axisLayout, BASELINE, baseLayout, PALETTE} from '../look';

/** What {@link clipping} draws. */
export interface ClippedGradient {
  /** Two components of a gradient. */
  gradient: [number, number];
  /** Largest size of a component when clipping by value, largest norm when clipping by norm; above 0. */
  limit: number;
}

function degrees([x, y]: [number, number]): number {
  return (Math.atan2(y, x) * 180) / Math.PI;
}

/**
 * A gradient of two components, clipped by value (each component for itself) and by norm (the whole vector).
 *
 * @param clipped see {@link ClippedGradient}
 * @param text title; the axes default to the two components
 * @returns the figure: the square and the circle that clipping leads into; equal scales on both axes
 * @throws RangeError when the gradient is 0 or not finite, or the limit is not above 0
 *
 * Lesson: notebooks/01-foundations/1.5.
 */
export function clipping({gradient, limit}: ClippedGradient, text: TitledText): Figure {
  const norm = Math.hypot(...gradient);
  if (!(norm > 0 && Number.isFinite(norm))) throw new RangeError(`clipping: the gradient is [${gradient.join(', ')}]`);
  if (!(limit > 0 && Number.isFinite(limit))) throw new RangeError(`limit must be above 0, got ${limit}`);
  const byValue = gradient.map((part) => Math.max(-limit, Math.min(limit, part))) as [number, number];
  const byNorm = gradient.map((part) => part * Math.min(1, limit / norm)) as [number, number];
  const turned = Math.abs(degrees(byValue) - degrees(gradient));
  const vector = (
    name: string,
    end: [number, number],
    look: {color: string; dash: string; symbol: string; width: number},
  ): PlotlyObject => ({
    ...{type: 'scatter', mode: 'lines+markers', name, x: [0, end[0]], y: [0, end[1]]},
    line: {color: look.color, width: look.width, dash: look.dash},
    marker: {color: look.color, symbol: look.symbol, size: [1, 12], opacity: 1},
  });
  const circle = Array.from({length: 73}, (_, i) => (i * Math.PI) / 36);
  const [square, arc] = [
    {x: [-limit, limit, limit, -limit, -limit], y: [-limit, -limit, limit, limit, -limit]},
    {x: circle.map((angle) => limit * Math.cos(angle)), y: circle.map((angle) => limit * Math.sin(angle))},
  ];
  const border = (name: string, places: {x: number[]; y: number[]}, dash: string): PlotlyObject => {
    return {
      type: 'scatter',
      mode: 'lines',
      name,
      ...places,
      line: {color: BASELINE, width: 1.5, dash},
      hoverinfo: 'skip',
    };
  };
  const data = [
    border(`each component at most ${short(limit)}`, square, 'dash'),
    border(`norm at most ${short(limit)}`, arc, 'dot'),
    vector('gradient', gradient, {color: PALETTE[6], dash: 'solid', symbol: 'circle', width: 2}),
    vector(`by value: turned by ${short(turned)}°`, byValue, {
      color: PALETTE[1],
      dash: 'dash',
      symbol: 'square',
      width: 3,
    }),
    vector('by norm: same direction', byNorm, {color: PALETTE[0], dash: 'solid', symbol: 'diamond', width: 4}),
  ];
  const {title, width = 700, height = 480} = text;
  // Room for the markers at the ends.
  const range = (part: number): [number, number] => {
    const [low, high] = [Math.min(-limit, part), Math.max(limit, part)];
    return [low - 0.08 * (high - low), high + 0.08 * (high - low)];
  };
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: data.map(({name}) => String(name))}),
      xaxis: {
        ...axisLayout(text.x ?? {label: 'component 1 of the gradient', unit: ''}),
        zeroline: true,
        range: range(gradient[0]),
        constrain: 'domain',
      },
      yaxis: {
        ...axisLayout(text.y ?? {label: 'component 2 of the gradient', unit: ''}),
        ...{zeroline: true, scaleanchor: 'x', constrain: 'domain', range: range(gradient[1])},
      },
    },
    alt:
      text.alt ??
      `${title}. The gradient (${gradient.map(short).join(', ')}) of norm ${short(norm)}: clipped by value it becomes ` +
        `(${byValue.map(short).join(', ')}) and turns by ${short(turned)} degrees; clipped by norm it becomes ` +
        `(${byNorm.map(short).join(', ')}) and keeps its direction.`,
  };
}

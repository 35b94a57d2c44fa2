import type {Figure, PlotlyObject, TitledText} from '../figure';
import {axisLayout, BASELINE, baseLayout, PALETTE} from '../look';

/** The origins of a backtest, as `forecasting.backtest` gives them, and what lies around them. */
export interface OriginPlan {
  /** Index of the first step that is not known, one an origin. */
  origins: number[];
  /** Steps forecast from each origin. */
  horizon: number;
  /** Steps between the last known one and the first that is forecast; defaults to 0. */
  gap?: number;
  /** Length of a sliding training part; defaults to all that is past (expanding). */
  trainSteps?: number;
}

/** More rows than this are too thin to read. */
const MOST = 12;

/**
 * What a rolling-origin backtest knows and forecasts at each origin, one row each.
 *
 * @param plan see {@link OriginPlan}
 * @param text title; the axes default to time and origin
 * @returns the figure; of more than twelve origins twelve evenly chosen ones are drawn
 * @throws RangeError when there is no origin, or a number is impossible
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function backtestOrigins(plan: OriginPlan, text: TitledText): Figure {
  const {origins, horizon, gap = 0, trainSteps} = plan;
  if (origins.length === 0) throw new RangeError('backtestOrigins needs at least one origin');
  for (const [name, value, least] of [
    ['horizon', horizon, 1],
    ['gap', gap, 0],
    ['trainSteps', trainSteps ?? 1, 1],
  ] as const) {
    if (!Number.isInteger(value) || value < least) {
      throw new RangeError(`${name} must be a whole number of at least ${least}, got ${value}`);
    }
  }
  const early = origins.find((origin) => !Number.isInteger(origin) || origin < (trainSteps ?? 1));
  if (early !== undefined) throw new RangeError(`origin ${early} has no ${trainSteps ?? 1} known steps before it`);
  const count = Math.min(MOST, origins.length);
  const chosen = Array.from({length: count}, (_, i) =>
    count === 1 ? 0 : Math.round((i * (origins.length - 1)) / (count - 1)),
  );
  const rows = chosen.map((i) => `${i + 1}`);
  const at = chosen.map((i) => origins[i]);
  const part = (name: string, bases: number[], lengths: number[], marker: PlotlyObject): PlotlyObject => {
    return {type: 'bar', orientation: 'h', name, y: rows, base: bases, x: lengths, marker};
  };
  const from = at.map((origin) => (trainSteps === undefined ? 0 : origin - trainSteps));
  const known = at.map((origin, i) => origin - from[i]);
  const data = [part('known', from, known, {color: '#9CC7E3', line: {color: PALETTE[0], width: 1}})];
  if (gap > 0) {
    const pattern = {shape: '/', fgcolor: BASELINE, size: 6};
    data.push(
      part(
        'gap',
        at,
        rows.map(() => gap),
        {color: '#FFFFFF', pattern, line: {color: BASELINE, width: 1}},
      ),
    );
  }
  const future = at.map((origin) => origin + gap);
  data.push(
    part(
      'forecast',
      future,
      rows.map(() => horizon),
      {color: PALETTE[1], line: {color: '#7A3600', width: 1}},
    ),
  );
  const {width = 700, height = 150 + 24 * count, title} = text;
  const kind = trainSteps === undefined ? 'all that is past' : `the last ${trainSteps} steps`;
  const between = origins.length > 1 ? `, ${origins[1] - origins[0]} steps apart` : '';
  return {
    data,
    layout: {
      ...baseLayout({title, width, height, legend: data.map(({name}) => String(name)), tickCharacters: 4}),
      barmode: 'overlay',
      bargap: 0.3,
      xaxis: axisLayout(text.x ?? {label: 'time', unit: 'steps'}),
      yaxis: {
        ...axisLayout(text.y ?? {label: 'origin', unit: ''}),
        ...{type: 'category', autorange: 'reversed', showgrid: false, tickcolor: '#FFFFFF'},
      },
    },
    alt:
      text.alt ??
      `${title}. ${origins.length} origins from step ${origins[0]}${between}: each knows ${kind}` +
        `${gap > 0 ? `, leaves out ${gap} steps` : ''} and forecasts ${horizon} steps.`,
  };
}

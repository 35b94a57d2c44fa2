import {asNdArray, type Numbers} from '../../data';
import type {Figure, PlotlyObject, TitleText} from '../figure';
import {DIVERGING, SEQUENTIAL} from '../heatmap';
import {lines, rangeText, short} from '../lines';
import {axisLayout, baseLayout} from '../look';
import {stacked} from '../stacked';

/** Options of {@link gateTraces}. */
export interface GateTracesText extends TitleText {
  /** Names of the inputs, one a step, such as the letters of a text; up to 40 stand on the time axis. */
  inputs?: string[];
  /** Which of the traces are gates, 0 to 1, and go into the lines of means; defaults to those without negative values. */
  gates?: string[];
}

function map(name: string, values: Float64Array, [steps, units]: number[], isGate: boolean): Figure {
  const z = Array.from({length: units}, (_, unit) => Array.from({length: steps}, (_, t) => values[t * units + unit]));
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const ticks = isGate
    ? {tickvals: [0, 0.5, 1]}
    : {tickvals: [-most, 0, most], ticktext: [short(-most), '0', short(most)]};
  const bar = {title: {text: isGate ? 'gate' : 'value', side: 'right', font: {size: 11}}, outlinewidth: 0, ...ticks};
  const trace: PlotlyObject = {
    ...{type: 'heatmap', z, x: z[0].map((_, t) => t), y: z.map((_, unit) => unit)},
    colorscale: isGate ? SEQUENTIAL : DIVERGING,
    ...(isGate ? {zmin: 0, zmax: 1} : {zmin: -most, zmax: most}),
    // On grey paper both ends of the colours are dark: a minus tells them apart.
    ...(isGate || steps > 40 || units > 12
      ? {}
      : {
          text: z.map((row) => row.map((value) => (value < 0 ? '−' : ''))),
          texttemplate: '%{text}',
          textfont: {size: 12},
        }),
    ...{xgap: steps > 60 ? 0 : 1, ygap: units > 12 ? 0 : 1, colorbar: bar},
  };
  const unitAxis = {
    ...axisLayout({label: 'unit', unit: ''}),
    showgrid: false,
    ticks: '',
    nticks: 4,
    autorange: 'reversed',
  };
  return {
    data: [trace],
    layout: {
      ...baseLayout({title: name, width: 700, height: 200, legend: []}),
      xaxis: axisLayout({label: 'time', unit: 'steps'}),
      yaxis: unitAxis,
    },
    alt: `${name} ${rangeText(values)}.`,
  };
}

/**
 * What the gates of an LSTM or GRU did over time: one map a trace (unit by time step), below them the means of the gates.
 *
 * @param traces matrices [time steps, units] by name, such as {'input gate I': ..., 'forget gate F': ..., 'cell state C': ...}
 * @param text title, inputs
 * @returns the figure; gates from white (closed, 0) to dark (open, 1), states centred on 0
 * @throws RangeError when there is no trace, shapes differ, or a gate lies outside 0 to 1
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function gateTraces(traces: Record<string, Numbers>, text: GateTracesText): Figure {
  const read = Object.entries(traces).map(([name, numbers]) => ({name, ...asNdArray(numbers, name)}));
  if (read.length === 0) throw new RangeError('gateTraces needs at least one matrix [time steps, units]');
  for (const {name, shape, values} of read) {
    if (shape.length !== 2 || values.length === 0 || shape.join() !== read[0].shape.join()) {
      throw new RangeError(`${name} has shape [${shape.join(', ')}], ${read[0].name} [${read[0].shape.join(', ')}]`);
    }
  }
  const gates =
    text.gates ?? read.filter(({values}) => values.every((one) => one >= 0 && one <= 1)).map(({name}) => name);
  for (const gate of gates) {
    const found = read.find(({name}) => name === gate);
    if (!found) throw new RangeError(`no trace '${gate}'; there are: ${read.map(({name}) => name).join(', ')}`);
    const bad = found.values.find((one) => !(one >= 0 && one <= 1));
    if (bad !== undefined) throw new RangeError(`the gate '${gate}' holds ${bad}, not 0 to 1`);
  }
  const [steps, units] = read[0].shape;
  const {inputs, title} = text;
  if (inputs && inputs.length !== steps) throw new RangeError(`${inputs.length} inputs for ${steps} time steps`);
  const maps = read.map(({name, values, shape}) => map(name, values, shape, gates.includes(name)));
  const means = read
    .filter(({name}) => gates.includes(name))
    .map(({name, values}) => ({
      name,
      y: Array.from({length: steps}, (_, t) => {
        return values.subarray(t * units, (t + 1) * units).reduce((sum, one) => sum + one, 0) / units;
      }),
    }));
  const below = means.map(({name, y}, style) => ({
    name,
    y,
    style,
    draw: steps <= 30 ? ('both' as const) : ('line' as const),
  }));
  const chart =
    below.length === 0
      ? []
      : [
          lines(below, {
            ...{title: 'mean of each gate over the units', x: {label: 'time', unit: 'steps'}},
            y: {label: 'mean', unit: '', range: [0, 1.02]},
          }),
        ];
  const rows = [...maps, ...chart];
  const figure = stacked(rows, {
    ...text,
    height: text.height ?? 110 + 108 * maps.length + 150 * chart.length,
    heights: [...maps.map(() => 1), ...chart.map(() => 1.6)],
  });
  const named = inputs && steps <= 40 ? {tickvals: inputs.map((_, t) => t), ticktext: inputs, tickangle: 0} : {};
  const described = means.map(({name, y}) => `${name} on average ${short(y.reduce((a, b) => a + b, 0) / steps)}`);
  const xaxis = {...(figure.layout.xaxis as object), range: [-0.5, steps - 0.5], showgrid: false, ...named};
  return {
    ...figure,
    layout: {...figure.layout, xaxis},
    alt:
      text.alt ??
      `${title}. Maps of ${read.map(({name}) => name).join(', ')} for ${units} units over ${steps} time steps` +
        `${described.length > 0 ? `; ${described.join(', ')}` : ''}.`,
  };
}

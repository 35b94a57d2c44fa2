import {asNdArray, type Numbers} from '../../data';
import {checkOptions} from '../../data/arguments';
import type {Figure, PlotlyObject, TitleText} from '../figure';
import {short} from '../lines';
import {axisLayout, baseLayout, PALETTE} from '../look';
import {withSlider} from '../slider';
import {stacked} from '../stacked';

/** What the gates of a cell let through, at one time step [units] or at several [time steps, units]. */
export interface GateShares {
  /** Share of the old state that is kept: F of an LSTM; Z of a GRU (1 - Z where Z replaces). */
  kept: Numbers;
  /** Share of the candidate that is written: I of an LSTM; 1 - Z of a GRU (Z where Z replaces). */
  written: Numbers;
  /** The old state: C of an LSTM, H of a GRU; drawn with the candidate, or not at all. */
  old?: Numbers;
  /** The candidate C̃ or H̃. */
  candidate?: Numbers;
}

/** Options of {@link informationBars}. */
export interface InformationBarsText extends TitleText {
  /** Names of the inputs, one a time step; they stand under the slider; defaults to 1, 2, 3 ... */
  inputs?: string[];
  /** Time step shown first, from 0; defaults to 0. */
  step?: number;
}

const BAR = 0.38;
const LOOKS = {
  kept: {color: PALETTE[0], pattern: {shape: ''}},
  written: {color: '#F0A070', pattern: {shape: '/', fgcolor: '#7A3000', bgcolor: '#F0A070', size: 6, solidity: 0.3}},
};

/** One bar a unit, left (kept) or right (written) of the middle of its place. */
function bars(name: string, side: 'kept' | 'written', heights: number[], base?: number[]): PlotlyObject {
  return {
    ...{type: 'bar', name, x: heights.map((_, unit) => unit), y: heights, width: BAR},
    offset: side === 'kept' ? -BAR : 0,
    ...(base ? {base} : {}),
    marker: {...LOOKS[side], line: {color: '#222222', width: 0.8}},
  };
}

/**
 * The gates of a cell as valves, unit by unit: how much of the old state is kept, how much of the candidate is written.
 *
 *     new state = kept ⊙ old state + written ⊙ candidate
 *
 * @param gates see {@link GateShares}; all of one shape, [units] or [time steps, units]
 * @param text title; names of the inputs
 * @returns the figure: shares above; below (with `old` and `candidate`) what they make of the state, the written part on top
 *   of the kept one, the new state as a dot; several time steps lie behind a slider
 * @throws RangeError when shapes differ, a share lies outside 0 to 1, or a number is not finite
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function informationBars(gates: GateShares, text: InformationBarsText): Figure {
  checkOptions('informationBars', gates, ['kept', 'written', 'old', 'candidate']);
  const {kept, written, old, candidate} = gates;
  if ((old === undefined) !== (candidate === undefined)) {
    throw new RangeError('informationBars draws old and candidate together, or neither');
  }
  const given = {kept, written, ...(old && candidate ? {old, candidate} : {})} as Record<string, Numbers>;
  const read = new Map(Object.entries(given).map(([name, numbers]) => [name, asNdArray(numbers, name)]));
  const shape = read.get('kept')?.shape ?? [];
  const [steps, units] = shape.length === 1 ? [1, shape[0]] : shape;
  for (const [name, one] of read) {
    if (shape.length < 1 || shape.length > 2 || one.shape.join() !== shape.join() || steps * units < 1) {
      throw new RangeError(
        `informationBars: ${name} is [${one.shape.join(', ')}], kept [${shape.join(', ')}]; both must be [units] or [time steps, units]`,
      );
    }
    const isShare = name === 'kept' || name === 'written';
    const bad = one.values.find((value) => !Number.isFinite(value) || (isShare && (value < 0 || value > 1)));
    if (bad !== undefined) {
      throw new RangeError(`informationBars: ${name} holds ${bad}${isShare ? ', not 0 to 1' : ''}`);
    }
  }
  const {inputs, step = 0, title, height = old ? 460 : 330} = text;
  if (inputs && inputs.length !== steps) throw new RangeError(`${inputs.length} inputs for ${steps} time steps`);
  const row = (name: string, t: number) =>
    Array.from(read.get(name)?.values.subarray(t * units, (t + 1) * units) ?? []);
  const states = Array.from({length: old ? steps : 0}, (_, t) => {
    const [f, i, before, c] = ['kept', 'written', 'old', 'candidate'].map((name) => row(name, t));
    const remains = f.map((share, k) => share * before[k]);
    return {remains, added: i.map((share, k) => share * c[k]), now: remains.map((part, k) => part + i[k] * c[k])};
  });
  const most = Math.max(0.1, ...states.flatMap(({remains, now}) => [...remains, ...now].map(Math.abs))) * 1.2;
  const unitAxis = {
    ...axisLayout({label: 'unit', unit: '', range: [-0.6, units - 0.4]}),
    ...{showgrid: false, tick0: 0, dtick: Math.ceil(units / 16)},
  };
  const panel = (name: string, data: PlotlyObject[], label: string, range: [number, number]): Figure => ({
    data,
    layout: {
      ...baseLayout({title: name, width: 700, height: 240, legend: []}),
      xaxis: unitAxis,
      yaxis: {...axisLayout({label, unit: '', range}), zeroline: true, zerolinecolor: '#222222'},
    },
    alt: name,
  });
  const draw = (t: number): Figure => {
    const shares = [
      bars('kept of the old state', 'kept', row('kept', t)),
      bars('written of the candidate', 'written', row('written', t)),
    ];
    const rows = [panel('what the valves let through', shares, 'share', [0, 1.02])];
    if (old) {
      const {remains, added, now} = states[t];
      const dots: PlotlyObject = {
        ...{type: 'scatter', mode: 'markers', name: 'new state', x: now.map((_, unit) => unit), y: now},
        marker: {color: '#FFFFFF', size: units > 8 ? 7 : 9, symbol: 'diamond', line: {color: '#222222', width: 2}},
      };
      const parts = [
        bars('kept of the old state', 'kept', remains),
        bars('written of the candidate', 'written', added, remains),
        dots,
      ];
      rows.push(panel('what that makes of the state: written on top of kept', parts, 'state', [-most, most]));
    }
    const mean = (name: string) => short(row(name, t).reduce((sum, share) => sum + share, 0) / units);
    const said = inputs ? `${t + 1} ('${inputs[t]}')` : String(t + 1);
    const where = steps === 1 ? '' : ` At time step ${said}`;
    const alt =
      text.alt ??
      `${title}.${where}${where ? ':' : ''} ${units} units, on average ${mean('kept')} of the old state kept and ` +
        `${mean('written')} of the candidate written.`;
    const figure = stacked(rows, {...text, height, alt});
    return {...figure, layout: {...figure.layout, barmode: 'overlay'}};
  };
  if (steps === 1) return draw(0);
  const names = inputs
    ? inputs.map((input, t) => `${t + 1}: ${input}`)
    : Array.from({length: steps}, (_, t) => `${t + 1}`);
  return withSlider(
    names.map((name, t) => ({name, figure: draw(t)})),
    {label: 'time step', start: step, ...(text.alt ? {alt: text.alt} : {})},
  );
}

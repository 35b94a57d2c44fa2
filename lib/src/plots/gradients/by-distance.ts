import type {Numbers} from '../../data';
import type {Figure, PlotlyObject, TitledText} from '../figure';
import {lineTraces, readVector, short} from '../lines';
import {axisLayout, baseLayout, nth, PALETTE} from '../look';

/** Norms of the gradient by time step. */
export interface GradientNorms {
  name: string;
  /** [time steps] |∂L/∂h_t|, the first step first. */
  norms: Numbers;
  /** [time steps] a bound on the norms, drawn thin and dotted in the same colour. */
  bound?: Numbers;
  /** Place in the palette; defaults to the place in the list. */
  style?: number;
}

/** Options of {@link gradientByDistance}. */
export interface GradientText extends TitledText {
  /** Grey level, a share of each line's norm at the last step; defaults to 0.01; 0 draws none. */
  level?: number;
}

/** Below this float32 knows nothing: lines end there. */
const FLOOR = 1e-30;

/** Steps back until the norm falls below `share` of the last; undefined where it never does. */
function reach(back: number[], share: number): number | undefined {
  const found = back.findIndex((norm) => norm < share * back[0]);
  return found < 0 ? undefined : found;
}

/**
 * How much of the gradient is left, by steps back from the loss; norms are divided by the one at the last step.
 *
 * @param groups see {@link GradientNorms}
 * @param text title; the axes default to distance and relative norm (logarithmic)
 * @returns the figure; a line ends where its norm is 0 (or below 1e-30)
 * @throws RangeError when there is no group, a norm is negative or not finite, or the last one is 0
 *
 * Lesson: notebooks/01-foundations/1.5 and notebooks/03-gated-cells/3.1.
 */
export function gradientByDistance(groups: GradientNorms[], text: GradientText): Figure {
  if (groups.length === 0) throw new RangeError('gradientByDistance needs at least one group');
  const {level = 0.01, title, width = 700, height = 420} = text;
  const read = groups.map(({name, norms, bound}) => {
    const values = readVector(norms, `norms of '${name}'`);
    const bad = values.find((norm) => !(norm >= 0 && Number.isFinite(norm)));
    if (bad !== undefined) throw new RangeError(`norms of '${name}' hold ${bad}`);
    const last = values.at(-1) ?? 0;
    if (last <= 0) throw new RangeError(`'${name}' has no gradient at the last step`);
    const limits = bound === undefined ? undefined : readVector(bound, `bound of '${name}'`);
    if (limits && limits.length !== values.length) {
      throw new RangeError(`'${name}' has ${values.length} norms but ${limits.length} bounds`);
    }
    const relative = (list: number[]) => [...list].reverse().map((norm) => norm / last);
    return {name, back: relative(values), limits: limits && relative(limits)};
  });
  // Null ends a line: on a log axis 0 has no place.
  const drawn = (list: number[]) => list.map((norm) => (norm >= FLOOR ? norm : null));
  const data = read.flatMap(({name, back, limits}, i): PlotlyObject[] => {
    const style = groups[i].style ?? i;
    const [line] = lineTraces({name, y: back, style, draw: 'both', dash: 'solid'}, i);
    const thin = {color: nth(PALETTE, style), width: 1.2, dash: 'dot'};
    // Dots are the bounds, so the norms are told apart by markers, not by dashes.
    const marker = {...(line.marker as object), maxdisplayed: 8};
    const traces: PlotlyObject[] = [{...line, y: drawn(back), marker}];
    if (limits) {
      const x = limits.map((_, k) => k);
      traces.push({...{type: 'scatter', mode: 'lines', x, y: drawn(limits), line: thin, showlegend: false}});
    }
    return traces;
  });
  const longest = Math.max(...read.map(({back}) => back.length));
  if (level > 0) {
    const ends = {x: [0, longest - 1], y: [level, level], baseline: true, style: 1};
    data.push(...lineTraces({name: `${short(100 * level)}% of the last norm`, ...ends}, 0));
  }
  const isBound = read.some(({limits}) => limits);
  const shown = data.flatMap(({y}) => (y as (number | null)[]).filter((norm): norm is number => norm !== null));
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  // Over many powers of ten a fixed margin would cut the markers at the edge.
  const margin = Math.max(1.6, (high / low) ** 0.02);
  const described = read.map(({name, back}) => {
    const steps = level > 0 ? reach(back, level) : undefined;
    const fall = steps === undefined ? '' : `, below ${short(100 * level)}% after ${steps} steps`;
    return `${name} ${short(back.at(-1) ?? 0)} of the last norm at distance ${back.length - 1}${fall}`;
  });
  const y = text.y ?? {label: `|∂L/∂h<sub>t</sub>| / |∂L/∂h<sub>T</sub>|${isBound ? ', dotted: bound' : ''}`, unit: ''};
  return {
    data,
    layout: {
      ...baseLayout({
        ...{title, width, height},
        legend: data.filter(({showlegend}) => showlegend !== false).map(({name}) => String(name)),
      }),
      xaxis: axisLayout(text.x ?? {label: 'distance from the loss', unit: 'time steps back'}),
      yaxis: axisLayout({...y, log: true, range: y.range ?? [low / margin, high * margin]}),
    },
    alt: text.alt ?? `${title}. ${described.join('; ')}.`,
  };
}

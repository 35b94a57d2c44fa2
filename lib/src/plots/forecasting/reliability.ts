import {asNdArray, type Numbers} from '../../data';
import type {Figure, PlotlyObject, TitledText} from '../figure';
import {readVector, short} from '../lines';
import {axisLayout, baseLayout, MARKERS, nth, PALETTE} from '../look';

/** Promised shares and what was measured, such as `metrics.coverage` at several levels. */
export interface CoverageRow {
  /** Share that was promised, 0 to 1. */
  promised: number;
  /** Share that was measured. */
  share: number;
  /** Lower end of the spread of the measured share. */
  low?: number;
  /** Upper end of the spread. */
  high?: number;
}

/** Measured against promised shares; honest promises lie on the diagonal. */
function againstDiagonal(
  groups: [name: string, rows: CoverageRow[]][],
  text: TitledText & Required<Pick<TitledText, 'x' | 'y' | 'alt'>>,
): Figure {
  const diagonal: PlotlyObject = {
    ...{type: 'scatter', mode: 'lines', name: 'promise kept', x: [0, 1], y: [0, 1]},
    line: {color: '#6E6E6E', width: 1.5, dash: 'dash'},
  };
  const traces = groups.map(([name, rows], i): PlotlyObject => {
    const isSpread = rows.every(({low, high}) => low !== undefined && high !== undefined);
    const spread = {
      ...{type: 'data', symmetric: false, thickness: 1.5, width: 4},
      array: rows.map(({share, high = share}) => high - share),
      arrayminus: rows.map(({share, low = share}) => share - low),
    };
    return {
      ...{type: 'scatter', mode: 'lines+markers', name},
      x: rows.map(({promised}) => promised),
      y: rows.map(({share}) => share),
      line: {color: nth(PALETTE, i), width: 2},
      marker: {color: nth(PALETTE, i), symbol: nth(MARKERS, i), size: 9},
      ...(isSpread ? {error_y: spread} : {}),
    };
  });
  const {width = 700, height = 440, title} = text;
  const axis = {range: [0, 1] as [number, number]};
  return {
    data: [diagonal, ...traces],
    layout: {
      ...baseLayout({title, width, height, legend: ['promise kept', ...groups.map(([name]) => name)]}),
      xaxis: {...axisLayout({...axis, ...text.x}), range: [-0.02, 1.02]},
      yaxis: {...axisLayout({...axis, ...text.y}), range: [-0.02, 1.02]},
    },
    alt: text.alt,
  };
}

/**
 * How often intervals held the truth, against how often they promised to.
 *
 * @param rows by the name of what made the intervals, see {@link CoverageRow}
 * @param text title
 * @returns the figure: points below the diagonal are intervals that are too narrow
 * @throws RangeError when there are no rows, or a share is not between 0 and 1
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function intervalCoverage(rows: Record<string, CoverageRow[]>, text: TitledText): Figure {
  const groups = Object.entries(rows);
  if (groups.length === 0) throw new RangeError('intervalCoverage needs at least one group of intervals');
  for (const [name, list] of groups) {
    if (list.length === 0) throw new RangeError(`intervalCoverage: '${name}' has no rows`);
    const bad = list.flatMap(({promised, share}) => [promised, share]).find((one) => !(one >= 0 && one <= 1));
    if (bad !== undefined) throw new RangeError(`intervalCoverage: '${name}' has the share ${bad}`);
  }
  const described = groups.map(([name, list]) => {
    return `${name} ${list.map(({promised, share}) => `${short(share)} of promised ${short(promised)}`).join(', ')}`;
  });
  return againstDiagonal(groups, {
    ...text,
    x: text.x ?? {label: 'promised coverage', unit: 'share'},
    y: text.y ?? {label: 'measured coverage', unit: 'share'},
    alt: text.alt ?? `${text.title}. Measured coverage: ${described.join('; ')}.`,
  });
}

/** Options of {@link reliability}. */
export interface ReliabilityText extends TitledText {
  /** Bins of equal width; defaults to 10. */
  bins?: number;
}

/** 95% spread of a share (Wilson 1927). */
function wilson(share: number, count: number): {low: number; high: number} {
  const z2 = 1.96 ** 2 / count;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (1.96 * Math.sqrt((share * (1 - share)) / count + z2 / 4 / count)) / (1 + z2);
  return {low: Math.min(share, middle - half), high: Math.max(share, middle + half)};
}

/**
 * A reliability diagram: how often the event came when the model said so with some probability.
 *
 * @param outcomes [examples] 1 where the event came, else 0
 * @param probabilities [examples] by the name of the model
 * @param text title, number of bins
 * @returns the figure: a point a bin that is not empty, at its mean probability, with its 95% spread
 * @throws RangeError when counts differ, an outcome is neither 0 nor 1, or a probability is not between 0 and 1
 *
 * Lesson: notebooks/05-text/5.1. Source: Murphy and Winkler 1977, doi:10.2307/2346866.
 */
export function reliability(outcomes: Numbers, probabilities: Record<string, Numbers>, text: ReliabilityText): Figure {
  const {bins = 10} = text;
  if (!Number.isInteger(bins) || bins < 1) throw new RangeError(`bins must be a whole number above 0, got ${bins}`);
  const truth = readVector(outcomes, 'outcomes');
  const odd = truth.find((value) => value !== 0 && value !== 1);
  if (odd !== undefined) throw new RangeError(`outcomes must be 0 or 1, got ${odd}`);
  const groups = Object.entries(probabilities).map(([name, numbers]): [string, CoverageRow[]] => {
    const {values} = asNdArray(numbers, name);
    if (values.length !== truth.length || truth.length === 0) {
      throw new RangeError(`reliability: ${truth.length} outcomes but ${values.length} probabilities of '${name}'`);
    }
    const bad = values.find((value) => !(value >= 0 && value <= 1));
    if (bad !== undefined) throw new RangeError(`reliability: '${name}' has the probability ${bad}`);
    const sums = Array.from({length: bins}, () => ({count: 0, said: 0, came: 0}));
    values.forEach((value, i) => {
      const bin = sums[Math.min(bins - 1, Math.floor(value * bins))];
      bin.count++;
      bin.said += value;
      bin.came += truth[i];
    });
    const rows = sums.filter(({count}) => count > 0);
    return [
      name,
      rows.map(({count, said, came}) => {
        return {promised: said / count, share: came / count, ...wilson(came / count, count)};
      }),
    ];
  });
  if (groups.length === 0) throw new RangeError('reliability needs at least one model');
  const described = groups.map(([name, rows]) => {
    return `${name} ${rows.map(({promised, share}) => `said ${short(promised)}, came ${short(share)}`).join('; ')}`;
  });
  return againstDiagonal(groups, {
    ...text,
    x: text.x ?? {label: 'predicted probability', unit: ''},
    y: text.y ?? {label: 'observed frequency', unit: 'share'},
    alt: text.alt ?? `${text.title}. ${truth.length} examples. ${described.join('. ')}.`,
  });
}

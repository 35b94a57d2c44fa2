import type {Figure, TitledText} from '../figure';
import {type Line, lines} from '../lines';
import {panels} from '../panels';

/** Intervals of one stretch of time, such as a month: `metrics.coverageByGroup` gives such rows. */
export interface CoverageStretch {
  /** Share of the truths inside. */
  share: number;
  /** Mean width of the intervals. */
  width: number;
}

/** Options of {@link coverageOverTime}. */
export interface CoverageOverTimeText extends TitledText {
  /** Share that the intervals promise, drawn in grey. */
  promised: number;
  /** Unit of the widths; defaults to none. */
  unit?: string;
}

/**
 * How often intervals held, stretch after stretch, and below it how wide they were: what holds because it is wide shows.
 *
 * @param rows in time order, by the name of what made the intervals
 * @param text title, promised share, unit of the widths; x defaults to stretches
 * @returns the figure, two panels over one another
 * @throws RangeError when there are no rows, or their numbers differ
 *
 * Lesson: notebooks/02-forecasting/2.4.
 */
export function coverageOverTime(rows: Record<string, readonly CoverageStretch[]>, text: CoverageOverTimeText): Figure {
  const named = Object.entries(rows);
  const count = named[0]?.[1].length ?? 0;
  if (count === 0) throw new RangeError('coverageOverTime: rows must name at least one row of stretches, got none');
  for (const [name, {length}] of named) {
    if (length !== count)
      throw new RangeError(`coverageOverTime: '${name}' has ${length} stretches, the first has ${count}`);
  }
  const {title, promised, unit = '', x = {label: 'stretch', unit: ''}, alt} = text;
  const of = (key: keyof CoverageStretch): Line[] =>
    named.map(([name, stretches], style) => ({name, y: stretches.map((one) => one[key]), style}));
  const line: Line = {name: `promised: ${promised}`, y: Array<number>(count).fill(promised), baseline: true};
  const share = {label: 'share inside', unit: '', range: [0, 1.04] as [number, number]};
  const held = lines([...of('share'), line], {title: 'how many truths they held', x, y: share});
  const wide = lines(of('width'), {title: 'how wide they were', x, y: {label: 'mean width', unit}});
  return panels([held, wide], {title, columns: 1, rowHeight: 230, ...(alt ? {alt} : {})});
}

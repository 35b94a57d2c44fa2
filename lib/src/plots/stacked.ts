import {namedInLegend} from './baseline-names';
import type {Figure, PlotlyObject, TitleText} from './figure';
import {baseLayout, FONT} from './look';

/** How rows are stacked. */
export interface StackedText extends TitleText {
  /** Relative heights of the rows; defaults to equal ones. */
  heights?: number[];
}

const GAP = 34;

function titleOf({layout}: Figure): string {
  return ((layout.title as {text?: string} | undefined)?.text ?? '').replaceAll('<br>', ' ');
}

/**
 * Figures above each other that share the x axis of the last: a series and its parts, a wave and its spectrogram.
 *
 * @param figures from top to bottom, one pair of axes each; their titles stand above their rows
 * @param text title, and `heights` of the rows; the height defaults to 150 pixels a row
 * @returns the figure
 * @throws RangeError when there are no figures, one has frames, or the heights do not fit
 */
export function stacked(figures: Figure[], text: StackedText): Figure {
  if (figures.length === 0) throw new RangeError('stacked needs at least one figure');
  if (figures.some(({frames}) => frames)) throw new RangeError('stacked cannot hold a figure with a slider');
  const {title, width = 700, height = 100 + 150 * figures.length, heights = figures.map(() => 1)} = text;
  if (heights.length !== figures.length || heights.some((share) => !(share > 0))) {
    throw new RangeError(
      `stacked: ${figures.length} figures need as many heights above 0, got [${heights.join(', ')}]`,
    );
  }
  const seen = new Set<string>();
  const data: PlotlyObject[] = figures.flatMap((figure, i) =>
    namedInLegend(figure).data.map((trace) => {
      const name = typeof trace.name === 'string' ? trace.name : '';
      const showlegend = trace.showlegend !== false && name !== '' && !seen.has(name);
      if (showlegend) seen.add(name);
      return {...trace, xaxis: 'x', yaxis: i === 0 ? 'y' : `y${i + 1}`, showlegend, legendgroup: name};
    }),
  );
  const base = baseLayout({title, width, height, legend: [...seen]});
  const margin = {...(base.margin as Record<'t' | 'r' | 'b' | 'l', number>)};
  margin.t += 18;
  margin.l = Math.max(margin.l, 78);
  if (data.some(({colorbar}) => colorbar)) margin.r += 66;
  const plotHeight = height - margin.t - margin.b;
  const shares = heights.reduce((sum, share) => sum + share, 0);
  const unit = (plotHeight - GAP * (figures.length - 1)) / shares;
  const axes: PlotlyObject = {};
  const annotations: unknown[] = [];
  let top = plotHeight;
  figures.forEach((figure, i) => {
    const bottom = top - heights[i] * unit;
    const ticks = Math.max(3, Math.floor((heights[i] * unit) / 26));
    const domain = [Math.max(0, bottom / plotHeight), Math.min(1, top / plotHeight)];
    const name = i === 0 ? '' : String(i + 1);
    axes[`yaxis${name}`] = {...(figure.layout.yaxis as object), domain, anchor: 'x', automargin: false, nticks: ticks};
    for (const trace of data) {
      if (trace.yaxis !== `y${name}` || !trace.colorbar) continue;
      const place = {x: 1.01, y: (domain[0] + domain[1]) / 2, len: domain[1] - domain[0], xpad: 0};
      trace.colorbar = {...(trace.colorbar as object), ...place, lenmode: 'fraction', thickness: 10};
    }
    annotations.push({
      ...{text: titleOf(figure), x: 0, y: domain[1], xref: 'paper', yref: 'paper', xanchor: 'left', yanchor: 'bottom'},
      ...{align: 'left', showarrow: false, font: {family: FONT, size: 12.5}},
    });
    for (const note of namedInLegend(figure).notes) {
      annotations.push({...note, xref: 'x', yref: `y${name}`});
    }
    top = bottom - GAP;
  });
  const last = figures.length === 1 ? 'y' : `y${figures.length}`;
  const xaxis = {...((figures.at(-1) as Figure).layout.xaxis as object), anchor: last, automargin: false};
  return {
    data,
    layout: {
      ...base,
      margin,
      legend: {...(base.legend as object), y: 1 + 22 / plotHeight},
      xaxis,
      ...axes,
      annotations,
      // Bars keep their places: notes of a piano roll must not move aside for other voices.
      ...(figures.some(({layout}) => layout.barmode) ? {barmode: 'overlay'} : {}),
    },
    alt: text.alt ?? `${title}. ${figures.length} rows over one axis: ${figures.map(({alt}) => alt).join(' ')}`,
  };
}

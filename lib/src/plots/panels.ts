import {namedInLegend} from './baseline-names';
import type {Figure, PlotlyObject} from './figure';
import {baseLayout, FONT, legendRows, wrap} from './look';

/** How panels are arranged. */
export interface PanelOptions {
  /** The finding that all panels show together. */
  title: string;
  /** Panels in a row; defaults to 2. */
  columns?: number;
  /** Pixels of the whole figure; defaults to 700. */
  width?: number;
  /** Pixels of one row; defaults to 260. */
  rowHeight?: number;
  alt?: string;
}

/** Room for ticks of six characters and a title; longer names of rows take more. */
const LEFT = 64;
const GAP_X = 78;
const GAP_Y = 92;

function axisName(letter: 'x' | 'y', index: number): string {
  return index === 0 ? letter : `${letter}${index + 1}`;
}

/** Pixels from the left of the plot area to pixels of the paper as parts of 1, cell by cell. */
function domains(count: number, size: number, gap: number): [number, number][] {
  const one = (size - gap * (count - 1)) / count;
  return Array.from({length: count}, (_, i) => [(i * (one + gap)) / size, (i * (one + gap) + one) / size]);
}

/** Pixels left of a panel for names of rows, which automatic margins would take from all panels alike. */
function leftOf({data, layout}: Figure): number {
  const axis = layout.yaxis as {type?: string; ticktext?: string[]; title?: {text?: string}} | undefined;
  const rows = data.find(({type}) => type === 'heatmap')?.y;
  const names = axis?.ticktext ?? (axis?.type === 'category' && Array.isArray(rows) ? rows.map(String) : []);
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  return Math.min(160, Math.round(6.6 * longest + (axis?.title?.text ? 26 : 4)));
}

function titleOf(figure: Figure): string {
  const title = figure.layout.title as {text?: string} | undefined;
  return title?.text ?? '';
}

/**
 * Several figures in one, each in its own pair of axes, with one legend above.
 *
 * @param figures figures with one pair of axes each; their titles become panel titles
 * @param options see {@link PanelOptions}
 * @returns the figure
 * @throws RangeError when there are no panels, or one has frames
 */
export function panels(figures: Figure[], options: PanelOptions): Figure {
  if (figures.length === 0) throw new RangeError('panels needs at least one figure');
  if (figures.some(({frames}) => frames)) throw new RangeError('panels cannot hold a figure with a slider');
  const {title, columns = 2, width = 700, rowHeight = 260} = options;
  const across = Math.min(columns, figures.length);
  const down = Math.ceil(figures.length / across);
  const seen = new Set<string>();
  const data: PlotlyObject[] = [];
  const axes: PlotlyObject = {};
  const annotations: unknown[] = [];
  figures.forEach((figure, i) => {
    for (const trace of namedInLegend(figure).data) {
      const name = typeof trace.name === 'string' ? trace.name : '';
      // One legend entry a name: the same model has the same colour in every panel.
      const showlegend = trace.showlegend !== false && name !== '' && !seen.has(name);
      if (showlegend) seen.add(name);
      data.push({...trace, xaxis: axisName('x', i), yaxis: axisName('y', i), showlegend, legendgroup: name});
    }
  });
  const legend = [...seen];
  const height = rowHeight * down + 40 + 24 * legendRows(legend, width - LEFT - 40);
  const base = baseLayout({title, width, height, legend});
  const isColoured = (figure: Figure) => figure.data.some(({colorbar}) => colorbar);
  const left = Math.max(LEFT, ...figures.filter((_, i) => i % across === 0).map(leftOf));
  const gap = Math.max(GAP_X, 14 + Math.max(0, ...figures.filter((_, i) => i % across > 0).map(leftOf)));
  const margin = {...(base.margin as Record<'t' | 'r' | 'b', number>), l: left};
  if (figures.some((figure, i) => (i % across === across - 1 || i === figures.length - 1) && isColoured(figure)))
    margin.r += 48;
  margin.t += 24;
  const [plotWidth, plotHeight] = [width - left - margin.r, height - margin.t - margin.b];
  const [xDomains, yDomains] = [
    domains(across, plotWidth, figures.some(isColoured) ? gap + 46 : gap),
    domains(down, plotHeight, GAP_Y),
  ];
  figures.forEach((figure, i) => {
    const [column, row] = [xDomains[i % across], yDomains[down - 1 - Math.floor(i / across)]];
    const [x, y] = [axisName('x', i), axisName('y', i)];
    axes[`xaxis${x.slice(1)}`] = {...(figure.layout.xaxis as object), domain: column, anchor: y, automargin: false};
    axes[`yaxis${y.slice(1)}`] = {...(figure.layout.yaxis as object), domain: row, anchor: x, automargin: false};
    for (const trace of data.filter((one) => one.xaxis === x && one.colorbar)) {
      const place = {x: column[1] + 6 / plotWidth, y: (row[0] + row[1]) / 2, len: row[1] - row[0], xpad: 0};
      trace.colorbar = {...(trace.colorbar as object), ...place, lenmode: 'fraction', thickness: 10};
    }
    const lines = wrap(
      titleOf(figure).replaceAll('<br>', ' '),
      Math.floor(((column[1] - column[0]) * plotWidth) / 6.8),
    );
    annotations.push({
      text: lines.join('<br>'),
      x: column[0],
      y: row[1],
      xref: 'paper',
      yref: 'paper',
      xanchor: 'left',
      yanchor: 'bottom',
      align: 'left',
      showarrow: false,
      font: {family: FONT, size: 12.5},
    });
    for (const note of namedInLegend(figure).notes) {
      annotations.push({...note, xref: x, yref: y});
    }
  });
  const legendLift = 1 + 26 / plotHeight;
  return {
    data,
    layout: {
      ...base,
      margin,
      legend: {...(base.legend as object), y: legendLift},
      ...axes,
      annotations,
      ...(figures[0].layout.coloraxis ? {coloraxis: figures[0].layout.coloraxis} : {}),
      ...(figures.some(({layout}) => layout.bargap) ? {bargap: 0.35} : {}),
    },
    alt: options.alt ?? `${title}. ${figures.length} panels: ${figures.map(({alt}) => alt).join(' ')}`,
  };
}

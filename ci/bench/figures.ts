/** Results as Plotly figures. Colours: Okabe and Ito's, one a contestant, the same everywhere. */
import {type BenchResults, type Curve, curvesOf, MEMORY_GOAL, type Row, rowsOf} from './results';
import type {Peer} from './workloads';

/** A figure, ready for Plotly. */
export interface PageFigure {
  id: string;
  title: string;
  /** What it shows, in words. */
  alt: string;
  height: number;
  data: object[];
  layout: object;
}

const colours = {ours: '#0072B2', keras: '#E69F00', torch: '#009E73'};
const names = {ours: 'ours', keras: 'Keras', torch: 'PyTorch'};
const symbols = {ours: 'circle', keras: 'square', torch: 'diamond'};
const peers: Peer[] = ['keras', 'torch'];
const grid = '#E6E6E6';
const ROW_HEIGHT = 50; // a label has up to three lines

const LONGEST = 42;
/** A long title goes on in a second line where its brackets open. */
const broken = (title: string): string => (title.length > LONGEST ? title.replace(' (', '<br>(') : title);
const label = ({title, way}: Row): string => `${broken(title)}<br><span style="color:#666666">${way}</span>`;
/** Rows from top to bottom. */
const downwards = {autorange: 'reversed', automargin: true, tickfont: {size: 11}};
const legend = {orientation: 'h', x: 0, y: 1.02, yanchor: 'bottom'};
/** A logarithmic axis that writes its numbers out: Plotly's own ticks say 5 for 0.5. */
const logarithmic = (title: string) => {
  const tickvals = Array.from({length: 8}, (_, i) => [1, 2, 5].map((digit) => Number(`${digit}e${i - 4}`))).flat();
  return {type: 'log', title: {text: title}, gridcolor: grid, tickvals, ticktext: tickvals.map(String)};
};
const margin = {l: 20, r: 20, t: 50, b: 50};

/** Ratios with quartiles as points, goals as short strokes. */
function ratioFigure(rows: Row[]): PageFigure {
  const traces = peers.flatMap((peer) => {
    const known = rows.flatMap((row) => (row.ratios[peer] ? [{row, cell: row.ratios[peer]}] : []));
    const y = known.map(({row}) => label(row));
    const color = colours[peer];
    return [
      {
        ...{
          type: 'scatter',
          mode: 'markers',
          name: `of ${names[peer]}`,
          y,
          x: known.map(({cell}) => cell.ratio.median),
        },
        marker: {color, size: 10, symbol: symbols[peer]},
        error_x: {
          ...{type: 'data', symmetric: false, color, thickness: 1.5, width: 4},
          array: known.map(({cell: {ratio}}) => ratio.upper - ratio.median),
          arrayminus: known.map(({cell: {ratio}}) => ratio.median - ratio.lower),
        },
        hovertemplate: `%{x:.3f} of ${names[peer]}<extra></extra>`,
      },
      {
        ...{
          type: 'scatter',
          mode: 'markers',
          name: `goal, ${names[peer]}`,
          y,
          x: known.map(({cell}) => cell.goal ?? null),
        },
        marker: {color, size: 16, symbol: 'line-ns', line: {color, width: 3}},
        hovertemplate: `goal %{x} of ${names[peer]}<extra></extra>`,
      },
    ];
  });
  const missed = rows.flatMap(({ratios}) => Object.values(ratios)).filter(({reached}) => reached === false).length;
  return {
    ...{id: 'ratios', title: 'Our time as a part of theirs', height: 140 + rows.length * ROW_HEIGHT, data: traces},
    alt: `Ratios of median times with quartiles, and the goals as strokes; ${missed} goals are missed. Left of 1: we are faster.`,
    layout: {
      ...{margin, legend, yaxis: {...downwards, gridcolor: grid}},
      xaxis: logarithmic('ratio of time (log scale; less is faster)'),
      shapes: [{type: 'line', x0: 1, x1: 1, y0: 0, y1: 1, yref: 'paper', line: {color: '#666666', dash: 'dot'}}],
    },
  };
}

/** What a contestant of a row took and needed. */
const part = (row: Row, contestant: 'ours' | Peer) => (contestant === 'ours' ? row.ours : row.theirs[contestant]);

/** One mark a contestant: points on a logarithmic axis, where the length of a bar would mean nothing. */
function timeFigure(rows: Row[]): PageFigure {
  const data = (['ours', ...peers] as const).map((contestant) => ({
    ...{type: 'scatter', mode: 'markers', name: names[contestant], y: rows.map(label)},
    marker: {color: colours[contestant], symbol: symbols[contestant], size: 11},
    x: rows.map((row) => part(row, contestant)?.ms ?? null),
    hovertemplate: `${names[contestant]} %{x:.3~f} ms<extra></extra>`,
  }));
  return {
    ...{id: 'times', title: 'Time of a batch', height: 140 + rows.length * ROW_HEIGHT, data},
    alt: 'Median milliseconds a batch of each contestant, by workload.',
    layout: {
      ...{margin, legend, yaxis: {...downwards, gridcolor: grid}},
      xaxis: logarithmic('ms a batch, or a step (log scale)'),
    },
  };
}

function memoryFigure(rows: Row[]): PageFigure {
  const data = (['ours', ...peers] as const).map((contestant) => ({
    ...{type: 'bar', orientation: 'h', name: names[contestant], marker: {color: colours[contestant]}},
    y: rows.map(label),
    x: rows.map((row) => part(row, contestant)?.peakMb ?? null),
    hovertemplate: `${names[contestant]} %{x:.0f} MB<extra></extra>`,
  }));
  const wanted = {type: 'line', yref: 'paper', x0: MEMORY_GOAL, x1: MEMORY_GOAL, y0: 0, y1: 1};
  return {
    ...{id: 'memory', title: 'Peak memory of a process', height: 140 + rows.length * ROW_HEIGHT, data},
    alt: `Peak memory of each contestant's process; the dotted line is what is wanted of ours on the first row (${MEMORY_GOAL} MB).`,
    layout: {
      ...{barmode: 'group', bargap: 0.3, margin, legend: {...legend, traceorder: 'normal'}, yaxis: downwards},
      ...{xaxis: {title: {text: 'MB'}, gridcolor: grid}, shapes: [{...wanted, line: {color: '#222222', dash: 'dot'}}]},
    },
  };
}

const axisTitles: Record<Curve['axis'], string> = {batch: 'batch size', length: 'time steps', units: 'units a layer'};

function curveFigure(curves: Curve[]): PageFigure {
  const axes = Object.keys(axisTitles) as Curve['axis'][];
  const suffix = (axis: Curve['axis']) => (axes.indexOf(axis) === 0 ? '' : String(axes.indexOf(axis) + 1));
  const data = curves.map(({axis, contestant, points}) => ({
    ...{type: 'scatter', mode: 'lines+markers', name: names[contestant], legendgroup: contestant},
    ...{x: points.map(([x]) => x), y: points.map(([, y]) => y), showlegend: axis === axes[0]},
    ...{xaxis: `x${suffix(axis)}`, yaxis: 'y', marker: {symbol: symbols[contestant], size: 8}},
    line: {color: colours[contestant]},
    hovertemplate: `${axisTitles[axis]} %{x}: %{y:.3~f} ms<extra>${names[contestant]}</extra>`,
  }));
  const width = 1 / axes.length;
  const panels = axes.map((axis, i) => [
    `xaxis${suffix(axis)}`,
    {
      ...{
        type: 'log',
        title: {text: axisTitles[axis]},
        gridcolor: grid,
        domain: [i * width + 0.01, (i + 1) * width - 0.02],
      },
      tickvals: curves.find((curve) => curve.axis === axis)?.points.map(([x]) => x),
    },
  ]);
  return {
    ...{id: 'curves', title: 'Cost of LSTM 20-20 + Dense', height: 420, data},
    alt: 'Milliseconds a batch against batch size, length and units, both axes logarithmic.',
    layout: {
      ...{margin: {...margin, l: 70}, legend},
      ...Object.fromEntries(panels),
      yaxis: logarithmic('ms a batch'),
    },
  };
}

/** Figures of a run; those without data are left out. */
export function figuresOf(results: BenchResults): PageFigure[] {
  const rows = rowsOf(results).filter(({ours}) => ours);
  const curves = curvesOf(results);
  const isCompared = rows.some(({ratios}) => Object.keys(ratios).length > 0);
  return [
    ...(isCompared ? [ratioFigure(rows)] : []),
    ...(rows.length > 0 ? [timeFigure(rows)] : []),
    ...(curves.length > 0 ? [curveFigure(curves)] : []),
    ...(rows.length > 0 ? [memoryFigure(rows)] : []),
  ];
}

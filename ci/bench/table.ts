/** Results as a table, for the terminal and for docs/bench.md. */
import {machineLine} from './machine';
import {
  type BenchResults,
  type Curve,
  curvesOf,
  LOAD_GOAL,
  MEMORY_GOAL,
  type RatioCell,
  type Row,
  rowsOf,
} from './results';
import {median} from './statistics';
import type {Peer} from './workloads';

const peerTitles: Record<Peer, string> = {keras: 'Keras', torch: 'PyTorch'};

/** Three significant digits, no exponent: 0.0123, 1.23, 123. */
export function digits(value: number): string {
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toFixed(Math.min(places, 6));
}

/** Two places, below 1 three significant digits: a ratio that just misses its goal must not look like it. */
function ratioText({ratio: {median, lower, upper}}: RatioCell): string {
  const places = Math.max(2, 2 - Math.floor(Math.log10(median)));
  return `${median.toFixed(places)} (${lower.toFixed(places)}-${upper.toFixed(places)})`;
}

const goalText = ({goal, reached}: RatioCell): string => (goal ? `${reached ? '✓' : '✗'} <= ${goal}` : '');

const heads = ['how', 'ours ms', 'Keras ms', 'of Keras', 'goal', 'PyTorch ms', 'of PyTorch', 'goal', 'peak MB'];

function cells(row: Row): string[] {
  const {way, ours, theirs, ratios} = row;
  if (!ours) return [way, row.reason ?? ''];
  const peer = (name: Peer): string[] => {
    const [their, cell] = [theirs[name], ratios[name]];
    if (!their || !cell) return ['-', '-', '-'];
    const threads = their.threads ? `${digits(their.ms)} [${their.threads}]` : digits(their.ms);
    return [threads, ratioText(cell), goalText(cell)];
  };
  const memory = [ours, theirs.keras, theirs.torch].map((one) => one?.peakMb.toFixed(0) ?? '-').join(' / ');
  return [way, digits(ours.ms), ...peer('keras'), ...peer('torch'), memory];
}

/** Lines that belong under the table: how to read it, memory and load against what is wanted. */
function remarks(results: BenchResults): string[] {
  const lines = [
    'Times: median milliseconds a batch; one-step inference: a step. Ratios: rounds measured in turn, median (quartiles).',
    'PyTorch: the better of 1 and 2 threads, in brackets. Peak memory of a process: ours / Keras / PyTorch.',
  ];
  const first = rowsOf(results).find(({name, way}) => name === 'lstm' && way === 'training.fit')?.ours;
  if (first) {
    const verdict = first.peakMb < MEMORY_GOAL ? '✓' : '✗';
    lines.push(
      `Peak memory of a training process, first row: ${first.peakMb.toFixed(0)} MB ${verdict} < ${MEMORY_GOAL}`,
    );
  }
  if (results.load) {
    const {kernels, firstCall} = results.load;
    const verdict = median(kernels) < LOAD_GOAL ? '✓' : '✗';
    const call = `first call of a layer ${median(firstCall).toFixed(0)} ms`;
    lines.push(`Kernel load: ${median(kernels).toFixed(0)} ms ${verdict} < ${LOAD_GOAL} (${call})`);
  }
  return lines;
}

const failuresOf = ({workloads, failures}: BenchResults): string[] => [
  ...workloads.flatMap(({name, failed}) => Object.values(failed).map((line) => `${name}: ${line}`)),
  ...failures,
];

/** The curves of one axis as rows: value, then one column a contestant. */
export function curveRows(curves: Curve[], axis: Curve['axis']): {heads: string[]; rows: string[][]} {
  const lines = curves.filter((curve) => curve.axis === axis);
  const values = [...new Set(lines.flatMap(({points}) => points.map(([value]) => value)))].sort((a, b) => a - b);
  const name = ({contestant}: Curve) => (contestant === 'ours' ? 'ours' : peerTitles[contestant]);
  const at = ({points}: Curve, value: number) => points.find(([x]) => x === value)?.[1];
  return {
    heads: [axis, ...lines.map((line) => `${name(line)} ms`)],
    rows: values.map((value) => [
      String(value),
      ...lines.map((line) => {
        const ms = at(line, value);
        return ms === undefined ? '-' : digits(ms);
      }),
    ]),
  };
}

const axisTitles: Record<Curve['axis'], string> = {batch: 'batch size', length: 'time steps', units: 'units'};

function columns(rows: string[][]): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, cell.length)).concat(all.slice(row.length)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]))
      .join('  ')
      .trimEnd(),
  );
}

/** The table for a terminal. */
export function terminalTable(results: BenchResults): string {
  const rows = rowsOf(results);
  const full = rows.filter((row) => row.ours);
  const lines = columns([heads, ...full.map(cells)]);
  const out: string[] = full.length > 0 ? [`  ${lines[0]}`] : [];
  let title = '';
  for (const row of rows) {
    if (row.title !== title) out.push(row.title);
    title = row.title;
    out.push(`  ${row.ours ? lines[full.indexOf(row) + 1] : cells(row).join(': ')}`);
  }
  const curves = curvesOf(results);
  for (const axis of ['batch', 'length', 'units'] as const) {
    const table = curveRows(curves, axis);
    if (table.rows.length === 0) continue;
    out.push('', `LSTM 20-20 + Dense: ms a batch by ${axisTitles[axis]}`);
    out.push(...columns([table.heads, ...table.rows]).map((line) => `  ${line}`));
  }
  return [...out, '', ...remarks(results), ...failuresOf(results)].join('\n');
}

const markdownRow = (row: string[]): string => `| ${row.join(' | ')} |`;
const markdownTable = (names: string[], rows: string[][]): string[] => [
  markdownRow(names),
  markdownRow(names.map(() => '---')),
  ...rows.map(markdownRow),
];

const METHOD =
  'Each contestant runs in a process of its own; only one works at a time, and their rounds take turns. Two rounds warm ' +
  'up and do not count. Keras: `fit` on arrays with the defaults of `compile`, the time of an epoch without what `fit` ' +
  'does once before the first. PyTorch: eager mode, a plain loop, Adam. Ours: the whole call, on the package as built. ' +
  'The models stand in `ci/bench/ours/models.ts` and `ci/bench/peers/`.';

/** docs/bench.md. */
export function markdownPage(results: BenchResults, source: string): string {
  const {machine, date, rounds, versions, command} = results;
  const programs = Object.assign({}, ...Object.values(versions)) as Record<string, string>;
  const named = Object.entries(programs).map(([name, version]) => `${name} ${version}`);
  const rows = rowsOf(results).map((row) => {
    const [way, ...rest] = cells(row);
    return [row.title, way, ...rest, ...heads.slice(rest.length + 1).map(() => '')];
  });
  const curves = curvesOf(results);
  const sections = (['batch', 'length', 'units'] as const).flatMap((axis) => {
    const table = curveRows(curves, axis);
    return table.rows.length === 0
      ? []
      : ['', `### By ${axisTitles[axis]}`, '', ...markdownTable(table.heads, table.rows)];
  });
  return [
    `<!-- Generated from ${source} by \`npm run bench -- --write\`; measure anew instead of editing. -->`,
    '# Bench: training time against Keras 3 and PyTorch',
    '',
    `Measured on ${date} on ${machineLine(machine)}; ${rounds} rounds (\`${command}\`). ${named.join(', ')}.`,
    '',
    METHOD,
    '',
    ...markdownTable(['workload', ...heads], rows),
    '',
    ...[...remarks(results), ...failuresOf(results)].map((line) => `- ${line}`),
    ...(sections.length > 0 ? ['', '## Cost of LSTM 20-20 + Dense', ...sections] : []),
    '',
  ].join('\n');
}

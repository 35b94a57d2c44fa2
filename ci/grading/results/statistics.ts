import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Result} from './result';

/** Text in HTML: nothing that a learner wrote becomes markup. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`).replace(/[\p{Cc}\p{Cf}]/gu, ' ');

/** JSON inside a script element. */
const inScript = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');

interface PartCounts {
  part: string;
  title: string;
  passed: number;
  empty: number;
  failed: number;
  /** Messages of those who failed, the most frequent first. */
  messages: [message: string, count: number][];
}

const isEmpty = (message: string): boolean => /not implemented|is missing/.test(message);

/** Numbers in messages differ from student to student; what is the same mistake should count as one. */
const kindOf = (message: string): string => message.replace(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi, '#');

/** How many passed, left empty and failed each part of one exercise. */
export function countParts(results: readonly Result[]): PartCounts[] {
  const parts = new Map<string, PartCounts>();
  for (const {part, title, points, most, message} of results.flatMap((result) => result.parts)) {
    const counts = parts.get(part) ?? {part, title, passed: 0, empty: 0, failed: 0, messages: []};
    parts.set(part, counts);
    if (points === most) counts.passed++;
    else if (isEmpty(message)) counts.empty++;
    else {
      counts.failed++;
      const kind = kindOf(message);
      const known = counts.messages.find(([one]) => one === kind);
      if (known) known[1]++;
      else counts.messages.push([kind, 1]);
    }
  }
  for (const {messages} of parts.values()) messages.sort((a, b) => b[1] - a[1]);
  return [...parts.values()].sort((a, b) => a.part.localeCompare(b.part, 'en', {numeric: true}));
}

const LAYERS = [
  ['passed', 'passed', '#0072b2', ''],
  ['failed', 'wrong', '#d55e00', '/'],
  ['empty', 'not written', '#bbbbbb', '.'],
] as const;

/** Students are counted: no half ones on an axis that ends early. */
const wholeSteps = (most: number) => (most <= 8 ? {dtick: 1} : {});

function partsFigure(counts: PartCounts[], students: number) {
  const y = counts.map(({part, title}) => `${part} ${title}`);
  const data = LAYERS.map(([key, name, color, shape]) => ({
    ...{type: 'bar', orientation: 'h', name, y, x: counts.map((one) => one[key])},
    marker: {color, pattern: {shape, fillmode: 'overlay', fgcolor: '#ffffff', size: 5, solidity: 0.15}},
    hovertemplate: '%{y}<br>%{x} students<extra></extra>',
  }));
  const xaxis = {
    title: {text: 'students'},
    range: [0, Math.max(1, students)],
    rangemode: 'tozero',
    ...wholeSteps(students),
  };
  const yaxis = {autorange: 'reversed', automargin: true, type: 'category'};
  const legend = {orientation: 'h', y: 1.02, yanchor: 'bottom', x: 0, traceorder: 'normal'};
  return {
    data,
    layout: {
      barmode: 'stack',
      xaxis,
      yaxis,
      legend,
      height: 130 + 34 * counts.length,
      margin: {t: 40, r: 20, b: 45, l: 40},
    },
  };
}

function pointsFigure(results: readonly Result[]) {
  const most = Math.max(1, ...results.map((result) => result.most));
  const x = Array.from({length: most + 1}, (_, points) => points);
  const y = x.map((points) => results.filter((result) => Math.round(result.points) === points).length);
  const data = [
    {type: 'bar', x, y, marker: {color: '#0072b2'}, hovertemplate: '%{x} points: %{y} students<extra></extra>'},
  ];
  const layout = {
    ...{
      xaxis: {title: {text: `points of ${most}`}, range: [-0.6, most + 0.6]},
      yaxis: {title: {text: 'students'}, ...wholeSteps(Math.max(...y))},
    },
    ...{height: 260, margin: {t: 15, r: 20, b: 45, l: 50}, bargap: 0.15},
  };
  return {data, layout};
}

function partRow({part, title, passed, empty, failed, messages}: PartCounts, students: number): string {
  const share = Math.round((100 * passed) / students);
  const often = messages.slice(0, 5).map(([message, count]) => `<li><b>${count}</b> ${escaped(message)}</li>`);
  const numbers = [passed, failed, empty].map((count) => `<td class="n">${count}</td>`).join('');
  const head = `<tr><th scope="row">${escaped(part)} ${escaped(title)}</th><td class="n">${share} %</td>${numbers}</tr>`;
  // Messages are long: a row of their own, so that they can be read on a narrow screen too.
  return often.length > 0 ? `${head}\n<tr class="words"><td colspan="5"><ul>${often.join('')}</ul></td></tr>` : head;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem;line-height:1.2}table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid #ddd}
.n{text-align:right}ul{margin:0;padding-left:1.1rem}li{overflow-wrap:anywhere}th[scope=row]{font-weight:600}.note{color:#555}
.words td{border:0;padding:0 .6rem .6rem;font-size:.9rem}@media(max-width:40rem){th,td{padding:.4rem .25rem;font-size:.9rem}}`;

/** A page about one exercise: where the class stands, which parts fail, and with which words. */
export function statisticsPage(exercise: string, results: readonly Result[]): string {
  const graded = results.filter(({problem}) => problem === null);
  const counts = countParts(graded);
  const sorted = results.map(({points}) => points).sort((a, b) => a - b);
  const median =
    sorted.length % 2
      ? sorted[(sorted.length - 1) / 2]
      : (sorted[sorted.length / 2 - 1] + sorted[sorted.length / 2]) / 2;
  const most = Math.max(0, ...results.map((result) => result.most));
  const unread = results.filter(({problem}) => problem !== null);
  const figures = {parts: partsFigure(counts, graded.length), points: pointsFigure(results)};
  const trouble =
    unread.length > 0
      ? `<h2>Not graded</h2><ul>${unread.map(({student, problem}) => `<li>${escaped(student)}: ${escaped(problem ?? '')}</li>`).join('')}</ul>`
      : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Exercise ${escaped(exercise)}: statistics</title><style>${STYLE}</style><script src="plotly.js"></script></head><body>
<h1>Exercise ${escaped(exercise)}: ${results.length} ${results.length === 1 ? 'submission' : 'submissions'}, median ${median} of ${most} points</h1>
<h2>Where the class fails</h2><div id="parts" role="img" aria-label="Bars of students who passed, failed or left out each part; the table below has the numbers"></div>
<h2>Points</h2><div id="points" role="img" aria-label="Bars: how many students have how many points"></div>
<h2>What went wrong, in the words of the checks</h2>
<p class="note">Numbers in messages stand as #, so that the same mistake counts once. The five most frequent of each part; files that could not be graded are not counted.</p>
<table><thead><tr><th>part</th><th class="n">passed</th><th class="n">right</th><th class="n">wrong</th><th class="n">not written</th></tr></thead>
<tbody>${counts.map((one) => partRow(one, graded.length)).join('\n')}</tbody></table>
${trouble}
<script>for (const [id, {data, layout}] of Object.entries(${inScript(figures)})) {
if (id === 'parts' && innerWidth < 640) for (const bars of data) bars.y = bars.y.map((label) => label.split(' ')[0]);
Plotly.newPlot(id, data, {font: {size: 13}, ...layout}, {responsive: true, displayModeBar: false});}</script>
</body></html>
`;
}

/** Writes a page for each exercise to `statistics/`, with Plotly beside them: the pages ask nothing of the network. */
export function writeStatistics(out: string, results: readonly Result[]): void {
  const folder = join(out, 'statistics');
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const exercises = [...new Set(results.map(({exercise}) => exercise))].filter((exercise) => exercise !== '');
  for (const exercise of exercises) {
    const own = results.filter((result) => result.exercise === exercise);
    writeFileSync(join(folder, `${exercise}.html`), statisticsPage(exercise, own), {mode: 0o600});
  }
  const plotly = dirname(require.resolve('plotly.js-dist/package.json'));
  copyFileSync(join(plotly, 'plotly.js'), join(folder, 'plotly.js'));
}

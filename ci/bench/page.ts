/** The results as a web page with live figures; Plotly is read from node_modules, so the page stays small. */
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, relative} from 'node:path';
import {figuresOf} from './figures';
import {machineLine} from './machine';
import type {BenchResults} from './results';
import {terminalTable} from './table';

const style = `
  body {font: 16px/1.5 system-ui, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; color: #222}
  h1 {font-size: 1.6rem} h2 {font-size: 1.2rem; margin-top: 2.5rem}
  p.alt, p.run {color: #555; margin: 0.2rem 0}
  pre {font-size: 12px; line-height: 1.45; overflow-x: auto; background: #F6F6F6; padding: 1rem}
`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The page as text; `plotly` is the address of Plotly's script as the page sees it. */
export function pageText(results: BenchResults, plotly: string): string {
  const figures = figuresOf(results);
  const {date, machine, rounds, command, versions} = results;
  const programs = Object.entries(Object.assign({}, ...Object.values(versions)) as Record<string, string>);
  // '<' would end the script early if a name held it
  const data = JSON.stringify(figures).replaceAll('<', '\\u003c');
  const sections = figures.map(
    ({id, title, alt, height}) =>
      `<h2>${escaped(title)}</h2>\n<p class="alt">${escaped(alt)}</p>\n<div id="${id}" style="height: ${height}px"></div>`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Unroll: bench</title><style>${style}</style></head>
<body>
<h1>Training time against Keras 3 and PyTorch</h1>
<p class="run">${escaped(`${date}, ${machineLine(machine)}; ${rounds} rounds; ${command}`)}</p>
<p class="run">${escaped(programs.map(([name, version]) => `${name} ${version}`).join(', '))}</p>
${sections.join('\n')}
<h2>All numbers</h2>
<pre>${escaped(terminalTable(results))}</pre>
<script src="${plotly}"></script>
<script>
for (const {id, data, layout} of ${data}) Plotly.newPlot(id, data, layout, {responsive: true, displaylogo: false});
</script>
</body>
</html>
`;
}

/** Writes the page; it can be opened from disk. */
export function writePage(results: BenchResults, path: string): void {
  mkdirSync(dirname(path), {recursive: true});
  const script = relative(dirname(path), require.resolve('plotly.js-dist'));
  writeFileSync(path, pageText(results, script.replaceAll('\\', '/')));
}

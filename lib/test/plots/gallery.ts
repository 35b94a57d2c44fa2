// All figures of the snapshots on one page, for authors to look at: sliders move, legends toggle, one click turns it grey.
// Run it from the project: node --import tsx lib/test/plots/gallery.ts [PAGE.html]
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Diagram, Figure} from '../../src/plots';
import {DIAGRAMS, FIGURES} from './figures';

const escapeHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** A page that needs no server and no network. */
export function galleryPage(
  figures: Record<string, () => Figure>,
  diagrams: Record<string, () => Diagram>,
  plotly: string,
): string {
  const made = Object.entries(figures).map(([name, make]) => ({name, ...make()}));
  const drawn = Object.entries(diagrams).map(([name, make]) => ({name, ...make()}));
  const card = (name: string, inner: string, alt: string) =>
    `<section id="${name}"><h2>plots.${name}</h2>${inner}<p>${escapeHtml(alt)}</p></section>`;
  const json = JSON.stringify(made.map(({name, data, layout, frames}) => ({name, figure: {data, layout, frames}})));
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures of the course</title>',
    '<style>body{font:14px sans-serif;margin:1em;display:flex;flex-wrap:wrap;gap:1em}section{width:820px}',
    'h2{font-size:14px;margin:0}p{color:#555;margin:.3em 0}.grey section{filter:grayscale(1)}svg{max-width:100%}',
    'label{width:100%}</style>',
    '<label><input type="checkbox" onchange="document.body.classList.toggle(\'grey\')"> on grey paper</label>',
    ...made.map(({name, alt}) => card(name, `<div id="figure-${name}"></div>`, alt)),
    ...drawn.map(({name, svg, alt}) => card(name, svg, alt)),
    // A text such as '</script>' would end the script that holds it.
    `<script>${plotly.replaceAll('</script', '<\\/script')}</script>`,
    `<script>for (const {name, figure} of ${json.replace(/</g, '\\u003c')}) Plotly.newPlot('figure-' + name, figure);</script>`,
  ].join('\n');
}

if (require.main === module) {
  const page = resolve(process.argv[2] ?? '.cache/figures.html');
  const plotly = readFileSync(require.resolve('plotly.js-dist'), 'utf8');
  mkdirSync(dirname(page), {recursive: true});
  writeFileSync(page, galleryPage(FIGURES, DIAGRAMS, plotly));
  console.log(`${Object.keys(FIGURES).length} figures and ${Object.keys(DIAGRAMS).length} diagrams: ${page}`);
}

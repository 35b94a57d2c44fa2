/** Equations are set while the book is made: pages need no script for them and do not jump. */
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import katex from 'katex';
import {InputError} from '../notebooks/notebook';

const unescaped = (html: string): string =>
  html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&nbsp;/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');

/** Replaces `<span class="tex …">` by KaTeX's HTML and MathML; the same equation is set once. */
export function setEquations(html: string, where: string, cache: Map<string, string>): string {
  return html.replace(/<span class="tex (inline|display)">([^<]*)<\/span>/g, (whole, kind: string, body: string) => {
    const known = cache.get(whole);
    if (known) return known;
    const tex = unescaped(body);
    try {
      const made = katex.renderToString(tex, {
        displayMode: kind === 'display',
        strict: 'ignore',
        output: 'htmlAndMathml',
      });
      cache.set(whole, made);
      return made;
    } catch (error) {
      throw new InputError(`${where}: an equation that KaTeX cannot read, ${(error as Error).message.split('\n')[0]}`);
    }
  });
}

/** Families that a page of this course hardly ever uses, by the class that uses them. */
const rare: [family: string, classes: RegExp][] = [
  ['KaTeX_Fraktur', /class="[^"]*\b(mathfrak|textfrak)\b/],
  ['KaTeX_Script', /class="[^"]*\b(mathscr|textscr)\b/],
  ['KaTeX_SansSerif', /class="[^"]*\b(mathsf|textsf|mathsfit|mathboldsf)\b/],
  ['KaTeX_Typewriter', /class="[^"]*\b(mathtt|texttt)\b/],
  ['KaTeX_Caligraphic', /class="[^"]*\b(mathcal|textcal)\b/],
];

/** KaTeX's style sheet with the fonts inside: a page opened from a disk may not load fonts in every browser. */
export function equationStyle(equations: Iterable<string>): string {
  const folder = dirname(require.resolve('katex/dist/katex.min.css'));
  const all = [...equations].join('');
  const unused = new Set(rare.filter(([, classes]) => !classes.test(all)).map(([family]) => family));
  return readFileSync(join(folder, 'katex.min.css'), 'utf8').replace(/@font-face\{[^}]*\}/g, (face) => {
    const family = /font-family:"?([\w]+)/.exec(face)?.[1] ?? '';
    if (unused.has(family)) return '';
    return face.replace(/src:[^;}]*/, (sources) => {
      const file = /url\(([^)]*\.woff2)\)/.exec(sources)?.[1] ?? '';
      const data = readFileSync(join(folder, file)).toString('base64');
      return `src:url(data:font/woff2;base64,${data}) format("woff2")`;
    });
  });
}

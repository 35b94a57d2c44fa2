/** The page around an article: head, bar, the course on its left, its own headings on its right. */
import type {Heading} from './article';
import {escaped, join} from './markup';
import {type BookPage, contentsFile, nameOf} from './pages';

export interface PageParts {
  page: Pick<BookPage, 'file' | 'title' | 'part' | 'kind'>;
  /** As it stands in the window's title. */
  name: string;
  article: string;
  headings: readonly Heading[];
  hasCharts?: boolean;
  pages: readonly BookPage[];
}

/**
 * Nothing of another origin, no inline script. `file:` names the book's own files where it is opened from a disk. Styles
 * inside elements are KaTeX's, Plotly's and those of stored tables. Live pages may start a worker from a Blob, and compile
 * the kernels of the library.
 */
const policy = (isLive: boolean): string =>
  [
    "default-src 'none'",
    `script-src 'self' file:${isLive ? " 'wasm-unsafe-eval'" : ''}`,
    ...(isLive ? ['worker-src blob:'] : []),
    "style-src 'self' file: 'unsafe-inline'",
    "img-src 'self' file: data: blob:",
    "media-src 'self' file: data:",
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

const link = (page: BookPage, current: string): string =>
  `<li><a href="${page.file}"${page.file === current ? ' aria-current="page"' : ''}>${escaped(nameOf(page).replace(/^Exercise /, ''))}</a></li>`;

/** The course as a tree; only the branch of this page is open. */
function sidebar(pages: readonly BookPage[], current: string): string {
  const groups = [...new Set(pages.map(({part}) => part))].filter(Boolean);
  const branches = groups.map((part) => {
    const own = pages.filter((page) => page.part === part);
    const isOpen = own.some(({file}) => file === current);
    return `<details${isOpen ? ' open' : ''}><summary>${escaped(part)}</summary><ul>${join(own.map((page) => link(page, current)))}</ul></details>`;
  });
  const [first, last] = [pages.filter(({part}, i) => !part && i === 0), pages.filter(({part}, i) => !part && i > 0)];
  return `<nav class="course" id="course" aria-label="Course">
<ul><li><a href="${contentsFile}"${current === contentsFile ? ' aria-current="page"' : ''}>Contents</a></li>${join(first.map((page) => link(page, current)))}</ul>
${join(branches)}
<ul>${join(last.map((page) => link(page, current)))}</ul>
</nav>`;
}

const onThisPage = (headings: readonly Heading[]): string =>
  headings.length < 2
    ? ''
    : `<nav class="here" aria-label="On this page"><p>On this page</p><ul>${join(
        headings.map(({id, html}) => `<li><a href="#${id}">${html.replace(/<\/?a\b[^>]*>/g, '')}</a></li>`),
      )}</ul></nav>`;

function neighbours(pages: readonly BookPage[], current: string): string {
  const at = pages.findIndex(({file}) => file === current);
  if (at < 0) return '';
  const [before, after] = [pages[at - 1], pages[at + 1]];
  const side = (kind: string, word: string, page?: BookPage) =>
    page
      ? `<a class="${kind}" rel="${kind}" href="${page.file}"><span>${word}</span> ${escaped(nameOf(page))}</a>`
      : '<span></span>';
  return `<nav class="neighbours" aria-label="Previous and next page">${side('prev', 'Previous', before)}${side('next', 'Next', after)}</nav>`;
}

export const head = (
  title: string,
  styles: readonly string[],
  scripts: string,
  isLive = false,
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy(isLive)}">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
${join(styles.map((style) => `<link rel="stylesheet" href="${style}">`))}
${scripts}
</head>`;

/** A whole page. */
export function wholePage({page, name, article, headings, hasCharts, pages}: PageParts): string {
  const styles = ['assets/book.css', ...(article.includes('class="katex') ? ['assets/equations.css'] : [])];
  const isLive = page.kind === 'live';
  const own = ['book', ...(isLive ? ['live'] : [])].map((one) => `<script src="assets/${one}.js" defer></script>`);
  const scripts = join(['<script src="assets/theme.js"></script>', ...own]);
  return `${head(name === 'Unroll' ? name : `${name} · Unroll`, styles, scripts, isLive)}
<body${hasCharts ? ' data-charts' : ''}>
<a class="skip" href="#content">Skip to the text</a>
<header class="bar">
<button type="button" class="menu" aria-expanded="false" aria-controls="course" aria-label="Course menu"><span aria-hidden="true">☰</span></button>
<a class="brand" href="${contentsFile}">Unroll</a>
<button type="button" class="find" aria-keyshortcuts="/">Search <kbd aria-hidden="true">/</kbd></button>
<button type="button" class="theme" aria-label="Dark theme" aria-pressed="false"><span aria-hidden="true">◐</span></button>
</header>
<div class="columns">
${sidebar(pages, page.file)}
<main id="content" tabindex="-1">
${page.part ? `<p class="part">${escaped(page.part)}</p>\n` : ''}<article>
${article}
</article>
${neighbours(pages, page.file)}
</main>
${onThisPage(headings)}
</div>
<dialog class="search" aria-label="Search the book">
<form><input type="search" placeholder="Search the book" aria-label="Search the book" autocomplete="off" spellcheck="false">
<button type="button">Close</button></form>
<p class="count" role="status"></p>
<ol></ol>
</dialog>
</body>
</html>
`;
}

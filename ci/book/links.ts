/** Links of notebooks become links between pages. */
import {dirname, join, relative, resolve, sep} from 'node:path';
import {type BookPage, contentsFile, elsewhereFile, notationFile} from './pages';

/** The id of a heading, and what a link's fragment is compared by: letters and digits in small, hyphens between words. */
export const slug = (text: string): string =>
  decodeURIComponent(text.replace(/%(?![\da-f]{2})/gi, '%25'))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/[\s-]+/g, '-');

/**
 * A function that gives the address within the book of a link in `page`.
 *
 * @param root the course folder
 */
export function linker(pages: readonly BookPage[], root: string): (page: BookPage, href: string) => string {
  const made = pages.filter(({source}) => source); // live pages have none
  const bySource = new Map(made.map(({source, file}) => [resolve(source), file]));
  // a solution stands, folded, on the page of its exercise
  for (const {kind, source, file} of pages) {
    if (kind === 'exercise') bySource.set(source.replace(`${sep}exercises${sep}`, `${sep}solutions${sep}`), file);
  }
  const readme = join(root, 'notebooks', 'README.md');
  return (page, href) => {
    if (/^[a-z][a-z\d+.-]*:/i.test(href)) return href;
    const [path = '', fragment] = href.split('#');
    const anchor = fragment ? `#${slug(fragment)}` : '';
    if (!path) return anchor || '#';
    const target = resolve(dirname(page.source), decodeURIComponent(path));
    if (target === readme) return anchor ? `${notationFile}${anchor}` : contentsFile;
    const file = bySource.get(target);
    if (file) return `${file}${anchor}`;
    return `${elsewhereFile}#${encodeURI(relative(root, target).split(sep).join('/'))}`;
  };
}

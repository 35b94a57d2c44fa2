/** Links of pages that lead nowhere: no such file, no such heading. */
import {existsSync} from 'node:fs';
import {join, posix} from 'node:path';
import {anchorsOf, type DocPage, linksOf} from './pages';

/** One line for each dead link, with its place. */
export function deadLinks(pages: readonly DocPage[], root: string): string[] {
  const anchors = new Map(pages.map((page) => [page.path, anchorsOf(page)]));
  return pages.flatMap((page) =>
    linksOf(page).flatMap(({target, line}) => {
      const [file = '', anchor] = target.split('#');
      const path = file === '' ? page.path : posix.join(posix.dirname(page.path), decodeURIComponent(file));
      const where = `${page.path}:${line}`;
      if (!existsSync(join(root, path))) return [`${where}: there is no file ${path}`];
      const known = anchors.get(path.replace(/\/$/, ''));
      if (!anchor || !known || known.has(decodeURIComponent(anchor))) return [];
      return [`${where}: ${path} has no heading #${anchor}`];
    }),
  );
}

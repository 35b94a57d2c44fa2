/** Links between notebooks and to files of the course must lead somewhere. */
import {existsSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Notebook} from '../notebook';
import type {Remark} from './finding';

/** Addresses of Markdown links and pictures, with their line; fenced code and `inline code` do not count. */
export function linksIn(source: string): {address: string; line: number}[] {
  let isFenced = false;
  return source.split('\n').flatMap((text, index) => {
    if (/^\s*(```|~~~)/.test(text)) isFenced = !isFenced;
    if (isFenced) return [];
    const plain = text.replace(/`[^`]*`/g, '');
    return [...plain.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)/g)].map((match) => ({address: match[1], line: index + 1}));
  });
}

/** Remarks on links of a notebook at `path` to files that are not there. */
export function linkRemarks(notebook: Notebook, path: string): Remark[] {
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'markdown') return [];
    return linksIn(cell.source).flatMap(({address, line}): Remark[] => {
      if (/^(?:[a-z][a-z\d+.-]*:|#|\/\/)/i.test(address)) return [];
      const file = decodeURIComponent(address.replace(/[#?].*$/, ''));
      const message = `link to '${file}', which does not exist; mend the path`;
      return existsSync(resolve(dirname(path), file)) ? [] : [{cell: index + 1, line, message}];
    });
  });
}

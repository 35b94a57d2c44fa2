/** Sections and measure of a lesson (STYLE 1.2): a self-check in each, and how much code and prose there is. */
import {type Cell, type Notebook, tagsOf} from '../notebook';
import {medianLength, shownLines} from './cells';
import type {Remark} from './finding';
import {closing, headings} from './frame';

export interface Section {
  title: string;
  /** Number of the cell with its heading, from 1. */
  cell: number;
  /** Its prose. */
  text: string;
}

/** What stands between the set-up and the Summary, cut at its headings of level 2. */
export function ownSections(notebook: Notebook): Section[] {
  const sections: Section[] = [];
  for (const [index, {cell_type, source}] of notebook.cells.entries()) {
    if (cell_type !== 'markdown') continue;
    const found = headings(source).filter(({level}) => level <= 2);
    const lines = source.split('\n');
    const before = lines.slice(0, found[0] ? found[0].line - 1 : undefined).join('\n');
    const current = sections.at(-1);
    if (current) current.text += `\n\n${before}`;
    for (const [i, {level, text, line}] of found.entries()) {
      const own = lines.slice(line, found[i + 1] ? found[i + 1].line - 1 : undefined).join('\n');
      if (level === 2) sections.push({title: text, cell: index + 1, text: own});
    }
  }
  return sections.filter(({title}) => !closing.includes(title));
}

/** A question whose answer opens on demand. */
function selfChecks(notebook: Notebook): Remark[] {
  return ownSections(notebook).flatMap(({title, cell, text}) => {
    const message = `section '${title}' asks nothing: add a question whose answer opens (<details><summary>...)`;
    return /<details>\s*<summary>/.test(text) ? [] : [{cell, message}];
  });
}

/** An answer that is never closed hides the rest of its cell. */
function openAnswers(notebook: Notebook): Remark[] {
  return notebook.cells.flatMap(({cell_type, source}, index) => {
    if (cell_type !== 'markdown') return [];
    const count = (tag: string) => source.split(tag).length - 1;
    const [opened, closed] = [count('<details'), count('</details>')];
    const message = `${opened} <details> and ${closed} </details>; close each answer`;
    return opened === closed ? [] : [{cell: index + 1, message}];
  });
}

/** Words of prose: no code, no formulas, no addresses. */
export function countWords(source: string): number {
  const prose = source
    .replace(/^\s*(```|~~~)[\s\S]*?^\s*\1/gm, ' ')
    .replace(/`[^`]*`|\$\$[\s\S]*?\$\$|\$[^$\n]*\$|<[^>]*>|\]\([^)]*\)/g, ' ');
  return (prose.match(/\p{L}[\p{L}\p{N}'’-]*/gu) ?? []).length;
}

export const cellRange = [25, 45] as const;
/** Lines of the median code cell. */
export const medianGoal = 8;
/** Above this a lesson fails; 12 as soon as lessons 1.2 and 3.1 are below. */
export const medianLimit = 14;
/** Words of prose for a line of code. */
export const wordRange = [8, 15] as const;

const isTaught = (cell: Cell): boolean =>
  cell.cell_type === 'code' && !tagsOf(cell).includes('parameters') && !/from 'unroll'/.test(cell.source);

/** What a good lesson has in measure; a warning, since the story comes first. */
function measures(notebook: Notebook): Remark[] {
  const warn = (message: string): Remark => ({message, isWarning: true});
  const {cells} = notebook;
  const [fewest, most] = cellRange;
  const size = `${cells.length} cells; aim at ${fewest} to ${most}`;
  const median = medianLength([notebook]);
  const long = `median code cell of ${median} lines; aim at ${medianGoal}: move plumbing into lib`;
  const words = cells.reduce(
    (sum, {cell_type, source}) => sum + (cell_type === 'markdown' ? countWords(source) : 0),
    0,
  );
  const lines = cells.reduce((sum, cell) => sum + (isTaught(cell) ? shownLines(cell) : 0), 0);
  const ratio = lines === 0 ? 0 : words / lines;
  const [least, largest] = wordRange;
  const prose = `${ratio.toFixed(1)} words of prose for a line of code; aim at ${least} to ${largest}`;
  return [
    ...(cells.length < fewest || cells.length > most ? [warn(size)] : []),
    ...(median > medianGoal ? [{message: long, isWarning: median <= medianLimit}] : []),
    ...(lines > 0 && (ratio < least || ratio > largest) ? [warn(prose)] : []),
  ];
}

/** The pages that every lesson leads to. */
function pages(notebook: Notebook): Remark[] {
  const text = notebook.cells.map(({cell_type, source}) => (cell_type === 'markdown' ? source : '')).join('\n');
  return ['notation', 'glossary'].flatMap((page) => {
    const message = `no link to the ${page} (README.md#${page}); npm run frame writes the line under the title`;
    return text.includes(`README.md#${page})`) ? [] : [{cell: 1, message}];
  });
}

/** Remarks on the sections of a lesson; those with `isWarning` fail nothing. */
export function sectionRemarks(notebook: Notebook): Remark[] {
  return [...selfChecks(notebook), ...openAnswers(notebook), ...pages(notebook), ...measures(notebook)];
}

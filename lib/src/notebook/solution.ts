import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {findPart} from '../checks';
import {display} from './display';
import {projectFolder, readState, updateState} from './state';

/** What is read of a cell. */
interface StoredCell {
  cell_type: string;
  source: string | string[];
  metadata?: {tags?: string[]; nbgrader?: {solution?: boolean; grade?: boolean}};
}

const sourceOf = ({source}: StoredCell): string => (Array.isArray(source) ? source.join('') : source);
const isSolution = ({metadata}: StoredCell): boolean => metadata?.tags?.includes('solution') ?? false;
const isAnswer = ({metadata}: StoredCell): boolean => metadata?.nbgrader?.solution ?? false;

/** The solution notebook of an exercise; undefined where this copy of the course has none. */
function readCells(exercise: string): StoredCell[] | undefined {
  const folder = join(projectFolder(), 'solutions');
  try {
    const name = readdirSync(folder).find((one) => one.startsWith(`${exercise}-`) && one.endsWith('.ipynb'));
    return name && JSON.parse(readFileSync(join(folder, name), 'utf8')).cells;
  } catch {
    return undefined;
  }
}

/** Cells as Markdown: prose as it is, code in a fence and without the marks of the region. */
function asMarkdown(cell: StoredCell): string {
  const source = sourceOf(cell);
  if (cell.cell_type !== 'code') return source;
  const lines = source.split('\n').filter((line) => !/^\s*\/\/ (BEGIN|END) SOLUTION/.test(line));
  return ['```typescript', ...lines, '```'].join('\n');
}

/**
 * The solution of a part out of its notebook: the answer cells before its check, and the explanation after it.
 *
 * @param cells of the solution notebook
 * @param part such as '20.3'
 * @returns Markdown; undefined where no cell checks this part
 */
export function solutionOf(cells: readonly StoredCell[], part: string): string | undefined {
  const isCheck = (cell: StoredCell) => cell.cell_type === 'code' && /\bcheck\('/.test(sourceOf(cell));
  const at = cells.findIndex((cell) => isCheck(cell) && sourceOf(cell).includes(`check('${part}'`));
  if (at < 0) return undefined;
  const before = cells.slice(0, at);
  const last = [...before].reverse().findIndex(isCheck);
  const answers = before.slice(last < 0 ? 0 : before.length - last).filter(isAnswer);
  const after = cells.slice(at + 1);
  const end = after.findIndex((cell) => !isSolution(cell));
  return [...answers, ...after.slice(0, end < 0 ? after.length : end)].map(asMarkdown).join('\n\n');
}

function say(text: string): void {
  display({'text/markdown': text, 'text/plain': text});
}

/**
 * Shows the solution of a part with its explanation, once the learner has tried: run its check first.
 *
 * A course for a class may come without solutions; then this says so.
 *
 * @param part such as '20.3'
 * @throws RangeError when there is no such part
 */
export function solution(part: string): void {
  const {title} = findPart(part);
  const {tries = 0, passed = false} = readState()[part] ?? {};
  if (tries === 0) {
    say(`The solution of ${part} opens after a try: write something, run its check, then ask again.`);
    return;
  }
  const cells = readCells(part.split('.')[0]);
  const found = cells && solutionOf(cells, part);
  if (!found) {
    say(`This copy of the course has no solution of ${part}; a copy for a class leaves them out. Ask your teacher.`);
    return;
  }
  if (!passed) updateState(part, (old) => ({...old, seen: true}));
  say(`**Solution of ${part} ${title}**\n\n${found}`);
}

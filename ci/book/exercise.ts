/** What the book adds to an exercise: three hints a part, and its solution on demand; all folded. */
import {codeStub} from '../exercises/generate';
import {type Cell, type Notebook, tagsOf} from '../notebooks/notebook';

/** Hints by part, `02.1`. */
export type Hints = ReadonlyMap<string, readonly string[]>;

const hintNames = ['Hint 1: a question', 'Hint 2: a pointer', 'Hint 3: nearly the line'];

/** Markup between cells; the template hands it on as it is. */
const markup = (source: string): Cell => ({
  cell_type: 'raw',
  metadata: {raw_mimetype: 'text/html'},
  source,
});

const fold = (kind: string, name: string, cells: Cell[]): Cell[] => [
  markup(`<details class="fold ${kind}"><summary>${name}</summary>`),
  ...cells,
  markup('</details>'),
];

const text = (source: string): Cell => ({cell_type: 'markdown', metadata: {}, source});

/** The part that a cell checks, `02.1`. */
const partOf = ({cell_type, source}: Cell): string | undefined =>
  cell_type === 'code' ? /notebook\.check\('(\d\d\.\d+)'/.exec(source)?.[1] : undefined;

const regions = (name: string): RegExp => new RegExp(`^.*BEGIN ${name}[\\s\\S]*?END ${name}.*\n?`, 'gm');

/** A cell of the solution as a learner may read it. */
function shown(cell: Cell): Cell {
  const source = cell.source
    .replace(regions('HIDDEN TESTS'), '')
    .replace(regions('MARK SCHEME'), '')
    .replace(/^.*(BEGIN|END) SOLUTION.*\n?/gm, '');
  return {...cell, source: source.trimEnd()};
}

const isBlank = ({source}: Cell): boolean =>
  source.includes(codeStub[1] as string) || /^YOUR ANSWER HERE$/m.test(source);

/** What a solution has of the cells from one check to the next: answers with what they print, reasons, second ways. */
function solved(blank: readonly Cell[], solution: Notebook): Cell[] {
  const [first, last] = [blank[0], blank.at(-1)].map((cell) => solution.cells.findIndex(({id}) => id === cell?.id));
  if (first === undefined || last === undefined || first < 0 || last < 0) return [];
  let end = last + 1;
  while (end < solution.cells.length && tagsOf(solution.cells[end] as Cell).includes('solution')) end++;
  const answers = new Set(blank.filter(isBlank).map(({id}) => id));
  return solution.cells
    .slice(first, end)
    .filter((cell) => answers.has(cell.id) || tagsOf(cell).includes('solution') || (cell.outputs?.length ?? 0) > 0)
    .map(shown);
}

/**
 * An exercise with its hints, and with its solution where one is given, behind each check.
 *
 * @param exercise the exercise as learners get it
 * @param hints of the course
 * @param solution the solution notebook
 */
export function withFolds(exercise: Notebook, hints: Hints, solution?: Notebook): Notebook {
  const cells: Cell[] = [];
  let since: Cell[] = [];
  for (const cell of exercise.cells) {
    if (cell.id === 'generated-from') continue;
    cells.push(cell);
    if (/^## /m.test(cell.source) && cell.cell_type === 'markdown') since = [];
    since.push(cell);
    const part = partOf(cell);
    if (!part) continue;
    for (const [index, hint] of (hints.get(part) ?? []).entries())
      cells.push(...fold('hint', hintNames[index] ?? `Hint ${index + 1}`, [text(hint)]));
    const answer = solution ? solved(since, solution) : [];
    if (answer.length > 0) cells.push(...fold('solution', `Solution of ${part}`, answer));
    since = [];
  }
  return {...exercise, cells};
}

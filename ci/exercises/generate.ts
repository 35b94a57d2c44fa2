/**
 * A solution notebook becomes an exercise: one pure function.
 *
 * It does what nbgrader's `generate_assignment` does with the settings of `nbgrader_config.py` (a test holds both
 * against each other), except for checksums, which are the grader's business.
 */
import {kernelspec, languageInfo} from '../notebooks/clean';
import {type Cell, InputError, type Metadata, type Notebook, tagsOf} from '../notebooks/notebook';

export const codeStub = ['// YOUR CODE HERE', "throw new Error('not implemented');"];
export const textStub = 'YOUR ANSWER HERE';

/** Cells with this tag explain the solution and are left out. */
export const solutionTag = 'solution';

interface Grading {
  grade?: boolean;
  solution?: boolean;
  locked?: boolean;
  task?: boolean;
  grade_id?: string;
  points?: number;
}

const gradingOf = (cell: Cell): Grading => (cell.metadata.nbgrader as Grading | undefined) ?? {};

/** The first cell of an exercise. Its fixed id keeps generated files the same from run to run. */
export function originCell(name: string): Cell {
  return {
    cell_type: 'markdown',
    id: 'generated-from',
    metadata: {},
    source: `Generated from solutions/${name}; edit that file.`,
  };
}

type Where = (problem: string) => InputError;

/** Replaces each region between two marks by `stub`, indented like the mark; undefined where there is none. */
function withoutRegions(source: string, mark: string, stub: string[], complain: Where): string | undefined {
  const [begin, end] = [`BEGIN ${mark}`, `END ${mark}`];
  const kept: string[] = [];
  let [isInside, isFound] = [false, false];
  for (const line of source.split('\n')) {
    if (line.includes(begin)) {
      if (isInside) throw complain(`'${begin}' inside another one; end the first`);
      [isInside, isFound] = [true, true];
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      kept.push(...stub.map((text) => indent + text));
    } else if (line.includes(end)) {
      if (!isInside) throw complain(`'${end}' without '${begin}'`);
      isInside = false;
    } else if (!isInside) kept.push(line);
  }
  if (isInside) throw complain(`'${begin}' without '${end}'`);
  return isFound ? kept.join('\n') : undefined;
}

function withoutSolution(cell: Cell, complain: Where): string {
  const stub = cell.cell_type === 'code' ? codeStub : [textStub];
  const {solution} = gradingOf(cell);
  const cleared = withoutRegions(cell.source, 'SOLUTION', stub, complain);
  if (cleared !== undefined && !solution)
    throw complain("a solution region needs nbgrader metadata with 'solution': true");
  return cleared ?? (solution ? stub.join('\n') : cell.source);
}

function withoutHiddenTests(cell: Cell, source: string, complain: Where): string {
  const cleared = withoutRegions(source, 'HIDDEN TESTS', [], complain);
  if (cleared === undefined) return source;
  if (!gradingOf(cell).grade) throw complain("hidden tests need nbgrader metadata with 'grade': true");
  return cleared;
}

/** What a marker looks for, in a task cell, is not for the learner. */
function withoutMarkScheme(cell: Cell, source: string, complain: Where): string {
  const cleared = withoutRegions(source, 'MARK SCHEME', [], complain);
  if (cleared === undefined) return source;
  if (!gradingOf(cell).task) throw complain("a mark scheme needs nbgrader metadata with 'task': true");
  return cleared;
}

/** nbgrader's locks: cells of an exercise cannot be deleted, checks cannot be edited either. */
function locks(cell: Cell): Metadata {
  const {solution, grade, locked} = gradingOf(cell);
  if (solution) return {deletable: false};
  return grade || locked ? {deletable: false, editable: false} : {};
}

function checkGrading(cell: Cell, seen: Set<string>, complain: Where): void {
  const {grade, solution, locked, task, grade_id, points} = gradingOf(cell);
  if (!(grade || solution || locked || task)) return;
  if (!grade_id || !/^[\w-]+$/.test(grade_id))
    throw complain(`grade_id '${grade_id ?? ''}' must be letters, digits, - or _`);
  if (seen.has(grade_id)) throw complain(`grade_id '${grade_id}' is used twice`);
  seen.add(grade_id);
  if ((grade || task) && !(typeof points === 'number' && points >= 0))
    throw complain(`'${grade_id}' is graded and has no points`);
}

/**
 * The exercise that belongs to a solution.
 *
 * @param solution the solution notebook; not changed
 * @param name its file name, such as `02-dimensions.ipynb`
 * @throws InputError for marks that do not match and for wrong nbgrader metadata, with file and cell
 */
export function generateExercise(solution: Notebook, name: string): Notebook {
  const seen = new Set<string>();
  const cells = solution.cells.flatMap((cell, index): Cell[] => {
    const complain: Where = (problem) => new InputError(`solutions/${name}, cell ${index + 1}: ${problem}`);
    if (tagsOf(cell).includes(solutionTag)) return [];
    checkGrading(cell, seen, complain);
    if (!cell.id) throw complain('no cell id; run `npm run check -- --fix`');
    const tested = withoutHiddenTests(cell, withoutSolution(cell, complain), complain);
    const source = withoutMarkScheme(cell, tested, complain);
    const {cell_type, id, attachments} = cell;
    const base = {cell_type, id, metadata: {...cell.metadata, ...locks(cell)}, source};
    if (cell_type === 'code') return [{...base, execution_count: null, outputs: []}];
    return [attachments ? {...base, attachments} : base];
  });
  return {
    cells: [originCell(name), ...cells],
    metadata: {kernelspec, language_info: languageInfo},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

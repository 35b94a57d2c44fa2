import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {kernelspec} from '../../notebooks/clean';
import {type Cell, readNotebook} from '../../notebooks/notebook';
import {projectFolder} from '../../notebooks/paths';

/** What nbgrader stores about a cell of an exercise that is graded, written or locked. */
export interface GradebookCell {
  name: string;
  kinds: ('grade' | 'solution' | 'task')[];
  cell_type: 'code' | 'markdown';
  points: number;
  locked: boolean;
  source: string;
}

/** An exercise as assignment and notebook of the gradebook. */
export interface GradebookExercise {
  name: string;
  kernelspec: string;
  cells: GradebookCell[];
  /** The cell with the points of a part, such as '02.1', and the one in which its answer is written. */
  parts: Map<string, {test: string; answer?: string}>;
  /** The notebook as it was handed out. */
  notebook: Cell[];
}

interface Grading {
  grade?: boolean;
  solution?: boolean;
  task?: boolean;
  locked?: boolean;
  points?: number;
  grade_id?: string;
}

export const gradingOf = (cell: Cell): Grading => (cell.metadata.nbgrader as Grading | undefined) ?? {};

function gradebookCell(cell: Cell): GradebookCell | undefined {
  const {grade, solution, task, locked, points, grade_id: name} = gradingOf(cell);
  if (name === undefined || !(grade || solution || task || locked)) return undefined;
  const kinds = [grade && 'grade', solution && 'solution', task && 'task'].filter(Boolean) as GradebookCell['kinds'];
  const kind = cell.cell_type === 'code' ? 'code' : 'markdown';
  // nbgrader's own rule for 'locked' (utils.is_locked)
  const isLocked = !solution && (grade === true || locked === true);
  return {name, kinds, cell_type: kind, points: points ?? 0, locked: isLocked, source: cell.source};
}

function partsOf(cells: Cell[]): GradebookExercise['parts'] {
  const parts: GradebookExercise['parts'] = new Map();
  let answer: string | undefined;
  for (const cell of cells) {
    const {grade, solution, grade_id: name} = gradingOf(cell);
    const part = /notebook\.check\('(\d\d\.\d+)'/.exec(cell.source)?.[1];
    if (solution && !grade) answer = name;
    else if (grade && name !== undefined && part !== undefined) {
      parts.set(part, {test: name, answer});
      answer = undefined;
    }
  }
  return parts;
}

const known = new Map<string, GradebookExercise>();

/**
 * An exercise for the gradebook, from `exercises/`; nothing of solutions or hidden checks is in it.
 *
 * @param exercise two digits
 */
export function gradebookExercise(exercise: string): GradebookExercise {
  const made = known.get(exercise);
  if (made) return made;
  const folder = join(projectFolder, 'exercises');
  const file = readdirSync(folder).find((name) => name.startsWith(`${exercise}-`) && name.endsWith('.ipynb'));
  if (!file) throw new RangeError(`there is no exercise ${exercise}`);
  const {cells} = readNotebook(join(folder, file));
  const fresh: GradebookExercise = {
    name: file.replace(/\.ipynb$/, ''),
    kernelspec: JSON.stringify(kernelspec),
    cells: cells.flatMap((cell) => gradebookCell(cell) ?? []),
    parts: partsOf(cells),
    notebook: cells,
  };
  known.set(exercise, fresh);
  return fresh;
}

import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {PARTS} from '../../../lib/src/checks';
import {type Cell, readNotebook} from '../../notebooks/notebook';
import {projectFolder} from '../../notebooks/paths';
import {declaredNames} from './text';

/** A code cell of an exercise as it was handed out, up to the last check. */
export interface TemplateCell {
  id: string;
  source: string;
  /** 'given' is the learner's to read, 'answer' to write, 'check' nobody's. */
  role: 'given' | 'answer' | 'check';
  /** Names that it declares, in an answer those of the signatures. */
  names: string[];
}

/** A question that a person marks. */
export interface ManualPart {
  id: string;
  points: number;
  source: string;
}

/** What an exercise looked like before anybody wrote into it. */
export interface Template {
  exercise: string;
  name: string;
  cells: TemplateCell[];
  /** Code cells behind the last check: results, which grading does not run. */
  results: string[];
  manual: ManualPart[];
}

interface Grading {
  grade?: boolean;
  solution?: boolean;
  task?: boolean;
  points?: number;
  grade_id?: string;
}

const gradingOf = (cell: Cell): Grading => (cell.metadata.nbgrader as Grading | undefined) ?? {};

function roleOf(cell: Cell): TemplateCell['role'] {
  const {grade, solution} = gradingOf(cell);
  return grade ? 'check' : solution ? 'answer' : 'given';
}

/** Exercises that have checks, two digits each. */
export const knownExercises = (): string[] => [...new Set(PARTS.map(({id}) => id.split('.')[0]))];

const templates = new Map<string, Template>();

/**
 * The template of an exercise, from `exercises/`.
 *
 * @param exercise two digits
 */
export function templateOf(exercise: string): Template {
  const known = templates.get(exercise);
  if (known) return known;
  const folder = join(projectFolder, 'exercises');
  const file = readdirSync(folder).find((one) => one.startsWith(`${exercise}-`) && one.endsWith('.ipynb'));
  if (!file) throw new RangeError(`there is no exercise ${exercise}`);
  const {cells} = readNotebook(join(folder, file));
  const code = cells.filter((cell) => cell.cell_type === 'code');
  const last = code.map((cell) => gradingOf(cell).grade === true).lastIndexOf(true);
  const template: Template = {
    exercise,
    name: file.replace(/\.ipynb$/, ''),
    cells: code.slice(0, last + 1).map((cell) => ({
      ...{id: cell.id ?? '', source: cell.source, role: roleOf(cell)},
      names: declaredNames(cell.source),
    })),
    results: code.slice(last + 1).map(({source}) => source),
    manual: cells
      .filter((cell) => gradingOf(cell).task || (cell.cell_type !== 'code' && gradingOf(cell).grade))
      .map((cell) => ({id: gradingOf(cell).grade_id ?? '', points: gradingOf(cell).points ?? 0, source: cell.source})),
  };
  templates.set(exercise, template);
  return template;
}

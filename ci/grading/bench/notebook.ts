import {readdirSync} from 'node:fs';
import {PARTS} from '../../../lib/src/checks';
import {type Cell, readNotebook} from '../../notebooks/notebook';
import {inProject} from '../../notebooks/paths';
import {blank, type RawNotebook} from '../attacks/attack';
import {declaredNames} from '../repair/text';
import {type AnswerText, answersOf, type PartAnswers} from './answers';
import {onlyTyped} from './typed';

/** An exercise that submissions are made of. */
export interface Material {
  exercise: string;
  /** Name of its notebook, without ending. */
  name: string;
  /** Points by part. */
  points: Record<string, number>;
  /** By part. There is a right answer to each; some have no wrong one. */
  answers: Map<string, PartAnswers>;
}

/** What a learner did about a part: an answer of the bench, `undefined` for nothing at all. */
export type Chosen = Record<string, AnswerText | undefined>;

const isAnswerCell = ({cell_type, metadata}: Cell): boolean => {
  const {solution, grade} = (metadata.nbgrader ?? {}) as {solution?: boolean; grade?: boolean};
  return cell_type === 'code' && solution === true && grade !== true;
};

/** The part whose answer a cell declares. */
export function partOfCell(exercise: string, cell: Cell): string | undefined {
  if (!isAnswerCell(cell)) return undefined;
  const names = declaredNames(cell.source);
  return PARTS.find(({id, answers}) => id.startsWith(`${exercise}.`) && names.some((name) => name in answers))?.id;
}

function nameOf(exercise: string): string {
  const file = readdirSync(inProject('exercises')).find(
    (one) => one.startsWith(`${exercise}-`) && one.endsWith('.ipynb'),
  );
  if (!file) throw new RangeError(`there is no exercise ${exercise}`);
  return file.replace(/\.ipynb$/, '');
}

/** Answers of the solution, by part: for parts whose answers are no single function, or need the library. */
function solved(exercise: string, name: string): Map<string, string> {
  const answers = new Map<string, string>();
  for (const cell of readNotebook(inProject('solutions', `${name}.ipynb`)).cells) {
    const part = partOfCell(exercise, cell);
    if (part === undefined) continue;
    const source = cell.source.replace(/^.*\/\/ (?:BEGIN|END) SOLUTION.*\n?/gm, '');
    // Two cells of one part cannot stand in one.
    answers.set(part, answers.has(part) ? '' : source);
  }
  return answers;
}

/**
 * What submissions of an exercise are made of.
 *
 * @param exercise two digits
 * @param isTyped whether answers must pass the type check of the kernel, which the grader does without
 */
export async function materialOf(exercise: string, isTyped = false): Promise<Material> {
  const parts = PARTS.filter(({id}) => id.startsWith(`${exercise}.`));
  const name = nameOf(exercise);
  const found = await answersOf(exercise);
  const answers = isTyped ? onlyTyped(found) : found;
  const sources = solved(exercise, name);
  const cells = blank(exercise).cells.filter((cell) => partOfCell(exercise, cell) !== undefined);
  for (const {id} of parts) {
    const own = cells.filter((cell) => partOfCell(exercise, cell) === id);
    const source = sources.get(id);
    if (own.length !== 1 || !source) throw new RangeError(`${id}: its answer does not stand in one cell`);
    // What stands beside the answer in its cell would be lost with it.
    const isAlone = declaredNames(own[0].source).length === 1;
    const listed = isAlone ? answers.get(id) : undefined;
    const right = [...(listed?.right ?? []), {name: 'the solution', source}];
    answers.set(id, {right, wrong: listed?.wrong ?? []});
  }
  return {exercise, name, points: Object.fromEntries(parts.map(({id, points}) => [id, points])), answers};
}

/** A notebook with these answers written in. */
export function writtenNotebook({exercise}: Material, chosen: Chosen): RawNotebook {
  const notebook = blank(exercise);
  for (const cell of notebook.cells) {
    const part = partOfCell(exercise, cell);
    const answer = part === undefined ? undefined : chosen[part];
    if (answer) cell.source = answer.source;
  }
  return notebook;
}

import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {InputError, writeAtomically} from '../../notebooks/notebook';
import type {Result} from '../results/result';
import {readSubmission, type SubmittedCell} from '../submissions/read';
import type {Submission} from '../submissions/submission';
import {forgetTimes} from './course-folder';
import {gradebookExercise} from './exercise';
import {studentId} from './student-id';
import {formOf, submittedNotebook} from './submitted-notebook';

const ROOM = 'autograded';

/** `autograded/<student>/<assignment>/<notebook>.ipynb`, as nbgrader looks for it. */
function fileOf(out: string, {student, exercise}: Result): string {
  const {name} = gradebookExercise(exercise);
  return join(out, ROOM, studentId(student), name, `${name}.ipynb`);
}

function marksOf(file: string): {sha256?: unknown; form?: unknown} {
  try {
    const {metadata} = JSON.parse(readFileSync(file, 'utf8')) as {metadata?: {unroll?: {sha256?: unknown}}};
    return metadata?.unroll ?? {};
  } catch {
    return {};
  }
}

/** The submission of which the notebook for marking was made last. */
export const submissionInPlace = (out: string, result: Result): unknown => marksOf(fileOf(out, result)).sha256;

/** What a result keeps of a submission: answers that were found, not what else was written. */
const cellsOfResult = ({parts, manual}: Result): SubmittedCell[] => [
  ...parts.filter(({answer}) => answer !== '').map(({answer}): SubmittedCell => ({kind: 'code', source: answer})),
  ...manual.map(({id, text}): SubmittedCell => ({kind: 'text', gradeId: id, source: text})),
];

/** The cells that were handed in, where the file is still the one that was graded. */
async function cellsOf(result: Result, submission: Submission | undefined): Promise<SubmittedCell[]> {
  if (result.problem !== null || !submission) return cellsOfResult(result);
  try {
    return readSubmission(await submission.read(), '').cells;
  } catch (error) {
    if (error instanceof InputError) return cellsOfResult(result);
    throw error;
  }
}

/**
 * Writes the notebook that a person marks, where there is none of this very submission, for the teacher's eyes alone.
 *
 * @returns whether one was written
 */
export async function writeForMarking(
  out: string,
  result: Result,
  submission: Submission | undefined,
): Promise<boolean> {
  const exercise = gradebookExercise(result.exercise);
  const file = fileOf(out, result);
  const {sha256, form} = marksOf(file);
  if (sha256 === result.sha256 && form === formOf(exercise)) return false;
  const notebook = submittedNotebook(exercise, await cellsOf(result, submission), result.sha256);
  mkdirSync(join(file, '..'), {recursive: true, mode: 0o700});
  writeAtomically(file, `${JSON.stringify(notebook, null, 1)}\n`, 0o600);
  return true;
}

/** Removes a student's notebooks; tells whether there were any. */
export function forgetNotebooks(out: string, student: string): boolean {
  const id = studentId(student);
  const hadTimes = forgetTimes(out, id);
  const folder = join(out, ROOM, id);
  if (!existsSync(folder)) return hadTimes;
  rmSync(folder, {recursive: true});
  return true;
}

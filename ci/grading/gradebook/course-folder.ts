import {existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {writeAtomically} from '../../notebooks/notebook';
import type {GradebookExercise} from './exercise';

/**
 * What formgrader looks for beside database and notebooks: a folder for each exercise that it is to list, and the times of
 * submissions, without which it takes them for not graded. The notebooks that were handed in are not copied: formgrader's
 * button for nbgrader's own autograde would run them without a sandbox.
 */
const [SOURCE, SUBMITTED, TIME] = ['source', 'submitted', 'timestamp.txt'];

/** The exercise as it was handed out, where nobody has put another one. */
export function writeSource(out: string, {name, notebook}: GradebookExercise): void {
  const folder = join(out, SOURCE, name);
  if (existsSync(folder)) return;
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const cells = notebook.map((cell) =>
    cell.cell_type === 'code' ? {...cell, outputs: [], execution_count: null} : cell,
  );
  const text = JSON.stringify({cells, metadata: {}, nbformat: 4, nbformat_minor: 5}, null, 1);
  writeAtomically(join(folder, `${name}.ipynb`), `${text}\n`, 0o600);
}

/** The time that the database has; a folder in which somebody keeps submissions stays as it is. */
export function writeTime(out: string, student: string, assignment: string, time: string): void {
  const folder = join(out, SUBMITTED, student, assignment);
  const file = join(folder, TIME);
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== TIME)) return;
  if (existsSync(file) && readFileSync(file, 'utf8') === time) return;
  mkdirSync(folder, {recursive: true, mode: 0o700});
  writeAtomically(file, time, 0o600);
}

/** Removes a student's times; whatever else lies there is not ours. Tells whether there were any. */
export function forgetTimes(out: string, student: string): boolean {
  const folder = join(out, SUBMITTED, student);
  if (!existsSync(folder)) return false;
  let found = false;
  for (const assignment of readdirSync(folder)) {
    const own = join(folder, assignment);
    if (readdirSync(own).some((name) => name !== TIME)) continue;
    rmSync(own, {recursive: true});
    found = true;
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
  return found;
}

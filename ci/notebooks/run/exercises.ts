/** `cli.ts run-exercises`: a blank exercise must run to its end, and fail only because nothing is implemented yet. */
import {mkdirSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Entry} from '../catalogue';
import {writeAtomically} from '../notebook';
import {relativePath} from '../paths';
import {type CellFailure, cellFailures, executeAll, type Run} from './execute';

/** What a blank exercise may answer: the stub's own error, or a check that reports it. */
export const isNotImplemented = ({name, message}: CellFailure): boolean =>
  ['Error', 'CheckFailed'].includes(name) && /not implemented/i.test(message);

/** What is wrong with the run of a blank exercise. */
export function exerciseFaults(run: Run): string[] {
  const name = relativePath(run.entry.path);
  if (run.failure) return [`${name}: ${run.failure.name}: ${run.failure.message.split('\n')[0]}`];
  if (!run.notebook) return [`${name}: papermill returned no notebook`];
  const failures = cellFailures(run.notebook);
  const others = failures.filter((failure) => !isNotImplemented(failure));
  const faults = others.map(
    (failure) =>
      `${name}, cell ${failure.cell} (id ${failure.id}): ${failure.name}: ${failure.message.split('\n')[0]}; ` +
      "a blank exercise may fail only with 'not implemented'",
  );
  for (const [index, cell] of run.notebook.cells.entries()) {
    if (cell.cell_type !== 'code' || cell.source.trim() === '') continue;
    if (!cell.execution_count) faults.push(`${name}, cell ${index + 1}: was not run`);
  }
  if (failures.length === 0) faults.push(`${name}: nothing failed; is the solution still in it?`);
  return faults;
}

export interface ExerciseOptions {
  jobs: number;
  cellTimeout: number;
  report?: string;
}

/** Runs blank exercises; returns the exit code. */
export async function runExercises(entries: Entry[], options: ExerciseOptions): Promise<number> {
  let failed = 0;
  await executeAll(entries, {...options, parameters: [], allowErrors: true}, (run) => {
    const faults = exerciseFaults(run);
    if (faults.length > 0) failed++;
    const marks = run.notebook ? cellFailures(run.notebook).filter(isNotImplemented).length : 0;
    const line = `${faults.length > 0 ? 'FAILED   ' : 'ok       '} ${relativePath(run.entry.path)} (${run.seconds.toFixed(1)} s, ${marks} not implemented)`;
    return [line, ...faults.map((fault) => `  ${fault}`)].join('\n');
  });
  const passed = entries.length - failed;
  if (options.report) {
    const path = resolve(options.report);
    mkdirSync(dirname(path), {recursive: true});
    writeAtomically(path, `${JSON.stringify({passed, failed})}\n`);
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

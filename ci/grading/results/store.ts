import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {writeAtomically} from '../../notebooks/notebook';
import {fileNameOf} from '../submissions/submission';
import {assertResult, type Result} from './result';

/** Results on disk, one file each: written whole or not at all, for the teacher's eyes alone. */
export interface Store {
  folder: string;
  /** The result of an earlier run for the same file, exercise, grader and secret; undefined where there is none. */
  find(student: string, exercise: string, is: (result: Result) => boolean): Result | undefined;
  save(result: Result): void;
  /** All results, sorted by exercise and student. A file that is damaged is told and left alone. */
  all(onDamaged?: (file: string) => void): Result[];
}

const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function openStore(out: string): Store {
  const folder = join(out, 'results');
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const fileOf = (student: string, exercise: string) =>
    join(folder, exercise || 'unknown', `${fileNameOf(student)}.json`);
  const load = (file: string): Result | undefined => {
    try {
      const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
      assertResult(value);
      return value;
    } catch {
      return undefined;
    }
  };
  return {
    folder,
    find(student, exercise, is) {
      const file = fileOf(student, exercise);
      const result = existsSync(file) ? load(file) : undefined;
      return result && is(result) ? result : undefined;
    },
    save(result) {
      assertResult(result);
      const file = fileOf(result.student, result.exercise);
      mkdirSync(join(folder, result.exercise || 'unknown'), {recursive: true, mode: 0o700});
      writeAtomically(file, `${JSON.stringify(result, null, 1)}\n`, 0o600);
    },
    all(onDamaged) {
      // A file manager may leave files of its own between the folders.
      const exercises = readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory());
      const results = exercises.flatMap(({name: exercise}) =>
        readdirSync(join(folder, exercise))
          .filter((name) => name.endsWith('.json'))
          .flatMap((name) => {
            const file = join(folder, exercise, name);
            const result = load(file);
            if (!result) onDamaged?.(file);
            return result ?? [];
          }),
      );
      return results.sort((a, b) => byName(a.exercise, b.exercise) || byName(a.student, b.student));
    },
  };
}

/** Removes everything that is stored about one student, and tells how many files. */
export function forget(out: string, student: string): number {
  const name = fileNameOf(student);
  let count = 0;
  for (const room of ['results', 'feedback']) {
    const folder = join(out, room);
    for (const exercise of existsSync(folder) ? readdirSync(folder) : []) {
      for (const ending of ['.json', '.html']) {
        const file = join(folder, exercise, `${name}${ending}`);
        if (!existsSync(file)) continue;
        rmSync(file);
        count++;
      }
    }
  }
  return count;
}

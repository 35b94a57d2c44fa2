/** Where the course lies. */
import {relative, resolve, sep} from 'node:path';

/** The project folder: this file lies in `ci/notebooks`. */
export const projectFolder = resolve(__dirname, '..', '..');

/** A path as people read it: from the project folder, with `/`; outside it, from the current folder or whole. */
export function relativePath(path: string): string {
  const inside = relative(projectFolder, path);
  return (inside.startsWith('..') ? path : inside).split(sep).join('/');
}

export const inProject = (...parts: string[]): string => resolve(projectFolder, ...parts);

/** The interpreter that set-up made, or the one that `UNROLL_PYTHON` names (another venv, in tests). */
export const pythonPath = (): string => process.env.UNROLL_PYTHON ?? inProject('.venv', 'bin', 'python');

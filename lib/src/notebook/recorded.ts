import {existsSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {RecordedOrigin, RecordedResults} from './recorded-results';

/** Folders of recorded results, from the project's folder. */
const FOLDERS = {experiments: join('ci', 'experiments', 'results'), peers: join('ci', 'peers', 'results')};

/** Who made a recorded result: this library at full size, or Keras and PyTorch on the same data. */
export type RecordedBy = keyof typeof FOLDERS;

/** The file, in the nearest folder upward that holds it. */
function findFile(path: string): string | undefined {
  for (let folder = process.cwd(); ; folder = dirname(folder)) {
    const file = join(folder, path);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Reads a result that was computed before, because it takes too long for a lesson.
 *
 * @param by 'experiments' (this library) or 'peers' (Keras, PyTorch)
 * @param name such as 'one-step-ahead'; a name of {@link RecordedResults} gives the result its type
 * @returns the content of the JSON file; it names the command that makes it anew
 * @throws RangeError when there is no such result, or its file is damaged
 */
export function recorded<Name extends keyof RecordedResults['experiments']>(
  by: 'experiments',
  name: Name,
): RecordedResults['experiments'][Name] & RecordedOrigin;
export function recorded<Name extends keyof RecordedResults['peers']>(
  by: 'peers',
  name: Name,
): RecordedResults['peers'][Name];
export function recorded<T>(by: RecordedBy, name: string): T;
export function recorded(by: RecordedBy, name: string): unknown {
  if (!Object.hasOwn(FOLDERS, by)) {
    throw new RangeError(`results are recorded by ${Object.keys(FOLDERS).join(' or ')}, not by '${by}'`);
  }
  if (!/^[a-z0-9-]+$/.test(name)) throw new RangeError(`a result has a name such as 'one-step-ahead', not '${name}'`);
  const path = join(FOLDERS[by], `${name}.json`);
  const file = findFile(path);
  if (file === undefined) throw new RangeError(`no recorded result '${name}': ${path} is not in the project`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RangeError(
      `${path} cannot be read (${error instanceof Error ? error.message : error}); restore the file`,
    );
  }
}

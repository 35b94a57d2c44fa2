import {existsSync, type Stats} from 'node:fs';
import {lstat, open, readdir} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {InputError} from '../../notebooks/notebook';
import {exerciseIn, type Found, LARGEST, type Submission, shown, tellApart} from './submission';
import {accountIn, findInZip, isZip, moodleOwner, studentIn} from './zip';

/** Reads a plain file, and nothing that took its place meanwhile. */
async function readPlain(path: string, where: string): Promise<Buffer> {
  const {O_RDONLY, O_NOFOLLOW, O_NONBLOCK} = (await import('node:fs')).constants;
  const file = await open(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0)).catch((error: Error) => {
    throw new InputError(`${where} cannot be read: ${error.message}`);
  });
  try {
    const stats = await file.stat();
    if (!stats.isFile()) throw new InputError(`${where} is no plain file`);
    if (stats.size > LARGEST) throw new InputError(`${where}: larger than ${LARGEST / 1024 / 1024} MB`);
    return await file.readFile();
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${where} cannot be read: ${(error as Error).message}`);
  } finally {
    await file.close();
  }
}

const kindOf = (stats: Stats): string =>
  stats.isSymbolicLink() ? 'a link, not followed' : stats.isDirectory() ? 'a folder, too deep' : 'no plain file';

const CHECKPOINTS = '.ipynb_checkpoints';

/** Deepest folder: DIR/student/assignment/file. */
const DEEPEST = 2;

async function walk(
  folder: string,
  depth: number,
  parts: string[],
  known: readonly string[],
  found: Found,
): Promise<void> {
  const names = await readdir(folder).catch(() => undefined);
  if (!names) found.skipped.push(`${parts.map(shown).join('/')}: cannot be opened`);
  for (const name of names?.sort() ?? []) {
    const path = join(folder, name);
    const where = [...parts, name].map(shown).join('/');
    const stats = await lstat(path).catch(() => undefined);
    // Its name is no text, or it went away meanwhile.
    if (!stats) found.skipped.push(`${where}: cannot be read`);
    else if (stats.isDirectory() && name === CHECKPOINTS) found.skipped.push(`${where}: checkpoints`);
    else if (stats.isDirectory() && depth < DEEPEST) {
      await walk(path, depth + 1, [...parts, name], known, found);
    } else if (!stats.isFile()) found.skipped.push(`${where}: ${kindOf(stats)}`);
    else if (/\.ipynb$/i.test(name)) {
      const time = await timeOf(path, [...parts, name], stats);
      found.submissions.push({...submissionAt(path, [...parts, name], where, known), time});
    } else if (name !== 'timestamp.txt') found.skipped.push(`${where}: no notebook`);
  }
}

/**
 * When a notebook was handed in: what nbgrader wrote beside it when it collected it, else the time of the file. In other
 * layouts a file of that name may be the student's own.
 */
async function timeOf(path: string, parts: string[], stats: Stats): Promise<string> {
  const isNbgrader = parts.length === 3 && moodleOwner(parts[0]) === undefined;
  const file = join(dirname(path), 'timestamp.txt');
  const text = isNbgrader ? await readPlain(file, file).catch(() => undefined) : undefined;
  const [line] = text?.toString('utf8').trim().split('\n') ?? [];
  return line && line.length <= 60 ? line.trim() : stats.mtime.toISOString();
}

function submissionAt(path: string, parts: string[], where: string, known: readonly string[]): Submission {
  // nbgrader's layout is submitted/<student>/<assignment>/<notebook>; whatever a platform adds stands in one folder or in the name
  const isFull = parts.length === 3;
  const student = isFull ? (moodleOwner(parts[0]) ?? parts[0]) : studentIn(parts.join('/'));
  // A student may be called '12': that says nothing about the exercise.
  const exercise = (isFull ? parts.slice(1) : [...parts])
    .reverse()
    .map((part) => exerciseIn(part, known))
    .find(Boolean);
  const account = isFull && !moodleOwner(parts[0]) ? undefined : accountIn(parts.join('/'));
  return {student, account, exercise, where, read: () => readPlain(path, where)};
}

/**
 * Submissions in nbgrader's layout (`<student>/<assignment>/<notebook>.ipynb`), in a folder of notebooks, in folders a
 * student, in a zip, or a single notebook.
 *
 * @param path a folder, a zip or a notebook
 * @param known exercises that there are, two digits each
 * @throws InputError when there is nothing at the path, or no notebook in it
 */
export async function findSubmissions(path: string, known: readonly string[]): Promise<Found> {
  if (!existsSync(path)) throw new InputError(`there is nothing at ${path}; name a folder of submissions, or a zip`);
  const stats = await lstat(path);
  const found: Found = {submissions: [], skipped: []};
  if (stats.isDirectory()) await walk(path, 0, [], known, found);
  else if (/\.ipynb$/i.test(path)) {
    const submission = submissionAt(path, [basename(path)], shown(basename(path)), known);
    found.submissions.push({...submission, time: stats.mtime.toISOString()});
  } else if (await isZip(path)) return nonEmpty(await findInZip(path, known), path);
  else throw new InputError(`${path} is neither a folder, nor a zip, nor a notebook`);
  return nonEmpty(found, path);
}

function nonEmpty(found: Found, path: string): Found {
  tellApart(found.submissions);
  if (found.submissions.length > 0) return found;
  const seen = found.skipped.length > 0 ? `; found only ${found.skipped.slice(0, 3).join(', ')}` : '';
  throw new InputError(`no notebook (.ipynb) in ${path}${seen}`);
}

import {createReadStream} from 'node:fs';
import {basename, dirname} from 'node:path';
import {promisify} from 'node:util';
import yauzl from 'yauzl';
import {InputError} from '../../notebooks/notebook';
import {exerciseIn, type Found, LARGEST, type Submission, shown} from './submission';

const MOST_ENTRIES = 200_000;
const UNIX_LINK = 0o120000;
const UNIX_KIND = 0o170000;

/** The student in a name that Moodle made: of a folder a student, or of a file where the export has no folders. */
export const moodleOwner = (name: string): string | undefined =>
  /^(.*?)_\d+_assignsubmission_(?:file|onlinetext)_?(?:$|(?<=_))/.exec(name)?.[1] || undefined;

/** The number that Moodle or Canvas gives to a student, in the order of `studentIn`. */
export function accountIn(path: string): string | undefined {
  const file = basename(path, '.ipynb');
  const folders = path.split('/').slice(0, -1);
  const moodle = (folders.length > 0 ? folders : [file]).find((name) => moodleOwner(name) !== undefined);
  if (moodle !== undefined) return /^.*?_(\d+)_assignsubmission_/.exec(moodle)?.[1];
  return folders.length > 0 ? undefined : /^.+?(?:_LATE)?_(\d+)_\d+_/.exec(file)?.[1];
}

/** Moodle: 'Ada Lovelace_12345_assignsubmission_file_/02-dimensions.ipynb'; Canvas: 'lovelaceada_123_456_02-dimensions.ipynb'. */
export function studentIn(path: string): string {
  const file = basename(path, '.ipynb');
  // The platform's own folder is the outermost one; those inside are the student's, who may give them any name.
  const folders = path.split('/').slice(0, -1);
  const owner = (folders.length > 0 ? folders : [file]).map(moodleOwner).find(Boolean);
  if (owner) return owner;
  // In a student's folder the name of the file is the student's: it must not name somebody else.
  const canvas = folders.length > 0 ? undefined : /^(.+?)(?:_LATE)?_\d+_\d+_/.exec(file)?.[1];
  if (canvas) return canvas;
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length >= 2) return parts.length >= 3 ? parts[parts.length - 3] : parts[parts.length - 2];
  return file.replace(/[_\s-]*\d\d-[a-z][a-z0-9-]*$/i, '') || file || basename(path);
}

/**
 * The folder that holds all notebooks of a zip, with its '/', where it is no student's: without it, students are told
 * apart that would be one with it.
 */
export function outerFolder(paths: readonly string[], known: readonly string[]): string {
  const [outer] = paths.map((path) => path.slice(0, path.indexOf('/') + 1));
  if (!outer || !paths.every((path) => path.startsWith(outer))) return '';
  const inner = new Set(paths.map((path) => studentIn(path.slice(outer.length))));
  const isBetter = inner.size > new Set(paths.map(studentIn)).size;
  return isBetter && [...inner].every((student) => exerciseIn(student, known) === undefined) ? outer : '';
}

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, where: string): Promise<Buffer> {
  const openStream = promisify(
    zip.openReadStream.bind(zip) as (
      one: yauzl.Entry,
      done: (error: Error | null, made: NodeJS.ReadableStream) => void,
    ) => void,
  );
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of await openStream(entry)) {
      size += (piece as Buffer).length;
      // What the zip says about a size may be a lie: count what comes out.
      if (size > LARGEST) throw new InputError(`${where}: larger than ${LARGEST / 1024 / 1024} MB`);
      pieces.push(piece as Buffer);
    }
  } catch (error) {
    // Damaged, locked with a password, or packed in a way that nobody knows: this one only.
    if (error instanceof InputError) throw error;
    throw new InputError(`${where} cannot be read from the zip: ${(error as Error).message}`);
  }
  return Buffer.concat(pieces);
}

/** When the platform says that it was handed in; a zip without times says 1980. */
function timeOf(entry: yauzl.Entry): string | undefined {
  const time = entry.getLastModDate();
  return Number.isNaN(time.getTime()) || time.getFullYear() < 1990 ? undefined : time.toISOString();
}

/**
 * Notebooks in a zip as learning platforms export it. Nothing is unpacked to disk.
 *
 * @throws InputError when the file is no zip, or names paths outside itself
 */
export async function findInZip(file: string, known: readonly string[]): Promise<Found> {
  const open = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open as never);
  let zip: yauzl.ZipFile;
  try {
    zip = await open(file, {lazyEntries: true, autoClose: false, validateEntrySizes: true});
  } catch (error) {
    throw new InputError(`${file} cannot be read as a zip: ${(error as Error).message}`);
  }
  const found: Found = {submissions: [], skipped: []};
  const notebooks: (Omit<Submission, 'student'> & {name: string})[] = [];
  const add = (entry: yauzl.Entry) => {
    const name = entry.fileName;
    const where = `${basename(file)}/${shown(name)}`;
    if (name.endsWith('/') || name.startsWith('__MACOSX/')) return;
    const isLink = ((entry.externalFileAttributes >>> 16) & UNIX_KIND) === UNIX_LINK;
    if (isLink) found.skipped.push(`${where}: a link, not followed`);
    else if (!/\.ipynb$/i.test(name)) found.skipped.push(`${where}: no notebook`);
    else if (name.includes('.ipynb_checkpoints/')) found.skipped.push(`${where}: a checkpoint`);
    else {
      const exercise = [basename(name), ...dirname(name).split('/').reverse()]
        .map((part) => exerciseIn(part, known))
        .find(Boolean);
      notebooks.push({name, exercise, where, time: timeOf(entry), read: () => readEntry(zip, entry, where)});
    }
  };
  await new Promise<void>((resolve, reject) => {
    let count = 0;
    zip.on('entry', (entry: yauzl.Entry) => {
      if (++count > MOST_ENTRIES) return reject(new InputError(`${file}: more than ${MOST_ENTRIES} entries`));
      add(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve());
    zip.on('error', (error: Error) => reject(new InputError(`${file}: ${error.message}; nothing was read from it`)));
    zip.readEntry();
  });
  const outer = outerFolder(
    notebooks.map(({name}) => name),
    known,
  );
  found.submissions = notebooks.map(({name, ...rest}) => {
    const path = name.slice(outer.length);
    return {...rest, student: studentIn(path), account: accountIn(path)};
  });
  return found;
}

/** Whether a file begins as a zip does. */
export async function isZip(file: string): Promise<boolean> {
  for await (const piece of createReadStream(file, {start: 0, end: 3})) {
    return (piece as Buffer).toString('latin1').startsWith('PK');
  }
  return false;
}

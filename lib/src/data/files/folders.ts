import {mkdir, open, readFile, rename, rm} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import type {FileStore} from '../download';

/** The project, or the folder node_modules in which this package is installed: four floors above this file. */
const HOME = resolve(__dirname, '../../../..');

/** What reading a file that is not there fails with; ENOTDIR: a part of its path is a file. */
const MISSING = ['ENOENT', 'ENOTDIR'];

let written = 0;

async function writeBytesWhole(target: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(target), {recursive: true});
  // A name of its own for each writer: two processes that fetch the same file never share a draft.
  const draft = `${target}.${process.pid}.${++written}.new`;
  try {
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, {force: true}).catch(() => {});
    throw error;
  }
}

/**
 * A folder that keeps files by name.
 *
 * @param folder its path; a relative one counts from the project, since notebooks run in folders of their own
 */
export function folderStore(folder: string): FileStore {
  const root = resolve(HOME, folder);
  return {
    async read(key) {
      try {
        return new Uint8Array(await readFile(join(root, key)));
      } catch (error) {
        if (MISSING.includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
        throw error;
      }
    },
    write: (key, bytes) => writeBytesWhole(join(root, key), bytes),
  };
}

/** The folder where downloads are kept: `data` in UNROLL_CACHE, or in `.cache` of the project. */
export function cacheFolder(): string {
  return join(process.env.UNROLL_CACHE || '.cache', 'data');
}

/** The mirror that UNROLL_DATA_MIRROR names, if any. */
export function mirrorOfEnvironment(): string | undefined {
  return process.env.UNROLL_DATA_MIRROR || undefined;
}

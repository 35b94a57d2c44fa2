import {mkdir, open, readFile, rename, rm} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';

let written = 0;

/** Writes a file whole or not at all: whoever reads it, also after a crash, finds the old text or the new one. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = resolve(path);
  await mkdir(dirname(target), {recursive: true});
  const draft = `${target}.${process.pid}.${++written}.new`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, {force: true});
    throw error;
  }
}

/** The text of a file. */
export function readText(path: string): Promise<string> {
  return readFile(resolve(path), 'utf8');
}

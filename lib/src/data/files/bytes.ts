import {readFile} from 'node:fs/promises';

/** The bytes of a file. */
export async function readBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path));
}

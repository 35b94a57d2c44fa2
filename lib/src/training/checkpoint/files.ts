import {type Checkpoint, decodeCheckpoint, encodeCheckpoint} from './checkpoint';

/** @throws Error where there is no file system */
async function files(): Promise<typeof import('../../data/files/whole-files')> {
  // Only Node has a file system: loaded when it is needed, so that the library also runs in a browser.
  if (typeof process === 'undefined' || !process.versions?.node) {
    throw new Error('checkpoint.path needs Node: give checkpoint.save, and keep encodeCheckpoint(state) somewhere');
  }
  return import('../../data/files/whole-files');
}

/**
 * Writes a checkpoint to a file, whole or not at all.
 *
 * @param path of the file; folders that are missing are made
 * @param checkpoint as `fit` hands it to `checkpoint.save`
 * @throws Error where there is no file system (in a browser)
 */
export async function writeCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  await (await files()).writeWhole(path, encodeCheckpoint(checkpoint));
}

/**
 * Reads a checkpoint from a file.
 *
 * @param path of a file that {@link writeCheckpoint} or `checkpoint.path` of `fit` wrote
 * @returns the checkpoint, for `resumeFrom` of `fit`
 * @throws RangeError in one line for a file that is missing, was cut off, or is no checkpoint
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const {readText} = await files();
  let text: string;
  try {
    text = await readText(path);
  } catch (error) {
    throw new RangeError(`${path} cannot be read: ${(error as {code?: string}).code ?? String(error)}`);
  }
  return decodeCheckpoint(text, path);
}

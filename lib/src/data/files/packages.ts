import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';

/**
 * Reads a file that an npm package ships.
 *
 * @param name the package
 * @param path the file inside it
 * @returns its text, or undefined where the package is not installed
 */
export async function readPackageFile(name: string, path: string): Promise<string | undefined> {
  try {
    const root = dirname(require.resolve(`${name}/package.json`));
    return await readFile(join(root, path), 'utf8');
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    if (code === 'MODULE_NOT_FOUND' || code === 'ENOENT' || code === 'ERR_PACKAGE_PATH_NOT_EXPORTED') return undefined;
    throw error;
  }
}

// Puts the kernelspec `tslab` into a Python environment. Node built-ins only: set-up calls this before anything else.
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

/**
 * Writes `<venv>/share/jupyter/kernels/tslab/kernel.json`.
 *
 * @param {{root: string, venv: string}} options the project's folder, and the Python environment's
 * @returns {string} the folder of the kernelspec
 */
export function installKernel({root, venv}) {
  const folder = join(resolve(venv), 'share', 'jupyter', 'kernels', 'tslab');
  const spec = {
    argv: [
      process.execPath,
      join(resolve(root), 'ci', 'kernel', 'dist', 'front', 'main.js'),
      '--config-path={connection_file}',
    ],
    display_name: 'TypeScript (tslab)',
    language: 'typescript',
    interrupt_mode: 'message',
    metadata: {debugger: false},
  };
  mkdirSync(folder, {recursive: true});
  const file = join(folder, 'kernel.json');
  // Renamed into place, so that an interrupted set-up leaves no half-written file.
  writeFileSync(`${file}.new`, `${JSON.stringify(spec, null, 2)}\n`);
  renameSync(`${file}.new`, file);
  return folder;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
  const [venv = join(root, '.venv')] = process.argv.slice(2);
  console.log(`kernelspec tslab: ${installKernel({root, venv})}`);
}

// Runs jupyter_kernel_test, the public conformance suite, against this kernel: `node ci/kernel/conformance/run.mjs`.
// Makes `.venv-conformance` from the hashed lock beside it when that is missing or older than the lock.
import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {installKernel} from '../install.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../../..');
const venv = join(root, '.venv-conformance');
const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const lock = join(here, 'requirements.lock.txt');
const stamp = join(venv, '.lock-sha256');

/** Runs a program to its end; a failure ends the script with one line. */
function run(command, args, what) {
  const {status, error} = spawnSync(command, args, {stdio: 'inherit', cwd: root});
  if (status === 0) return;
  console.error(`conformance: ${what} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}

const sum = createHash('sha256').update(readFileSync(lock)).digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sum) {
  rmSync(venv, {recursive: true, force: true});
  const candidates = [process.env.PYTHON, 'python3.12', 'python3.11', 'python3.13', 'python3'].filter(Boolean);
  const found = candidates.find((name) => spawnSync(name, ['--version']).status === 0);
  if (found === undefined) {
    console.error('conformance: no Python found; install Python 3.11 to 3.13 or set PYTHON');
    process.exit(1);
  }
  run(found, ['-m', 'venv', venv], 'making .venv-conformance');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', lock];
  run(python, pip, 'installing jupyter_kernel_test');
  writeFileSync(stamp, sum);
}
if (!existsSync(join(root, 'ci/kernel/dist/front/main.js'))) {
  console.error('conformance: the kernel is not built; run `npx tsc -p ci/kernel`');
  process.exit(1);
}
installKernel({root, venv});
run(python, [join(here, 'test_kernel.py'), '-v'], 'the conformance suite');

// Finds a Python that can make the project's environment, and makes it.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {explainFailure, run, SetupError} from './process.mjs';

export const supportedPython = {least: [3, 11], most: [3, 13]};
const windows = process.platform === 'win32';

/** Path of a program inside a virtual environment. */
export const venvProgram = (venv, name) => (windows ? join(venv, 'Scripts', `${name}.exe`) : join(venv, 'bin', name));

const probe =
  'import sys, json\ntry:\n import venv, ensurepip\n ok = True\nexcept ImportError:\n ok = False\nprint(json.dumps([sys.version_info[0], sys.version_info[1], sys.version_info[2], ok, sys.executable]))';

/** @returns {{command: string[], version: number[], canMakeVenv: boolean, path: string} | undefined} */
function tryPython(command) {
  try {
    const output = execFileSync(command[0], [...command.slice(1), '-c', probe], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20000,
    });
    const [major, minor, patch, canMakeVenv, path] = JSON.parse(output.toString().trim().split('\n').pop());
    return {command, version: [major, minor, patch], canMakeVenv, path};
  } catch {
    return undefined;
  }
}

const isSupported = ({version: [major, minor]}) =>
  major === 3 && minor >= supportedPython.least[1] && minor <= supportedPython.most[1];

/**
 * The first Python in range that has venv and ensurepip; `PYTHON` names one to take.
 *
 * @throws SetupError that says which Pythons were seen and what to install
 */
export function findPython() {
  const range = `${supportedPython.least.join('.')} to ${supportedPython.most.join('.')}`;
  const named = process.env.PYTHON;
  const candidates = named
    ? [[named]]
    : [['python3'], ['python3.13'], ['python3.12'], ['python3.11'], ['python'], ...(windows ? [['py', '-3']] : [])];
  const seen = [];
  for (const command of candidates) {
    const found = tryPython(command);
    if (!found) continue;
    seen.push(found);
    if (isSupported(found) && found.canMakeVenv) return found;
  }
  const inRange = seen.find(isSupported);
  if (inRange) {
    const version = inRange.version.slice(0, 2).join('.');
    throw new SetupError(
      `Python ${version} (${inRange.command.join(' ')}) lacks the venv or ensurepip module; install it (Debian, Ubuntu: apt install python${version}-venv) and run the same command again.`,
    );
  }
  const what = seen.length
    ? `found only ${[...new Set(seen.map((one) => `${one.command.join(' ')} = ${one.version.join('.')}`))].join(', ')}`
    : named
      ? `PYTHON=${named} does not run`
      : 'no python3 was found on PATH';
  throw new SetupError(
    `Python ${range} is needed, but ${what}; install one (python.org, apt install python3 python3-venv, brew install python@3.12), or name it: PYTHON=/path/to/python3 npm start`,
  );
}

const stampFile = (venv) => join(venv, 'unroll-setup.json');

/** Hash of what the environment is made of: changes make it be brought up to date. */
export const lockHash = (lock) => createHash('sha256').update(readFileSync(lock)).digest('hex');

/** What a finished environment depends on: its lock, its place (programs name it), and the Python it was made from. */
const stampOf = (venv, lock) => ({lock: lockHash(lock), venv, python: realpathSync(venvProgram(venv, 'python'))});

function readStamp(venv) {
  try {
    return JSON.parse(readFileSync(stampFile(venv), 'utf8'));
  } catch {
    return {};
  }
}

/** True where the environment was finished from this very lock, in this very folder, with the Python that is still there. */
export function isVenvReady(venv, lock) {
  try {
    const stamp = readStamp(venv);
    return Object.entries(stampOf(venv, lock)).every(([key, value]) => stamp[key] === value);
  } catch {
    return false;
  }
}

/**
 * Makes the environment from the hashed lock, or brings it up to date. A broken one is made anew, and so is a half-made
 * one: pip takes a package for installed as soon as its description is there, before its files are.
 *
 * @param {{venv: string, lock: string, root: string, logs: string, onDetail: (detail: string) => void, name?: string,
 *   gigabytes?: number}} options `name` of the log file; `gigabytes` that are said to be needed where the disk is full
 */
export async function makeVenv({venv, lock, root, logs, onDetail, name = 'python', gigabytes = 1.5}) {
  const log = join(logs, `${name}.log`);
  const python = venvProgram(venv, 'python');
  // pip looks where the user's settings say; only its version notice is turned off
  const env = {PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_REQUIRE_VIRTUALENV: '0', PYTHONDONTWRITEBYTECODE: ''};
  const finishedHere = readStamp(venv).venv === venv;
  const works =
    finishedHere &&
    existsSync(python) &&
    tryPython([python]) &&
    (await run(python, ['-m', 'pip', '--version'], {cwd: root, log})).code === 0;
  if (!works) {
    const base = findPython();
    rmSync(venv, {recursive: true, force: true, maxRetries: 5});
    const made = await run(base.command[0], [...base.command.slice(1), '-m', 'venv', venv], {cwd: root, log});
    if (made.code !== 0) throw new SetupError(explainFailure('Making the Python environment', made, log, gigabytes));
  }
  rmSync(stampFile(venv), {force: true});
  const installed = await run(
    python,
    [
      '-m',
      'pip',
      'install',
      '--require-hashes',
      '--no-deps',
      '--only-binary',
      ':all:',
      '--progress-bar',
      'off',
      '-r',
      lock,
    ],
    {
      cwd: root,
      log,
      env,
      onLine: (line) => {
        const name = /^Collecting ([\w.-]+)/.exec(line)?.[1];
        if (name) onDetail(name);
        else if (line.startsWith('Installing collected')) onDetail('installing');
      },
    },
  );
  if (installed.code !== 0)
    throw new SetupError(explainFailure('Installing the Python packages', installed, log, gigabytes));
  writeFileSync(stampFile(venv), `${JSON.stringify(stampOf(venv, lock))}\n`);
}

// The steps of set-up. Each knows whether it is done, from the content of what it is made of, so that a second run takes
// no time and a half-finished one is brought to its end.
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join, relative} from 'node:path';
import {pathToFileURL} from 'node:url';
import {explainFailure, run, SetupError} from './process.mjs';
import {findPython, isVenvReady, makeVenv, venvProgram} from './python.mjs';

/** @param {string} root the project folder */
export function places(root) {
  const cache = join(root, '.cache');
  return {
    root,
    cache,
    logs: join(cache, 'logs'),
    stamps: join(cache, 'setup'),
    venv: join(root, '.venv'),
    lock: join(root, 'ci/setup/python/requirements.lock.txt'),
    engine: join(cache, 'engine'),
  };
}

// what a build writes must not count as its source, or the next run would build once more
const notSources = new Set(['node_modules', 'dist', 'test', 'generated']);

function* filesBelow(path) {
  for (const entry of readdirSync(path, {withFileTypes: true}).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (notSources.has(entry.name)) continue;
    const file = join(path, entry.name);
    if (entry.isDirectory()) yield* filesBelow(file);
    else yield file;
  }
}

/** Hash over names and contents of files and folders. */
export function contentHash(root, paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    const files = statSync(full).isFile() ? [full] : [...filesBelow(full)];
    for (const file of files) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

const stampOf = (place, name) => join(place.stamps, name);

function hasStamp(place, name, value) {
  try {
    return readFileSync(stampOf(place, name), 'utf8') === value;
  } catch {
    return false;
  }
}

function writeStamp(place, name, value) {
  mkdirSync(place.stamps, {recursive: true});
  writeFileSync(stampOf(place, name), value);
}

/** A step that compiles `sources` with one Node program into `output`. */
function build({name, about, sources, output, command, after = ['packages']}) {
  const hash = (place) => contentHash(place.root, [...sources, 'package-lock.json', 'tsconfig.json']);
  return {
    name,
    about,
    after,
    isDone: (place) => existsSync(join(place.root, output)) && hasStamp(place, name, hash(place)),
    async run(place) {
      const value = hash(place);
      rmSync(stampOf(place, name), {force: true});
      const log = join(place.logs, `${name}.log`);
      const result = await run(process.execPath, command, {cwd: place.root, log});
      if (result.code !== 0) {
        throw new SetupError(
          `Building ${name} failed (npm run doctor may help). See ${relative(place.root, log)}:\n${result.tail.trim().slice(-1500)}`,
        );
      }
      writeStamp(place, name, value);
    },
  };
}

const tsc = ['node_modules/typescript/bin/tsc', '-p'];
const packageFiles = ['package.json', 'lib/package.json', 'ci/package.json'];

/** Hash of what decides about the packages: a new command in `scripts` is no reason to install all of them again. */
export function packagesHash(root) {
  const hash = createHash('sha256').update(contentHash(root, ['package-lock.json', '.npmrc']));
  for (const file of packageFiles) {
    const {scripts: _, ...rest} = JSON.parse(readFileSync(join(root, file), 'utf8'));
    hash.update(JSON.stringify(rest));
  }
  return hash.digest('hex');
}

/** Installs what the lock file of `folder` names, without install scripts. */
export async function installPackages(folder, log, shownLog) {
  // npm of the same installation as this Node, so that no other npm on PATH is picked up
  const npm = process.env.npm_execpath;
  const [program, args] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  const result = await run(program, [...args, 'ci', '--no-progress', '--loglevel', 'warn'], {cwd: folder, log});
  if (result.code !== 0) throw new SetupError(explainFailure('Installing the npm packages', result, shownLog));
}

const packages = {
  name: 'packages',
  about: 'npm packages, from the lock file, without install scripts',
  after: [],
  isDone: (place) =>
    existsSync(join(place.root, 'node_modules/.package-lock.json')) &&
    hasStamp(place, 'packages', packagesHash(place.root)),
  async run(place) {
    rmSync(stampOf(place, 'packages'), {force: true});
    const log = join(place.logs, 'packages.log');
    await installPackages(place.root, log, relative(place.root, log));
    writeStamp(place, 'packages', packagesHash(place.root));
  },
};

const python = {
  name: 'python',
  about: 'Python packages into .venv, from the hashed lock file',
  after: [],
  isDone: (place) => isVenvReady(place.venv, place.lock),
  // a missing Python is said at once, not after minutes of npm
  prepare: (place) => existsSync(venvProgram(place.venv, 'python')) || findPython(),
  run: (place, onDetail) =>
    makeVenv({venv: place.venv, lock: place.lock, root: place.root, logs: place.logs, onDetail}),
};

const lib = build({
  name: 'lib',
  about: 'the library unroll',
  sources: ['lib/src', 'lib/build.mjs', 'lib/tsconfig.json', 'lib/asconfig.json'],
  output: 'lib/dist/bundle/node/index.js',
  command: ['lib/build.mjs'],
});

const kernel = build({
  name: 'kernel',
  about: 'the TypeScript kernel',
  sources: ['ci/kernel/src', 'ci/kernel/tsconfig.json'],
  output: 'ci/kernel/dist/front/main.js',
  command: [...tsc, 'ci/kernel'],
});

const hiddenChecks = build({
  name: 'checks',
  about: 'the hidden checks of the exercises',
  sources: ['ci/grading', 'lib/src/checks', 'lib/src/scratch'],
  output: 'ci/grading/dist',
  command: [...tsc, 'ci/grading'],
  after: ['lib'],
});

// A learner's copy of the course (npm run release) has no hidden checks.
const checks = {
  ...hiddenChecks,
  isDone: (place) => !existsSync(join(place.root, 'ci/grading/tsconfig.json')) || hiddenChecks.isDone(place),
};

const settings = {
  name: 'settings',
  about: 'kernelspec and JupyterLab settings inside .venv',
  after: ['python', 'kernel'],
  value: (place) =>
    `${process.execPath}\n${place.root}\n${contentHash(place.root, ['ci/kernel/install.mjs', 'ci/setup/lab/'])}`,
  isDone: (place) =>
    existsSync(join(place.venv, 'share/jupyter/kernels/tslab/kernel.json')) &&
    hasStamp(place, 'settings', settings.value(place)),
  async run(place) {
    const {installKernel} = await import(pathToFileURL(join(place.root, 'ci/kernel/install.mjs')).href);
    await installKernel({root: place.root, venv: place.venv});
    const folder = join(place.venv, 'share/jupyter/lab/settings');
    mkdirSync(folder, {recursive: true});
    writeFileSync(join(folder, 'overrides.json'), readFileSync(join(place.root, 'ci/setup/lab/overrides.json')));
    writeStamp(place, 'settings', settings.value(place));
  },
};

/** All steps, in an order in which they can run. */
export const steps = [packages, python, lib, kernel, checks, settings];

/**
 * Runs what is missing; steps that need nothing of each other run side by side.
 *
 * @param {ReturnType<typeof places>} place
 * @param {{progress: ReturnType<typeof import('./progress.mjs').createProgress>, only?: string[], among?: typeof steps}} options
 *   `among`: the steps to choose from; defaults to those of the course
 * @returns {Promise<string[]>} the names of the steps that had to run
 */
export async function setUp(place, {progress, only, among = steps}) {
  const wanted = among.filter((step) => !only || only.includes(step.name));
  const missing = wanted.filter((step) => !step.isDone(place));
  for (const step of missing) step.prepare?.(place);
  const outcome = new Map();
  const ran = [];
  for (const step of missing) {
    const before = step.after.map((name) => outcome.get(name)).filter(Boolean);
    outcome.set(
      step.name,
      Promise.all(before).then(async () => {
        if (step.isDone(place)) return;
        progress.start(step.name, step.about);
        await step.run(place, (detail) => progress.detail(step.name, detail));
        progress.done(step.name);
        ran.push(step.name);
      }),
    );
  }
  const results = await Promise.allSettled(outcome.values());
  progress.stop();
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return ran;
}

export {venvProgram};

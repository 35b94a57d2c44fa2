// The steps that build the engine on native TensorFlow: its libraries, the sources of the addon, the addon. What the
// library reads (tensorflow.json) is written last, so that an engine is there whole or not at all.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {explainFailure, run, SetupError} from '../process.mjs';
import {findPython, isVenvReady, makeVenv, venvProgram} from '../python.mjs';
import {contentHash, installPackages} from '../steps.mjs';
import {findCompiler, venvs} from './variant.mjs';

const sources = 'ci/setup/engine';
const npmFiles = ['package.json', 'package-lock.json'];
const addonPackage = 'node_modules/@tensorflow/tfjs-node-gpu';
const addons = {binding: 'addon/tfjs_binding.node', stderr: 'addon/stderr.node'};

const manifestOf = (place) => join(place.engine, 'tensorflow.json');

/** What was built, or undefined. */
export function readManifest(place) {
  try {
    return JSON.parse(readFileSync(manifestOf(place), 'utf8'));
  } catch {
    return undefined;
  }
}

function writeWhole(file, text) {
  writeFileSync(`${file}.${process.pid}.new`, text);
  renameSync(`${file}.${process.pid}.new`, file);
}

function librariesStep(variant) {
  return {
    name: variant.name,
    about: `${variant.about} into ${relative(dirname(variant.venv), variant.venv)}, some minutes`,
    after: [],
    isDone: () => isVenvReady(variant.venv, variant.lock),
    prepare(place) {
      if (!existsSync(venvProgram(variant.venv, 'python'))) findPython();
      const {bavail, bsize} = statfsSync(place.root);
      const free = (bavail * bsize) / 1e9;
      if (free < variant.gigabytes)
        throw new SetupError(
          `${variant.about} needs about ${variant.gigabytes} GB on the disk of this folder, but ${free.toFixed(1)} GB are free.`,
        );
    },
    async run(place, onDetail) {
      rmSync(manifestOf(place), {force: true});
      const {venv, lock, name, gigabytes} = variant;
      await makeVenv({venv, lock, root: place.root, logs: place.logs, onDetail, name, gigabytes});
    },
  };
}

const packageStep = {
  name: 'addon sources',
  about: 'the sources that bind TensorFlow.js to TensorFlow',
  after: [],
  isDone: (place) =>
    existsSync(join(place.engine, addonPackage, 'binding')) &&
    readFileIfAny(join(place.engine, 'packages-stamp')) === contentHash(place.root, npmStampFiles),
  async run(place) {
    rmSync(manifestOf(place), {force: true});
    rmSync(join(place.engine, 'packages-stamp'), {force: true});
    mkdirSync(place.engine, {recursive: true});
    for (const file of npmFiles) copyFileSync(join(place.root, sources, file), join(place.engine, file));
    copyFileSync(join(place.root, '.npmrc'), join(place.engine, '.npmrc'));
    const log = join(place.logs, 'addon-sources.log');
    await installPackages(place.engine, log, relative(place.root, log));
    writeWhole(join(place.engine, 'packages-stamp'), contentHash(place.root, npmStampFiles));
  },
};
const npmStampFiles = [...npmFiles.map((file) => `${sources}/${file}`), '.npmrc'];

function readFileIfAny(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** TensorFlow's folder inside an environment, and the two libraries in it. */
async function findLibraries(place, variant, log) {
  const ask = 'import sysconfig; print(sysconfig.get_path("platlib"))';
  const asked = await run(venvProgram(variant.venv, 'python'), ['-I', '-c', ask], {cwd: place.root, log});
  const folder = join(asked.tail.trim(), 'tensorflow');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const libraries = ['cc', 'framework'].map((part) =>
    names.find((name) => new RegExp(`^libtensorflow_${part}\\.(so\\.\\d+|\\d+\\.dylib)$`).test(name)),
  );
  if (asked.code !== 0 || libraries.includes(undefined) || !existsSync(join(folder, 'include/tensorflow/c/c_api.h'))) {
    rmSync(variant.venv, {recursive: true, force: true, maxRetries: 5});
    throw new SetupError(
      `TensorFlow's libraries were not whole in ${variant.venv}, which is removed now; run the same command again.`,
    );
  }
  return {folder, libraries: libraries.map((name) => join(folder, name))};
}

// run in a process of its own: a processor that lacks instructions which TensorFlow uses ends it with a signal
const probe = `const stderr = require('./${addons.stderr}.new'); const tensorflow = (stderr.mute(), require('./${addons.binding}.new'));
stderr.unmute(); console.log(JSON.stringify({version: tensorflow.TF_Version, gpu: tensorflow.isUsingGpuDevice()}));`;

function addonStep(variant) {
  const madeFrom = (place) => [variant.name, process.arch, contentHash(place.root, [sources])].join(' ');
  return {
    name: 'addon',
    about: 'compile the addon and try it',
    after: [variant.name, packageStep.name],
    isDone(place) {
      const built = readManifest(place);
      const files = Object.values(addons).map((file) => join(place.engine, file));
      return built?.made === madeFrom(place) && files.every((file) => existsSync(file));
    },
    prepare: () => findCompiler(),
    async run(place, onDetail) {
      rmSync(manifestOf(place), {force: true});
      mkdirSync(join(place.engine, 'addon'), {recursive: true});
      const log = join(place.logs, 'addon.log');
      const shown = relative(place.root, log);
      const program = findCompiler();
      const {folder, libraries} = await findLibraries(place, variant, log);
      const node = join(place.engine, 'node_modules/node-api-headers/include');
      const mac = process.platform === 'darwin';
      const common = ['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', `-I${node}`];
      if (mac) common.push('-undefined', 'dynamic_lookup');
      // relative, so that the project folder can be moved
      const way = relative(join(place.engine, 'addon'), folder);
      const binding = join(place.engine, addonPackage, 'binding');
      const compile = async (output, args) => {
        const result = await run(program, [...common, ...args, '-o', join(place.engine, `${output}.new`)], {
          cwd: place.root,
          log,
        });
        if (result.code === 0) return;
        const first = /^.*error: .*$/m.exec(result.tail)?.[0] ?? '';
        throw new SetupError(
          explainFailure('Compiling the addon', {...result, tail: `${result.tail}\n${first}`}, shown),
        );
      };
      await compile(addons.stderr, [join(place.root, sources, 'stderr.cc')]);
      await compile(addons.binding, [
        ...[`-I${join(place.engine, addonPackage)}`, `-I${join(folder, 'include')}`],
        ...[join(binding, 'tfjs_backend.cc'), join(binding, 'tfjs_binding.cc')],
        ...[...libraries, `-Wl,-rpath,${mac ? '@loader_path' : '$ORIGIN'}/${way}`],
      ]);
      onDetail('trying it');
      const {version, gpu} = await tryAddon(place, log, shown);
      for (const file of Object.values(addons)) renameSync(join(place.engine, `${file}.new`), join(place.engine, file));
      for (const other of venvs(place.root)) if (other !== variant.venv) rmSync(other, {recursive: true, force: true});
      const made = madeFrom(place);
      const manifest = {version, gpu, cuda: variant.name === 'tensorflow-cuda', package: addonPackage, ...addons, made};
      writeWhole(manifestOf(place), `${JSON.stringify(manifest)}\n`);
    },
  };
}

async function tryAddon(place, log, shown) {
  const env = {TF_CPP_MIN_LOG_LEVEL: '2', TF_FORCE_GPU_ALLOW_GROWTH: 'true'};
  // require() takes a file for an addon by its ending alone
  const load = `require.extensions['.new'] = require.extensions['.node']; ${probe}`;
  const tried = await run(process.execPath, ['--eval', load], {cwd: place.engine, log, env});
  const answer = tried.tail.trim().split('\n').pop();
  if (tried.code === 0 && answer?.startsWith('{')) return JSON.parse(answer);
  const why = tried.tail.trim()
    ? (/Error: (.*)/.exec(tried.tail)?.[1] ?? answer)
    : 'the processor lacks instructions that TensorFlow uses (AVX)';
  throw new SetupError(`TensorFlow does not run on this machine: ${why}. See ${shown}`);
}

/** The steps for a variant, in an order in which they can run. */
export const engineSteps = (variant) => [librariesStep(variant), packageStep, addonStep(variant)];

/** Removes the engine; what the library looks for goes first. @returns whether there was anything */
export function removeEngine(place) {
  const folders = [place.engine, ...venvs(place.root)].filter((folder) => existsSync(folder));
  rmSync(manifestOf(place), {force: true});
  for (const folder of folders) rmSync(folder, {recursive: true, force: true});
  return folders.length > 0;
}

import {createHash} from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {type BuildOptions, buildSync} from 'esbuild';
import {projectFolder} from '../../notebooks/paths';
import {readerOf, writeCodeCache} from './code-cache';
import type {Room} from './rooms';

const cache = join(projectFolder, '.cache/grading');

const COMMON: BuildOptions = {
  bundle: true,
  minify: true,
  keepNames: true, // errors tell names of classes and functions
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  write: false,
  logLevel: 'silent',
  absWorkingDir: projectFolder,
};

/** What 'tensors' leaves out of TensorFlow.js, besides the file that registers gradients. */
const LEFT_OUT = [
  ...['grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads', 'customGrad', 'train'],
  ...['layers', 'model', 'sequential', 'input', 'initializers', 'regularizers', 'constraints', 'metrics', 'data'],
];

const TENSORS = `
  require('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops');
  require('@tensorflow/tfjs-backend-cpu/dist/base');
  require('@tensorflow/tfjs-backend-cpu/dist/register_all_kernels');
  const tensors = {...require('@tensorflow/tfjs-core/dist/base')};
  for (const name of ${JSON.stringify(LEFT_OUT)}) {
    const get = () => { throw new Error("'tf." + name + "' is not there when this part is graded: it holds the answer"); };
    Object.defineProperty(tensors, name, {get});
  }
  return tensors;`;

/** TensorFlow.js on its own back end needs no engine of ours; the line that starts one stands in every exercise. */
const START = `get engine() {
  const info = () => ({engine: 'cpu', library: 'tfjs', version: '', devices: ['cpu'], simd: false});
  return {start: async () => info(), info};
}`;

const SCRATCH = 'scratch:';

function getterOf(room: Room): string {
  // A room is read when it is first asked for: many answers need no TensorFlow.js, which takes most of the time.
  if (room === 'tf') return `get tf() { return require('@tensorflow/tfjs'); }`;
  if (room === 'tensors') return 'get tf() { return made ??= tensors(); }';
  if (room === 'start') return START;
  if (room.startsWith(SCRATCH)) return `get scratch() { return require('./scratch.js'); }`;
  return `get ${room}() { return require('./lib/dist/${room}/index.js'); }`;
}

function entryOf(rooms: readonly Room[]): string {
  const tensors = rooms.includes('tensors') ? `let made; const tensors = () => {${TENSORS}};` : '';
  return `${tensors} module.exports = {${rooms.map(getterOf).join(', ')}};`;
}

/** What a child reads first: names of rooms. Most answers need none of them, and reading megabytes takes longer than they do. */
function indexOf(rooms: readonly Room[]): string {
  const names = rooms.map((room) => (room === 'tensors' ? 'tf' : room === 'start' ? 'engine' : room.split(':')[0]));
  const getters = names.map((name) => `get ${name}() { return rooms().${name}; }`);
  return `const rooms = ${readerOf('rooms.js')}; module.exports = {${getters.join(', ')}};
    Object.defineProperty(module.exports, Symbol.for('unroll.rooms'), {value: rooms});`;
}

function bundled(contents: string, options: BuildOptions = {}): Uint8Array {
  const stdin = {contents, resolveDir: projectFolder, sourcefile: 'course.ts', loader: 'ts' as const};
  return buildSync({...COMMON, stdin, ...options}).outputFiles?.[0].contents ?? new Uint8Array();
}

/** Writes what `make` returns to a folder of the cache, whole or not at all, unless it is there already. */
function cached(name: string, key: string, make: (folder: string) => void): string {
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 16);
  const folder = join(cache, `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}.new`;
  rmSync(fresh, {recursive: true, force: true});
  mkdirSync(fresh, {recursive: true});
  make(fresh);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    // another grader was faster
    rmSync(fresh, {recursive: true, force: true});
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Bundles do not change while a grader runs. */
const programs = new Map<string, string>();
const courses = new Map<string, string>();

function remembered(known: Map<string, string>, key: string, make: () => string): string {
  const path = known.get(key) ?? make();
  known.set(key, path);
  return path;
}

/** What the library and the tools are, so that a changed one is bundled anew. */
function libraryPrint(): string {
  const lock = readFileSync(join(projectFolder, 'package-lock.json'));
  const stamp = readFileSync(join(projectFolder, 'lib/dist/.build-stamp'));
  return createHash('sha256').update(lock).update(stamp).digest('hex');
}

/**
 * The folder that a sandbox sees as the course: `course.js` with the given rooms and nothing else, which reads `rooms.js`
 * where one of them is asked for, and the kernels of TensorFlow.js beside it. Rooms that are not named are not in the file, so that no trick can call them.
 */
export function courseFolder(rooms: readonly Room[]): string {
  return remembered(courses, rooms.join(), () => bundleCourse(rooms));
}

function bundleCourse(rooms: readonly Room[]): string {
  const entry = entryOf(rooms);
  const scratch = rooms.find((room) => room.startsWith(SCRATCH))?.slice(SCRATCH.length);
  return cached('course', `${process.version}${indexOf(rooms)}${entry}${scratch}${libraryPrint()}`, (folder) => {
    writeFileSync(join(folder, 'course.js'), indexOf(rooms));
    writeFileSync(join(folder, 'rooms.js'), bundled(entry, {external: ['./scratch.js']}));
    if (scratch !== undefined) {
      // From the sources, of which esbuild takes no more than these functions need.
      const functions = bundled(`export {${scratch}} from './lib/src/scratch/index';`);
      writeFileSync(join(folder, 'scratch.js'), functions);
    }
    const kernels = dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'));
    for (const file of readdirSync(join(kernels, 'dist')).filter((name) => name.endsWith('.wasm'))) {
      copyFileSync(join(kernels, 'dist', file), join(folder, file));
    }
    writeCodeCache(folder, 'rooms.js');
  });
}

/** One of the programs that run inside a sandbox, as a single file. */
export function programFile(name: 'child' | 'compiler'): string {
  return remembered(programs, name, () => bundleProgram(name));
}

function bundleProgram(name: 'child' | 'compiler'): string {
  const source = {child: 'ci/grading/child/main.ts', compiler: 'ci/grading/compiler/server.ts'}[name];
  const {outputFiles} = buildSync({...COMMON, entryPoints: [source]});
  const contents = outputFiles?.[0].contents ?? new Uint8Array();
  const hash = createHash('sha256').update(contents).digest('hex');
  const folder = cached(name, hash, (fresh) => writeFileSync(join(fresh, 'program.js'), contents));
  return join(folder, 'program.js');
}

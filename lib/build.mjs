// Builds the package: AssemblyScript kernels -> generated TypeScript (base64), TypeScript -> dist, and its modules -> one file,
// which loads faster than hundreds. Skips what is up to date.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';

const HELP = `Usage: node lib/build.mjs [--kernels] [--force] [--quiet]

Compiles lib/src/engine/kernels (AssemblyScript) and lib/src (TypeScript) to lib/dist. Does nothing when nothing changed.
  --kernels  only the kernels (enough for unit tests, which read lib/src)
  --force    builds even when nothing changed
  --quiet    prints errors only`;

const lib = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const kernelFolder = join(lib, 'src/engine/kernels');
const generated = join(lib, 'src/engine/generated/kernels.ts');
const thread = join(lib, 'src/engine/native/thread.ts');
const generatedThread = join(lib, 'src/engine/generated/thread.ts');
const stamp = join(lib, 'dist/.build-stamp');
// as deep as the modules that find their way from `__dirname`: engine/native, data/files
const bundle = join(lib, 'dist/bundle/node/index.js');

const options = process.argv.slice(2);
const unknown = options.find((option) => !['--kernels', '--force', '--quiet', '--help'].includes(option));
if (unknown || options.includes('--help')) {
  if (unknown) console.error(`build: unknown option ${unknown}\n`);
  console[unknown ? 'error' : 'log'](HELP);
  process.exit(unknown ? 2 : 0);
}
const force = options.includes('--force');
const say = options.includes('--quiet') ? () => {} : (line) => console.log(line);

/** All files under a folder with one of these endings, in a fixed order. */
function listFiles(folder, endings) {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** A hash of the contents of files and of the versions of the tools that compile them. */
function fingerprint(files, tools) {
  const hash = createHash('sha256');
  for (const tool of tools) hash.update(`${tool} ${require(`${tool}/package.json`).version}\n`);
  for (const file of files) hash.update(`${relative(lib, file)}\n`).update(readFileSync(file));
  return hash.digest('hex');
}

/** Writes a file whole or not at all. */
function writeWhole(file, text) {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(`${file}.${process.pid}.new`, text);
  renameSync(`${file}.${process.pid}.new`, file);
}

function compile(what, args) {
  try {
    return execFileSync(process.execPath, args, {cwd: lib, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28});
  } catch (error) {
    console.error(`build: ${what} failed\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
    process.exit(1);
  }
}

/**
 * Where a module's import of its memory (env.memory) has its flags. A module for a memory that threads share differs in
 * this one byte, so one module serves both.
 */
function memoryFlag(bytes) {
  const name = Buffer.from('\x03env\x06memory\x02', 'latin1');
  const at = bytes.indexOf(name) + name.length;
  if (at < name.length || bytes[at] !== 1) throw new Error('the kernels do not import a memory with a largest size');
  return at;
}

function buildKernels() {
  const sources = listFiles(kernelFolder, ['.ts']);
  const print = fingerprint([...sources, fileURLToPath(import.meta.url)], ['assemblyscript']);
  const head = `// Generated from lib/src/engine/kernels by \`node lib/build.mjs\`; sources ${print}\n`;
  if (!force && existsSync(generated) && readFileSync(generated, 'utf8').startsWith(head)) return;
  say('build: kernels');
  const asc = join(dirname(require.resolve('assemblyscript/package.json')), 'bin/asc.js');
  const wasm = join(lib, `src/engine/generated/kernels.${process.pid}.wasm`);
  mkdirSync(dirname(wasm), {recursive: true});
  compile('asc', [
    asc,
    'src/engine/kernels/index.ts',
    ...['--outFile', relative(lib, wasm)],
    ...['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
    // The host makes the memory, so that it can make one that threads share; zeros in it need not be written.
    ...['--importMemory', '--initialMemory', '32', '--maximumMemory', '32768', '--zeroFilledMemory'],
  ]);
  const bytes = readFileSync(wasm);
  const base64 = bytes.toString('base64');
  const at = memoryFlag(bytes);
  renameSync(wasm, join(lib, 'src/engine/generated/kernels.wasm'));
  const flag = `/** The byte that says which memory the module takes: 1, or 3 for one that threads share. */\nexport const MEMORY_FLAG_AT = ${at};\n`;
  writeWhole(generated, `${head}${flag}export const KERNELS_BASE64 =\n  '${base64}';\n`);
}

/** What a thread runs, as text: a thread cannot be started from a TypeScript file. */
function buildThread() {
  const print = fingerprint([thread, fileURLToPath(import.meta.url)], ['typescript']);
  const head = `// Generated from lib/src/engine/native/thread.ts by \`node lib/build.mjs\`; sources ${print}\n`;
  if (!force && existsSync(generatedThread) && readFileSync(generatedThread, 'utf8').startsWith(head)) return;
  say('build: thread');
  const {transpileModule} = require('typescript');
  const options = JSON.parse(readFileSync(join(lib, '../tsconfig.json'), 'utf8')).compilerOptions;
  const compilerOptions = {...options, removeComments: true};
  const {outputText} = transpileModule(readFileSync(thread, 'utf8'), {compilerOptions});
  writeWhole(generatedThread, `${head}export const THREAD_SOURCE = ${JSON.stringify(outputText)};\n`);
}

/**
 * All modules in one file, with a map to the sources, of which it holds no copy: packages stay packages, so that there is one
 * TensorFlow.js. It is what Node loads; the modules beside it are there for their declarations.
 */
function buildBundle() {
  const {outputFiles} = require('esbuild').buildSync({
    entryPoints: [join(lib, 'dist/index.js')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    sourcesContent: false,
    outfile: bundle,
    write: false,
    logLevel: 'warning',
  });
  for (const {path, text} of outputFiles) writeWhole(path, text);
}

/** Removes compiled files whose source is gone. */
function removeStale() {
  const dist = join(lib, 'dist');
  if (!existsSync(dist)) return;
  for (const file of listFiles(dist, ['.js', '.d.ts', '.js.map'])) {
    if (file.startsWith(bundle)) continue;
    const source = join(lib, 'src', relative(dist, file).replace(/\.(d\.ts|js\.map|js)$/, '.ts'));
    if (!existsSync(source)) rmSync(file);
  }
}

function buildTypeScript() {
  const config = [join(lib, 'tsconfig.json'), join(lib, '../tsconfig.json'), join(lib, 'package.json')];
  const sources = [...listFiles(join(lib, 'src'), ['.ts', '.json']), ...config, fileURLToPath(import.meta.url)];
  const print = fingerprint(sources, ['typescript', 'esbuild']);
  const entries = [join(lib, 'dist/index.d.ts'), bundle];
  const upToDate = existsSync(stamp) && entries.every((entry) => existsSync(entry) && statSync(entry).isFile());
  if (!force && upToDate && readFileSync(stamp, 'utf8') === print) return;
  say('build: TypeScript');
  removeStale();
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const changed = join(lib, 'dist/.tsbuildinfo');
  if (force) rmSync(changed, {force: true});
  compile('tsc', [tsc, '-p', lib, '--incremental', '--noEmitOnError', '--tsBuildInfoFile', changed]);
  buildBundle();
  writeWhole(stamp, print);
}

buildKernels();
buildThread();
if (!options.includes('--kernels')) buildTypeScript();

import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';

const root = resolve(__dirname, '../../..');

// a program in the place of Python: makes environments that hold itself, and installs libraries without content
const PYTHON = `
case "$*" in
  *ensurepip*) echo '[3, 12, 4, true, "/usr/bin/python3"]' ;;
  *"-m venv "*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
  *"pip install"*) INSTALL ;;
  *platlib*) echo "$(dirname "$0")/../lib" ;;
esac`;
const LIBRARIES = `lib="$(dirname "$0")/../lib/tensorflow"; mkdir -p "$lib/include/tensorflow/c";
  : > "$lib/include/tensorflow/c/c_api.h"; : > "$lib/libtensorflow_cc.so.2"; : > "$lib/libtensorflow_framework.so.2"`;
// and in the place of npm: lays the sources of the addon down
const NPM = `const fs = require('fs'); const folder = 'node_modules/@tensorflow/tfjs-node-gpu/binding';
  fs.mkdirSync(folder, {recursive: true}); fs.writeFileSync('npm-called', '');`;
const COMPILER = 'for last; do :; done; case "$1" in --version) echo fake ;; *) COMPILE ;; esac';
const COMPILES = 'echo "not an addon" > "$last"';

describe('npm run engine:tensorflow', function () {
  this.timeout(60000);
  let folder: string;
  beforeEach(function () {
    if (process.platform !== 'linux') this.skip();
    folder = mkdtempSync(join(tmpdir(), 'unroll-engine-'));
    for (const path of ['package.json', 'package-lock.json', '.npmrc', 'ci/setup']) {
      mkdirSync(dirname(join(folder, path)), {recursive: true});
      cpSync(join(root, path), join(folder, path), {recursive: true});
    }
    writeFileSync(join(folder, 'npm-for-test.js'), NPM);
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  function program(name: string, lines: string): void {
    const file = join(folder, 'bin', name);
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, `#!/bin/sh\n${lines}\n`);
    chmodSync(file, 0o755);
  }

  /** A machine with these programs alone; `undefined` leaves one out. */
  function machine(parts: {install?: string; compile?: string; gpu?: boolean}): void {
    for (const name of ['mkdir', 'cp', 'dirname', 'sh', 'echo']) {
      mkdirSync(join(folder, 'bin'), {recursive: true});
      symlinkSync(spawnSync('which', [name], {encoding: 'utf8'}).stdout.trim(), join(folder, 'bin', name));
    }
    symlinkSync(process.execPath, join(folder, 'bin/node'));
    if (parts.install !== undefined) program('python3', PYTHON.replace('INSTALL', parts.install));
    if (parts.compile !== undefined) program('g++', COMPILER.replace('COMPILE', parts.compile));
    if (parts.gpu) program('nvidia-smi', 'echo "GPU 0: NVIDIA Test (UUID: GPU-1)"');
  }

  function run(args: string[] = [], env: Record<string, string> = {}) {
    const path = existsSync(join(folder, 'bin')) ? {PATH: join(folder, 'bin')} : {};
    const result = spawnSync(process.execPath, [join(folder, 'ci/setup/bootstrap.mjs'), 'engine:tensorflow', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...process.env, CXX: '', PYTHON: '', npm_execpath: join(folder, 'npm-for-test.js'), ...path, ...env},
    });
    return {...result, last: result.stderr.trim().split('\n').pop() ?? ''};
  }

  const has = (path: string) => existsSync(join(folder, path));

  it('answers --help on a fresh clone, and refuses what it does not know', () => {
    const help = run(['--help']);
    assert.equal(help.status, 0);
    assert.match(help.stdout, /--remove/);
    const unknown = run(['--cuda']);
    assert.deepEqual([unknown.status, unknown.stderr.split('\n')[0]], [2, "There is no option '--cuda'."]);
    assert.ok(!has('.cache/engine') && !has('node_modules'));
  });

  it('names what is missing before it fetches anything: a compiler, a Python', () => {
    machine({install: LIBRARIES});
    const bare = run();
    assert.equal(bare.status, 1);
    assert.match(
      bare.last,
      /^A C\+\+ compiler is needed, but neither g\+\+ nor clang\+\+ was found on PATH; install one/,
    );
    const named = run([], {CXX: '/nonexistent/g++'});
    assert.match(named.last, /^A C\+\+ compiler is needed, but CXX=\/nonexistent\/g\+\+ does not run; install one/);
    rmSync(join(folder, 'bin'), {recursive: true});
    machine({compile: COMPILES});
    assert.match(run().last, /^Python 3\.11 to 3\.13 is needed, but no python3 was found/);
    assert.ok(!has('.venv-tensorflow') && !has('.cache/engine') && !has('.cache/setup.lock'));
  });

  it('says that the disk is full, and how much is needed', () => {
    machine({install: 'echo "OSError: [Errno 28] No space left on device"; exit 1', compile: COMPILES});
    const {status, last} = run();
    assert.equal(status, 1);
    assert.match(
      last,
      /^Installing the Python packages failed: the disk is full; about 2\.5 GB are needed\. See .*tensorflow\.log$/,
    );
    assert.ok(!has('.cache/engine/tensorflow.json'));
  });

  it('gives the first error of the compiler, and leaves no engine behind', () => {
    const broken = 'echo "binding.cc:7:1: error: no such header"; echo "compilation terminated."; exit 1';
    machine({install: LIBRARIES, compile: broken});
    const {status, last} = run();
    assert.equal(status, 1);
    assert.equal(last, 'Compiling the addon failed: binding.cc:7:1: error: no such header. See .cache/logs/addon.log');
    assert.ok(has('.cache/engine/npm-called') && !has('.cache/engine/tensorflow.json'));
  });

  it('tries the addon before it becomes the engine, and goes on from there at the next run', () => {
    machine({install: `${LIBRARIES}; : > "$(dirname "$0")/../installed-$$"`, compile: COMPILES});
    const {status, last} = run();
    assert.equal(status, 1);
    assert.match(last, /^TensorFlow does not run on this machine: .*(invalid ELF header|file too short).* See /);
    assert.ok(!has('.cache/engine/tensorflow.json') && !has('.cache/engine/addon/tfjs_binding.node'));
    rmSync(join(folder, '.cache/engine/npm-called'));
    assert.equal(run().status, 1);
    const installs = readdirSync(join(folder, '.venv-tensorflow')).filter((name) => name.startsWith('installed-'));
    assert.equal(installs.length, 1, 'what was whole is not fetched again');
    assert.ok(!has('.cache/engine/npm-called'));
  });

  it('makes a half-made environment anew: what a killed pip left looks installed', () => {
    const half = join(folder, '.venv-tensorflow/lib/tensorflow/half');
    machine({install: LIBRARIES, compile: COMPILES});
    run();
    assert.ok(has('.venv-tensorflow/unroll-setup.json'));
    rmSync(join(folder, '.venv-tensorflow/unroll-setup.json'));
    writeFileSync(half, '');
    run();
    assert.ok(has('.venv-tensorflow/unroll-setup.json') && !existsSync(half));
  });

  it('takes the libraries with CUDA where nvidia-smi finds a GPU', () => {
    machine({install: `echo "$*" > "$(dirname "$0")/../asked"; ${LIBRARIES}`, compile: COMPILES, gpu: true});
    run();
    if (!has('.venv-tensorflow-cuda')) return assert.match(run().last, /needs about 10 GB/); // a machine with a small disk
    assert.match(readFileSync(join(folder, '.venv-tensorflow-cuda/asked'), 'utf8'), /tensorflow-cuda\.lock\.txt/);
    assert.ok(!has('.venv-tensorflow'));
  });

  it('removes everything it has made', () => {
    machine({install: LIBRARIES, compile: COMPILES});
    run();
    writeFileSync(join(folder, '.cache/engine/tensorflow.json'), '{}');
    const removed = run(['--remove']);
    assert.deepEqual(
      [removed.status, removed.stdout],
      [0, 'TensorFlow is removed: engine.start() is back on WebAssembly.\n'],
    );
    assert.ok(!has('.venv-tensorflow') && !has('.cache/engine'));
    assert.equal(run(['--remove']).stdout, 'There is no TensorFlow to remove.\n');
  });
});

// Which TensorFlow this machine can run, and what compiles the addon.
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {SetupError} from '../process.mjs';

/** @typedef {{name: string, about: string, lock: string, venv: string, gigabytes: number}} Variant */

const variants = {
  cpu: {name: 'tensorflow', about: 'TensorFlow (CPU)', gigabytes: 2.5},
  cuda: {name: 'tensorflow-cuda', about: 'TensorFlow and CUDA (NVIDIA GPU)', gigabytes: 10},
};

function answers(program, args) {
  try {
    return execFileSync(program, args, {stdio: ['ignore', 'pipe', 'ignore'], timeout: 20000}).toString();
  } catch {
    return undefined;
  }
}

/** The folders that any variant may have made. */
export const venvs = (root) => Object.values(variants).map(({name}) => join(root, `.venv-${name}`));

/**
 * The variant for this machine: CUDA on Linux where `nvidia-smi` finds a GPU, else CPU.
 *
 * @returns {Variant}
 * @throws SetupError where nobody publishes TensorFlow for this machine
 */
export function chooseVariant(root, {platform, arch, report} = process) {
  const stay = 'the course runs on WebAssembly, which needs none of it';
  const published = platform === 'linux' ? ['x64', 'arm64'] : platform === 'darwin' ? ['arm64'] : [];
  if (!published.includes(arch)) {
    const hint = platform === 'win32' ? ' (Windows: inside WSL)' : '';
    throw new SetupError(
      `TensorFlow can be built in on Linux (x64, arm64) and macOS (arm64)${hint}, but this is ${platform} ${arch}; ${stay}.`,
    );
  }
  if (platform === 'linux' && !report.getReport().header.glibcVersionRuntime) {
    throw new SetupError(`TensorFlow is published for Linux with glibc only, which this Linux is not; ${stay}.`);
  }
  const gpu = platform === 'linux' && /^GPU \d/m.test(answers('nvidia-smi', ['-L']) ?? '');
  const variant = gpu ? variants.cuda : variants.cpu;
  return {
    ...variant,
    lock: join(root, `ci/setup/engine/${variant.name}.lock.txt`),
    venv: join(root, `.venv-${variant.name}`),
  };
}

/**
 * The C++ compiler: `CXX`, else the first that runs.
 *
 * @throws SetupError that says what to install
 */
export function findCompiler() {
  const named = process.env.CXX;
  for (const program of named ? [named] : ['g++', 'c++', 'clang++']) {
    if (answers(program, ['--version'])) return program;
  }
  throw new SetupError(
    `A C++ compiler is needed, but ${named ? `CXX=${named} does not run` : 'neither g++ nor clang++ was found on PATH'}; install one (Debian, Ubuntu: apt install g++; macOS: xcode-select --install), or name it: CXX=/path/to/g++ npm run engine:tensorflow`,
  );
}

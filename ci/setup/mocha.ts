// How tests are found and run: unit tests compute; integration tests start the kernel, Python, set-up or another program.
import {spawnSync} from 'node:child_process';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {root} from './stages';

export type Kind = 'unit' | 'integration';

const integration = '*.integration.test.ts';

/** What the command of a kind runs, in a folder or in the whole project. */
export function testFiles(kind: Kind, folder = '{lib/test,ci/*/test}'): string[] {
  return kind === 'unit'
    ? [`${folder}/**/*.test.ts`, '--ignore', `**/${integration}`]
    : [`${folder}/**/${integration}`];
}

/**
 * As many processes as there are cores, up to 4: each loads TensorFlow.js anew and may hold 1 GB.
 * Each runs its files one after the other, in the order of their names as far as it can be had.
 */
export function parallel(cores = availableParallelism()): string[] {
  const jobs = Math.min(cores, 4);
  return jobs < 2 ? [] : ['--parallel', '--jobs', String(jobs)];
}

/** Runs mocha in the foreground and gives its exit code; numbers are those of WebAssembly, unless another engine is named. */
export function runMocha(args: string[], env: Record<string, string> = {}): number {
  const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
  const {status} = spawnSync(process.execPath, [mocha, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: {...process.env, UNROLL_ENGINE: process.env.UNROLL_ENGINE || 'wasm', ...env},
  });
  return status ?? 1;
}

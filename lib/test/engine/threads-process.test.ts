import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

const ROOT = join(__dirname, '../../..');

/** Runs a script in a process of its own; `engine` and `host` are there. */
function runFresh(body: string, flags: string[] = [], environment: Record<string, string> = {}) {
  const script = `require('tsx/cjs'); const engine = require('./lib/src/engine');
    const host = require('./lib/src/engine/kernels-host');
    (async () => {${body}})().catch((error) => { console.log(error.message); process.exit(3); });`;
  const env = {...process.env, UNROLL_ENGINE: 'wasm', NODE_OPTIONS: '', ...environment};
  return spawnSync(process.execPath, [...flags, '--eval', script], {
    ...{cwd: ROOT, encoding: 'utf8', env, timeout: 15_000},
  });
}

const PRODUCT = `
  const product = (kernels, rows) => {
    const [a, b, c] = [kernels.zeros(rows * 256), kernels.zeros(256 * 256), kernels.zeros(rows * 256)];
    kernels.share('addMatmul', rows, (from, to) =>
      [to - from, 256, 256, a + from * 1024, 1024, 4, b, 1024, c + from * 1024, 1024]);
  };`;

describe('a process with threads', () => {
  it('ends by itself, whether it ends well, exits or throws', () => {
    const use = `${PRODUCT} product(host.useKernels(), 400);`;
    for (const [end, status] of [
      ['', 0],
      ['process.exit(5);', 5],
      ["setImmediate(() => { throw new Error('on purpose'); });", 1],
    ] as const) {
      assert.equal(runFresh(`await engine.start(); ${use} ${end}`, [], {UNROLL_THREADS: '3'}).status, status);
    }
  });

  it('takes the number from UNROLL_THREADS at its first start, and names it when it cannot be', () => {
    const count = 'await engine.start(); console.log(host.countThreads());';
    assert.equal(runFresh(count, [], {UNROLL_THREADS: '2'}).stdout, '2\n');
    assert.equal(runFresh(count, [], {UNROLL_THREADS: ''}).stdout, '1\n');
    assert.equal(
      runFresh(count, [], {UNROLL_THREADS: 'many'}).stdout,
      "threads must be a whole number from 1 to 8, got 'many' (from the environment variable UNROLL_THREADS)\n",
    );
  });

  it('gives memory back that nobody uses, on all threads', () => {
    const {stdout, stderr} = runFresh(
      `await engine.start({threads: 3}); ${PRODUCT}
       for (let i = 0; i < 16; i++) {
         let kernels = host.borrowKernels();
         kernels.zeros(2 ** 24 + 2 ** 20);
         product(kernels, 400);
         kernels = undefined;
         for (let k = 0; k < 3; k++) { await new Promise(setImmediate); globalThis.gc(); }
       }
       console.log(process.memoryUsage().rss / 2 ** 20);`,
      ['--expose-gc'],
    );
    assert.ok(Number(stdout) < 600, `16 memories of 68 MiB hold ${stdout} MiB ${stderr}`);
  });

  it('starts and stops threads as often as asked without keeping any', () => {
    const {stdout} = runFresh(
      `const {readdirSync, existsSync} = require('node:fs');
       const count = () => existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : 0;
       await engine.start({threads: 2}); await engine.start({threads: 1});
       const before = count();
       for (let i = 0; i < 8; i++) { await engine.start({threads: 3}); await engine.start({threads: 1}); }
       // The system lists a thread for a moment after its end; and Node may start one of its own pool.
       const kept = () => count() - before;
       for (let i = 0; i < 100 && kept() > 0; i++) await new Promise((next) => setTimeout(next, 20));
       console.log(kept());`,
    );
    assert.match(stdout, /^-?\d+\n$/);
    assert.ok(Number(stdout) < 8, `${stdout.trim()} more threads than before 16 were started and stopped`);
  });
});

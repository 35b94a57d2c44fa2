// Measures the kernel against its limits: `npx tsx ci/kernel/bench.ts [rounds]`. Prints medians; build the kernel first.
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {TestKernel} from './test/client';

const ROOT = resolve(__dirname, '../..');
const REPEATS = 10;

/** What is measured, its limit, and the unit. */
const LIMITS: [name: string, limit: number, unit: string][] = [
  ['kernel_info answered', 1500, 'ms'],
  ['first result', 4000, 'ms'],
  ['idle memory, fresh', 600, 'MB'],
  ['later cell, without tf types', 100, 'ms'],
  ['completion, without tf types', 200, 'ms'],
  ['import cell', 2000, 'ms'],
  ['later cell, with tf types', 300, 'ms'],
  ['completion, with tf types', 200, 'ms'],
  ['idle memory, after the import', 600, 'MB'],
  ['cell after a crash', 500, 'ms'],
];

const samples = new Map<string, number[]>();
const note = (name: string, value: number): void => {
  samples.set(name, [...(samples.get(name) ?? []), value]);
};

async function time<T>(name: string, action: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const value = await action();
  note(name, performance.now() - begin);
  return value;
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Memory of a process and all its children, in MB. */
function treeMemory(pid: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), Number(readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1]));
    } catch {
      // gone in the meantime
    }
  }
  const own = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  const children = [...parents].filter(([, parent]) => parent === pid);
  return own + children.reduce((sum, [child]) => sum + treeMemory(child), 0);
}

const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function round(importCell: string): Promise<void> {
  const folder = mkdtempSync(join(ROOT, 'notebooks', '.bench-'));
  const begin = performance.now();
  const kernel = await TestKernel.start({folder});
  try {
    note('kernel_info answered', performance.now() - begin);
    await kernel.value('1 + 1');
    note('first result', performance.now() - begin);
    await sleep(500);
    note('idle memory, fresh', treeMemory(kernel.pid));
    const complete = (code: string): Promise<unknown> =>
      kernel.request('complete_request', {code, cursor_pos: code.length});
    for (let i = 0; i < REPEATS; i++) {
      await time('later cell, without tf types', () => kernel.value(`const a${i} = [${i}].map((x) => x + 1); a${i}`));
      await time('completion, without tf types', () => complete('console.lo'));
    }
    await time('import cell', () => kernel.value(importCell));
    for (let i = 0; i < REPEATS; i++) {
      await time('later cell, with tf types', () => kernel.value(`const t${i} = tf.zeros([2, ${i + 1}]); t${i}.shape`));
      await time('completion, with tf types', () => complete('tf.ten'));
    }
    await sleep(500);
    note('idle memory, after the import', treeMemory(kernel.pid));
    await kernel.execute("process.kill(process.pid, 'SIGKILL'); await new Promise(() => undefined);");
    await time('cell after a crash', () => kernel.value('1 + 1'));
  } finally {
    await kernel.stop();
    rmSync(folder, {recursive: true, force: true});
  }
}

async function main(): Promise<void> {
  const rounds = Number(process.argv[2] ?? 3);
  if (!(rounds >= 1)) throw new Error(`the number of rounds must be 1 or more, got '${process.argv[2]}'`);
  const real = existsSync(join(ROOT, 'lib/dist/bundle/node/index.js'));
  const source = real ? 'unroll' : '@tensorflow/tfjs';
  const names = real ? '{engine, data, layers, models, training, metrics, plots, notebook, tf}' : '* as tf';
  for (let i = 0; i < rounds; i++) await round(`import ${names} from '${source}';`);
  console.log(`Node ${process.version}, ${rounds} rounds, import cell: ${source}`);
  let failed = 0;
  for (const [name, limit, unit] of LIMITS) {
    const values = samples.get(name) ?? [];
    const middle = median(values);
    if (!(middle <= limit)) failed++;
    const spread = `${Math.min(...values).toFixed(0)}..${Math.max(...values).toFixed(0)}`;
    console.log(
      `${middle <= limit ? 'ok  ' : 'OVER'} ${name.padEnd(32)} ${middle.toFixed(0).padStart(6)} ${unit} (limit ${limit}; ${spread})`,
    );
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});

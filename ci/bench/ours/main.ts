/**
 * Our library as a contestant (see ../protocol.ts): `node main.js WAY`. Compiled into .cache/bench and run by plain Node on
 * the built package, so that its memory is that of a learner's program.
 */
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {engine} from 'unroll';
import type {Request} from '../protocol';
import type {Sizes, Way} from '../workloads';
import {NotBuilt} from './models';
import {prepareReference} from './reference';
import {type Prepared, prepare} from './ways';

const WARM_UP_ROUNDS = 2;
const way = process.argv[2] as Way;
const say = (answer: object) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** Most memory that the process ever held, in MB: what Linux says of itself, elsewhere what Node says. */
function peakMemory(): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes) return Number(kilobytes) / 1024;
  } catch {
    // no /proc
  }
  return process.resourceUsage().maxRSS / 1024;
}

async function startEngine(): Promise<void> {
  const threads = way === 'training.fit, 2 threads' ? 2 : 1;
  const {devices} = await engine.start({engine: 'wasm', seed: 42, threads});
  if (threads > 1 && !devices.some((device) => device.includes(`${threads} threads`))) {
    throw new Error(`the engine was asked for ${threads} threads, but runs on ${devices.join(', ')}`);
  }
}

/** Models by what was asked for: the guard goes back and forth between several. */
const prepared = new Map<string, Prepared>();
let current: Prepared | undefined;

async function load(request: Request & {do: 'load'}): Promise<object> {
  const {workload, sizes, batches} = request;
  const key = JSON.stringify([workload, sizes, batches]);
  current = prepared.get(key);
  if (!current) {
    await startEngine();
    current = workload === 'reference' ? prepareReference(batches) : prepare(way, workload, sizes as Sizes, batches);
    prepared.set(key, current);
    for (let i = 0; i < WARM_UP_ROUNDS; i++) await current.run();
  }
  return {parameters: current.parameters};
}

async function round(): Promise<object> {
  if (!current) throw new Error('a round was asked for before a workload');
  const begin = performance.now();
  const loss = await current.run();
  return {ms: performance.now() - begin, loss};
}

async function answer(request: Request): Promise<object> {
  if (request.do === 'load') return load(request);
  if (request.do === 'round') return round();
  return {peakMb: peakMemory()};
}

async function main(): Promise<void> {
  say({versions: {node: process.versions.node, v8: process.versions.v8}});
  for await (const line of createInterface({input: process.stdin})) {
    try {
      say(await answer(JSON.parse(line) as Request));
    } catch (error) {
      const message = String(error instanceof Error ? error.message : error).split('\n')[0];
      say(error instanceof NotBuilt ? {notBuilt: message} : {error: message});
    }
  }
}

main();

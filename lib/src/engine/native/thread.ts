// What a thread of threads.ts runs. `node lib/build.mjs` turns this file into text (generated/thread.ts), so that a thread
// starts from the library's sources, its build and a bundle alike. Hence it imports types only.
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads';
import type {ThreadMessage, ThreadStart} from './threads';

type Instance = Record<string, (...args: number[]) => void>;
interface Wasm {
  Instance: new (module: object, imports: object) => {exports: Instance};
}

const {kernels, block, layout, index, spins} = workerData as ThreadStart;
const {Instance: WasmInstance} = (globalThis as unknown as {WebAssembly: Wasm}).WebAssembly;
const numbers = new Int32Array(block);
const args = new Float64Array(block, layout.args * 8, layout.mostArgs);
const instances = new Map<number, Instance>();
let names: string[] = [];
let looks = spins;

/** A thread makes next to no garbage, so its collector would never come; memory that it saw stays until then. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  collect?.();
}

function readMessages(): void {
  if (!parentPort) return;
  for (let next = receiveMessageOnPort(parentPort); next; next = receiveMessageOnPort(parentPort)) {
    const {id, memory} = next.message as ThreadMessage;
    if (memory) {
      const abort = () => {
        throw new Error('a kernel stopped');
      };
      const {exports} = new WasmInstance(kernels, {env: {abort, memory}});
      exports.useThread(index);
      names = Object.keys(exports);
      instances.set(id, exports);
    } else {
      instances.delete(id);
    }
  }
}

function obey(): void {
  const id = numbers[layout.memory];
  const kernel = numbers[layout.kernel];
  if (kernel < 0 || !instances.has(id)) readMessages();
  if (kernel < 0) {
    collectGarbage();
    return;
  }
  const instance = instances.get(id);
  if (!instance) throw new Error(`no memory ${id}`);
  instance[names[kernel]](...args.subarray(0, numbers[layout.count]));
}

/** Waits for the next command: first awake, since the next kernel often follows at once, then asleep. */
function nextCommand(last: number): number {
  for (let i = 0; i < looks; i++) {
    const command = Atomics.load(numbers, layout.command);
    if (command !== last) {
      looks = Math.min(2 * looks, spins);
      return command;
    }
  }
  looks = Math.max(looks >> 1, spins >> 4); // it looked in vain, and maybe took the processor from the main thread
  while (Atomics.load(numbers, layout.command) === last) Atomics.wait(numbers, layout.command, last);
  return Atomics.load(numbers, layout.command);
}

parentPort?.postMessage('ready');
for (let command = 0; ; ) {
  command = nextCommand(command);
  try {
    obey();
    numbers[layout.failed] = 0;
  } catch {
    numbers[layout.failed] = 1;
  }
  Atomics.store(numbers, layout.done, command);
  Atomics.notify(numbers, layout.done);
}

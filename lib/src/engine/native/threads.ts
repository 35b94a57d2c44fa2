import type {Worker} from 'node:worker_threads';
import {THREAD_SOURCE} from '../generated/thread';
import type {WasmMemory} from '../webassembly';

/** Where main thread and thread meet: numbers of a block of shared memory that each thread has. */
export const THREAD_BLOCK = {
  /** Counts commands; the thread waits for it to change. */
  command: 0,
  /** Number of the memory, number of the kernel (of the module's exports, or -1: only read messages), arguments. */
  memory: 1,
  kernel: 2,
  count: 3,
  /** The last command that is done; on a cache line of its own, since here the main thread waits. */
  done: 32,
  /** Whether the last command failed. */
  failed: 33,
  /** First argument, as float64; counts float64 from the block's start. */
  args: 32,
  mostArgs: 48,
  /** Bytes in all. */
  bytes: 640,
} as const;

/** What a thread gets at its start. */
export interface ThreadStart {
  kernels: object;
  block: SharedArrayBuffer;
  layout: typeof THREAD_BLOCK;
  /** From 1; the main thread is 0. */
  index: number;
  spins: number;
}

/** A memory to compute on from now on, or (without one) to forget. */
export interface ThreadMessage {
  id: number;
  memory?: WasmMemory;
}

/**
 * How often one that waits looks before it sleeps. To wake takes longer than most kernels run, so this is 0.2 ms, longer
 * than most pauses between the kernels of a training step; where processors are few, the pauses below help.
 */
const SPINS = 20_000;
/** After a call that threads made slower, this many at most are the main thread's alone. */
const LONGEST_PAUSE = 127;
/** A thread that takes longer than this has died. */
const PATIENCE_MS = 60_000;
const NAP_MS = 1000;

/** Threads beside the main one. */
interface Member {
  worker: Worker;
  numbers: Int32Array;
  args: Float64Array;
}

/** Cuts 0..total into `parts` ranges of much the same size, at multiples of 4 where there are enough rows. */
export function cutRange(total: number, parts: number): number[] {
  const unit = total >= 4 * parts ? 4 : 1;
  return Array.from({length: parts + 1}, (_, i) =>
    i === parts ? total : Math.floor((total * i) / parts / unit) * unit,
  );
}

/** Threads that run kernels together with the main thread, on any number of shared memories. */
export class ThreadPool {
  private readonly members: Member[] = [];
  private nextId = 1;
  /** Commands are under way whose end nobody has seen. Stays true where an interrupt stopped the main thread. */
  private busy = false;
  private names: string[] | undefined;
  /** Calls that the main thread does alone after the last slow one, and how many of them are left. */
  private pause = 0;
  private alone = 0;
  /** Whether to pause at all; without, every call is shared, however slow. */
  pauses = true;
  private readonly forgotten = new FinalizationRegistry<number>((id) => this.forget(id));

  private constructor() {}

  /**
   * Starts threads. They do not keep the process alive.
   *
   * @param count threads beside the main one
   * @param kernels the compiled module, made for shared memory
   * @throws Error where this is not Node
   */
  static async start(count: number, kernels: object): Promise<ThreadPool> {
    const threads = typeof process === 'undefined' ? undefined : process.getBuiltinModule?.('node:worker_threads');
    if (!threads) throw new Error('threads need Node.js: start the engine with {threads: 1}');
    const pool = new ThreadPool();
    const ready: Promise<unknown>[] = [];
    for (let index = 1; index <= count; index++) {
      const block = new SharedArrayBuffer(THREAD_BLOCK.bytes);
      const start: ThreadStart = {kernels, block, layout: THREAD_BLOCK, index, spins: SPINS};
      const worker = new threads.Worker(THREAD_SOURCE, {eval: true, workerData: start, execArgv: [], env: {}});
      const args = new Float64Array(block, THREAD_BLOCK.args * 8, THREAD_BLOCK.mostArgs);
      pool.members.push({worker, numbers: new Int32Array(block), args});
      ready.push(
        new Promise((resolve, reject) => {
          worker.once('message', resolve);
          worker.once('error', reject);
        }),
      );
    }
    try {
      await Promise.all(ready);
    } catch (error) {
      await pool.stop();
      throw error;
    }
    for (const {worker} of pool.members) {
      worker.unref();
      worker.on('error', () => pool.stop()); // the others would wait for nothing
      worker.on('exit', () => pool.stop());
    }
    return pool;
  }

  /** Threads beside the main one; 0 once stopped. */
  get size(): number {
    return this.members.length;
  }

  /** Ends the threads; what is asked of the pool afterwards the main thread does alone. */
  async stop(): Promise<void> {
    const ended = this.members.splice(0);
    this.busy = false;
    await Promise.all(ended.map(({worker}) => worker.terminate()));
  }

  /** A number for a memory; `owner` stands for it: once it is collected, the threads forget the memory. */
  register(owner: object): number {
    const id = this.nextId++;
    this.forgotten.register(owner, id);
    return id;
  }

  /** Makes a memory known to the threads. */
  attach(id: number, memory: WasmMemory): void {
    const message: ThreadMessage = {id, memory};
    for (const {worker} of this.members) worker.postMessage(message);
  }

  private forget(id: number): void {
    if (this.size === 0) return;
    this.settle();
    const message: ThreadMessage = {id};
    for (const member of this.members) {
      member.worker.postMessage(message);
      this.command(member, id, -1, []);
    }
    this.busy = true;
  }

  private command({numbers, args}: Member, memory: number, kernel: number, values: number[]): void {
    if (values.length > args.length) throw new RangeError(`a kernel has more than ${args.length} arguments`);
    args.set(values);
    numbers[THREAD_BLOCK.memory] = memory;
    numbers[THREAD_BLOCK.kernel] = kernel;
    numbers[THREAD_BLOCK.count] = values.length;
    Atomics.add(numbers, THREAD_BLOCK.command, 1);
    Atomics.notify(numbers, THREAD_BLOCK.command);
  }

  /**
   * Runs a kernel over 0..total, each thread over its part; returns when all are done.
   *
   * @param run the main thread's instance on memory `id`
   * @param args the kernel's arguments for rows from..to
   */
  run<Name extends string>(
    id: number,
    run: Record<Name, (...args: number[]) => void>,
    name: Name,
    total: number,
    args: (from: number, to: number) => number[],
  ): void {
    this.settle();
    if (this.alone > 0) {
      this.alone--;
      run[name](...args(0, total));
      return;
    }
    this.names ??= Object.keys(run);
    const kernel = this.names.indexOf(name);
    const bounds = cutRange(total, this.size + 1);
    this.busy = true;
    this.members.forEach((member, i) => {
      this.command(member, id, kernel, args(bounds[i + 1], bounds[i + 2]));
    });
    const begin = performance.now();
    let own = begin;
    try {
      run[name](...args(0, bounds[1]));
      own = performance.now();
    } finally {
      this.settle();
    }
    // Other programs may have the processors: then the main thread is faster alone, and tries again now and then.
    const slow = this.pauses && performance.now() - begin > (bounds.length - 1) * (own - begin);
    this.pause = slow ? Math.min(2 * this.pause + 1, LONGEST_PAUSE) : 0;
    this.alone = this.pause;
    if (this.members.some(({numbers}) => numbers[THREAD_BLOCK.failed])) {
      throw new Error(`the kernel ${name} stopped on a thread; please report this as a bug`);
    }
  }

  /** Waits until no thread computes any more. To be called before memory is touched that threads may still write. */
  settle(): void {
    if (!this.busy) return;
    for (const {numbers} of this.members) this.await(numbers);
    this.busy = false;
  }

  private await(numbers: Int32Array): void {
    const command = Atomics.load(numbers, THREAD_BLOCK.command);
    for (let i = 0; i < SPINS; i++) if (Atomics.load(numbers, THREAD_BLOCK.done) === command) return;
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      const done = Atomics.load(numbers, THREAD_BLOCK.done);
      if (done === command) return;
      if (Date.now() > end) {
        void this.stop();
        throw new Error('a thread of the engine does not answer: its threads are stopped');
      }
      Atomics.wait(numbers, THREAD_BLOCK.done, done, NAP_MS);
    }
  }
}

import {join} from 'node:path';
import {Worker} from 'node:worker_threads';
import type {CompilerAnswers, CompilerRequest, CompilerSettings} from '../shared/protocol';

const HEAP_MB = 1500;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Answer {
  id: number;
  value?: unknown;
  failure?: string;
}

/** Says that the compiler was stopped or broke down, not that the cell is wrong. */
export class CompilerStopped extends Error {}

/** Asks the compiler's thread; a thread that breaks down is replaced. */
export class CompilerClient {
  private worker: Worker | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 0;
  private closed = false;

  constructor(private readonly settings: CompilerSettings) {
    this.worker = this.start();
  }

  ask<R extends CompilerRequest>(request: R): Promise<CompilerAnswers[R['kind']]> {
    const id = this.nextId++;
    this.worker ??= this.start();
    const {worker} = this;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, {resolve: resolve as (value: unknown) => void, reject});
      worker.postMessage({id, request});
    });
  }

  /** Stops a compilation that takes too long; what earlier cells declared is kept by the caller. */
  restart(reason: string): void {
    const old = this.worker;
    this.worker = this.start();
    old?.removeAllListeners();
    old?.on('error', () => undefined);
    void old?.terminate();
    this.fail(reason);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(join(__dirname, '../compiler/worker.js'), {
      workerData: this.settings,
      resourceLimits: {maxOldGenerationSizeMb: HEAP_MB},
      // What TypeScript prints is for its makers, not for the notebook.
      stdout: true,
      stderr: true,
    });
    worker.on('message', ({id, value, failure}: Answer) => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (failure === undefined) waiting?.resolve(value);
      else waiting?.reject(new CompilerStopped(`the compiler failed: ${failure}`));
    });
    worker.on('error', (error) => {
      if (this.closed || worker !== this.worker) return;
      this.worker = undefined; // the next question starts another
      this.fail(`the compiler broke down: ${error.message}`);
    });
    worker.unref();
    return worker;
  }

  private fail(reason: string): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const {reject} of waiting) reject(new CompilerStopped(reason));
  }
}

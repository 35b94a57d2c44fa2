import {runInThisContext} from 'node:vm';
import type {RunRequest} from '../shared/protocol';
import {safe} from './intrinsics';
import {beginCell, killTimersOfCell} from './timers';

/** The cell that runs now. */
interface Running {
  fail: (error: unknown) => void;
  /** Values of the names that it declares, from before. */
  before: Record<string, unknown>;
  lastName: string | undefined;
}

/** Runs cells one after the other; their variables live in one store. */
export class CellRunner {
  private readonly variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  private readonly exports: object;
  private running: Running | undefined;

  constructor() {
    const {variables} = this;
    this.exports = new Proxy(variables, {
      // Compiled cells define getters for what they import; the value is what later cells need.
      defineProperty(_target, name, attributes) {
        if (name !== '__esModule') variables[name as string] = attributes.get ? attributes.get() : attributes.value;
        return true;
      },
    });
  }

  /** Makes the running cell fail with this error. @returns false when no cell runs */
  fail(error: unknown): boolean {
    if (this.running === undefined) return false;
    this.running.fail(error);
    return true;
  }

  /**
   * Gives the running cell up after an interrupt: its timers fire no more, and what it declared is forgotten. Its own
   * stack may have been cut off by V8, so nothing here may rely on it to go on; if it does, it finds itself replaced.
   */
  abandon(): void {
    killTimersOfCell();
    if (this.running !== undefined) this.undo(this.running);
    this.running = undefined;
  }

  /** @returns the value of the last expression, boxed; undefined when the cell has none */
  async run(request: RunRequest, requireModule: (id: string) => unknown): Promise<{value: unknown} | undefined> {
    beginCell();
    let fail: (error: unknown) => void = () => undefined;
    const failed = new safe.Promise<never>((_resolve, reject) => {
      fail = reject;
    });
    // Nobody may wait for it any more when it comes; that must not count as an unhandled rejection.
    void swallow(failed);
    const running = {fail, before: this.remember(request.declared), lastName: request.lastName};
    this.running = running;
    try {
      await this.enter(request, requireModule, failed);
      // A promise that nobody waits for is rejected two turns later: its error belongs to this cell.
      await firstOf(turn(), failed);
      await firstOf(turn(), failed);
      return this.running === running ? this.takeLast(request.lastName) : undefined;
    } catch (error) {
      if (this.running === running) this.undo(running);
      throw error;
    } finally {
      if (this.running === running) this.running = undefined;
    }
  }

  private async enter(request: RunRequest, requireModule: unknown, failed: Promise<never>): Promise<void> {
    const {js, file, isAsync} = request;
    const source = `(${isAsync ? 'async ' : ''}function (exports, require) {\n${js}\n})`;
    const cell = runInThisContext(source, {filename: file, lineOffset: -1, displayErrors: false}) as (
      exports: object,
      require: unknown,
    ) => unknown;
    const result = cell(this.exports, requireModule);
    if (isAsync) await firstOf(result as Promise<unknown>, failed);
  }

  private takeLast(name: string | undefined): {value: unknown} | undefined {
    if (name === undefined || !(name in this.variables)) return undefined;
    const value = this.variables[name];
    delete this.variables[name];
    return {value};
  }

  private remember(names: string[]): Record<string, unknown> {
    const before = Object.create(null) as Record<string, unknown>;
    for (let i = 0; i < names.length; i++) before[names[i]] = this.variables[names[i]];
    return before;
  }

  /** A cell that fails declares nothing, so that values and types stay together. */
  private undo({before, lastName}: Running): void {
    for (const name in before) this.variables[name] = before[name];
    this.takeLast(lastName);
  }
}

/** `Promise.race` of two, safe from a `Promise` that user code has changed. */
function firstOf<T>(a: Promise<T>, b: Promise<never>): Promise<T> {
  return new safe.Promise<T>((resolve, reject) => {
    const follow = async (promise: Promise<T>): Promise<void> => {
      try {
        resolve(await promise);
      } catch (error) {
        reject(error);
      }
    };
    void follow(a);
    void follow(b);
  });
}

function turn(): Promise<void> {
  return new safe.Promise((resolve) => {
    safe.setImmediate(() => resolve());
  });
}

async function swallow(promise: Promise<unknown>): Promise<void> {
  try {
    await promise;
  } catch {
    // Seen already.
  }
}

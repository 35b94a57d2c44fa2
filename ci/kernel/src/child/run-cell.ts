import {runInThisContext, Script} from 'node:vm';
import type {RunRequest} from '../shared/protocol';
import {interruption} from './errors';
import {safe} from './intrinsics';
import {beginCell, killTimersOfCell} from './timers';

const ENTRY = '@unroll/kernel.entry';

/** Runs cells one after the other; their variables live in one store. */
export class CellRunner {
  private readonly variables: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  private readonly exports: object;
  private readonly call: Script;
  private entry: () => unknown = () => undefined;
  private stopRunning: ((error: unknown) => void) | undefined;

  constructor() {
    const {variables} = this;
    this.exports = new Proxy(variables, {
      // Compiled cells define getters for what they import; the value is what later cells need.
      defineProperty(_target, name, attributes) {
        if (name !== '__esModule') variables[name as string] = attributes.get ? attributes.get() : attributes.value;
        return true;
      },
    });
    // The cell is entered by a script, since only scripts can be stopped by SIGINT.
    this.call = new Script(`globalThis[${JSON.stringify(ENTRY)}]()`, {filename: 'node:kernel'});
    Object.defineProperty(globalThis, ENTRY, {value: () => this.entry()});
  }

  /** Makes the running cell fail with this error. @returns false when no cell runs */
  stop(error: unknown): boolean {
    if (this.stopRunning === undefined) return false;
    this.stopRunning(error);
    return true;
  }

  /** Ends the running cell and what it left in timers. */
  interrupt(): void {
    if (this.stopRunning === undefined) return;
    killTimersOfCell();
    this.stopRunning(interruption());
  }

  /** @returns the value of the last expression, boxed; undefined when the cell has none */
  async run(request: RunRequest, requireModule: (id: string) => unknown): Promise<{value: unknown} | undefined> {
    beginCell();
    const before = this.remember(request.declared);
    const stopped = new safe.Promise<never>((_resolve, reject) => {
      this.stopRunning = reject;
    });
    try {
      await this.enter(request, requireModule, stopped);
      // A promise that nobody waits for is rejected two turns later: its error belongs to this cell.
      await firstOf(turn(), stopped);
      await firstOf(turn(), stopped);
      return this.takeLast(request.lastName);
    } catch (error) {
      this.putBack(before);
      this.takeLast(request.lastName);
      throw error;
    } finally {
      this.stopRunning = undefined;
      // Nobody waits for it any more; a late interrupt must not count as an unhandled rejection.
      void swallow(stopped);
    }
  }

  private async enter(request: RunRequest, requireModule: unknown, stopped: Promise<never>): Promise<void> {
    const {js, file, isAsync} = request;
    const source = `(${isAsync ? 'async ' : ''}function (exports, require) {\n${js}\n})`;
    const cell = runInThisContext(source, {filename: file, lineOffset: -1, displayErrors: false}) as (
      ...args: unknown[]
    ) => unknown;
    this.entry = () => cell(this.exports, requireModule);
    let pending: unknown;
    try {
      pending = this.call.runInThisContext({breakOnSigint: true, displayErrors: false});
    } catch (error) {
      if ((error as {code?: unknown} | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_INTERRUPTED') throw error;
      killTimersOfCell();
      throw interruption();
    } finally {
      this.entry = () => undefined;
    }
    if (isAsync) await firstOf(pending as Promise<unknown>, stopped);
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
  private putBack(before: Record<string, unknown>): void {
    for (const name in before) this.variables[name] = before[name];
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

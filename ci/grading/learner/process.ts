import type {ChildProcess} from 'node:child_process';
import type {Readable, Writable} from 'node:stream';
import {type Program, type Sandbox, SandboxError} from '../sandbox/sandbox';
import {watchMemory} from '../sandbox/watch';
import {LineReader, TooMuch} from './lines';

/** The process in a sandbox does not answer any more; the message says why, in words for a learner. */
export class ProcessEnded extends Error {
  override name = 'ProcessEnded';
}

/** A process in a sandbox that answers one message at a time. */
export interface SandboxedProcess {
  /**
   * Sends a message and waits for its answer.
   *
   * @param message gets a number of its own as `id`
   * @param seconds how long to wait; then the process is ended
   * @returns the answer as parsed JSON: a record with the right `id`, nothing else is known about it
   * @throws ProcessEnded when there is no answer, SandboxError when it could not be started at all
   */
  ask(message: object, seconds: number): Promise<Record<string, unknown>>;
  /** What broke the rules of the pipe, if anything did: it is told to the teacher. */
  violation(): string | undefined;
  /** Ends it, with all that it started; settled when nothing of it is left that could be in the way of the next one. */
  end(): Promise<void>;
}

interface Waiting {
  id: number;
  resolve: (answer: Record<string, unknown>) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

/** Starts a program in a sandbox and speaks with it by lines of JSON. */
export function startProcess(sandbox: Sandbox, program: Program, slot: number): SandboxedProcess {
  const child: ChildProcess = sandbox.start(program, slot);
  const [requests, replies] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  let [nextId, ended, broken]: [number, string | undefined, string | undefined] = [1, undefined, undefined];
  let waiting: Waiting | undefined;
  const reader = new LineReader();
  let last: Promise<unknown> = Promise.resolve();

  const finish = (why: string) => {
    ended ??= why;
    const left = waiting;
    waiting = undefined;
    if (left) {
      clearTimeout(left.timer);
      left.reject(unable ?? new ProcessEnded(ended));
    }
  };
  const stop = (why: string) => {
    finish(why);
    child.kill('SIGKILL');
  };
  const breakRule = (what: string) => {
    broken ??= what;
    stop(what);
  };

  const onLine = (line: string) => {
    let answer: unknown;
    try {
      answer = JSON.parse(line);
    } catch {
      return breakRule('something that is no message was written to the pipe of answers');
    }
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
      return breakRule('something that is no message was written to the pipe of answers');
    }
    if (!waiting || (answer as {id?: unknown}).id !== waiting.id) {
      return breakRule('an answer was written to the pipe that nobody had asked for');
    }
    const {resolve, timer} = waiting;
    clearTimeout(timer);
    waiting = undefined;
    resolve(answer as Record<string, unknown>);
  };
  replies.on('data', (piece: Buffer) => {
    if (ended !== undefined) return;
    try {
      for (const line of reader.lines(piece)) {
        onLine(line);
        if (ended !== undefined) return;
      }
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      breakRule(error.message);
    }
  });
  // A sandbox that ends while something is written to it: its end is told by `close`.
  for (const stream of [requests, replies]) stream.on('error', () => undefined);
  // That no process can be started is the machine's fault: nobody's marks may suffer, so grading stops and says why.
  let unable: SandboxError | undefined;
  child.on('error', (error) => {
    if (child.pid === undefined) unable = new SandboxError(`a sandbox could not be started: ${error.message}`);
    finish(error.message);
  });
  const tooMuch = (used: number) => stop(`it used ${used} MB of memory, more than allowed`);
  const all = sandbox.processes && (() => sandbox.processes?.(slot) ?? []);
  const watch = child.pid ? watchMemory(child.pid, program.limits.memory, tooMuch, all) : () => undefined;
  const exited = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  const closed = new Promise<void>((resolve) => {
    child.on('close', resolve);
    child.on('error', () => resolve());
  });
  child.on('close', (code, signal) => {
    watch();
    const how = signal ? `was ended by the system (${signal})` : `ended by itself with exit code ${code}`;
    finish(`the process ${how} before it had answered`);
  });

  const askNow = (message: object, seconds: number): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(unable ?? new ProcessEnded(ended));
      const id = nextId++;
      const timer = setTimeout(() => stop(`no answer within ${Math.ceil(seconds)} seconds`), seconds * 1000);
      waiting = {id, resolve, reject, timer};
      requests.write(`${JSON.stringify({...message, id})}\n`);
    });

  return {
    // A check may ask for several things at once; they go through the pipe one after the other.
    ask: (message, seconds) => {
      const asked = last.then(() => askNow(message, seconds));
      last = asked.catch(() => undefined);
      return asked;
    },
    violation: () => broken,
    end: async () => {
      stop('ended by the grader');
      const late = new Promise((resolve) => setTimeout(resolve, 10_000).unref());
      await Promise.race([exited, late]);
      // What it left behind holds its pipes open.
      await sandbox.settle?.(slot);
      await Promise.race([closed, late]);
    },
  };
}

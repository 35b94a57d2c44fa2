import {type ChildProcess, fork} from 'node:child_process';
import {join} from 'node:path';
import type {Readable, Writable} from 'node:stream';
import {
  type ChildMessage,
  type ChildRequest,
  CONTROL_FD,
  OUTPUT_FD,
  type PackedError,
  type RunReply,
  type RunRequest,
} from '../shared/protocol';
import {readChildMessage} from './child-message';
import {type MemoryLimits, residentMb} from './limits';
import {LineReader} from './lines';
import {RawOutput} from './raw-output';

const RSS_POLL_MS = 100;
const IDLE_POLLS = 10;

/** Why a child process ended. */
export interface Death {
  ename: string;
  evalue: string;
}

/** Error of a cell whose process died. */
export class ChildDied extends Error {
  constructor(readonly death: Death) {
    super(death.evalue);
  }
}

export interface SupervisorEvents {
  output(message: Extract<ChildMessage, {type: 'stream' | 'display'}>): void;
  /** An error that came when no cell was running. */
  late(error: PackedError): void;
  /** The process died when no cell was running. */
  died(death: Death): void;
}

interface Running {
  id: number;
  resolve(reply: RunReply): void;
  reject(error: Error): void;
}

/** One of the child's pipes beyond those that Node's types know. */
function pipe<T extends Readable | Writable>(child: ChildProcess, fd: number): T | undefined {
  return (child.stdio as readonly unknown[])[fd] as T | undefined;
}

/** Keeps one child process for user code alive, and replaces it when it dies. */
export class Supervisor {
  private child: ChildProcess | undefined;
  private ready = false;
  private startFailure: PackedError | undefined;
  private running: Running | undefined;
  private nextId = 1;
  private killedFor: Death | undefined;
  private raw: RawOutput | undefined;
  private watch: NodeJS.Timeout | undefined;
  private closing = false;

  constructor(
    private readonly limits: MemoryLimits,
    private readonly events: SupervisorEvents,
  ) {}

  /** Starts the process ahead of the first cell. */
  start(): void {
    this.ready = false;
    this.startFailure = undefined;
    this.killedFor = undefined;
    const child = fork(join(__dirname, '../child/main.js'), [], {
      execArgv: [
        `--max-old-space-size=${this.limits.heapMb}`,
        // What Node itself would warn about is nothing that a learner can change.
        '--disable-warning=DeprecationWarning',
        '--disable-warning=ExperimentalWarning',
      ],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe', 'pipe'],
      env: {...process.env, JPY_PARENT_PID: undefined},
    });
    this.child = child;
    const lines = new LineReader((line) => {
      if (child === this.child) this.receive(line);
    });
    pipe<Readable>(child, OUTPUT_FD)?.on('data', (chunk: Buffer) => lines.push(chunk));
    // A pipe to a dead process fails; `close` tells the story.
    pipe<Writable>(child, CONTROL_FD)?.on('error', () => undefined);
    const raw = new RawOutput((name, text) => this.events.output({type: 'stream', name, text}));
    this.raw = raw;
    child.stdout?.on('data', (chunk: Buffer) => raw.push('stdout', chunk));
    child.stderr?.on('data', (chunk: Buffer) => raw.push('stderr', chunk));
    child.on('error', () => undefined);
    child.on('disconnect', () => child.kill('SIGKILL'));
    child.on('close', (code, signal) => {
      if (child === this.child) this.onClose(code, signal);
    });
    this.watchMemory(child);
  }

  /**
   * Runs a compiled cell.
   *
   * @throws {ChildDied} when the process died; the next one is already on its way, without the variables
   */
  run(request: Omit<RunRequest, 'id' | 'type'>): Promise<RunReply> {
    if (this.child === undefined) this.start();
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.running = {id, resolve, reject};
      this.tell({...request, type: 'run', id});
    });
  }

  /** Asks the child to give the running cell up: enough for a cell that waits. */
  interrupt(): void {
    if (this.running !== undefined) this.tell({type: 'interrupt', id: this.running.id});
  }

  /** Ends the JavaScript that keeps the child from hearing us, from a thread beside it. */
  terminate(): void {
    if (this.running === undefined || this.child === undefined) return;
    pipe<Writable>(this.child, CONTROL_FD)?.write(`${this.running.id}\n`);
  }

  /** Last stage: ends the process. */
  kill(death: Death): void {
    this.killedFor = death;
    this.child?.kill('SIGKILL');
  }

  /** Ends the process for good. */
  close(): void {
    this.closing = true;
    clearInterval(this.watch);
    this.child?.kill('SIGKILL');
  }

  private tell(request: ChildRequest): void {
    this.child?.send(request, () => undefined);
  }

  private receive(line: string): void {
    const message = readChildMessage(line);
    if (message === undefined) return; // user code wrote on our pipe
    if (message.type === 'ready') this.ready = true;
    else if (message.type === 'failed') this.startFailure = message.error;
    else if (message.type === 'late') this.events.late(message.error);
    else if (message.type === 'stream' || message.type === 'display') this.events.output(message);
    else if (message.type === 'reply' && message.id === this.running?.id) {
      const {resolve} = this.running;
      this.running = undefined;
      // What native code wrote past our pipe gets a turn to arrive.
      setImmediate(() => resolve(message));
    }
  }

  private onClose(code: number | null, signal: NodeJS.Signals | null): void {
    clearInterval(this.watch);
    const death = this.causeOfDeath(code, signal);
    const started = this.ready;
    this.child = undefined;
    const {running} = this;
    this.running = undefined;
    if (this.closing) return;
    // A process that cannot even start is not started again until the next cell asks for it.
    if (started) this.start();
    if (running !== undefined) running.reject(new ChildDied(death));
    else if (started) this.events.died(death);
  }

  private causeOfDeath(code: number | null, signal: NodeJS.Signals | null): Death {
    const lost = 'all variables are lost: run all cells again';
    if (this.killedFor !== undefined) return {...this.killedFor, evalue: `${this.killedFor.evalue}; ${lost}`};
    if (this.startFailure !== undefined) {
      const {name, message} = this.startFailure;
      return {ename: 'KernelStartError', evalue: `the process for user code did not start: ${name}: ${message}`};
    }
    const tail = this.raw?.tail ?? '';
    if (/heap out of memory|Allocation failed|OOMErrorHandler/.test(tail)) {
      return {ename: 'OutOfMemoryError', evalue: `the cell used more than ${this.limits.heapMb} MB of heap; ${lost}`};
    }
    if (!this.ready) {
      const evalue = `the process for user code did not start (code ${code}, signal ${signal}): ${tail.slice(-500)}`;
      return {ename: 'KernelStartError', evalue};
    }
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
    return {ename: 'ProcessExitError', evalue: `the process of the notebook ended (${how}); ${lost}`};
  }

  private watchMemory(child: ChildProcess): void {
    const {rssMb} = this.limits;
    let ticks = 0;
    this.watch = setInterval(async () => {
      // Between cells only timers can take memory: looking now and then is enough.
      ticks++;
      if (this.running === undefined && ticks % IDLE_POLLS !== 0) return;
      const used = child.pid === undefined ? 0 : await residentMb(child.pid);
      if (used <= rssMb || child !== this.child) return;
      this.kill({ename: 'OutOfMemoryError', evalue: `the cell used more than ${rssMb} MB of memory`});
    }, RSS_POLL_MS);
  }
}

/** A long-lived Python process that executes notebooks with papermill (`python/worker.py`), one at a time. */
import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {delimiter, dirname} from 'node:path';
import {createInterface} from 'node:readline';
import type {Readable} from 'node:stream';
import {InputError, type Notebook, toNotebook} from '../notebook';
import {inProject, pythonPath} from '../paths';
import {signalTree} from './process-tree';

export interface Job {
  notebook: Notebook;
  /** Folder in which the kernel starts. */
  folder: string;
  /** Values as TypeScript-like JSON text; NaN and Infinity are allowed, as Python reads them. */
  parametersJson: string;
  /** Goes on after errors; otherwise the first error ends the run. */
  allowErrors: boolean;
  /** Seconds that one cell may take. */
  timeout: number;
  /** Set around this notebook only; the kernel inherits it. */
  environment: Record<string, string>;
}

export interface Executed {
  /** Undefined where the kernel did not even start. */
  notebook?: Notebook;
  /** What ended the run beside an error of a cell: dead kernel, time-out, missing kernelspec. */
  failure?: {name: string; message: string};
}

interface Answer {
  job?: number;
  event: 'ready' | 'kernel' | 'cell' | 'done';
  index?: number;
  notebook?: unknown;
  failure?: {name: string; message: string};
}

const noRun: Executed = {failure: {name: 'WorkerDied', message: 'the Python process of papermill ended'}};

export class Worker {
  private readonly child: ChildProcess;
  private jobs = 0;
  private finish: ((executed: Executed) => void) | undefined;
  private onCell: (index: number) => void = () => {};
  private errors = '';

  constructor() {
    const python = pythonPath();
    if (!existsSync(python)) throw new InputError(`no Python at ${python}; run \`npm start -- --setup-only\` first`);
    const folder = inProject('ci', 'notebooks', 'python');
    this.child = spawn(python, [`${folder}/worker.py`], {
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: [dirname(python), process.env.PATH].join(delimiter),
        PYTHONPATH: [folder, process.env.PYTHONPATH].filter(Boolean).join(delimiter),
        PYTHONDONTWRITEBYTECODE: '1',
        // else IPython, which nbclient loads, makes a folder in the reader's home
        IPYTHONDIR: inProject('.cache', 'jupyter', 'ipython'),
      },
      // Own group: Ctrl+C in the terminal reaches the runner only, which then ends workers and kernels in order.
      detached: true,
    });
    this.child.stderr?.on('data', (data: Buffer) => {
      this.errors = (this.errors + data.toString()).slice(-4000);
    });
    createInterface({input: this.child.stdio[3] as Readable}).on('line', (line) => this.receive(JSON.parse(line)));
    this.child.on('error', () => this.died());
    this.child.on('close', () => this.died());
    this.child.stdin?.on('error', () => this.died());
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  private died(): void {
    const lastLine = this.errors.trim().split('\n').at(-1);
    const message = lastLine ? `${noRun.failure?.message}: ${lastLine}` : (noRun.failure?.message ?? '');
    this.finish?.({failure: {name: 'WorkerDied', message}});
    this.finish = undefined;
  }

  private receive(answer: Answer): void {
    if (answer.event === 'cell') this.onCell(answer.index ?? 0);
    if (answer.event !== 'done') return;
    const notebook = answer.notebook === undefined ? undefined : toNotebook(answer.notebook, 'executed notebook');
    this.finish?.({notebook, failure: answer.failure});
    this.finish = undefined;
  }

  /** Runs one notebook; never rejects: what went wrong is in the result. */
  run(job: Job, onCell: (index: number) => void = () => {}): Promise<Executed> {
    this.onCell = onCell;
    const {parametersJson, ...rest} = job;
    const request = JSON.stringify({job: ++this.jobs, ...rest}).replace(/}$/, `,"parameters":${parametersJson}}`);
    return new Promise((resolve) => {
      this.finish = resolve;
      if (this.child.exitCode !== null || !this.child.stdin?.writable) this.died();
      else this.child.stdin.write(`${request}\n`);
    });
  }

  /** Ends the process; with a notebook under way, its kernel too. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    if (this.finish) await signalTree(this.pid);
    else this.child.stdin?.end();
    await closed;
  }
}

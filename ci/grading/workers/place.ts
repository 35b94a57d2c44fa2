import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {totalSecondsOf} from '../marking/budgets';
import type {Result} from '../results/result';
import {SandboxError} from '../sandbox/sandbox';
import {type Job, MarkingFailed} from './workers';

/** A line to a worker. */
export interface ToWorker {
  job: Job;
  /** Parts that are not run any more, see `Marker`. */
  given: Record<string, string>;
}

/** A line from a worker: the part that begins, or how the job ended. */
export type Told = {part: string} | {result: Result} | {failure: string} | {refused: string};

/** How one try at a job ended. */
type Tried = {result: Result} | {failure: string} | {refused: string} | {heldUpAt: string} | {died: string};

/** Beyond what a part's answers may take, in seconds: reading, compiling, and what the checks compute themselves. */
const GRACE = 60;

/** Before its first part, a worker starts, reads and compiles. */
const BEFORE_PARTS = 120;

/** One process that marks, and the clock beside it: a check that never ends must not hold up a class. */
export class Place {
  private child: ChildProcess | undefined;
  private hear: (told: Told | {died: string}) => void = () => undefined;

  constructor(private readonly kind: string) {}

  /**
   * Marks one submission. A part that held the process up twice gets no points, for that reason; a process that died by
   * itself is tried once more.
   *
   * @throws MarkingFailed, SandboxError
   */
  async mark(job: Job): Promise<Result> {
    const [given, held]: [Record<string, string>, Set<string>] = [{}, new Set()];
    for (let deaths = 0; ; ) {
      const tried = await this.try({job, given});
      if ('result' in tried) return tried.result;
      if ('refused' in tried) throw new SandboxError(tried.refused);
      if ('failure' in tried) throw new MarkingFailed(`the grader failed at it, please report this: ${tried.failure}`);
      if ('died' in tried) {
        if (++deaths > 1) throw new MarkingFailed(`the process that graded it ended twice (${tried.died})`);
      } else if (tried.heldUpAt === '') {
        throw new MarkingFailed('nothing of it was graded in two minutes');
      } else if (held.has(tried.heldUpAt)) {
        given[tried.heldUpAt] = 'the grader itself was held up by its values, twice';
      } else held.add(tried.heldUpAt);
    }
  }

  private try(message: ToWorker): Promise<Tried> {
    const child = this.process();
    const {patience = 1} = message.job;
    return new Promise((resolve) => {
      let timer: NodeJS.Timeout;
      const settle = (tried: Tried) => {
        clearTimeout(timer);
        this.hear = () => undefined;
        resolve(tried);
      };
      const wait = (part: string, seconds: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          this.stop();
          settle({heldUpAt: part});
        }, 1000 * seconds);
      };
      this.hear = (told) => {
        if ('part' in told) wait(told.part, patience * (totalSecondsOf(told.part) + GRACE));
        else settle(told);
      };
      wait('', BEFORE_PARTS);
      child.stdin?.write(`${JSON.stringify(message)}\n`);
    });
  }

  private process(): ChildProcess {
    if (this.child) return this.child;
    const program = ['--import', 'tsx', join(__dirname, 'worker.ts'), this.kind];
    const child = spawn(process.execPath, program, {stdio: ['pipe', 'pipe', 'inherit']});
    this.child = child;
    const gone = (how: string) => {
      if (this.child !== child) return;
      this.child = undefined;
      this.hear({died: how});
    };
    child.once('error', (error) => gone(error.message));
    child.once('close', (code, signal) => gone(signal ?? `exit code ${code}`));
    child.stdin.on('error', () => undefined); // its end is told by `close`
    createInterface({input: child.stdout}).on('line', (line) => {
      if (this.child === child) this.hear(JSON.parse(line));
    });
    return child;
  }

  /** Ends the process with all that it started: sandboxes end with it. */
  private stop(): void {
    const child = this.child;
    this.child = undefined;
    child?.kill('SIGKILL');
  }

  async end(): Promise<void> {
    const child = this.child;
    if (!child) return;
    this.child = undefined;
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.stdin?.end();
    const late = setTimeout(() => child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(late);
  }
}

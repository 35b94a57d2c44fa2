/** A contestant at work: a process that is started once and then asked for one round after the other. */
import {type ChildProcessWithoutNullStreams, spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {type Answer, ContestantError, type Question, type Request, readAnswer, type Versions} from './protocol';

/** How a contestant is started. */
export interface ContestantProgram {
  /** Key in results, such as 'keras' or 'torch-2'. */
  name: string;
  /** For the reader: 'Keras'. */
  title: string;
  program: string;
  args: string[];
  env?: Record<string, string>;
}

const ANSWER_SECONDS = 300;
const END_MS = 3000;
const running = new Set<ChildProcessWithoutNullStreams>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

interface Waiting {
  question: Question;
  line: (line: string) => void;
  fail: (error: ContestantError) => void;
}

/** A running contestant. One question at a time. */
export class Contestant {
  readonly name: string;
  readonly title: string;
  versions: Versions = {};
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly ended: Promise<void>;
  private waiting: Waiting | undefined;
  private failure: ContestantError | undefined;
  private lastError = '';

  private constructor({name, title, program, args, env}: ContestantProgram) {
    this.name = name;
    this.title = title;
    this.child = spawn(program, args, {env: {...process.env, ...env}, stdio: 'pipe'});
    running.add(this.child);
    createInterface({input: this.child.stdout}).on('line', (line) => this.receive(line));
    createInterface({input: this.child.stderr}).on('line', (line) => {
      this.noteError(line.trim().slice(0, 300));
    });
    // a contestant that has gone is told by its 'close', not by the pipe that it left behind
    this.child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => this.fail(`${this.title} cannot be started: ${error.message}`));
      this.child.on('close', (code, signal) => {
        running.delete(this.child);
        const why = this.lastError ? `: ${this.lastError}` : '';
        const when = this.waiting ? ` during '${this.waiting.question}'` : '';
        this.fail(`${this.title} ended with ${signal ?? `code ${code}`}${when}${why}`);
        resolve();
      });
    });
  }

  /**
   * Starts a contestant and waits for its first word.
   *
   * @throws ContestantError in one line where it does not come up
   */
  static async start(program: ContestantProgram): Promise<Contestant> {
    const contestant = new Contestant(program);
    try {
      contestant.versions = await contestant.answer('start');
      return contestant;
    } catch (error) {
      await contestant.stop();
      throw error;
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Asks for one thing. @throws ContestantError where the contestant fails, dies, or says something else */
  ask<R extends Request>(request: R): Promise<Answer<R['do']>> {
    const answer = this.answer<R['do']>(request.do);
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer;
  }

  /** Ends the process, and waits for it. */
  async stop(): Promise<void> {
    this.child.stdin.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), END_MS);
    await this.ended;
    clearTimeout(late);
  }

  /** Keeps the line that names an error; where none does, the last one. */
  private noteError(line: string): void {
    const names = /^\S*(Error|Exception)\b/;
    if (line !== '' && !names.test(this.lastError)) this.lastError = line;
  }

  private fail(message: string): void {
    this.failure ??= new ContestantError(message);
    this.waiting?.fail(this.failure);
  }

  private receive(line: string): void {
    if (this.waiting) this.waiting.line(line);
    else this.failure ??= new ContestantError(`${this.title} printed '${line.slice(0, 80)}' unasked`);
  }

  private answer<Q extends Question>(question: Q): Promise<Answer<Q>> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise<Answer<Q>>((resolve, reject) => {
      const late = setTimeout(() => {
        this.child.kill('SIGKILL');
        this.fail(`${this.title} gave no answer to '${question}' for ${ANSWER_SECONDS} s`);
      }, ANSWER_SECONDS * 1000);
      const settle = (act: () => void) => {
        clearTimeout(late);
        this.waiting = undefined;
        act();
      };
      const line = (text: string) =>
        settle(() => {
          try {
            resolve(readAnswer(this.title, question, text));
          } catch (error) {
            reject(error);
          }
        });
      this.waiting = {question, line, fail: (error) => settle(() => reject(error))};
    });
  }
}

/** Milliseconds of processor time that a process has used; undefined where the system does not tell. */
export function processorTime(pid: number): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10; // in ticks of 10 ms
  } catch {
    return undefined;
  }
}

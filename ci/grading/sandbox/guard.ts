import {type ChildProcess, spawn} from 'node:child_process';
import type {Socket} from 'node:net';
import {createInterface} from 'node:readline';
import {SandboxError} from './sandbox';

/** A process that ends users: when it is asked to, and those that are left when this process dies, however it does. */
export class Guard {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, {gone: () => void; failed: (error: Error) => void}>();
  private ended = false;

  /** @param command a Python and its program, see `jail.py` */
  constructor([python, ...program]: readonly string[]) {
    // A session of its own: what a terminal ends, it has to outlive.
    const child = spawn(python, program, {stdio: ['pipe', 'pipe', 'inherit'], env: {}, detached: true});
    this.child = child;
    child.stdin.on('error', () => undefined); // its end is told by `close`
    child.once('error', () => this.end());
    child.once('close', () => this.end());
    createInterface({input: child.stdout}).on('line', (line) => {
      const [uid, how] = line.split(' ');
      const asked = this.waiting.get(Number(uid));
      this.waiting.delete(Number(uid));
      this.keepAlive();
      if (how === 'gone') asked?.gone();
      else asked?.failed(new SandboxError(NOT_COLLECTED));
    });
    this.keepAlive();
  }

  /** Only while somebody waits for it, this process has to. */
  private keepAlive(): void {
    const act = this.waiting.size > 0 ? 'ref' : 'unref';
    this.child[act]();
    (this.child.stdin as Socket)[act]();
    (this.child.stdout as Socket)[act]();
  }

  private end(): void {
    this.ended = true;
    for (const {failed} of this.waiting.values()) failed(new SandboxError('the guard of the sandboxes ended'));
    this.waiting.clear();
  }

  /** Takes note of a user before it has processes. */
  hold(uid: number): void {
    if (this.ended) throw new SandboxError('the guard of the sandboxes ended');
    this.child.stdin?.write(`hold ${uid}\n`);
  }

  /**
   * Ends every process of a user.
   *
   * @throws SandboxError where some are left
   */
  endAll(uid: number): Promise<void> {
    return new Promise((gone, failed) => {
      if (this.ended) return failed(new SandboxError('the guard of the sandboxes ended'));
      this.waiting.set(uid, {gone, failed});
      this.keepAlive();
      this.child.stdin?.write(`end ${uid}\n`);
    });
  }
}

const NOT_COLLECTED =
  'processes that have ended are not collected by the first process of this container; start it with --init';

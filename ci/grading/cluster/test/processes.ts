/** Starts and ends programs for the tests of the cluster: each in a group of its own, so that all of it can be killed. */
import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {projectFolder} from '../../../notebooks/paths';

const dask = join(projectFolder, '.venv/bin/dask');

export async function until(what: string, is: () => boolean, seconds = 180): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!is()) {
    if (performance.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

export interface Program {
  child: ChildProcess;
  said(): string;
  code: Promise<number | null>;
}

/** Programs that a test started; `endAll` leaves none of them. */
export function programs() {
  const started: ChildProcess[] = [];
  const kill = ({pid}: ChildProcess) => {
    try {
      if (pid) process.kill(-pid, 'SIGKILL');
    } catch {
      // gone already
    }
  };
  const start = (command: string, args: string[]): Program => {
    const child = spawn(command, args, {cwd: projectFolder, detached: true, stdio: ['ignore', 'pipe', 'pipe']});
    started.push(child);
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => {
        text += piece.toString();
      });
    }
    return {child, said: () => text, code: once(child, 'close').then(([code]) => code as number | null)};
  };
  return {
    start,
    /** Kills a program and all that it started, as a machine that loses its power does. */
    kill: async (program: Program) => {
      kill(program.child);
      await program.code;
    },
    async scheduler(port: number): Promise<Program> {
      const program = start(dask, ['scheduler', '--host', '127.0.0.1', '--port', String(port), '--no-dashboard']);
      await until('the scheduler listens', () => program.said().includes('Scheduler at'), 60);
      return program;
    },
    worker: (port: number): Program =>
      start(dask, [
        ...['worker', `tcp://127.0.0.1:${port}`, '--nthreads', '1', '--memory-limit', '0', '--no-dashboard'],
        ...['--host', '127.0.0.1'],
      ]),
    async endAll(): Promise<void> {
      for (const child of started) kill(child);
      const isOver = ({exitCode, signalCode}: ChildProcess) => exitCode !== null || signalCode !== null;
      await Promise.all(started.filter((child) => !isOver(child)).map((child) => once(child, 'close')));
    },
  };
}

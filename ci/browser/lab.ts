// JupyterLab as a learner starts it: `npm start`, on a free port of 127.0.0.1, always stopped.
import {type ChildProcess, spawn} from 'node:child_process';
import {copyFileSync, mkdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {basename, dirname, join, resolve} from 'node:path';

export const root = resolve(__dirname, '../..');

/**
 * Copies a notebook to where Lab may save it (Lab saves by itself): the course's own files stay as they are.
 *
 * @returns the path of the copy, from the project folder
 */
export function workCopy(path: string): string {
  // As deep as a lesson lies, so that what it reads by a relative path is found from the copy too.
  const copy = join('artifacts/work', basename(path));
  mkdirSync(join(root, 'artifacts/work'), {recursive: true});
  copyFileSync(join(root, path), join(root, copy));
  // A picture that stands beside the notebook goes along, else the browser reports it missing.
  for (const [, picture] of readFileSync(join(root, path), 'utf8').matchAll(/!\[[^\]]*\]\(([\w.-]+)\)/g)) {
    copyFileSync(join(root, dirname(path), picture as string), join(root, dirname(copy), picture as string));
  }
  return copy;
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

export interface Lab {
  /** Address of a path of the project in Lab, with the token. */
  url(path: string): string;
  /** Everything the server has printed. */
  output(): string;
  /** Ends all kernels: a page that closes leaves its own running, with hundreds of megabytes. */
  endKernels(): Promise<void>;
  stop(): Promise<void>;
}

interface Where {
  folder?: string;
  seconds?: number;
  isWholeEnvironment?: boolean;
}

/**
 * Starts Lab through the README's command and waits until it prints its address.
 *
 * @param env more environment
 * @param where another copy of the course, how long to wait (a fresh one is set up first), and whether `env` is all of it
 */
export async function startLab(
  env: NodeJS.ProcessEnv = {},
  {folder = root, seconds = 120, isWholeEnvironment = false}: Where = {},
): Promise<Lab> {
  const port = await freePort();
  let printed = '';
  const child: ChildProcess = spawn('npm', ['start', '--', '--no-browser', '--port', String(port)], {
    cwd: folder,
    env: isWholeEnvironment ? env : {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, so that npm, Lab and every kernel end together
  });
  const stop = async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const closed = new Promise((done) => child.once('close', done));
    process.kill(-child.pid, 'SIGTERM');
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 10000);
    await closed;
    clearTimeout(timer);
  };
  const token = await new Promise<string>((done, fail) => {
    const timer = setTimeout(
      () => fail(new Error(`Lab did not start within ${seconds} s:\n${printed}`)),
      seconds * 1000,
    );
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      const found = new RegExp(`http://127\\.0\\.0\\.1:${port}/lab[^\\s]*[?&]token=([0-9a-f]+)`).exec(printed)?.[1];
      if (!found) return;
      clearTimeout(timer);
      done(found);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.once('close', (code) => {
      clearTimeout(timer);
      fail(new Error(`npm start ended with ${code}:\n${printed}`));
    });
  }).catch(async (error: Error) => {
    await stop();
    throw error;
  });
  const endKernels = async () => {
    const sessions = `http://127.0.0.1:${port}/api/sessions`;
    const headers = {authorization: `token ${token}`};
    for (const {id} of (await (await fetch(sessions, {headers})).json()) as {id: string}[])
      if (!(await fetch(`${sessions}/${id}`, {method: 'DELETE', headers})).ok) throw new Error(`kernel ${id} stays`);
  };
  return {
    url: (path) => `http://127.0.0.1:${port}/lab/tree/${path}?reset&token=${token}`,
    output: () => printed,
    endKernels,
    stop,
  };
}

/** Runs one line of shell from the project folder, as a reader would type it. */
import {spawn} from 'node:child_process';

export interface Ran {
  code: number | null;
  output: string;
}

const LIMIT_MS = 240_000;

/**
 * Runs `line` to its end, or until its output shows `until`; then `whileUp` is called and the whole group is ended.
 * Commands do no set-up of their own here: a test must not install packages below the feet of others.
 */
export function runLine(
  line: string,
  {cwd, until, whileUp}: {cwd: string; until?: RegExp; whileUp?: (output: string) => Promise<void>},
): Promise<Ran> {
  const child = spawn('bash', ['-c', line], {
    cwd,
    detached: true, // a process group of its own, so that servers end with all they started
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, UNROLL_SETUP: 'none', NO_COLOR: '1'},
  });
  let output = '';
  const end = (signal: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // it has ended by itself
    }
  };
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      end('SIGKILL');
      fail(new Error(`'${line}' took longer than ${LIMIT_MS / 1000} s:\n${output.slice(-2000)}`));
    }, LIMIT_MS);
    let isUp = false;
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (isUp || !until?.test(output)) return;
      isUp = true;
      whileUp?.(output)
        .catch(fail)
        .finally(() => end('SIGTERM'));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', fail);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (until && !isUp) fail(new Error(`'${line}' ended with ${code}:\n${output.slice(-2000)}`));
      else done({code: isUp ? 0 : code, output});
    });
  });
}

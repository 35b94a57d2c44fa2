// Child processes of set-up: output goes to a log, the last lines come back when one fails.
import {spawn} from 'node:child_process';
import {createWriteStream, mkdirSync} from 'node:fs';
import {dirname} from 'node:path';

/** An error whose message is meant for the user as it stands: what was wrong, where, what to do. */
export class SetupError extends Error {}

const running = new Set();

/** Ends what {@link run} has started: a set-up that is told to stop must not leave an npm or pip writing behind it. */
export function stopAll(signal) {
  for (const child of running) child.kill(signal);
}

/**
 * Runs a program with its output in `log`.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd: string, log: string, env?: Record<string, string>, onLine?: (line: string) => void}} options
 * @returns {Promise<{code: number, tail: string}>} exit code (127: could not be started) and the last 4,000 characters
 */
export function run(program, args, {cwd, log, env = {}, onLine}) {
  mkdirSync(dirname(log), {recursive: true});
  const sink = createWriteStream(log);
  return new Promise((resolve) => {
    let tail = '';
    const windowsScript = process.platform === 'win32' && /\.cmd$|^npm$/.test(program);
    const child = spawn(program, args, {
      cwd,
      env: {...process.env, ...env},
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windowsScript,
    });
    running.add(child);
    const finish = (code) => {
      running.delete(child);
      sink.end(() => resolve({code, tail}));
    };
    const take = (chunk) => {
      const text = chunk.toString();
      sink.write(text);
      tail = (tail + text).slice(-4000);
      if (onLine) for (const line of text.split('\n')) if (line.trim()) onLine(line.trim());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      tail = error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

const networkSigns =
  /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENETUNREACH|ECONNRESET|NewConnectionError|Temporary failure in name resolution|Max retries exceeded|ConnectTimeout|No matching distribution found|Could not fetch URL/;

/** Turns the output of a failed npm or pip run into one line that says what to do. */
export function explainFailure(what, {code, tail}, log, gigabytes = 1.5) {
  if (code === 127) return `${what} failed: the program could not be started (${tail.trim()}). See ${log}`;
  if (/ENOSPC|No space left/.test(tail))
    return `${what} failed: the disk is full; about ${gigabytes} GB are needed. See ${log}`;
  if (/EACCES|EPERM|Permission denied/.test(tail)) {
    return `${what} failed: the project folder cannot be written to; check its owner and rights. See ${log}`;
  }
  if (/HASHES DO NOT MATCH|EINTEGRITY/.test(tail)) {
    return `${what} failed: a downloaded package does not have the locked checksum; clear the package cache or check your mirror. See ${log}`;
  }
  if (networkSigns.test(tail)) {
    return `${what} failed: the package registry could not be reached; check the network, or the proxy and registry settings of npm and pip, and run the same command again. See ${log}`;
  }
  const last = tail.trim().split('\n').filter(Boolean).slice(-1)[0] ?? `exit code ${code}`;
  return `${what} failed: ${last.slice(0, 300)}. See ${log}`;
}

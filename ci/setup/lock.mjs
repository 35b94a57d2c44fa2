// One set-up of a folder at a time.
import {mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {constants} from 'node:os';
import {join} from 'node:path';
import {SetupError, stopAll} from './process.mjs';

export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Process that wrote the lock; undefined where the lock is gone, or still empty and so just being written. */
function lockOwner(lock) {
  try {
    const text = readFileSync(lock, 'utf8');
    return text === '' && Date.now() - statSync(lock).mtimeMs < 5000 ? undefined : Number(text);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** A lock with our own number is left from another run: in a fresh container every run has the same one. */
function isAlive(owner) {
  if (owner === undefined) return true;
  if (!(owner > 0) || owner === process.pid) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (reason) {
    return reason.code === 'EPERM';
  }
}

/** One set-up at a time: a second command waits for the first, and a lock whose owner is gone is taken over. */
export async function withLock(place, action) {
  const lock = join(place.cache, 'setup.lock');
  mkdirSync(place.cache, {recursive: true});
  for (let told = false; ; ) {
    try {
      writeFileSync(lock, String(process.pid), {flag: 'wx'});
      break;
    } catch (error) {
      if (error.code !== 'EEXIST')
        throw new SetupError(
          `The project folder cannot be written to (${error.code}: ${lock}); check its owner and rights.`,
        );
      const owner = lockOwner(lock);
      if (!isAlive(owner)) rmSync(lock, {force: true});
      else {
        if (!told && owner !== undefined) {
          process.stderr.write(
            `Waiting for another set-up of this folder (process ${owner}); if there is none, delete ${lock} …\n`,
          );
          told = true;
        }
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }
  const release = () => rmSync(lock, {force: true});
  const stop = (signal) => {
    stopAll(signal);
    process.exit(128 + constants.signals[signal]);
  };
  process.once('exit', release);
  for (const signal of stopSignals) process.once(signal, stop);
  try {
    return await action();
  } finally {
    process.removeListener('exit', release);
    for (const signal of stopSignals) process.removeListener(signal, stop);
    release();
  }
}

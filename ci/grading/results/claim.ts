import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {InputError} from '../../notebooks/notebook';

function isRunning(pid: number): boolean {
  // In a fresh container every run may have the same number.
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * Takes a folder of results for this process alone: two graders that write one table would each leave out what the other
 * has graded. The mark of a process that was killed is taken over.
 *
 * @param folder where results go
 * @returns a function that gives the folder back
 * @throws InputError when another process of this machine has it
 */
export function claimFolder(folder: string): () => void {
  const file = join(folder, '.grading');
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), {flag: 'wx', mode: 0o600});
      return () => rmSync(file, {force: true});
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = Number(readFileSync(file, 'utf8'));
      if (isRunning(owner)) {
        throw new InputError(
          `process ${owner} is grading into ${folder}; wait for it, or name another folder with --out`,
        );
      }
      rmSync(file, {force: true});
    }
  }
}

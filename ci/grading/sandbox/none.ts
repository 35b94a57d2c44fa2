import {spawn} from 'node:child_process';
import {tmpdir} from 'node:os';
import {nodeOptions, type Program, type Sandbox} from './sandbox';

/**
 * No lock at all, for `--trust`: the learner's code runs as the teacher, and can read and change what the teacher can.
 * It still runs in a process of its own, and what is right is still judged outside.
 */
export function noSandbox(): Sandbox {
  return {
    kind: 'none',
    isLocked: false,
    start: ({file, reads, limits}: Program) =>
      spawn(process.execPath, [...nodeOptions(limits), file], {
        cwd: tmpdir(),
        // The paths that a locked program finds by themselves.
        env: {UNROLL_COURSE_FILES: JSON.stringify(reads)},
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      }),
  };
}

/** What the machine refuses: a full disk, a folder that may not be written. */
type SystemError = NodeJS.ErrnoException & {syscall: string};

const isOfSystem = (error: unknown): error is SystemError =>
  error instanceof Error && typeof (error as SystemError).syscall === 'string';

/**
 * One line for a teacher about what the machine refused, and what to do.
 *
 * @param error what was thrown
 * @param out the folder of results
 * @returns undefined where the machine is not to blame
 */
export function systemTrouble(error: unknown, out: string): string | undefined {
  if (!isOfSystem(error)) return undefined;
  const {code, message} = error;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return `the disk that holds ${out} is full (${code}); what is graded is kept: make room, then run the same command again`;
  }
  if (code === 'EMFILE' || code === 'ENFILE') {
    return `too many files are open (${code}); take fewer --slots, or raise ulimit -n, then run the same command again`;
  }
  return message;
}

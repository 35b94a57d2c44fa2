import {closeSync, readdirSync, readFileSync} from 'node:fs';

/** How long to wait for processes that the kernel is ending. */
const PATIENCE_MS = 5000;

function isAlive(pid: string, uid: number): boolean {
  try {
    // Not the owner of the folder: a process that asks not to be dumped makes root the owner of its own.
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const owner = /^Uid:\s+(\d+)/m.exec(status)?.[1];
    return owner === String(uid) && !/^State:\s+[ZX]/m.test(status);
  } catch {
    return false;
  }
}

/** Processes of a user that have not ended. */
export function processesOf(uid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isAlive(name, uid))
    .map(Number);
}

/** The user of each process of this machine. */
export function usersOfProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
      } catch {
        return 0; // ended meanwhile
      }
    });
}

/** Waits until a user has no process any more. */
export async function allGone(uid: number): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (processesOf(uid).length > 0 && performance.now() < until) await new Promise((next) => setTimeout(next, 10));
}

const CLOSE_ON_EXEC = 0o2000000;

/**
 * Closes descriptors that this process was given by whoever started it and that its children would be given too: a terminal's
 * or a tool's pipes have no place in a sandbox. Node opens its own so that children do not get them.
 */
export function closeInherited(): void {
  for (const name of readdirSync('/proc/self/fdinfo')) {
    const fd = Number(name);
    if (fd <= 2) continue;
    try {
      const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${name}`, 'utf8'))?.[1];
      if (flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0) closeSync(fd);
    } catch {
      // that of the listing itself
    }
  }
}

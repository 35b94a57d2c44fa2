import {closeSync, readdirSync, readFileSync, statSync} from 'node:fs';

/** How long to wait for processes that the kernel is ending. */
const PATIENCE_MS = 5000;

function isAlive(pid: string, uid: number): boolean {
  try {
    if (statSync(`/proc/${pid}`).uid !== uid) return false;
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^ [ZX]/.test(stat.slice(stat.lastIndexOf(')') + 1));
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

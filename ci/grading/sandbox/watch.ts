import {readFileSync} from 'node:fs';
import {descendants} from '../../notebooks/run/process-tree';

function residentMegabytes(pid: number): number {
  try {
    // At the beginning of a line: a process may call itself 'VmRSS: 1 kB'.
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/**
 * Watches the memory of a process and all below it. The kernel limits each process; only their sum is left to watch.
 *
 * @param pid the process that the sandbox was started as
 * @param limit in MB
 * @param onExceeded called once, with what was used
 * @param others processes that count as well, where some may have left the tree
 * @returns a function that ends the watch
 */
export function watchMemory(
  pid: number,
  limit: number,
  onExceeded: (megabytes: number) => void,
  others?: () => number[],
): () => void {
  const timer = setInterval(() => {
    const pids = new Set([pid, ...(others?.() ?? descendants(pid).keys())]);
    const used = [...pids].reduce((sum, one) => sum + residentMegabytes(one), 0);
    if (used <= limit) return;
    clearInterval(timer);
    onExceeded(Math.round(used));
  }, 250);
  timer.unref();
  return () => clearInterval(timer);
}

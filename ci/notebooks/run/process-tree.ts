/** Reads `/proc`: what a process tree weighs. Where there is no /proc (macOS), memory is reported as unknown. */
import {readdirSync, readFileSync} from 'node:fs';

export interface Peaks {
  /** Peak memory in MB of the process that runs the reader's cells; undefined where it cannot be known. */
  user?: number;
  /** Peak memory in MB of the kernel's other processes: protocol and type-checking compiler. */
  compiler?: number;
}

/** Parents of all processes that this user can see. */
function parents(): Map<number, number> {
  const map = new Map<number, number>();
  let names: string[] = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return map;
  }
  for (const name of names) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      map.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // ended between the two reads
    }
  }
  return map;
}

/** Children, grandchildren, ... of a process, with their depth (children: 1). */
export function descendants(root: number): Map<number, number> {
  const parentOf = parents();
  const depths = new Map<number, number>();
  const depthOf = (pid: number): number => {
    let depth = 0;
    for (let at: number | undefined = pid; at !== undefined; at = parentOf.get(at), depth++) {
      if (at === root) return depth;
    }
    return 0;
  };
  for (const pid of parentOf.keys()) {
    const depth = depthOf(pid);
    if (depth > 0) depths.set(pid, depth);
  }
  return depths;
}

/** Peak resident memory of a process so far, in MB, as the system kept it: slow polling misses nothing but ended processes. */
function peakMemory(pid: number): number | undefined {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes ? Number(kilobytes) / 1024 : undefined;
  } catch {
    return undefined;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Watches the kernel below a worker until `stop`, which returns the peaks. */
export function watchMemory(workerPid: number, everyMs = 200): {stop: () => Peaks} {
  const user = new Map<number, number>();
  const compiler = new Map<number, number>();
  const sample = () => {
    for (const pid of descendants(workerPid).keys()) {
      const megabytes = peakMemory(pid);
      if (megabytes === undefined) continue;
      // The kernel runs cells in a process of its own, started from `child/main.js`.
      const isUser = /\/child(?:\/main|[-.\w]*)\.c?js\b/.test(commandLine(pid));
      (isUser ? user : compiler).set(pid, megabytes);
    }
  };
  const timer = setInterval(sample, everyMs);
  timer.unref();
  const largest = (peaks: Map<number, number>) => (peaks.size > 0 ? Math.max(...peaks.values()) : undefined);
  return {
    stop: () => {
      clearInterval(timer);
      sample();
      const others = [...compiler.values()].reduce((sum, megabytes) => sum + megabytes, 0);
      return {user: largest(user), compiler: compiler.size > 0 ? others : undefined};
    },
  };
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Ends a process and all below it: SIGTERM, and SIGKILL for what is left after `graceMs`. */
export async function signalTree(root: number, graceMs = 3000): Promise<void> {
  const all = [root, ...descendants(root).keys()];
  const send = (pid: number, signal: NodeJS.Signals) => {
    try {
      process.kill(pid, signal);
    } catch {
      // ended meanwhile
    }
  };
  send(root, 'SIGTERM');
  const until = Date.now() + graceMs;
  while (all.some(alive) && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 50));
  for (const pid of all) send(pid, 'SIGKILL');
}

/** Reads `/proc`: what a process tree weighs and works. Where there is no /proc (macOS), both are reported as unknown. */
import {readdirSync, readFileSync} from 'node:fs';

export interface Peaks {
  /** Peak memory in MB of the process that runs the reader's cells; undefined where it cannot be known. */
  user?: number;
  /** Peak memory in MB of the kernel's other processes: protocol and type-checking compiler. */
  compiler?: number;
  /** Processor time in seconds of the process that runs the reader's cells, all its threads. */
  userSeconds?: number;
  /** Processor time in seconds of the kernel's other processes. */
  compilerSeconds?: number;
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

/** Ticks of /proc/PID/stat in a second: 100 on every Linux that Node runs on. */
const TICKS = 100;

/** Processor time that a process has used, in seconds. */
function processorSeconds(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return 0;
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

interface Use {
  megabytes: number;
  seconds: number;
}

/** Watches the kernel below a worker until `stop`, which returns the peaks of memory and the processor time. */
export function watchProcesses(workerPid: number, everyMs = 200): {stop: () => Peaks} {
  const user = new Map<number, Use>();
  const compiler = new Map<number, Use>();
  const sample = () => {
    for (const pid of descendants(workerPid).keys()) {
      const megabytes = peakMemory(pid);
      if (megabytes === undefined) continue;
      // The kernel runs cells in a process of its own, started from `child/main.js`.
      const isUser = /\/child(?:\/main|[-.\w]*)\.c?js\b/.test(commandLine(pid));
      (isUser ? user : compiler).set(pid, {megabytes, seconds: processorSeconds(pid)});
    }
  };
  const timer = setInterval(sample, everyMs);
  timer.unref();
  const all = (uses: Map<number, Use>, read: (use: Use) => number, join: (numbers: number[]) => number) =>
    uses.size > 0 ? join([...uses.values()].map(read)) : undefined;
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    stop: () => {
      clearInterval(timer);
      sample();
      return {
        user: all(
          user,
          ({megabytes}) => megabytes,
          (numbers) => Math.max(...numbers),
        ),
        compiler: all(compiler, ({megabytes}) => megabytes, sum),
        userSeconds: all(user, ({seconds}) => seconds, sum),
        compilerSeconds: all(compiler, ({seconds}) => seconds, sum),
      };
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

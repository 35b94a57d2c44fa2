import {execFile} from 'node:child_process';
import {readFile} from 'node:fs/promises';
import {totalmem} from 'node:os';
import {promisify} from 'node:util';

const MB = 1024 * 1024;
const DEFAULT_HEAP_MB = 2048;
const DEFAULT_RSS_MB = 4096;

/** Limits of the memory that user code may take, in MB. */
export interface MemoryLimits {
  /** JavaScript heap. */
  heapMb: number;
  /** The whole process, with Buffers and WebAssembly memory, which the heap limit does not cover. */
  rssMb: number;
}

function positive(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${name} must be a positive number of MB, got '${text}'`);
  return Math.round(value);
}

/** Limits from the environment; the defaults leave a fifth of a small machine free. */
export function memoryLimits(env: NodeJS.ProcessEnv): MemoryLimits {
  const most = Math.round((0.8 * totalmem()) / MB);
  return {
    heapMb: positive('UNROLL_KERNEL_HEAP_MB', env.UNROLL_KERNEL_HEAP_MB, Math.min(DEFAULT_HEAP_MB, most)),
    rssMb: positive('UNROLL_KERNEL_RSS_MB', env.UNROLL_KERNEL_RSS_MB, Math.min(DEFAULT_RSS_MB, most)),
  };
}

/** Memory that a process holds, in MB; 0 when it is gone or cannot be told (Windows). */
export async function residentMb(pid: number): Promise<number> {
  try {
    if (process.platform === 'linux') {
      const status = await readFile(`/proc/${pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    }
    if (process.platform === 'win32') return 0;
    const {stdout} = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
    return Number(stdout.trim()) / 1024;
  } catch {
    return 0;
  }
}

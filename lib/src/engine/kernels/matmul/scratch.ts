// Memory that a kernel uses during one call. It lies below the host's, one part for each thread: threads run instances
// of this module on the same memory, and a global variable is each instance's own.

/** How many threads may share one memory. */
const MOST_THREADS: usize = 8;
/** Bytes that one thread has: 128 rows of A and 8 columns of B, 256 deep. */
const BYTES: usize = (128 + 8) * 256 * 4;

let thread: usize = 0;

/** The first byte of this thread's scratch; 64 lets no two threads share a cache line. */
export function scratch(): usize {
  return ((__heap_base + 63) & ~63) + thread * BYTES;
}

/** Says which thread this instance of the module runs on, from 0 (the host's own). */
export function useThread(index: i32): void {
  thread = <usize>index;
}

/** First byte that the host may use. */
export function heapBase(): usize {
  return ((__heap_base + 63) & ~63) + MOST_THREADS * BYTES;
}

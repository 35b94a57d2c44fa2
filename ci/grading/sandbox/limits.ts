/** What one sandboxed process tree may use. */
export interface Limits {
  /** Memory of the whole tree, in MB: the kernel holds each process to it, the watch holds their sum to it. */
  memory: number;
  /** Processor seconds of one process. */
  processorSeconds: number;
  /** Processes and threads at a time, Node's own eleven threads included. */
  processes: number;
  /** Size of one file in MB; also of everything in /tmp, which lives in memory. */
  files: number;
}

/** For the learner's cells of one part. The wall time is the marker's business, call by call. */
export const CELL_LIMITS: Limits = {memory: 1500, processorSeconds: 120, processes: 64, files: 32};

/** For parts whose answer trains a network. */
export const TRAINING_LIMITS: Limits = {...CELL_LIMITS, processorSeconds: 400};

/** For the compiler, which reads text and writes text; it lives as long as the grader does. */
export const COMPILER_LIMITS: Limits = {memory: 1500, processorSeconds: 36_000, processes: 32, files: 1};

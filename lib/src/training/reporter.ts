/** What a reporter learns when training starts. */
export interface RunInfo {
  /** Epochs of all trainings together. */
  epochs: number;
  /** Trainings of equal length that follow one another, such as one a seed; 1 where nothing is said. */
  trainings?: number;
  /** What is trained, where several networks follow one another. */
  name?: string;
  /** Batches in an epoch. */
  batches: number;
  /** Names of the numbers that each epoch reports: loss, metrics, then the same with `val_`. */
  metrics: string[];
}

/** Where training stands, reported a few times a second. */
export interface BatchProgress {
  /** From 1. */
  epoch: number;
  /** From 1. */
  batch: number;
  /** Mean loss of this epoch so far. */
  loss: number;
}

/** Shows how training goes; the notebook room registers one that draws a progress bar and a live chart. */
export interface Reporter {
  start(run: RunInfo): void;
  batch?(progress: BatchProgress): void;
  /** After each epoch (from 1), with its loss and metrics. */
  epoch(epoch: number, logs: Record<string, number>): void;
  /** After the last epoch, or when training stops early or fails. */
  end(error?: Error): void;
}

let registered: Reporter | undefined;

/**
 * Registers what `fit(..., {progress: true})` reports to; undefined takes it away.
 *
 * @param reporter see {@link Reporter}
 */
export function setReporter(reporter: Reporter | undefined): void {
  registered = reporter;
}

/**
 * The registered reporter, if any.
 *
 * @returns undefined where none is registered
 */
export function getReporter(): Reporter | undefined {
  return registered;
}

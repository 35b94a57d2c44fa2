/** Lesson 3.2: LSTM, GRU and simple cells on the series of lesson 2.1, over seeds; and dropout on few series. */
export interface ComparingCells {
  series: {count: number; steps: number; seed: number; split: number[]};
  training: {epochs: number; optimizer: string; learningRate: number; batchSize: number};
  /** By name, such as 'GRU 20-20-20'. */
  networks: Record<string, {parameters: number; runs: CellRun[]}>;
  /** The same LSTM on few series, for long, with and without dropout. */
  few: {series: number; epochs: number; learningRate: number; networks: Record<string, FewSeriesRun[]>};
}

/** One training on the full set. */
export interface CellRun {
  seed: number;
  /** [epochs] as they were trained, with dropout where there is one. */
  trainMse: number[];
  /** [epochs] */
  validMse: number[];
  testMse: number;
  /** On test series times 1.25, for the network with dropout and its twin without. */
  enlargedMse?: number;
  /** Without dropout, on the first 2,000 training series, after the last epoch. */
  trainMseAfter: number;
  /** Processor time of the training on the machine of the last full run. */
  cpuSeconds: number;
}

/** One training on few series. */
export interface FewSeriesRun {
  seed: number;
  /** After the last epoch, without dropout. */
  trainMse: number;
  testMse: number;
  /** On test series times 1.25, the size of what dropout keeps. */
  enlargedMse: number;
}

/** The same networks and the copy task in Keras (`ci/peers/comparing-cells.py`). */
export interface ComparingCellsPeers {
  /** By name, as in {@link ComparingCells}. */
  networks: Record<string, {parameters: number; runs: {seed: number; validMse: number[]; testMse: number}[]}>;
  /** 25 steps; starts as in `CopyStart`. */
  copy: {
    cell: string;
    recurrent: string;
    gate: string;
    embedding: string;
    parameters: number;
    runs: {seed: number; trainAccuracy: number; testAccuracy: number}[];
  }[];
}

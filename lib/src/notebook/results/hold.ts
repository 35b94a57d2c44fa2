/** Lesson 3.1: cells of equally many weights hold a number until it is replaced. */
export interface HoldExperiment {
  /** `share` of the steps are marked; the long test has other lengths than training. */
  task: {
    train: number;
    test: number;
    steps: number;
    share: number;
    longTest: number;
    longSteps: number;
    longShare: number;
  };
  /** Errors are noted after these epochs. */
  training: {epochs: number[]; batchSize: number; optimizer: string; learningRate: number};
  /** By the name of the cell and its start; 'rate 0.01': learning rate; 'given m x': reads m x in place of x. */
  cells: Record<string, {parameters: number; runs: {seed: number; at: HoldErrors[]}[]}>;
}

/** Test errors of one network after some epochs. */
export interface HoldErrors {
  epoch: number;
  /** Mean squared error over all steps of the test sequences. */
  mse: number;
  /** The same on sequences of 100 steps. */
  longMse: number;
  /** The same, each sequence cut at its marks: the network begins anew at each number to be held. */
  longMseFromMark: number;
  /** Of an LSTM: mean of the forget gates at marked steps and at the others. */
  forget?: {marked: number; unmarked: number};
}

/** The same task, sizes and budget in Keras (`ci/peers/hold.py`), after ten epochs. */
export interface HoldPeers {
  /** By the name of the cell, as in {@link HoldExperiment}. */
  cells: Record<string, {parameters: number; runs: {seed: number; mse: number; longMse: number}[]}>;
}

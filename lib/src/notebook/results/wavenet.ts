/** One training of a network that forecasts ten steps. */
export interface WaveNetRun {
  seed: number;
  /** Mean over the ten steps, asked at the last of the 50 given ones, by the number of epochs trained. */
  testMse: Record<string, number>;
  /** [horizon], after the last epoch. */
  byStep: number[];
  /** One number an epoch: mean over the ten steps, asked at the last given step of the validation series. */
  validMse: number[];
  /** Time of the processor for all epochs, the looks at validation series included. */
  cpuSeconds: number;
}

/** One design of a {@link WaveNetExperiment}. */
export interface WaveNetDesign {
  parameters: number;
  /** Time steps that one output sees; null for a network with a state, which has no such border. */
  receptiveField: number | null;
  runs: WaveNetRun[];
}

/** `ci/experiments/results/wavenet.json`: lesson 4.2 on all series, over several seeds. */
export interface WaveNetExperiment {
  series: {steps: number; seed: number; train: number; valid: number; test: number};
  training: {optimizer: string; learningRate: number; batchSize: number; epochs: number};
  /** Rules without training by gradient steps, on the same test series: mean and by step. */
  baselines: Record<string, {parameters: number; mse: number; byStep: number[]}>;
  /** By name: simple, cnn, small, lstm. */
  designs: Record<string, WaveNetDesign>;
  /** The same on the first `train` series, as in the lesson's live run; by name: medium. */
  few: {train: number; designs: Record<string, WaveNetDesign>};
}

/** One training of a network of {@link ConvolutionOverTime}. */
export interface ConvolutionRun {
  seed: number;
  /** By the number of epochs trained. */
  testMse: Record<string, number>;
  /** One number an epoch. */
  validMse: number[];
  /** Time of the processor for the training. */
  cpuSeconds: number;
}

/** `ci/experiments/results/convolution-over-time.json`: lesson 4.1 over several seeds. */
export interface ConvolutionOverTime {
  /** By the name of the network. */
  networks: Record<string, {parameters: number; runs: ConvolutionRun[]}>;
  /** Dilated causal convolutions read at the last step, beside least squares on the steps that they see. */
  fields: {
    dilationRates: number[];
    /** Receptive field. */
    steps: number;
    parameters: number;
    /** Test MSE of least squares on the last steps, as many as the receptive field. */
    lineMse: number;
    runs: ConvolutionRun[];
  }[];
}

/** `ci/peers/results/convolution-over-time.json`: the networks in Keras. */
export interface ConvolutionOverTimePeers {
  networks: Record<string, {seed: number; testMse: number; parameters: number}[]>;
}

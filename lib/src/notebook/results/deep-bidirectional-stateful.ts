/** Lesson 3.3: what depth, kept states and dropout do, over seeds. */
export interface DeepBidirectionalStateful {
  /** Forecasts of the waves of lesson 2.1, by the name of the stack. */
  depth: {
    series: {train: number; test: number};
    training: {epochs: number; batchSize: number; learningRate: number};
    leastSquares: number;
    stacks: Record<string, RecordedStack>;
  };
  /** The hold task as endless streams that are cut into chunks, by the way of training. */
  streams: {
    task: {train: number; test: number; steps: number; chunk: number; share: number};
    /** Best possible for a network that knows nothing of earlier chunks: it says 0 until a mark comes. */
    forgetfulFloor: number;
    ways: Record<string, {epochs: number; updates: number; runs: StreamErrors[]}>;
  };
  /** Dropout on the hold task, by data and kind. */
  dropout: Record<
    'clean' | 'noisy',
    {sequences: number; epochs: number; noise: number; kinds: Record<string, number[]>}
  >;
}

/** One stack of recurrent layers. */
export interface RecordedStack {
  cell: string;
  layers: number;
  extra: 'plain' | 'residual' | 'layer norm';
  parameters: number;
  /** Test MSE by epochs trained. */
  runs: {seed: number; testMse: Record<string, number>}[];
}

/** Test MSE of one network over streams, by what happens to its state between chunks. */
export interface StreamErrors {
  seed: number;
  /** The state is set to zero. */
  reset: number;
  /** The state is kept. */
  kept: number;
  /** The network gets the state of another stream. */
  mixed: number;
}

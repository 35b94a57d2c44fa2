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
  runs: RecordedStackRun[];
}

/** One training of a stack. */
export interface RecordedStackRun {
  seed: number;
  /** Before training: deviation over waves of the last state of the last recurrent layer. */
  startSpread: number;
  /** Before training: MSE of least squares from that state to the target, on waves that were held out. */
  startReadout: number;
  /** Test MSE by epochs trained. */
  testMse: Record<string, number>;
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

/** Lesson 3.3 in Keras on the same data (`ci/peers/deep-bidirectional-stateful.py`), one value a seed. */
export interface DeepBidirectionalStatefulPeers {
  /** Weights of the models of the lesson, those that are not trained included. */
  parameters: Record<string, number>;
  /** Test MSE on the task of two ends after 10 epochs. */
  between: Record<string, number[]>;
  /** Test MSE of the next value by step, after 5 epochs. */
  nextValue: Record<string, number[][]>;
  /** Test MSE after 10 epochs, by the name of the stack in the experiment. */
  depth: Record<string, number[]>;
}

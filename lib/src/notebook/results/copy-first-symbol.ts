/** Lesson 3.2: who still knows the first symbol, by length and by what the network starts from. */
export interface CopyExperiment {
  /** Numbers of sequences, of symbols that may stand first, of tokens that fill the rest; lengths in time steps. */
  task: {train: number; test: number; symbols: number; noise: number; lengths: number[]};
  /** Every update sees all training sequences. */
  training: {
    units: number;
    embedding: number;
    updates: number;
    optimizer: string;
    learningRate: number;
    globalClipNorm: number;
  };
  starts: CopyStart[];
}

/** One cell with its first weights. */
export interface CopyStart {
  cell: 'SimpleRNN' | 'GRU' | 'LSTM';
  /** First recurrent kernel: orthogonal, or uniform on ±1/√units as in PyTorch. */
  recurrent: 'orthogonal' | 'uniform';
  /** First bias of the gate that keeps, F of an LSTM or Z of a GRU; '' where there is none. */
  gate: '' | '0' | '1' | 'log T';
  /** First embedding: uniform on ±0.05 as in Keras, or normal with deviation 1 as in PyTorch. */
  embedding: 'small' | 'unit';
  parameters: number;
  /** By length, one run a seed. */
  runs: Record<string, CopyRun[]>;
}

/** One training. */
export interface CopyRun {
  seed: number;
  /** Before training: |∂L/∂x_1| / |∂L/∂x_T| for a loss that looks at the last state, median of five sequences. */
  reach: number;
  /** Cross-entropy at the tenth update. */
  lossAfterTen: number;
  /** Shares of right answers after the last update. */
  trainAccuracy: number;
  testAccuracy: number;
}

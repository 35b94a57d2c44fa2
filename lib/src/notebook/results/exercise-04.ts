/** Exercise 04: seven days ahead by five networks, beside rules that need no training. */
export interface Exercise04Experiment {
  training: {epochs: number; learningRate: number; batchSize: number; optimizer: string};
  /** Training examples: every 8th window, and all of them. */
  windows: {live: number; full: number};
  /** Fitted to the windows of `live`, where anything is fitted; judged on the series of the first seed. */
  rules: Record<string, WeekErrors>;
  /** The same, fitted to all windows. */
  rulesFull: Record<string, WeekErrors>;
  parameters: Record<string, number>;
  /** By the name of the network: every 8th window; 20 seeds of seq2vec, five of the others. */
  live: Record<string, (WeekErrors & {seconds: number})[]>;
  /** The same networks on all windows, one seed. */
  full: Record<string, (WeekErrors & {seconds: number})[]>;
}

/** Errors on 200 series that no training has seen. */
export interface WeekErrors {
  seed: number;
  mse: number;
  /** MSE over that of repeating last week, on the same series. */
  part: number;
  /** [7] MSE of each day ahead. */
  byDay: number[];
}

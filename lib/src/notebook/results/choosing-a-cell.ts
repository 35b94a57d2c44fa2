/** Lesson 3.4: errors of seven readers on ten tasks, and of a GRU with seven remedies, as shares of the targets' variance. */
export interface ChoosingACell {
  budget: {train: number; test: number; epochs: number; batchSize: number; optimizer: string; learningRate: number};
  /** By the name of the task. */
  tasks: Record<string, ChoiceErrors>;
  /** GRU on 'recall 50', by the remedy. */
  remedies: Record<string, {seed: number; error: number}[]>;
}

/** Errors on one task. */
export interface ChoiceErrors {
  /** Of the best linear model of all inputs. */
  leastSquares: number;
  /** By the name of the candidate. */
  candidates: Record<string, {parameters: number; runs: {seed: number; afterOneEpoch: number; error: number}[]}>;
}

/** Some of the same trainings in Keras (`ci/peers/choosing-a-cell.py`). */
export interface ChoosingACellPeers {
  /** By task, then by candidate. */
  tasks: Record<string, Record<string, {parameters: number; runs: {seed: number; error: number}[]}>>;
}

/** One training of a network that forecasts the next step, so that what differs can be called an anomaly. */
export interface WatcherRun {
  seed: number;
  parameters: number;
  lossAfterOneEpoch: number;
  /** Of the scaled series, over the test part. */
  testMse: number;
  /** Steps of the test part that it calls, of 50 that are anomalous. */
  called: number;
  precision: number;
  recall: number;
}

/** Two trainings on one share: one network of levels, one of changes. */
export interface PriceRun {
  seed: number;
  /** Of each network. */
  parameters: number;
  /** Mean absolute error in dollars. */
  levelsMae: number;
  changesMae: number;
  /** Mean of the differences of squared errors, random walk less network of changes, and its standard error. */
  changesLead: number;
  standardError: number;
}

/** `ci/experiments/results/anomalies-and-prices.json`: the two traps of lesson 2.4 over several seeds. */
export interface AnomaliesAndPrices {
  watching: {lookback: number; units: number; dropout: number; epochs: number; trained: number};
  pricing: {symbol: string; lookback: number; units: number; hidden: number; epochs: number};
  batchSize: number;
  /** In dollars, on the same test days. */
  randomWalkMae: number;
  watchers: WatcherRun[];
  prices: PriceRun[];
}

/** `ci/peers/results/anomalies-and-prices.json`: the same in Keras 3. */
export interface AnomaliesAndPricesPeers {
  generatedBy: string;
  versions: Record<string, string>;
  randomWalkMae: number;
  watchers: Omit<WatcherRun, 'lossAfterOneEpoch'>[];
  prices: PriceRun[];
}

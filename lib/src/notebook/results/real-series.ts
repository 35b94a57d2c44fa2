/** Errors and hits of one kind of days. */
export interface DaysOfYear {
  mae: number;
  /** Share of the truths between the quantiles 0.05 and 0.95. */
  inside: number;
  /** How many forecasts of such days there are. */
  count: number;
}

/** One training of a network that forecasts two weeks of rides. */
export interface RealSeriesRun {
  seed: number;
  /** One number an epoch: the pinball loss in training. */
  trainLoss: number[];
  /** By the year that was forecast, over all its origins. */
  years: Record<
    string,
    {
      /** Mean absolute error over the 14 days, in thousand rides. */
      mae: number;
      rmse: number;
      /** [horizon] */
      byDay: number[];
      /** Share of the truths between the quantiles 0.05 and 0.95. */
      inside: number;
      /** The six holidays that run the Sunday timetable. */
      holidays: DaysOfYear;
      otherDays: DaysOfYear;
    }
  >;
  /** [shares, horizon] the quantiles of the 14 days from 20 November 2019, in thousand rides. */
  thanksgiving: number[][];
}

/** `ci/experiments/results/real-series.json`: lesson 2.4 over several seeds. */
export interface RealSeriesExperiment {
  series: {name: string; lookback: number; horizon: number; trained: string[]};
  training: {
    optimizer: string;
    learningRate: number;
    batchSize: number;
    epochs: number;
    dropout: number;
    shares: number[];
  };
  /** By the name of the network: direct (told, dropout 0.2), untold, noDropout, onLine (taught what the line leaves over). */
  parameters: Record<string, number>;
  /** Mean absolute error by year, in thousand rides: seasonalNaive, leastSquares, leastSquaresTold. */
  rules: Record<string, Record<string, number>>;
  /** By the name of the network; one run a seed. */
  networks: Record<string, RealSeriesRun[]>;
  /** The network 'direct' for two epochs on generated rides, to confirm without a download. */
  generated: {lossAfterTwoEpochs: number; mae2019: number};
}

/** `ci/peers/results/real-series.json`: the same network in Keras 3, told the timetable or not. */
export interface RealSeriesPeers {
  generatedBy: string;
  versions: Record<string, string>;
  epochs: number;
  /** Mean absolute error by year, in thousand rides: seasonalNaive, leastSquares, leastSquaresTold. */
  rules: Record<string, Record<string, number>>;
  /** direct and untold; one run a seed, errors and coverage by year. */
  networks: Record<
    string,
    {seed: number; mae: Record<string, number>; inside: Record<string, number>; parameters: number; seconds: number}[]
  >;
}

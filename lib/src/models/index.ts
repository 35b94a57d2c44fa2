export * from './baselines';
export * from './least-squares';
export * from './load-weights';
export * from './probe';
export * from './rnn';
export * from './start-weights';

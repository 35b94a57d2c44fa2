export * from './baselines';
export * from './least-squares';
export * from './probe';
export * from './rnn';
export * from './start-weights';

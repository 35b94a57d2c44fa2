export * from './baselines';
export * from './least-squares';
export * from './rnn';

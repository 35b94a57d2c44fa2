export * from './baselines';
export * from './least-squares';

export * from './errors';
export * from './quantile';

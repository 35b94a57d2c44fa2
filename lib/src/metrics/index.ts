export * from './errors';
export * from './paired';
export * from './quantile';

export * from './errors';
export * from './paired';
export * from './quantile';
export * from './steps-until-below';

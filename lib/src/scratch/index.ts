export * from './dense';
export * from './gradient-check';
export * from './losses';
export * from './matrix';
export * from './optimizers';
export * from './simple-rnn';
export * from './truncated';

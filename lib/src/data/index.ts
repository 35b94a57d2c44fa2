export * from './arrays';
export * from './generate';
export * from './random';
export * from './sine';

export * from './arrays';
export * from './generate';
export * from './numbers';
export * from './random';
export * from './sine';

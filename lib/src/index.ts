/**
 * Unroll: sequence models in TypeScript. The rooms, in the order in which data flows.
 *
 *     import {engine, data, layers, models, training, metrics, plots, notebook, tf} from 'unroll';
 */
// biome-ignore-all assist/source/organizeImports: the rooms stand in the order of the data.
export * as tf from '@tensorflow/tfjs';
export * as engine from './engine';
export * as data from './data';
export * as scratch from './scratch';
export * as layers from './layers';
export * as models from './models';
export * as training from './training';
export * as forecasting from './forecasting';
export * as decoding from './decoding';
export * as metrics from './metrics';
export * as plots from './plots';
export * as notebook from './notebook';

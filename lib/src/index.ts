/**
 * Unroll: sequence models in TypeScript. The rooms, in the order in which data flows.
 *
 *     import {engine, data, layers, models, training, metrics, plots, notebook, tf} from 'unroll';
 */
export * as tf from '@tensorflow/tfjs';
export * as data from './data';
export * as notebook from './notebook';
export * as plots from './plots';

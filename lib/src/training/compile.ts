import * as tf from '@tensorflow/tfjs';
import {checkAbove0, checkOptions, show} from '../data/arguments';
import {Adam, AdamW, RmsProp, Sgd} from './optimizers';
import {checkSequenceMetrics} from './sequence-metrics';

/** Options of {@link compile}. */
export interface CompileOptions {
  /** By name those of this room, with the defaults of Keras 3. Defaults to 'adam'. */
  optimizer?: 'adam' | 'adamw' | 'sgd' | 'rmsprop' | tf.Optimizer;
  /** Defaults to 0.001, for sgd to 0.01, as in Keras 3; not to be given beside an optimizer object. */
  learningRate?: number;
  /** As in `model.compile`; defaults to 'meanSquaredError'. */
  loss?: tf.ModelCompileArgs['loss'];
  /** As in `model.compile`; defaults to none. */
  metrics?: tf.ModelCompileArgs['metrics'];
}

function makeOptimizer(optimizer: CompileOptions['optimizer'], learningRate: number | undefined): tf.Optimizer {
  if (typeof optimizer === 'object') {
    if (learningRate !== undefined)
      throw new TypeError(
        `compile: learningRate belongs to the optimizer object: give it there, got ${show(learningRate)}`,
      );
    return optimizer;
  }
  const options = {learningRate};
  switch (optimizer ?? 'adam') {
    case 'adam':
      return new Adam(options);
    case 'adamw':
      return new AdamW(options);
    case 'sgd':
      return new Sgd(options);
    case 'rmsprop':
      return new RmsProp(options);
    default:
      throw new RangeError(
        `compile: optimizer must be 'adam', 'adamw', 'sgd', 'rmsprop' or a tf.Optimizer, got ${show(optimizer)}`,
      );
  }
}

/**
 * Compiles a model: sets its optimizer, loss and metrics. `model.compile` works too; this one brings the faster optimizers.
 *
 * @param model layers model of TensorFlow.js
 * @param options see {@link CompileOptions}
 * @returns the same model
 * @throws RangeError or TypeError for an unknown optimizer or a bad learning rate; tfjs' own for an unknown loss;
 *   RangeError for a
 *   named metric beside the loss of a CRF or CTC, whose outputs are scores
 */
export function compile<T extends tf.LayersModel>(model: T, options: CompileOptions = {}): T {
  if (!(model instanceof tf.LayersModel))
    throw new TypeError(`compile: model must be a tf.LayersModel, got ${show(model)}`);
  checkOptions('compile', options, ['optimizer', 'learningRate', 'loss', 'metrics']);
  if (options.learningRate !== undefined) checkAbove0('compile: learningRate', options.learningRate);
  const optimizer = makeOptimizer(options.optimizer, options.learningRate);
  const {loss = 'meanSquaredError', metrics} = options;
  checkSequenceMetrics('compile', model, loss, metrics);
  try {
    model.compile({optimizer, loss, metrics});
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) throw error;
    const said = (error as Error).message.replace(/\s+/g, ' ').replace(/\.$/, '');
    throw new RangeError(`compile: loss ${show(loss)}, metrics ${show(metrics)}: ${said}`);
  }
  return model;
}

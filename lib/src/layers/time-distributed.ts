import * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import {checkLayerOptions, KINDS, LAYER_CHECKS, type OptionChecks} from './layer-options';
import {knowsNoBatch} from './planning/time-distributed';

type StockOptions = Parameters<typeof tf.layers.timeDistributed>[0];

/** Options of {@link timeDistributed}. */
export interface TimeDistributedOptions extends Omit<StockOptions, 'layer'> {
  /** The layer that is applied to each step. */
  layer: tf.layers.Layer;
}

// tfjs keeps the class to itself.
const example = tf.layers.timeDistributed({layer: tf.layers.flatten({name: 'example'}) as never, name: 'example'});
const Stock = example.constructor as new (
  options: TimeDistributedOptions,
) => tf.layers.Layer & {layer: tf.layers.Layer};

const CHECKS: OptionChecks<TimeDistributedOptions> = {...LAYER_CHECKS, layer: KINDS.any};

/** A layer at every time step, see {@link timeDistributed}. */
export class TimeDistributed extends Stock {
  /** @nocollapse */
  static className = 'TimeDistributed';

  constructor(options: TimeDistributedOptions) {
    if (!(options?.layer instanceof tf.layers.Layer)) {
      throw new TypeError(
        `timeDistributed: layer must be a layer such as layers.dense({units: 1}), got ${show(options?.layer)}`,
      );
    }
    super(options);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: {training?: boolean} = {}): tf.Tensor | tf.Tensor[] {
    if (!knowsNoBatch(this.layer)) return super.call(inputs, keywords);
    return tf.tidy(() => {
      const x = Array.isArray(inputs) ? inputs[0] : inputs;
      const [batch, steps, ...features] = x.shape;
      const merged = x.reshape([batch * steps, ...features]);
      const {training} = keywords; // the mask is of steps, not of what a step consists of
      const result = this.layer.call(merged, {training});
      const output = Array.isArray(result) ? result[0] : result;
      return output.reshape([batch, steps, ...output.shape.slice(1)]);
    });
  }
}
tf.serialization.registerClass(TimeDistributed as unknown as Parameters<typeof tf.serialization.registerClass>[0]);

/**
 * The same layer, with the same weights, at every time step: [batch, time steps, ...] in and out. Masks are handed on.
 *
 * `tf.layers.timeDistributed`, but all steps at once where the layer treats each example for itself (tfjs: one by one).
 *
 * @param options `layer` is required
 * @returns the layer
 * @throws TypeError when `layer` is no layer
 *
 * Check: agrees with tfjs and Keras 3 (lib/test/layers/time-distributed.test.ts).
 */
export function timeDistributed(options: TimeDistributedOptions): tf.layers.Layer {
  checkLayerOptions('timeDistributed', options, CHECKS, ['layer']);
  return new TimeDistributed(options);
}

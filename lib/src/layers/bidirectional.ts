import * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import {forgetStates, type Keywords, withStates} from './given-states';
import {checkLayerOptions, KINDS, LAYER_CHECKS, type OptionChecks} from './layer-options';
import {takeKeywords} from './mask-flow';
import {simpleRNN} from './simple-rnn';
import './planning/bidirectional';

type StockOptions = Parameters<typeof tf.layers.bidirectional>[0];
type StockLayer = StockOptions['layer'];

/** Options of {@link bidirectional}. */
export interface BidirectionalOptions extends Omit<StockOptions, 'layer' | 'mergeMode'> {
  /** Recurrent layer that is made twice, such as `layers.lstm({units: 20})`. */
  layer: tf.RNN;
  /** How the two outputs become one; null gives both. Defaults to 'concat'. */
  mergeMode?: 'concat' | 'sum' | 'mul' | 'ave' | null;
}

// tfjs keeps the class to itself.
const Stock = tf.layers.bidirectional({layer: simpleRNN({units: 1}) as unknown as StockLayer, mergeMode: 'concat'})
  .constructor as new (
  options: StockOptions,
) => tf.layers.Layer & {forwardLayer: tf.RNN; backwardLayer: tf.RNN; returnSequences: boolean};

const MODES = ['concat', 'sum', 'mul', 'ave', null];

const CHECKS: OptionChecks<BidirectionalOptions> = {...LAYER_CHECKS, layer: KINDS.any, mergeMode: KINDS.any};

function checked(options: BidirectionalOptions): StockOptions {
  const {layer, mergeMode = 'concat'} = options;
  if (!(layer instanceof tf.RNN)) {
    throw new TypeError(
      `bidirectional: layer must be a recurrent layer such as layers.lstm({units: 20}), got ${show(layer)}`,
    );
  }
  if (!MODES.includes(mergeMode)) {
    throw new RangeError(`bidirectional: mergeMode must be 'concat', 'sum', 'mul', 'ave' or null, got '${mergeMode}'`);
  }
  return {...options, mergeMode} as unknown as StockOptions;
}

/** A recurrent layer and its mirror image, see {@link bidirectional}. */
export class Bidirectional extends Stock {
  constructor(options: BidirectionalOptions) {
    super(checked(options));
  }

  override apply(
    inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
    keywords?: object,
  ): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[] {
    // A copy: tfjs writes the initial state into the keywords and hands them on to the next layer.
    const outputs = super.apply(inputs, takeKeywords(keywords));
    forgetStates(this, inputs);
    return outputs;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], given: Keywords): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [x, keywords] = withStates(inputs, given);
      const results = super.call(x, {...keywords});
      const mask = Array.isArray(keywords.mask) ? keywords.mask[0] : keywords.mask;
      if (!mask || !this.returnSequences) return results;
      const {goBackwards} = this.forwardLayer as unknown as {goBackwards: boolean};
      const kept = (goBackwards ? mask.toFloat().reverse(1) : mask.toFloat()).expandDims(2);
      // Only outputs, not states, have three axes.
      const zeroed = (result: tf.Tensor) => (result.rank === 3 ? result.mul(kept) : result);
      return Array.isArray(results) ? results.map(zeroed) : zeroed(results);
    });
  }

  /** Penalties of the weights' regularizers, which tfjs forgets. */
  override calculateLosses(): tf.Scalar[] {
    const inner = [this.forwardLayer, this.backwardLayer].flatMap((layer) => layer.calculateLosses());
    return [...super.calculateLosses(), ...inner];
  }
}
tf.serialization.registerClass(Bidirectional as unknown as Parameters<typeof tf.serialization.registerClass>[0]);

/**
 * Reads a sequence forwards with one layer and backwards with another of the same kind, and merges what they give.
 *
 * The backward layer's outputs are turned round, so that both speak about the same time step. Masked steps are skipped in
 * both directions: padding after the end comes first for the backward layer and changes nothing; their outputs are zero.
 * Weights: all of the forward layer, then all of the backward layer, as in Keras. Initial states: the forward layer's first.
 *
 * @param options see {@link BidirectionalOptions}
 * @returns the layer: [batch, time steps, features] -> [batch, 2 units] with mergeMode 'concat', else [batch, units];
 *   a step each with `returnSequences`
 * @throws TypeError when layer is no recurrent layer; RangeError for an unknown mergeMode
 *
 * Source: Schuster and Paliwal 1997. Check: agrees with Keras 3 to 1e-5.
 */
export function bidirectional(options: BidirectionalOptions): Bidirectional {
  checkLayerOptions('bidirectional', options, CHECKS, ['layer']);
  return new Bidirectional(options);
}

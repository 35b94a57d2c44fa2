import * as tf from '@tensorflow/tfjs';
import {fusedConv1d, simdWorks} from '../engine';
import type {PaddingMode} from '../engine/internal';
import {
  type ConvolutionCall,
  callConvolution,
  checkPadding,
  checkSizes,
  convolveByTaps,
  fieldsOf,
  noMask,
  oneShape,
  windowCount,
} from './convolution';
import {CONVOLUTION_CHECKS, checkLayerOptions, type OptionChecks} from './layer-options';
import './planning/convolution';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

type StockOptions = Parameters<typeof tf.layers.conv1d>[0];
/** Options of {@link conv1d}: those of `tf.layers.conv1d`, with the defaults of Keras 3. */
export type Conv1dOptions = Omit<StockOptions, 'dataFormat' | 'padding'> & {
  /** 'valid' (inside only), 'same' (zeros around) or 'causal' (zeros before); defaults to 'valid'. */
  padding?: PaddingMode;
};
/** Options of {@link causalConv1d}. */
export type CausalConv1dOptions = Omit<Conv1dOptions, 'padding'>;

// tfjs keeps the class to itself.
const stock = tf.layers.conv1d({filters: 1, kernelSize: 1});
const StockConv1d = stock.constructor as tf.serialization.SerializableConstructor<typeof stock>;

/** A convolution over time, see {@link conv1d}. */
export class Conv1d extends StockConv1d {
  /** The name in saved models is that of tfjs, which can read them where padding is not 'causal'. @nocollapse */
  static override className = 'Conv1D';

  constructor(options: Conv1dOptions) {
    const {filters, kernelSize, strides, dilationRate, padding, kernelInitializer} = options;
    checkSizes('conv1d', {filters, kernelSize, strides, dilationRate} as Record<string, number | number[]>);
    checkPadding('conv1d', padding, ['valid', 'same', 'causal']);
    super({...options, kernelInitializer: kernelInitializer ?? 'glorotUniform'} as StockOptions);
  }

  /** How the windows go over the steps. */
  private get windowing() {
    const {strides, padding, dilationRate} = fieldsOf(this);
    return {strides: strides[0], padding, dilationRate: dilationRate[0]};
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, steps] = oneShape(inputShape);
    const {kernelSize, filters} = fieldsOf(this);
    return [batch, windowCount(this.name, steps, kernelSize[0], this.windowing), filters];
  }

  /** Ends the mask, as Keras does: a window mixes steps. */
  override computeMask(): tf.Tensor[] {
    return noMask;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const plain = (call: ConvolutionCall) => {
      const y = convolveByTaps(call, this.windowing);
      return call.activation === 'linear' ? y : fieldsOf(this).activation.apply(y);
    };
    const fused = ({activation, ...call}: ConvolutionCall) =>
      fusedConv1d(call as Parameters<typeof fusedConv1d>[0], {...this.windowing, activation});
    return callConvolution(fieldsOf(this), inputs, simdWorks() ? fused : plain);
  }
}
tf.serialization.registerClass(Conv1d);

const CHECKS: OptionChecks<Conv1dOptions> = CONVOLUTION_CHECKS;
const {padding: _, ...CAUSAL} = CONVOLUTION_CHECKS;
const CAUSAL_CHECKS: OptionChecks<CausalConv1dOptions> = CAUSAL;

/**
 * A convolution over time: the same filters look at every window of the sequence.
 *
 *     Y_t = activation(b + Σ_k X_{t strides + k dilationRate - before} W_k)
 *
 * Takes [batch, time steps, features]; gives [batch, windows, filters]. Padding 'valid' uses windows inside the sequence
 * only, 'same' puts zeros around so that stride 1 keeps the length, 'causal' puts them all before: no output depends on a
 * later input. Weights in the order of Keras: kernel [kernelSize, features, filters], bias [filters]. A mask ends here.
 *
 * @param options see `tf.layers.conv1d`; defaults are those of Keras 3
 * @returns the layer: [batch, time steps, features] -> [batch, windows, filters]
 * @throws RangeError for sizes that are no whole number above 0, an unknown padding, and where no window fits
 *
 * Source: LeCun et al. 1998; van den Oord et al. 2016, arXiv:1609.03499 (causal, dilated). Differs: tfjs starts from
 * glorotNormal, and its stock layer knows neither 'causal' nor training with a dilation; Keras refuses strides together
 * with a dilation. Lesson: notebooks/04-convolutions/4.1. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function conv1d(options: Conv1dOptions): Conv1d {
  checkLayerOptions('conv1d', options, CHECKS, ['filters', 'kernelSize']);
  return new Conv1d(options);
}

/**
 * A convolution over time that never looks ahead: {@link conv1d} with padding 'causal'.
 *
 * With `dilationRate` 1, 2, 4, ... in a stack, the receptive field doubles from layer to layer.
 *
 * @param options those of {@link conv1d} but padding
 * @returns the layer: [batch, time steps, features] -> [batch, windows, filters]
 * @throws RangeError as {@link conv1d}
 *
 * Source: van den Oord et al. 2016, arXiv:1609.03499. Lesson: notebooks/04-convolutions/4.2. Check: a changed input leaves
 * every earlier output as it was, bit for bit.
 */
export function causalConv1d(options: CausalConv1dOptions): Conv1d {
  checkLayerOptions('causalConv1d', options, CAUSAL_CHECKS, ['filters', 'kernelSize']);
  return new Conv1d({...options, padding: 'causal'});
}

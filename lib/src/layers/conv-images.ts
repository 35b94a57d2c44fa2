import * as tf from '@tensorflow/tfjs';
import {fusedConvolution, simdWorks} from '../engine';
import {callConvolution, checkPadding, checkSizes, fieldsOf, noMask, oneShape, windowCount} from './convolution';
import {CONVOLUTION_CHECKS, checkLayerOptions, KINDS, type OptionChecks} from './layer-options';
import './planning/convolution';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

/** Options of {@link conv2d}: those of `tf.layers.conv2d`, with the defaults of Keras 3. */
export type Conv2dOptions = Parameters<typeof tf.layers.conv2d>[0];
/** Options of {@link conv3d}: those of `tf.layers.conv3d`, with the defaults of Keras 3. */
export type Conv3dOptions = Parameters<typeof tf.layers.conv3d>[0];

type LayerClass = tf.serialization.SerializableConstructor<tf.layers.Layer>;

/** The layer of tfjs, under its own name, on the kernels. */
function convolutionClass(name: string, stock: tf.layers.Layer): LayerClass {
  const Stock = stock.constructor as LayerClass;
  class Convolution extends Stock {
    /** @nocollapse */
    static override className = Stock.className;

    constructor(options: Conv2dOptions) {
      const {filters, kernelSize, strides, dilationRate, padding, kernelInitializer} = options;
      checkSizes(name, {filters, kernelSize, strides, dilationRate} as Record<string, number | number[]>);
      checkPadding(name, padding, ['valid', 'same']);
      super({...options, kernelInitializer: kernelInitializer ?? 'glorotUniform'});
    }

    override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
      const {kernelSize, strides, padding, dilationRate, filters, dataFormat} = fieldsOf(this);
      if (dataFormat === 'channelsFirst') return super.computeOutputShape(inputShape);
      const [batch, ...space] = oneShape(inputShape).slice(0, -1);
      const counts = space.map((length, i) =>
        windowCount(this.name, length, kernelSize[i], {
          ...{strides: strides[i], padding, dilationRate: dilationRate[i]},
        }),
      );
      return [batch, ...counts, filters];
    }

    /** Ends the mask, as Keras does: a window mixes steps. */
    override computeMask(): tf.Tensor[] {
      return noMask;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], keywords: object): tf.Tensor | tf.Tensor[] {
      const {strides, padding, dilationRate, dataFormat} = fieldsOf(this);
      if (!simdWorks() || dataFormat === 'channelsFirst') return super.call(inputs, keywords);
      return callConvolution(fieldsOf(this), inputs, ({x, kernel, bias, activation}) =>
        fusedConvolution({x, kernel, bias: bias as tf.Tensor1D}, {strides, padding, dilationRate, activation}),
      );
    }
  }
  tf.serialization.registerClass(Convolution);
  return Convolution;
}

const CHECKS: OptionChecks<Conv2dOptions> = {
  ...CONVOLUTION_CHECKS,
  dataFormat: KINDS.oneOf('channelsFirst', 'channelsLast'),
};
const Conv2d = convolutionClass('conv2d', tf.layers.conv2d({filters: 1, kernelSize: 1}));
const Conv3d = convolutionClass('conv3d', tf.layers.conv3d({filters: 1, kernelSize: 1}));

/**
 * A convolution over images: the same filters look at every window.
 *
 *     Y_ij = activation(b + Σ_kl X_{i strides + k dilationRate, j strides + l dilationRate} W_kl)
 *
 * Takes [batch, height, width, features]; gives [batch, windows, windows, filters]. Weights in the order of Keras: kernel
 * [height, width, features, filters], bias [filters].
 *
 * @param options see `tf.layers.conv2d`; defaults are those of Keras 3
 * @returns the layer: [batch, height, width, features] -> [batch, windows, windows, filters]
 * @throws RangeError for sizes that are no whole number above 0, an unknown padding, and where no window fits
 *
 * Source: LeCun et al. 1998. Differs: tfjs starts from glorotNormal, and cannot train its layer on WebAssembly; Keras
 * refuses strides together with a dilation. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function conv2d(options: Conv2dOptions): tf.layers.Layer {
  checkLayerOptions('conv2d', options, CHECKS, ['filters', 'kernelSize']);
  return new Conv2d(options);
}

/**
 * A convolution over volumes, or over video with the frames as first axis: {@link conv2d} with one axis more.
 *
 * Takes [batch, depth, height, width, features]; gives [batch, windows, windows, windows, filters]. Weights in the order of
 * Keras: kernel [depth, height, width, features, filters], bias [filters].
 *
 * @param options as of {@link conv2d}, with three sizes where that has two
 * @returns the layer: [batch, depth, height, width, features] -> [batch, windows, windows, windows, filters]
 * @throws RangeError as {@link conv2d}
 *
 * Source: Ji et al. 2013 (3D convolution over video). Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function conv3d(options: Conv3dOptions): tf.layers.Layer {
  checkLayerOptions('conv3d', options, CHECKS, ['filters', 'kernelSize']);
  return new Conv3d(options);
}

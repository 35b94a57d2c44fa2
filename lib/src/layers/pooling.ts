import * as tf from '@tensorflow/tfjs';
import {fusedGlobalPool, fusedPool, simdWorks} from '../engine';
import type {PaddingMode, PoolKind} from '../engine/internal';
import {checkPadding, checkSizes, noMask, one, oneShape, windowCount} from './convolution';
import {checkLayerOptions, KINDS, LAYER_CHECKS} from './layer-options';
import './planning/pooling';

/** Options of pooling over time: those of `tf.layers.maxPooling1d`. */
export type Pooling1dOptions = Parameters<typeof tf.layers.maxPooling1d>[0];
/** Options of pooling over images: those of `tf.layers.maxPooling2d`. */
export type Pooling2dOptions = Parameters<typeof tf.layers.maxPooling2d>[0];
/** Options of pooling over volumes: those of `tf.layers.maxPooling3d`. */
export type Pooling3dOptions = Parameters<typeof tf.layers.maxPooling3d>[0];
/** Options of pooling over everything but batch and features. */
export type GlobalPoolingOptions = NonNullable<Parameters<typeof tf.layers.globalMaxPooling1d>[0]>;

/** As much of a pooling layer of tfjs as is needed here. */
interface PoolingFields {
  poolSize: number[];
  strides: number[];
  padding: PaddingMode;
  dataFormat?: 'channelsFirst' | 'channelsLast';
}
type LayerClass = tf.serialization.SerializableConstructor<tf.layers.Layer>;
type Keywords = {mask?: tf.Tensor | tf.Tensor[]};

const fieldsOf = (layer: tf.layers.Layer) => layer as unknown as PoolingFields;
const float = (x: tf.Tensor) => (x.dtype === 'float32' ? x : x.toFloat());
const onStock = (layer: tf.layers.Layer) => !simdWorks() || fieldsOf(layer).dataFormat === 'channelsFirst';

/** The layer of tfjs, under its own name, on the kernels. */
function poolingClass(stock: tf.layers.Layer, kind: PoolKind): LayerClass {
  const Stock = stock.constructor as LayerClass;
  class Pooling extends Stock {
    /** @nocollapse */
    static override className = Stock.className;

    /** Ends the mask, as Keras does: a window mixes steps. */
    override computeMask(): tf.Tensor[] {
      return noMask;
    }

    override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
      const {poolSize, strides, padding, dataFormat} = fieldsOf(this);
      if (dataFormat === 'channelsFirst') return super.computeOutputShape(inputShape);
      const shape = oneShape(inputShape);
      const counts = poolSize.map((size, i) =>
        windowCount(this.name, shape[1 + i], size, {strides: strides[i], padding}),
      );
      return [shape[0], ...counts, shape[shape.length - 1]];
    }

    override call(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords): tf.Tensor | tf.Tensor[] {
      if (onStock(this)) return super.call(inputs, keywords);
      const {poolSize, strides, padding} = fieldsOf(this);
      return tf.tidy(() => fusedPool(float(one(inputs)), kind, {poolSize, strides, padding}));
    }
  }
  tf.serialization.registerClass(Pooling);
  return Pooling;
}

/** The same over everything but batch and features. */
function globalPoolingClass(stock: tf.layers.Layer, kind: PoolKind): LayerClass {
  const Stock = stock.constructor as LayerClass;
  class GlobalPooling extends Stock {
    /** @nocollapse */
    static override className = Stock.className;

    /** Ends the mask, as Keras does: there are no steps any more. */
    override computeMask(): tf.Tensor[] {
      return noMask;
    }

    override call(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords): tf.Tensor | tf.Tensor[] {
      const x = one(inputs);
      const mask = kind === 'average' && x.rank === 3 && keywords?.mask ? one(keywords.mask) : undefined;
      if (onStock(this) && !mask) return super.call(inputs, keywords);
      return tf.tidy(() => {
        if (simdWorks()) return fusedGlobalPool(float(x), kind, mask as tf.Tensor2D | undefined);
        const kept = (mask as tf.Tensor).toFloat().expandDims(2);
        return tf.divNoNan(x.mul(kept).sum(1), kept.sum(1));
      });
    }
  }
  tf.serialization.registerClass(GlobalPooling);
  return GlobalPooling;
}

const CLASSES = {
  maxPooling1d: poolingClass(tf.layers.maxPooling1d({}), 'max'),
  averagePooling1d: poolingClass(tf.layers.averagePooling1d({}), 'average'),
  maxPooling2d: poolingClass(tf.layers.maxPooling2d({}), 'max'),
  averagePooling2d: poolingClass(tf.layers.averagePooling2d({}), 'average'),
  maxPooling3d: poolingClass(tf.layers.maxPooling3d({}), 'max'),
  averagePooling3d: poolingClass(tf.layers.averagePooling3d({}), 'average'),
  globalMaxPooling1d: globalPoolingClass(tf.layers.globalMaxPooling1d({}), 'max'),
  globalAveragePooling1d: globalPoolingClass(tf.layers.globalAveragePooling1d({}), 'average'),
  globalMaxPooling2d: globalPoolingClass(tf.layers.globalMaxPooling2d({}), 'max'),
  globalAveragePooling2d: globalPoolingClass(tf.layers.globalAveragePooling2d({}), 'average'),
};

const POOL_CHECKS = {...LAYER_CHECKS, poolSize: KINDS.sizes, strides: KINDS.sizes, padding: KINDS.any};
const IMAGE_CHECKS = {...POOL_CHECKS, dataFormat: KINDS.oneOf('channelsFirst', 'channelsLast')};
const GLOBAL_IMAGE_CHECKS = {...LAYER_CHECKS, dataFormat: IMAGE_CHECKS.dataFormat};

function checksOf(name: keyof typeof CLASSES) {
  const isSequence = name.endsWith('1d');
  if (name.startsWith('global')) return isSequence ? LAYER_CHECKS : GLOBAL_IMAGE_CHECKS;
  return isSequence ? POOL_CHECKS : IMAGE_CHECKS;
}

function make(name: keyof typeof CLASSES, options: object): tf.layers.Layer {
  checkLayerOptions(name, options, checksOf(name));
  const {poolSize, strides, padding} = options as Partial<PoolingFields>;
  checkSizes(name, {poolSize, strides});
  checkPadding(name, padding, ['valid', 'same']);
  return new CLASSES[name]({...options}); // a copy: tfjs writes its defaults into the options
}

/**
 * The largest number of each window of steps, for each feature by itself.
 *
 * Takes [batch, time steps, features]; gives [batch, windows, features]. `poolSize` defaults to 2 steps, `strides` to
 * `poolSize`. With padding 'same' windows may reach over the ends; what is not there does not count. A mask ends here.
 *
 * @param options see {@link Pooling1dOptions}
 * @returns the layer: [batch, time steps, features] -> [batch, windows, features]
 * @throws RangeError for sizes that are no whole number above 0, an unknown padding, and where no window fits
 *
 * Source: LeCun et al. 1998. Lesson: notebooks/04-convolutions/4.1. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function maxPooling1d(options: Pooling1dOptions = {}): tf.layers.Layer {
  return make('maxPooling1d', options);
}

/**
 * The mean of each window of steps; otherwise as {@link maxPooling1d}.
 *
 * @param options see {@link Pooling1dOptions}
 * @returns the layer: [batch, time steps, features] -> [batch, windows, features]
 */
export function averagePooling1d(options: Pooling1dOptions = {}): tf.layers.Layer {
  return make('averagePooling1d', options);
}

/**
 * The largest number of each window of an image, [batch, height, width, features]; otherwise as {@link maxPooling1d}.
 *
 * @param options see {@link Pooling2dOptions}
 * @returns the layer: [batch, height, width, features] -> [batch, windows, windows, features]
 */
export function maxPooling2d(options: Pooling2dOptions = {}): tf.layers.Layer {
  return make('maxPooling2d', options);
}

/**
 * The mean of each window of an image, [batch, height, width, features]; otherwise as {@link maxPooling1d}.
 *
 * @param options see {@link Pooling2dOptions}
 * @returns the layer: [batch, height, width, features] -> [batch, windows, windows, features]
 */
export function averagePooling2d(options: Pooling2dOptions = {}): tf.layers.Layer {
  return make('averagePooling2d', options);
}

/**
 * The largest number of each window of a volume, [batch, depth, height, width, features]; otherwise as {@link maxPooling1d}.
 *
 * @param options see {@link Pooling3dOptions}
 * @returns the layer: [batch, depth, height, width, features] -> [batch, windows, windows, windows, features]
 */
export function maxPooling3d(options: Pooling3dOptions = {}): tf.layers.Layer {
  return make('maxPooling3d', options);
}

/**
 * The mean of each window of a volume, [batch, depth, height, width, features]; otherwise as {@link maxPooling1d}.
 *
 * @param options see {@link Pooling3dOptions}
 * @returns the layer: [batch, depth, height, width, features] -> [batch, windows, windows, windows, features]
 */
export function averagePooling3d(options: Pooling3dOptions = {}): tf.layers.Layer {
  return make('averagePooling3d', options);
}

/**
 * The largest number over all steps, for each feature by itself: [batch, time steps, features] -> [batch, features].
 *
 * It tells whether something was there, not when. A mask is not used, as in Keras.
 *
 * @param options those of every layer
 * @returns the layer
 *
 * Lesson: notebooks/04-convolutions/4.1. Check: agrees with Keras 3 to 1e-5.
 */
export function globalMaxPooling1d(options: GlobalPoolingOptions = {}): tf.layers.Layer {
  return make('globalMaxPooling1d', options);
}

/**
 * The mean over all steps, for each feature by itself: [batch, time steps, features] -> [batch, features].
 *
 * Masked steps do not count. Differs: tfjs counts them; over no step at all the mean is 0, where Keras gives NaN.
 *
 * @param options those of every layer
 * @returns the layer
 *
 * Source: Lin et al. 2014, arXiv:1312.4400. Check: agrees with Keras 3 to 1e-5, masked or not.
 */
export function globalAveragePooling1d(options: GlobalPoolingOptions = {}): tf.layers.Layer {
  return make('globalAveragePooling1d', options);
}

/**
 * The largest number over the whole image: [batch, height, width, features] -> [batch, features].
 *
 * @param options those of every layer
 * @returns the layer
 */
export function globalMaxPooling2d(options: GlobalPoolingOptions = {}): tf.layers.Layer {
  return make('globalMaxPooling2d', options);
}

/**
 * The mean over the whole image: [batch, height, width, features] -> [batch, features].
 *
 * @param options those of every layer
 * @returns the layer
 */
export function globalAveragePooling2d(options: GlobalPoolingOptions = {}): tf.layers.Layer {
  return make('globalAveragePooling2d', options);
}

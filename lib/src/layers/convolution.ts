import * as tf from '@tensorflow/tfjs';
import {isKernelActivation, type KernelActivation, type PaddingMode, placeWindows} from '../engine/internal';
import type {LayerVariable} from './planning/planning';
import './mask-flow';

/** As much of a convolution of tfjs as the layers here and their planners need to know. */
export interface ConvolutionFields {
  name: string;
  filters: number;
  kernelSize: number[];
  strides: number[];
  padding: PaddingMode;
  dataFormat: 'channelsFirst' | 'channelsLast';
  dilationRate: number[];
  activation: {getClassName(): string; apply(x: tf.Tensor): tf.Tensor};
  kernel: LayerVariable;
  bias: LayerVariable | null;
}

/** What a convolution computes with on the tape. */
export interface ConvolutionCall {
  x: tf.Tensor;
  kernel: tf.Tensor;
  bias?: tf.Tensor;
  activation: KernelActivation;
}

/** The fields of a layer that tfjs keeps to itself. */
export const fieldsOf = (layer: tf.layers.Layer) => layer as unknown as ConvolutionFields;

/** One tensor or shape, where tfjs may give it alone or in a list. */
export const one = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);

/** The shape of the one input of a layer. */
export const oneShape = (shape: tf.Shape | tf.Shape[]) => (Array.isArray(shape[0]) ? shape[0] : shape) as tf.Shape;

/** @throws RangeError that names layer, option and value unless each number is whole and above 0 */
export function checkSizes(layer: string, sizes: Record<string, number | number[] | null | undefined>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (value == null) continue;
    if ([value].flat().some((size) => !(Number.isInteger(size) && size > 0))) {
      throw new RangeError(
        `${layer}: ${name} must be a whole number above 0, got ${typeof value === 'number' ? value : JSON.stringify(value)}`,
      );
    }
  }
}

/** @throws RangeError that names layer and value for an unknown padding */
export function checkPadding(layer: string, padding: string | null | undefined, known: readonly PaddingMode[]): void {
  if (padding == null || known.includes(padding as PaddingMode)) return;
  throw new RangeError(`${layer}: padding must be ${known.map((name) => `'${name}'`).join(' or ')}, got '${padding}'`);
}

/** What tfjs means by no mask. */
export const noMask = null as unknown as tf.Tensor[];

/** Runs a convolution with the activation in the same kernel, where the kernels know it. */
export function callConvolution(
  layer: ConvolutionFields,
  inputs: tf.Tensor | tf.Tensor[],
  run: (call: ConvolutionCall) => tf.Tensor,
): tf.Tensor {
  return tf.tidy(() => {
    const x = one(inputs);
    const name = layer.activation.getClassName();
    const known = isKernelActivation(name);
    const y = run({
      x: x.dtype === 'float32' ? x : x.toFloat(),
      kernel: layer.kernel.read(),
      bias: layer.bias?.read(),
      activation: known ? name : 'linear',
    });
    return known ? y : layer.activation.apply(y);
  });
}

/** Length of an axis after windows went over it; null stays null. @throws RangeError that names the layer */
export function windowCount(layer: string, length: number | null, size: number, options: Windowing): number | null {
  if (length == null) return null;
  try {
    return placeWindows(length, size, options).count;
  } catch (error) {
    throw new RangeError(`${layer}: ${(error as Error).message}`);
  }
}

/** How windows go over an axis. */
export interface Windowing {
  strides?: number;
  padding?: PaddingMode;
  dilationRate?: number;
}

/** A convolution over time on tfjs' own operations, tap by tap: for machines without WebAssembly SIMD. */
export function convolveByTaps(
  {x, kernel, bias}: Pick<ConvolutionCall, 'x' | 'kernel' | 'bias'>,
  options: Windowing,
): tf.Tensor3D {
  const [batch, steps, features] = x.shape;
  const [taps, , filters] = kernel.shape;
  const {strides = 1, dilationRate = 1} = options;
  const {count, before} = placeWindows(steps, taps, options);
  const reach = (count - 1) * strides + (taps - 1) * dilationRate + 1;
  const ends = [0, Math.max(0, reach + strides - 1 - before - steps)];
  const around = x.pad([[0, 0], [before, ends[1]], [0, 0]]); // biome-ignore format: one line an axis says less
  const sums = Array.from({length: taps}, (_, k) => {
    const seen = around.slice([0, k * dilationRate, 0], [batch, count * strides, features]);
    const chosen = seen.reshape([batch, count, strides * features]).slice([0, 0, 0], [batch, count, features]);
    const tap = kernel.slice([k, 0, 0], [1, features, filters]).reshape([features, filters]);
    return chosen.reshape([batch * count, features]).matMul(tap);
  });
  const sum = tf.addN(sums).reshape([batch, count, filters]);
  return (bias ? sum.add(bias) : sum) as tf.Tensor3D;
}

import {ACTIVATION_KINDS, type KernelActivation} from '../activation';
import {takeTransposed} from '../affine';
import type {Op, Room} from '../op';
import {padded, type Value, type Weight} from '../value';
import {type AxisOptions, placeWindows} from './windows';

/** Options of a convolution over time. */
export interface Conv1dOptions extends AxisOptions {
  /** Defaults to 'linear'. */
  activation?: KernelActivation;
}

/** Kernel [kernel size, features, filters] and bias [filters] of a convolution over time. */
export interface ConvWeights {
  kernel: Weight;
  bias?: Weight;
}

/** Sizes of a convolution over time as its kernels take them. */
export interface TapSizes {
  steps: number;
  stepsOut: number;
  batch: number;
  taps: number;
  stride: number;
  dilation: number;
  /** Steps of zeros before the first one. */
  before: number;
  /** Features of X. */
  depth: number;
  /** Width of a row of X. */
  inputs: number;
  /** Width of a row of Y. */
  outputs: number;
}

/** The two products of the backward pass: dX += Σ_k dY W_kᵀ, dW_k += X_kᵀ dY. */
export function makeTapGradients(room: Room, sizes: TapSizes, x: Value, kernel: Weight) {
  const {kernels} = room;
  const {steps, stepsOut, batch, taps, stride, dilation, before, depth, inputs, outputs} = sizes;
  const kernelT = room.training && x.gradient ? takeTransposed(room, [taps * inputs, outputs], kernel.at) : undefined;
  return (dY: number): void => {
    if (kernel.gradient) {
      kernels.share('conv1dFilterGradient', taps * inputs, (from, to) => [
        ...[from, to, steps, stepsOut, batch, taps, stride, dilation, before, depth, inputs, outputs],
        ...[x.at, dY, kernel.gradient],
      ]);
    }
    if (!kernelT) return;
    kernelT.refresh();
    kernels.share('conv1dBackward', steps, (from, to) => [
      ...[from, to, stepsOut, batch, taps, stride, dilation, before, inputs, outputs],
      ...[dY, kernelT.at, x.gradient],
    ]);
  };
}

/**
 * A convolution over time.
 *
 *     Y_t = activation(b + Σ_k X_{t stride + k dilation - before} W_k)
 *
 * @param x [batch, time steps, features]
 * @returns an op with one output, [batch, time steps, filters]
 * @throws RangeError where no window fits into the time steps
 */
export function conv1dOp(room: Room, x: Value, {kernel, bias}: ConvWeights, options: Conv1dOptions = {}): Op {
  const {kernels} = room;
  const {activation = 'linear', strides: stride = 1, dilationRate: dilation = 1} = options;
  const [batch, steps, depth] = x.shape;
  const [taps, , filters] = kernel.shape;
  const {count: stepsOut, before} = placeWindows(steps, taps, options);
  const [inputs, outputs] = [padded(depth), padded(filters)];
  const y = room.value([batch, stepsOut, filters]);
  const kind = ACTIVATION_KINDS[activation];
  const floats = stepsOut * batch * outputs;
  const sizes: TapSizes = {steps, stepsOut, batch, taps, stride, dilation, before, depth, inputs, outputs};
  const addGradients = makeTapGradients(room, sizes, x, kernel);
  return {
    outputs: [y],
    forward() {
      kernels.share('conv1dForward', stepsOut, (from, to) => [
        ...[from, to, steps, batch, taps, stride, dilation, before, depth, inputs, outputs, filters, kind],
        ...[x.at, kernel.at, bias?.at ?? 0, y.at],
      ]);
    },
    backward() {
      const dA = y.gradient;
      if (kind) kernels.run.activationGradient(kind, floats, y.at, dA, dA);
      if (bias?.gradient) kernels.run.addColumnSums(stepsOut * batch, outputs, dA, bias.gradient);
      addGradients(dA);
    },
  };
}

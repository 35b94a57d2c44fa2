import {makeAffine, rowsOf, takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import {padded, type Value, type Weight, type WeightForm} from '../value';
import {makeTapGradients, type TapSizes} from './conv1d';

/** Weights of a block of WaveNet; filter and gate stand side by side in the first two and in the conditioning's. */
export interface WaveNetWeights {
  /** W_f | W_g, [kernel size, features, 2 filters]. */
  kernel: Weight;
  /** b_f | b_g, [2 filters]. */
  bias?: Weight;
  /** V_f | V_g, [condition features, 2 filters]; where a condition is given. */
  conditionKernel?: Weight;
  /** W_r, [filters, features], and b_r, [features]; without, there is no residual output. */
  residualKernel?: Weight;
  residualBias?: Weight;
  /** W_s, [filters, skip filters], and b_s, [skip filters]. */
  skipKernel: Weight;
  skipBias?: Weight;
}

/** Forms of the weights of a block of WaveNet. */
export const WAVENET_FORMS: Record<keyof WaveNetWeights, WeightForm> = {
  kernel: {groups: 2},
  bias: {groups: 2},
  conditionKernel: {groups: 2},
  residualKernel: {},
  residualBias: {},
  skipKernel: {},
  skipBias: {},
};

/** Values that a block of WaveNet reads. */
export interface WaveNetValues {
  /** [batch, time steps, features]. */
  x: Value;
  /** What conditions the gates: [batch, time steps, features] (local) or [batch, features] (global). */
  condition?: Value;
}

interface BlockSizes extends TapSizes {
  filters: number;
  skips: number;
}

/** Where the gates start from, b + condition V, and the way of their gradients back. */
function makeStart(room: Room, {condition}: WaveNetValues, weights: WaveNetWeights, sizes: BlockSizes, gates: number) {
  const {kernels} = room;
  const {steps, batch, filters} = sizes;
  const {bias, conditionKernel} = weights;
  const columns = 2 * filters;
  if (!condition || !conditionKernel) {
    // Without a bias the gates start from zeros, which kept memory is made of.
    const at = bias?.at ?? room.keep(columns);
    return {
      rows: 1,
      at,
      forward: () => undefined,
      backward: () => bias?.gradient && kernels.run.addColumnSums(steps * batch, columns, gates, bias.gradient),
    };
  }
  const affine = makeAffine(room, rowsOf(condition), conditionKernel, bias);
  if (condition.shape.length === 3) {
    return {rows: 0, at: 0, forward: () => affine.forward(gates), backward: () => affine.backward(gates)};
  }
  const floats = batch * columns;
  const at = room.keep(floats);
  const d = room.training ? room.scratch(floats) : 0;
  return {
    rows: batch,
    at,
    forward: () => affine.forward(at),
    backward() {
      kernels.run.clear(d, floats * 4);
      kernels.run.addBlockSums(steps, floats, gates, d);
      affine.backward(d);
    },
  };
}

/** The gradients of a 1 x 1 convolution's weights: dW += Zᵀ dY, db += Σ dY. */
function addPointwiseGradients(
  room: Room,
  z: {at: number; rows: number; width: number},
  dY: number,
  weights: Weight[],
) {
  const {kernels} = room;
  const [kernel, bias] = weights;
  const columns = padded(kernel.shape[kernel.shape.length - 1]);
  if (kernel.gradient) {
    const row = columns * 4;
    const sizes: [number, number, number] = [z.width, z.rows, columns];
    transposedMatmul(kernels, sizes, [z.at, z.width * 4], [dY, row], [kernel.gradient, row]);
  }
  if (bias?.gradient) kernels.run.addColumnSums(z.rows, columns, dY, bias.gradient);
}

/**
 * A block of WaveNet: gated dilated causal convolution, 1 x 1 residual and skip.
 *
 *     Z = tanh(W_f * X + b_f + V_f h) ⊙ σ(W_g * X + b_g + V_g h)
 *     residual output = X + Z W_r + b_r      skip = Z W_s + b_s
 *
 * @returns an op with the outputs [residual output, skip], or [skip] without residual weights:
 *   [batch, time steps, features] and [batch, time steps, skip filters]
 */
export function waveNetBlockOp(room: Room, values: WaveNetValues, weights: WaveNetWeights, dilationRate = 1): Op {
  const {kernels, training} = room;
  const {x} = values;
  const {kernel, residualKernel, residualBias, skipKernel, skipBias} = weights;
  const [batch, steps, features] = x.shape;
  const taps = kernel.shape[0];
  const [inputs, filters] = [padded(features), padded(kernel.shape[2] / 2)];
  const skips = padded(skipKernel.shape[1]);
  const rows = steps * batch;
  const sizes: BlockSizes = {
    ...{steps, stepsOut: steps, batch, taps, stride: 1, dilation: dilationRate, before: (taps - 1) * dilationRate},
    ...{depth: features, inputs, outputs: 2 * filters, filters, skips},
  };
  const residual = residualKernel ? room.value(x.shape) : undefined;
  const skip = room.value([batch, steps, skipKernel.shape[1]]);
  const gates = room.keep(rows * 2 * filters);
  const z = {at: room.keep(rows * filters), rows, width: filters};
  const start = makeStart(room, values, weights, sizes, gates);
  const addTapGradients = makeTapGradients(room, sizes, x, kernel);
  const residualT = training && residualKernel ? takeTransposed(room, [filters, inputs], residualKernel.at) : undefined;
  const skipT = training ? takeTransposed(room, [filters, skips], skipKernel.at) : undefined;
  const dZ = training ? room.scratch(rows * filters) : 0;
  return {
    outputs: residual ? [residual, skip] : [skip],
    forward() {
      start.forward();
      kernels.share('waveNetForward', steps, (from, to) => [
        ...[from, to, steps, batch, taps, dilationRate, features, inputs, filters, skips, x.at, kernel.at],
        ...[start.rows, start.at, gates, z.at, residualKernel?.at ?? 0, residualBias?.at ?? 0, residual?.at ?? 0],
        ...[skipKernel.at, skipBias?.at ?? 0, skip.at],
      ]);
    },
    backward() {
      residualT?.refresh();
      skipT?.refresh();
      // The gates turn into their gradients: nobody reads them after.
      kernels.share('waveNetBackward', steps, (from, to) => [
        ...[from, to, batch, inputs, filters, skips, gates, residualT?.at ?? 0, residual?.gradient ?? 0],
        ...[skipT?.at ?? 0, skip.gradient, dZ, x.gradient],
      ]);
      start.backward();
      addTapGradients(gates);
      addPointwiseGradients(room, z, skip.gradient, skipBias ? [skipKernel, skipBias] : [skipKernel]);
      if (!residual || !residualKernel) return;
      addPointwiseGradients(
        room,
        z,
        residual.gradient,
        residualBias ? [residualKernel, residualBias] : [residualKernel],
      );
    },
  };
}

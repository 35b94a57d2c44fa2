import type * as tf from '@tensorflow/tfjs';
import {WAVENET_FORMS, type WaveNetWeights, waveNetBlockOp} from '../ops/convolution/wavenet-block';
import type {Weight} from '../ops/value';
import {checkCounts} from './conv1d';
import {checkShapes} from './recurrent';
import {runOnTape} from './run-on-tape';

/** What {@link fusedWaveNetBlock} computes with; filter and gate stand side by side in `kernel`, `bias`, `conditionKernel`. */
export interface FusedWaveNetInputs {
  /** Inputs X, [batch, time steps, features]. */
  x: tf.Tensor3D;
  /** What conditions the gates, h: [batch, time steps, c] (local) or [batch, c] (global). Defaults to nothing. */
  condition?: tf.Tensor;
  /** W_f | W_g, [kernel size, features, 2 filters]. */
  kernel: tf.Tensor3D;
  /** b_f | b_g, [2 filters]; defaults to none. */
  bias?: tf.Tensor1D;
  /** V_f | V_g, [c, 2 filters]; where a condition is given. */
  conditionKernel?: tf.Tensor2D;
  /** W_r, [filters, features]; without, there is no residual output. */
  residualKernel?: tf.Tensor2D;
  /** b_r, [features]; defaults to none. */
  residualBias?: tf.Tensor1D;
  /** W_s, [filters, skip filters]. */
  skipKernel: tf.Tensor2D;
  /** b_s, [skip filters]; defaults to none. */
  skipBias?: tf.Tensor1D;
}

/** Outputs of {@link fusedWaveNetBlock}. */
export interface FusedWaveNetOutputs {
  /** [batch, time steps, features]; where there is a residual kernel. */
  residual?: tf.Tensor3D;
  /** [batch, time steps, skip filters]. */
  skip: tf.Tensor3D;
}

const NAMES = Object.keys(WAVENET_FORMS) as (keyof WaveNetWeights)[];

/**
 * A block of WaveNet in one step of the gradient tape.
 *
 *     Z = tanh(W_f * X + V_f h + b_f) ⊙ σ(W_g * X + V_g h + b_g)      * dilated causal convolution
 *     residual output = X + Z W_r + b_r                               skip = Z W_s + b_s
 *
 * Differentiable in x, condition and all weights; works on every backend of TensorFlow.js.
 *
 * @param inputs see {@link FusedWaveNetInputs}
 * @param options `dilationRate` is the distance of the taps in time steps; defaults to 1
 * @returns see {@link FusedWaveNetOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: van den Oord et al. 2016, arXiv:1609.03499, equations 2 and 3, figure 4. Check: agrees with Keras 3 and PyTorch
 * to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedWaveNetBlock(
  inputs: FusedWaveNetInputs,
  options: {dilationRate?: number} = {},
): FusedWaveNetOutputs {
  const {x, condition, kernel, skipKernel} = inputs;
  checkCounts('fusedWaveNetBlock', options);
  const [batch, steps, features] = x.shape;
  const [taps, , columns] = kernel.shape;
  const filters = Math.floor(columns / 2);
  const conditions = condition ? condition.shape[condition.rank - 1] : 0;
  if ((condition === undefined) !== (inputs.conditionKernel === undefined)) {
    throw new RangeError('condition and conditionKernel go together: give both or none');
  }
  checkShapes(x, [
    ['kernel', kernel, [taps, features, 2 * filters]],
    ['bias', inputs.bias, [2 * filters]],
    ['condition', condition, condition?.rank === 2 ? [batch, conditions] : [batch, steps, conditions]],
    ['conditionKernel', inputs.conditionKernel, [conditions, 2 * filters]],
    ['residualKernel', inputs.residualKernel, [filters, features]],
    ['residualBias', inputs.residualBias, [features]],
    ['skipKernel', skipKernel, [filters, skipKernel.shape[1]]],
    ['skipBias', inputs.skipBias, [skipKernel.shape[1]]],
  ]);
  const given = NAMES.filter((name) => inputs[name] !== undefined);
  const outputs = runOnTape(
    (room, [x, condition], weights) => {
      const named = Object.fromEntries(given.map((name, i) => [name, weights[i]])) as Record<string, Weight>;
      return waveNetBlockOp(room, {x, condition}, named as unknown as WaveNetWeights, options.dilationRate);
    },
    {
      inputs: condition ? [x, condition] : [x],
      weights: given.map((name) => inputs[name] as tf.Tensor),
      forms: given.map((name) => WAVENET_FORMS[name]),
    },
  );
  const [residual, skip] = (inputs.residualKernel ? outputs : [undefined, ...outputs]) as [tf.Tensor3D, tf.Tensor3D];
  return {residual, skip};
}

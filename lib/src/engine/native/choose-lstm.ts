import * as tf from '@tensorflow/tfjs';
import {blockLstm} from './block-lstm';
import {cudnnLstm} from './cudnn-lstm';
import type {NativeBackend} from './moved-tensors';
import {type LstmTensors, type NativeLstm, runNativeLstm} from './native-lstm';
import {nativeBackend} from './tensorflow';

/** Computes an LSTM on the fused kernels, for comparison. */
export type FusedRun = (tensors: LstmTensors) => tf.Tensor;

/**
 * From so many products at each time step and sequences in a batch on, the operations of TensorFlow take less time than
 * the fused kernels and the copies to and fro; measured on a CPU, see docs/engines.md.
 */
const [LEAST_WORK, LEAST_BATCH] = [250_000, 64];
/** A GPU multiplies with 10 bits behind the point where it may, so its numbers agree to three digits. */
const CLOSE = 5e-3;

/** The operations by which a GPU computes, once known; null where none does what the fused kernels do. */
let proven: NativeLstm | null | undefined;

const noise = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.5, 'float32', seed);

/** Whether the operations give the outputs and gradients of the fused kernels, on a small example. */
export function agrees(backend: NativeBackend, lstm: NativeLstm, fused: FusedRun): boolean {
  const [batch, steps, features, units] = [3, 4, 2, 5];
  const values = tf.tidy(() => {
    const tensors: LstmTensors = {
      x: noise([batch, steps, features], 1) as tf.Tensor3D,
      kernel: noise([features, 4 * units], 2) as tf.Tensor2D,
      recurrentKernel: noise([units, 4 * units], 3) as tf.Tensor2D,
      bias: noise([4 * units], 4) as tf.Tensor1D,
      h0: noise([batch, units], 5) as tf.Tensor2D,
      c0: noise([batch, units], 6) as tf.Tensor2D,
    };
    const names = Object.keys(tensors);
    const all = (run: FusedRun) => {
      const given = (list: tf.Tensor[]) =>
        Object.fromEntries(names.map((name, i) => [name, list[i]])) as unknown as LstmTensors;
      const loss = (...list: tf.Tensor[]) => run(given(list)).square().sum() as tf.Scalar;
      return [run(tensors), ...tf.grads(loss)(Object.values(tensors))].map((tensor) => tensor.dataSync());
    };
    const native = (given: LstmTensors) =>
      runNativeLstm(backend, lstm, given, {returnSequences: true, stateGradient: false}).output;
    return [all(native), all(fused)];
  });
  const [found, wanted] = values;
  return wanted.every((numbers, i) => {
    const scale = Math.max(...numbers.map(Math.abs));
    return numbers.every((number, k) => Math.abs(found[i][k] - number) <= CLOSE * scale); // false for NaN too
  });
}

/** The first that does on a GPU what the fused kernels do; one that a GPU or its driver cannot run does not. */
function prove(backend: NativeBackend, fused: FusedRun): NativeLstm | null {
  for (const lstm of [cudnnLstm, blockLstm]) {
    try {
      if (agrees(backend, lstm, fused)) return lstm;
    } catch {
      // this GPU, or its driver, cannot run it
    }
  }
  return null;
}

/** Operations to compute an LSTM with, and where they run. */
export interface ChosenLstm {
  backend: NativeBackend;
  lstm: NativeLstm;
}

/**
 * The operations of native TensorFlow for an LSTM.
 *
 * @param fused the fused kernels: on a GPU, only operations that have given the same numbers as these are taken
 * @returns undefined where another engine computes, or a GPU knows none that agree
 */
export function availableLstm(fused: FusedRun): ChosenLstm | undefined {
  const native = nativeBackend();
  if (!native) return undefined;
  const {backend, gpu} = native;
  if (gpu && proven === undefined) proven = prove(backend, fused);
  const lstm = gpu ? proven : blockLstm;
  return lstm ? {backend, lstm} : undefined;
}

/**
 * The same, for sizes at which they are faster than the fused kernels.
 *
 * @param sizes [batch, features, units]
 */
export function chooseLstm(
  [batch, features, units]: [number, number, number],
  fused: FusedRun,
): ChosenLstm | undefined {
  const isLarge = batch >= LEAST_BATCH && batch * 4 * units * (features + units) >= LEAST_WORK;
  return isLarge ? availableLstm(fused) : undefined;
}

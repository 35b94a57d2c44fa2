import * as tf from '@tensorflow/tfjs';
import type {NativeBackend} from './moved-tensors';

/** What an LSTM of native TensorFlow computes with; the sequence lies time first, the gates in the order i f c o. */
export interface LstmTensors {
  /** [time steps, batch, features]. */
  x: tf.Tensor3D;
  /** [features, 4 * units]. */
  kernel: tf.Tensor2D;
  /** [units, 4 * units]. */
  recurrentKernel: tf.Tensor2D;
  /** [4 * units]. */
  bias: tf.Tensor1D;
  /** [batch, units]. */
  h0: tf.Tensor2D;
  /** [batch, units]. */
  c0: tf.Tensor2D;
}

/** What a forward pass gives. */
export interface LstmPass {
  /** Outputs of all steps, [time steps, batch, units]. */
  H: tf.Tensor3D;
  /** The last cell state, [1, batch, units]. */
  lastC: tf.Tensor3D;
  /** What the way back needs. */
  kept: tf.Tensor[];
}

/** Gradients, each of the shape of its tensor. */
export type LstmGradients = Record<keyof LstmTensors, tf.Tensor>;

/** An LSTM over a whole sequence in operations of native TensorFlow. */
export interface NativeLstm {
  forward(backend: NativeBackend, tensors: LstmTensors): LstmPass;
  /**
   * @param kept what the forward pass kept
   * @param dH gradients of the outputs, [time steps, batch, units]
   * @param dLastC gradient of the last cell state, [1, batch, units]; none where nobody asked for that state
   */
  backward(
    backend: NativeBackend,
    tensors: LstmTensors,
    kept: tf.Tensor[],
    dH: tf.Tensor3D,
    dLastC?: tf.Tensor3D,
  ): LstmGradients;
}

/** What {@link runNativeLstm} can be asked for. */
export interface NativeLstmOptions {
  goBackwards?: boolean;
  returnSequences?: boolean;
  /** Whether a gradient may arrive at the last states. */
  stateGradient?: boolean;
}

const NAMES = ['x', 'kernel', 'recurrentKernel', 'bias', 'h0', 'c0'] as const;

const named = (tensors: tf.Tensor[]) =>
  Object.fromEntries(NAMES.map((name, i) => [name, tensors[i]])) as unknown as LstmTensors;

/** The same rows, with zeros for the steps before them. */
const paddedTo = (steps: number, rows: tf.Tensor): tf.Tensor3D =>
  rows.shape[0] === steps
    ? (rows as tf.Tensor3D)
    : tf.pad(rows as tf.Tensor3D, [
        [steps - rows.shape[0], 0],
        [0, 0],
        [0, 0],
      ]);

/**
 * An LSTM of native TensorFlow as one step of the gradient tape, differentiable in all of its tensors.
 *
 * @param lstm the operations to compute with
 * @param tensors as in {@link LstmTensors}, but the sequence [batch, time steps, features]
 * @returns the output, [batch, time steps, units] or [batch, units], and the last states, [batch, units] each
 */
export function runNativeLstm(
  backend: NativeBackend,
  lstm: NativeLstm,
  tensors: LstmTensors,
  {goBackwards = false, returnSequences = false, stateGradient = true}: NativeLstmOptions,
): {output: tf.Tensor; states: [tf.Tensor2D, tf.Tensor2D]} {
  return tf.tidy(() => {
    const transposed = tf.transpose(tensors.x, [1, 0, 2]);
    const x = goBackwards ? tf.reverse(transposed, 0) : transposed;
    const steps = x.shape[0];
    let last: tf.Tensor[] = [];
    const op = tf.customGrad((...args: unknown[]) => {
      const given = args.slice(0, -1) as tf.Tensor[];
      const save = args[args.length - 1] as (tensors: tf.Tensor[]) => void;
      const {H, lastC, kept} = lstm.forward(backend, named(given));
      save([...given, ...kept]);
      const rows = returnSequences ? H : tf.slice(H, [steps - 1], [1]);
      if (!stateGradient) last = [tf.keep(tf.slice(H, [steps - 1], [1])), tf.keep(lastC.clone())];
      // customGrad knows one output: the last cell state comes after the outputs
      const value = stateGradient ? tf.concat([rows, lastC], 0) : rows;
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const count = rows.shape[0];
        const dLastC = stateGradient ? (tf.slice(dy, [count], [1]) as tf.Tensor3D) : undefined;
        const dH = paddedTo(steps, stateGradient ? tf.slice(dy, [0], [count]) : dy);
        const gradients = lstm.backward(
          backend,
          named(saved.slice(0, NAMES.length)),
          saved.slice(NAMES.length),
          dH,
          dLastC,
        );
        return NAMES.map((name) => gradients[name]);
      };
      return {value, gradFunc};
    });
    const value = op(x, ...NAMES.slice(1).map((name) => tensors[name]));
    const count = value.shape[0] - (stateGradient ? 1 : 0);
    const rows = stateGradient ? tf.slice(value, [0], [count]) : value;
    const output = returnSequences ? tf.transpose(rows, [1, 0, 2]) : tf.squeeze(rows, [0]);
    if (stateGradient) last = [tf.slice(value, [count - 1], [1]), tf.slice(value, [count], [1])];
    const states = last.map((state) => tf.squeeze(state, [0])) as [tf.Tensor2D, tf.Tensor2D];
    if (!stateGradient) tf.dispose(last);
    return {output, states};
  });
}

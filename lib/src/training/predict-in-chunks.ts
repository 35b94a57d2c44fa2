import * as tf from '@tensorflow/tfjs';
import {type Series, Targets} from '../data';
import {checkFlags, checkOptions, checkWhole} from '../data/arguments';

/** Options of {@link predictInChunks}. */
export interface PredictInChunksOptions {
  /** Time steps that the model reads at a time; they must divide the length of the sequences. */
  chunk: number;
  /** Sets the states to zero before each chunk, instead of once before the first; defaults to false. */
  reset?: boolean;
  /** Hands each sequence the states of the one after it, a mistake to be studied; defaults to false. */
  mixed?: boolean;
}

/**
 * What a stateful model says of long sequences that it reads chunk by chunk, its states kept in between.
 *
 * Row i of every batch is a piece of sequence i, so the state in row i belongs to it. All batches together give what one
 * pass over the whole sequences gives.
 *
 * @param model stateful, with an output at every time step; its batch size is the number of sequences
 * @param x [sequences, time steps, features]
 * @param options see {@link PredictInChunksOptions}
 * @returns [sequences, time steps, outputs]; the states of the model are zero afterwards
 * @throws RangeError when the model is not stateful, gives no sequences, or chunks do not fit
 *
 * Lesson: notebooks/03-gated-cells/3.3. Check: equal to the same weights over the whole sequences.
 */
export function predictInChunks(model: tf.LayersModel, x: Series, options: PredictInChunksOptions): Targets {
  checkOptions('predictInChunks', options, ['chunk', 'reset', 'mixed']);
  const {chunk, reset = false, mixed = false} = options;
  checkWhole('predictInChunks: chunk', chunk);
  checkFlags('predictInChunks', {reset, mixed});
  if (!model.stateful) throw new RangeError('predictInChunks needs a stateful model: build it with stateful: true');
  if (model.outputs[0].shape.length !== 3) {
    throw new RangeError('predictInChunks needs an output at every time step: build the model with returnSequences');
  }
  const [n, steps, features] = x.shape;
  const batch = model.inputs[0].shape[0];
  if (batch !== n) throw new RangeError(`predictInChunks: the model reads ${batch} sequences at a time, x has ${n}`);
  if (steps % chunk !== 0) throw new RangeError(`predictInChunks: ${steps} time steps are no whole chunks of ${chunk}`);
  const outputs = model.outputs[0].shape[2] as number;
  const values = new Float64Array(n * steps * outputs);
  model.resetStates();
  for (let k = 0; k < steps / chunk; k++) {
    if (reset) model.resetStates();
    // The sequences move down a row, their states stay where they are.
    const rowOf = (i: number) => (mixed ? (i + k) % n : i);
    const part = tf.tidy(() => {
      const whole = tf
        .tensor3d(Float32Array.from(x.values), [n, steps, features])
        .slice([0, k * chunk, 0], [n, chunk, features]);
      const order = Array.from({length: n}, (_, row) => row).sort((a, b) => rowOf(a) - rowOf(b));
      return (model.predict(mixed ? whole.gather(order) : whole, {batchSize: n}) as tf.Tensor).dataSync();
    });
    for (let i = 0; i < n; i++) {
      const from = rowOf(i) * chunk * outputs;
      values.set(part.subarray(from, from + chunk * outputs), (i * steps + k * chunk) * outputs);
    }
  }
  model.resetStates();
  return new Targets(values, [n, steps, outputs]);
}

import type * as tf from '@tensorflow/tfjs';
import type {ClipOptions} from './clipping';
import type {Tables} from './examples';
import type {NormWatch} from './gradient-norms';

/** Some rows of the training data. */
export interface Batch extends Tables {
  /** Numbers of the examples. */
  rows: ArrayLike<number>;
}

/** Trains a compiled model batch by batch: on the gradient tape, or by a static plan. */
export interface Trainer {
  readonly model: tf.LayersModel;
  /** Names of what {@link trainOnBatch} and {@link evaluate} give: 'loss', then the metrics. */
  readonly names: string[];
  /** One step of the optimizer; gives loss and metrics before the step. A loss that is not finite changes nothing. */
  trainOnBatch(batch: Batch, limits: ClipOptions, watch?: NormWatch): number[];
  /** Loss and metrics over all examples, without training. */
  evaluate(tables: Tables, batchSize: number): number[];
  /** A copy of all weights of the model. */
  copyWeights(): tf.Tensor[];
  /** Brings the model's own variables and the optimizer up to date. */
  writeBack(): void;
  /** Takes over weights that were set in the model since {@link writeBack}. */
  refresh(): void;
  /** Writes back and gives all memory back. */
  finish(): void;
}

import * as tf from '@tensorflow/tfjs';
import {checkOptions, checkWhole, show} from '../data/arguments';
import {borrowKernels, countProgram, returnKernels} from '../engine/internal';
import {describeModel, ModelWeights} from './plan/describe-model';

/** Options of {@link trainingMemory}. */
export interface TrainingMemoryOptions {
  /** Sequences of a batch; defaults to 32. */
  batchSize?: number;
}

/** Bytes of one batch, see {@link trainingMemory}. */
export interface TrainingMemory {
  /** Values of all layers, and what the way back needs of the way forward. */
  kept: number;
  /** Gradients of these values. */
  gradients: number;
}

/**
 * How much memory a batch takes while a model trains: all that stays from the way forward until the way back has used it.
 *
 * Counted from the plan by which `fit` trains, not measured, so it is the same on every machine. Weights, the optimizer's
 * numbers and what one operation needs for a moment do not count.
 *
 * @param model with one input of a fixed shape
 * @param options see {@link TrainingMemoryOptions}
 * @returns bytes, float32
 * @throws RangeError for another model; NotPlannable where a layer has no plan
 *
 * Lesson: notebooks/03-gated-cells/3.4. Check: grows in proportion to batch and steps.
 */
export function trainingMemory(model: tf.LayersModel, options: TrainingMemoryOptions = {}): TrainingMemory {
  checkOptions('trainingMemory', options, ['batchSize']);
  const {batchSize = 32} = options;
  checkWhole('trainingMemory: batchSize', batchSize);
  if (!(model instanceof tf.LayersModel)) {
    throw new TypeError(`trainingMemory: model must be a tf.LayersModel, got ${show(model)}`);
  }
  const shapes = model.inputs.map(({shape}) => shape.slice(1));
  if (shapes.length !== 1 || shapes[0].some((size) => size === null)) {
    const given = shapes.map((shape) => `[${shape.map(String).join(', ')}]`).join(' and ');
    throw new RangeError(`trainingMemory: model must have one input of a fixed shape, got ${given}`);
  }
  const kernels = borrowKernels();
  try {
    const {kept, gradients} = countProgram(kernels, true, (room) =>
      describeModel(model, [[batchSize, ...(shapes[0] as number[])]], new ModelWeights(model), undefined, room),
    );
    return {kept: 4 * kept, gradients: 4 * gradients};
  } finally {
    returnKernels(kernels);
  }
}

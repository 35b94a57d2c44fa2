import * as tf from '@tensorflow/tfjs';
import type {RandomState} from '../../layers';
import {layerNames} from '../gradient-norms';
import {ArrayOptimizer} from '../optimizers';
import {writeRate} from '../schedules/learning-rate';
import type {Checkpoint, SavedOptimizer, SavedWeight} from './checkpoint';

/** A layer that draws from a generator of its own. */
interface RandomLayer {
  randomState: RandomState | undefined;
}

function randomLayers(model: tf.LayersModel): RandomLayer[] {
  return model.layers.flatMap((layer) => {
    const {layer: inner} = layer as unknown as {layer?: tf.layers.Layer}; // of a wrapper such as TimeDistributed
    return [layer, ...(inner ? [inner] : [])].flatMap((one) => {
      if (one instanceof tf.LayersModel) return randomLayers(one);
      return 'randomState' in one ? [one as unknown as RandomLayer] : [];
    });
  });
}

function saveWeights(model: tf.LayersModel): SavedWeight[] {
  return model.weights.map((weight) => {
    const tensor = weight.read();
    return {name: weight.name, shape: [...tensor.shape], values: Float32Array.from(tensor.dataSync())};
  });
}

const trainableNames = (model: tf.LayersModel) =>
  model.trainableWeights.map((weight) => (weight.read() as tf.Variable).name);

async function saveOptimizer(model: tf.LayersModel): Promise<SavedOptimizer> {
  const {optimizer} = model;
  const {learningRate} = optimizer as unknown as {learningRate?: number};
  const saved: SavedOptimizer = {className: optimizer.getClassName(), iterations: optimizer.iterations, learningRate};
  if (optimizer instanceof ArrayOptimizer) {
    const slots = trainableNames(model).map(
      (name) => optimizer.slotsOf(name)?.map((values) => Float32Array.from(values)) ?? null,
    );
    return {...saved, slots};
  }
  const kept = await optimizer.getWeights();
  const stock = kept.map(({name, tensor}) => ({
    ...{name, shape: [...tensor.shape]},
    values: Float32Array.from(tensor.dataSync()),
  }));
  kept.find(({name}) => name === 'iter')?.tensor.dispose(); // made for this call; the others are the optimizer's own
  return {...saved, stock};
}

/** Names of a model's outputs, after which tfjs names their losses and metrics. */
export function outputNames(model: tf.LayersModel): string[] {
  return model.outputs.map((output) => (output as unknown as {sourceLayer: tf.layers.Layer}).sourceLayer.name);
}

/** What a checkpoint knows of the model itself: weights, optimizer, random states. */
export async function captureModel(
  model: tf.LayersModel,
): Promise<Pick<Checkpoint, 'weights' | 'layers' | 'outputs' | 'optimizer' | 'randomStates'>> {
  const randomStates = randomLayers(model).map(({randomState}) => randomState ?? null);
  return {
    weights: saveWeights(model),
    layers: layerNames(model),
    outputs: outputNames(model),
    optimizer: await saveOptimizer(model),
    randomStates,
  };
}

/**
 * Whether a checkpoint belongs to a model of this form.
 *
 * @throws RangeError that names the first difference
 */
export function checkFits(model: tf.LayersModel, {weights, optimizer, randomStates}: Checkpoint): void {
  const own = model.weights;
  if (own.length !== weights.length) {
    throw new RangeError(`resumeFrom: the model has ${own.length} weights, the checkpoint ${weights.length}`);
  }
  own.forEach((weight, i) => {
    const [wants, has] = [weight.read().shape, weights[i].shape];
    if (wants.length !== has.length || wants.some((n, k) => n !== has[k])) {
      throw new RangeError(`resumeFrom: ${weight.name} has shape [${wants}], in the checkpoint [${has}]`);
    }
  });
  const className = model.optimizer.getClassName();
  if (className !== optimizer.className) {
    throw new RangeError(`resumeFrom: the model's optimizer is ${className}, the checkpoint's ${optimizer.className}`);
  }
  const {slots} = optimizer;
  if (slots && model.optimizer instanceof ArrayOptimizer) {
    const {slotCount} = model.optimizer;
    const other = slots.find((kept) => kept !== null && kept.length !== slotCount);
    if (other) {
      throw new RangeError(
        `resumeFrom: the optimizer keeps ${slotCount} numbers a weight, the checkpoint ${other.length}`,
      );
    }
  }
  const count = randomLayers(model).length;
  if (count !== randomStates.length) {
    throw new RangeError(`resumeFrom: the model has ${count} random layers, the checkpoint ${randomStates.length}`);
  }
}

/** Puts a model where the checkpoint was; to be called after {@link checkFits}. */
export async function restoreModel(model: tf.LayersModel, checkpoint: Checkpoint): Promise<void> {
  const {weights, optimizer: saved, randomStates} = checkpoint;
  model.weights.forEach((weight, i) => {
    const {shape, values} = weights[i];
    const tensor = tf.tensor(Float32Array.from(values), shape);
    (weight.read() as tf.Variable).assign(tensor);
    tensor.dispose();
  });
  randomLayers(model).forEach((layer, i) => {
    layer.randomState = randomStates[i] ?? undefined;
  });
  const {optimizer} = model;
  if (optimizer instanceof ArrayOptimizer) {
    optimizer.setIterations(saved.iterations);
    trainableNames(model).forEach((name, i) => {
      optimizer.setSlots(
        name,
        saved.slots?.[i]?.map((values) => Float32Array.from(values)),
      );
    });
  } else if (saved.stock) {
    const named = saved.stock.map(({name, shape, values}) => ({
      name,
      tensor: tf.tensor(values, shape, name === 'iter' ? 'int32' : 'float32'),
    }));
    await optimizer.setWeights(named);
    tf.dispose(named.map(({tensor}) => tensor));
  }
  if (saved.learningRate !== undefined) writeRate(optimizer, saved.learningRate);
}

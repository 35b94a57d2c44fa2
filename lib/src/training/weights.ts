import * as tf from '@tensorflow/tfjs';
import {type Examples, readTable, type Table, type Tables} from './examples';

/** Weights of classes, by class number; classes that are not named weigh 1. */
export type ClassWeights = Record<number, number>;

/** Weights of an output's examples: one table, or one (or undefined) for each output. */
export type ExampleWeights = Examples | (Examples | undefined)[];

const show = (shape: (number | null)[]) => `[examples${shape.map((n) => `, ${n ?? '?'}`).join('')}]`;

/**
 * Weights of the examples, one table or undefined for each output.
 *
 * @throws RangeError for shapes that fit neither the examples nor the time steps, and for weights below 0
 */
export function readWeights(
  weights: ExampleWeights | undefined,
  model: tf.LayersModel,
  count: number,
  name: string,
): (Table | undefined)[] {
  const outputs = model.outputs.map(({shape}) => shape.slice(1, -1));
  const given = weights === undefined ? [] : Array.isArray(weights) ? weights : [weights];
  if (given.length > 0 && given.length !== outputs.length) {
    throw new RangeError(`${name}: the model has ${outputs.length} output(s), got ${given.length} table(s) of weights`);
  }
  return outputs.map((steps, i) => {
    const one = given[i];
    if (one === undefined) return undefined;
    const label = given.length > 1 ? `${name}[${i}]` : name;
    const table = readTable(one, label);
    const [examples, ...rest] = table.shape;
    const perExample = rest.length === 0 || (rest.length === 1 && rest[0] === 1);
    const perStep = rest.length === steps.length && rest.every((n, k) => steps[k] === null || steps[k] === n);
    if (examples !== count || !(perExample || perStep)) {
      const forms = ['[examples]', ...(steps.length > 0 ? [show(steps)] : [])].join(' or ');
      throw new RangeError(`${label}: weights must be ${forms} for ${count} examples, got shape [${table.shape}]`);
    }
    const wrong = table.values.findIndex((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
    if (wrong >= 0) throw new RangeError(`${label}: weights must be 0 or more, got ${table.values[wrong]}`);
    return table;
  });
}

/** @throws RangeError for class numbers or weights that are none */
export function checkClassWeights(classWeights: ClassWeights): void {
  for (const [name, weight] of Object.entries(classWeights)) {
    if (!/^\d+$/.test(name)) throw new RangeError(`classWeights: a class is a whole number from 0, got ${name}`);
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`classWeights[${name}] must be 0 or more, got ${weight}`);
    }
  }
}

/** Classes of targets, one-hot or as numbers; of the shape without the last axis, where that one counts classes. */
function classesOf({values, shape}: Table, outputShape: (number | null)[]): {classes: number[]; shape: number[]} {
  const last = shape[shape.length - 1];
  if (shape.length < outputShape.length) return {classes: Array.from(values, Math.round), shape};
  const classes = Array.from({length: values.length / last}, (_, row) => {
    if (last === 1) return Math.round(values[row]);
    let best = 0;
    for (let k = 1; k < last; k++) if (values[row * last + k] > values[row * last + best]) best = k;
    return best;
  });
  return {classes, shape: shape.slice(0, -1)};
}

/** Multiplies weights of examples [n] and of steps [n, ...] in the form of the second. */
function product(a: Table, b: Table): Table {
  const [few, many] = a.values.length < b.values.length ? [a, b] : [b, a];
  const each = many.values.length / few.values.length;
  const values = Float32Array.from(many.values, (value, i) => value * few.values[Math.floor(i / each)]);
  return {...many, values, dtype: 'float32'};
}

/**
 * The weights with those of the classes in them: an example (or step) weighs what its class does.
 *
 * @throws RangeError for a model of several outputs
 */
export function withClassWeights(
  tables: Tables,
  classWeights: ClassWeights | undefined,
  model: tf.LayersModel,
): (Table | undefined)[] {
  if (!classWeights) return tables.weights;
  const {outputs} = model;
  if (outputs.length > 1) {
    throw new RangeError(`classWeights need a model of one output, got ${outputs.length}: give data.weights instead`);
  }
  const {classes, shape} = classesOf(tables.y[0], outputs[0].shape);
  const values = Float32Array.from(classes, (number) => classWeights[number] ?? 1);
  const table: Table = {values, shape, dtype: 'float32', width: values.length / shape[0]};
  const [given] = tables.weights;
  return [given ? product(given, table) : table];
}

/**
 * Weights with axes of 1 added or taken away at the end.
 *
 * @throws RangeError for weights of time steps where the losses are those of whole examples
 */
function raiseTo(weights: tf.Tensor, rank: number): tf.Tensor {
  const {shape} = weights;
  if (shape.slice(rank).some((size) => size !== 1)) {
    throw new RangeError(`weights of shape [${shape}] need a loss for each time step, but this one has ${rank} axes`);
  }
  return weights.reshape([...shape.slice(0, rank), ...Array<number>(Math.max(0, rank - shape.length)).fill(1)]);
}

/**
 * The mean of losses as Keras 3 takes it (sum_over_batch_size): each is multiplied with its weight, and their sum divided by
 * their count, not by the sum of the weights; the mask is scaled so that the mean goes over the unmasked steps.
 *
 * @param losses [batch] or [batch, time steps]; one number where there are no weights
 * @param weights [batch], [batch, 1] or of the losses' shape
 * @param mask 0 or 1; counts only where it has the losses' shape
 * @throws RangeError where weights do not fit the losses
 */
export function weightedMean(losses: tf.Tensor, weights?: tf.Tensor, mask?: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    let weighted = losses;
    if (mask && fitsMask(mask, losses.shape)) {
      const kept = mask.toFloat();
      weighted = weighted.mul(kept.mul(tf.divNoNan(kept.size, kept.sum())));
    }
    if (!weights) return tf.mean(weighted);
    if (losses.rank === 0) {
      throw new RangeError('weights need a loss for each example, but this one gives one number for the batch');
    }
    return tf.mean(weighted.mul(raiseTo(weights, losses.rank)));
  });
}

/** Whether a mask belongs to losses (or values) of this shape. */
export function fitsMask(mask: {shape: number[]} | undefined, shape: number[]): boolean {
  return mask !== undefined && mask.shape.length === shape.length && mask.shape.every((n, i) => n === shape[i]);
}

/** Mean of a metric over the unmasked steps. */
export function metricMean(values: tf.Tensor, mask: tf.Tensor | undefined): tf.Scalar {
  if (!mask || !fitsMask(mask, values.shape)) return tf.mean(values);
  const kept = mask.toFloat();
  return tf.divNoNan(tf.where(mask.toBool(), values, 0).sum(), kept.sum());
}

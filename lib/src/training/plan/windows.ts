import type * as tf from '@tensorflow/tfjs';
import {type Kernels, padded} from '../../engine/internal';
import type {Table, Tables} from '../examples';
import {hasMasks} from '../output-masks';
import type {Batch} from '../trainer';
import type {CarriedState} from './describe-model';
import {checkStepwise} from './stepwise';

/** How sequences are cut for truncated backpropagation through time. */
export interface Truncation {
  /** Time steps of a window, and most steps that the gradient runs back; the last window may be shorter. */
  steps: number;
  /**
   * When the optimizer steps. 'sequence': once a batch, by the sum of the gradients of all windows, so that the forward
   * pass is that of the whole sequence. 'window': after each window, as a stateful model of Keras does. Defaults to
   * 'sequence'.
   */
  update?: 'sequence' | 'window';
}

/** Some steps of a batch. */
export interface Window {
  batch: Batch;
  /** Its part of all steps that the loss is a mean of. */
  share: number;
  /** Whether there are targets in it. */
  hasTargets: boolean;
}

/** Whether the outputs of a model are sequences (or else one vector an example). */
const givesSequences = (model: tf.LayersModel): boolean => model.outputs[0].shape.length > 2;

/**
 * Whether a model may be run window by window.
 *
 * @throws NotPlannable for a layer that looks beyond its step; RangeError for masks, and data without a common axis of time
 */
export function checkWindows(model: tf.LayersModel, {x, y}: Tables): void {
  checkStepwise(model);
  if (hasMasks(model)) throw new RangeError('truncate: masked sequences cannot be cut into windows');
  const [, steps] = x[0].shape;
  x.forEach(({shape}, i) => {
    const isSequence = model.inputs[i].shape.length > 2 || (shape.length === 2 && model.layers.some(hasVocabulary));
    if (!isSequence || shape[1] !== steps) {
      throw new RangeError(`truncate: inputs must be sequences of one length, [${shape}] beside ${steps} time steps`);
    }
  });
  const perStep = givesSequences(model);
  model.outputs.forEach((output, i) => {
    if (output.shape.length > 2 !== perStep) {
      throw new RangeError('truncate: outputs must be sequences all, or one vector an example all');
    }
    if (perStep && y[i].shape[1] !== steps) {
      throw new RangeError(`truncate: targets of shape [${y[i].shape}] have not the inputs' ${steps} time steps`);
    }
  });
}

const hasVocabulary = (layer: tf.layers.Layer) => layer.getClassName() === 'Embedding';

/** Steps from..to of some examples; the table then holds just those. */
function cut({values, shape, width, dtype}: Table, rows: ArrayLike<number>, from: number, to: number): Table {
  const [steps, ...rest] = shape.slice(1);
  const perStep = width / steps;
  const size = (to - from) * perStep;
  const part = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * width + from * perStep;
    part.set(values.subarray(start, start + size), i * size);
  }
  return {values: part, shape: [rows.length, to - from, ...rest], width: size, dtype};
}

/** Cuts a batch of sequences into windows of time. */
export function windowsOf(model: tf.LayersModel, {x, y, weights, rows}: Batch, {steps: size}: Truncation): Window[] {
  const steps = x[0].shape[1];
  const perStep = givesSequences(model);
  const all = Array.from({length: rows.length}, (_, i) => i);
  const whole = (table: Table) => cut({...table, shape: [table.shape[0], 1, ...table.shape.slice(1)]}, rows, 0, 1);
  const unchanged = (table: Table): Table => {
    const {shape, ...rest} = whole(table);
    return {...rest, shape: [shape[0], ...shape.slice(2)]};
  };
  const windows: Window[] = [];
  for (let from = 0; from < steps; from += size) {
    const to = Math.min(steps, from + size);
    const part = (table: Table) => cut(table, rows, from, to);
    const batch: Batch = {
      x: x.map(part),
      y: y.map(perStep ? part : unchanged),
      weights: weights.map((table) => {
        const ofSteps = perStep && table?.shape.length === 2 && table.shape[1] === steps && steps > 1;
        return table && (ofSteps ? part(table) : unchanged(table));
      }),
      rows: all,
    };
    const isLast = to === steps;
    windows.push({batch, share: perStep ? (to - from) / steps : Number(isLast), hasTargets: perStep || isLast});
  }
  return windows;
}

const floatsOf = ({to: {shape}}: CarriedState) => shape[0] * padded(shape[1]);

/** The states at the end of a window. */
export function readStates(kernels: Kernels, carried: CarriedState[]): Float32Array[] {
  return carried.map((state) => kernels.view(state.from.at, floatsOf(state)).slice());
}

/** Sets the states at the start of a window; zeros where none are given. */
export function writeStates(kernels: Kernels, carried: CarriedState[], states: Float32Array[] | undefined): void {
  carried.forEach((state, i) => {
    const view = kernels.view(state.to.at, floatsOf(state));
    if (states) view.set(states[i]);
    else view.fill(0);
  });
}

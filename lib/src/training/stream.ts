import * as tf from '@tensorflow/tfjs';
import {checkOptions, checkWhole, show} from '../data/arguments';
import {simdWorks} from '../engine';
import {
  borrowKernels,
  FlatWeights,
  type Kernels,
  Program,
  ProgramRoom,
  padded,
  returnKernels,
} from '../engine/internal';
import {type CarriedState, describeModel, ModelWeights} from './plan/describe-model';
import {checkStepwise} from './plan/stepwise';

/** Options of {@link stream}. */
export interface StreamOptions {
  /** Sequences that go on side by side; defaults to 1. */
  batchSize?: number;
}

/**
 * A recurrent model that is fed one time step after the other and remembers its states in between: what a model costs
 * when it runs live. Holds the weights of the moment when it was made.
 */
export class Stream {
  private readonly kernels: Kernels;
  private readonly program: Program;
  private readonly carried: CarriedState[] = [];
  private readonly width: number;
  private isDisposed = false;

  constructor(model: tf.LayersModel, options: StreamOptions = {}) {
    checkOptions('stream', options, ['batchSize']);
    const {batchSize = 1} = options;
    checkWhole('stream: batchSize', batchSize);
    if (!(model instanceof tf.LayersModel))
      throw new TypeError(`stream: model must be a tf.LayersModel, got ${show(model)}`);
    if (!simdWorks()) throw new Error('a stream needs WebAssembly SIMD, which this machine does not have');
    if (model.inputs.length !== 1)
      throw new RangeError(`stream: model must have one input, got ${model.inputs.length}`);
    checkStepwise(model);
    const features = model.inputs[0].shape.slice(2) as number[];
    const shape = [batchSize, 1, ...features];
    this.width = shape.reduce((product, size) => product * size, 1);
    const weights = new ModelWeights(model);
    this.kernels = borrowKernels();
    try {
      describeModel(model, [shape], weights, undefined, new ProgramRoom(this.kernels, false), []);
      const flat = new FlatWeights(this.kernels, weights.specs, 0);
      weights.variables.forEach((variable, i) => {
        flat.write(i, variable.read().dataSync() as Float32Array);
      });
      const place = this.kernels.take(0);
      this.program = new Program(this.kernels, false, place, (room) => {
        this.carried.length = 0;
        return describeModel(model, [shape], weights, flat.weights, room, this.carried);
      });
      this.kernels.take(this.program.floats);
      this.reset();
    } catch (error) {
      returnKernels(this.kernels);
      throw error;
    }
  }

  /** Forgets all states: the next step is the first of a new sequence. */
  reset(): void {
    this.program.enter();
  }

  /**
   * Goes one time step on.
   *
   * @param values the step's features, batchSize * features numbers
   * @returns what the model gives for this step: batchSize * outputs numbers, an array of their own
   * @throws RangeError for another count of numbers; Error after {@link dispose}
   */
  step(values: ArrayLike<number>): Float32Array {
    if (this.isDisposed) throw new Error('this stream is disposed of: make a new one');
    if (values.length !== this.width)
      throw new RangeError(`Stream.step: values must be ${this.width} number(s), got ${values.length}`);
    this.program.write(0, values);
    this.program.forward();
    const output = this.program.read(0);
    const {run} = this.kernels;
    for (const {from, to} of this.carried) {
      run.copyRows(1, 1, to.shape[0] * padded(to.shape[1]), from.at, 0, 0, to.at, 0, 0);
    }
    return output;
  }

  /** Gives the memory back. */
  dispose(): void {
    if (!this.isDisposed) returnKernels(this.kernels);
    this.isDisposed = true;
  }
}

/**
 * A model that goes on step by step, see {@link Stream}.
 *
 * @param model of SimpleRNN, LSTM or GRU layers and layers that act on each step by itself; one input
 *   [batch, time steps, features]
 * @param options see {@link StreamOptions}
 * @returns the stream, to be disposed of after use
 * @throws NotPlannable for a model with a layer that reads backwards or looks at several steps
 *
 * Check: the same numbers as predict on the whole sequence (lib/test/training/stream.test.ts).
 */
export function stream(model: tf.LayersModel, options: StreamOptions = {}): Stream {
  return new Stream(model, options);
}

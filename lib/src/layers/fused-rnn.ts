import * as tf from '@tensorflow/tfjs';
import {type RecurrenceOptions, simdWorks} from '../engine';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

/** What a call of a layer brings along. */
export type Keywords = {mask?: tf.Tensor | tf.Tensor[]; training?: boolean; initialState?: tf.Tensor[]};

/** A variable of a layer; tfjs does not export its type. */
export interface Weight {
  read(): tf.Tensor;
}

/** As much of a recurrent cell as the layers here need to know. */
export interface FusedCell {
  units: number;
  dropout: number;
  recurrentDropout: number;
  kernel: Weight;
  recurrentKernel: Weight;
  bias: Weight | null;
  stateSize: number | number[];
  calculateLosses(): tf.Scalar[];
  dropoutMask?: unknown;
  recurrentDropoutMask?: unknown;
}

/** What the kernels of every recurrent layer compute with. */
export interface FusedInputs {
  x: tf.Tensor3D;
  kernel: tf.Tensor2D;
  recurrentKernel: tf.Tensor2D;
  bias?: tf.Tensor;
  /** As many as the layer has states, or none. */
  initialStates: tf.Tensor2D[];
  mask?: tf.Tensor2D;
}

const one = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);

/** @throws RangeError that names layer, option and value */
export function checkRnnOptions(
  layer: string,
  options: {units: number; dropout?: number; recurrentDropout?: number},
): void {
  const {units, dropout, recurrentDropout} = options;
  if (!(Number.isInteger(units) && units > 0)) {
    throw new RangeError(`${layer}: units must be a whole number above 0, got ${units}`);
  }
  for (const [name, rate] of Object.entries({dropout, recurrentDropout})) {
    if (rate != null && !(rate >= 0 && rate < 1)) {
      throw new RangeError(`${layer}: ${name} must lie in [0, 1), got ${rate}`);
    }
  }
}

/**
 * A recurrent layer of tfjs whose sequences run on the engine's kernels where they know what is asked for, else on
 * tfjs' own operations, step by step: slow, but they know every option. Its cell owns the weights.
 */
export abstract class FusedRnn extends tf.RNN {
  /** The cell with the fields that tfjs keeps to itself. */
  private get fusedCell(): FusedCell {
    return this.cell as unknown as FusedCell;
  }

  /** Width of state and output. */
  get units(): number {
    return this.fusedCell.units;
  }

  /** Whether the kernels know the layer's activations. */
  protected abstract get hasKernel(): boolean;

  /** The layer on the kernels: its output and its last states. */
  protected abstract runFused(
    inputs: FusedInputs,
    options: RecurrenceOptions,
  ): {output: tf.Tensor; states: tf.Tensor2D[]};

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.built) return;
    super.build(inputShape);
    this.built = true;
  }

  /** Penalties of the weights' regularizers (tf.RNN forgets those of its cell). */
  override calculateLosses(): tf.Scalar[] {
    return [...super.calculateLosses(), ...this.fusedCell.calculateLosses()];
  }

  override apply(
    inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
    keywords?: object,
  ): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[] {
    // A copy: tf.RNN writes the initial state into the keywords, which tfjs hands on to the next layer.
    return super.apply(inputs, {...keywords});
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const {dropout, recurrentDropout} = this.fusedCell;
    const drops = keywords?.training === true && (dropout > 0 || recurrentDropout > 0);
    if (!this.hasKernel || drops || !simdWorks()) return this.callStock(inputs, keywords);
    return tf.tidy(() => this.callFused(one(inputs) as tf.Tensor3D, keywords ?? {}));
  }

  private callStock(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const cell = this.fusedCell;
    tf.dispose([cell.dropoutMask ?? [], cell.recurrentDropoutMask ?? []] as tf.TensorContainer);
    cell.dropoutMask = null;
    cell.recurrentDropoutMask = null;
    return super.call(inputs, keywords);
  }

  private callFused(x: tf.Tensor3D, keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const {kernel, recurrentKernel, bias, stateSize} = this.fusedCell;
    const {goBackwards, returnSequences} = this;
    const given = keywords.initialState ?? (this.stateful ? this.states : []);
    const count = Array.isArray(stateSize) ? stateSize.length : 1;
    if (given.length !== 0 && given.length !== count) {
      throw new RangeError(`${this.name} has ${count} state(s), got ${given.length} initial states`);
    }
    const {output, states} = this.runFused(
      {
        x: x.dtype === 'float32' ? x : x.toFloat(),
        kernel: kernel.read() as tf.Tensor2D,
        recurrentKernel: recurrentKernel.read() as tf.Tensor2D,
        bias: bias?.read(),
        initialStates: given as tf.Tensor2D[],
        mask: keywords.mask ? (one(keywords.mask) as tf.Tensor2D) : undefined,
      },
      {goBackwards, returnSequences, stateGradient: this.returnState},
    );
    if (this.stateful) this.resetStates(states); // the old states go: the gradient keeps what it needs of them
    return this.returnState ? [output, ...states] : output;
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

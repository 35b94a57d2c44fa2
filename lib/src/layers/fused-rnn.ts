import * as tf from '@tensorflow/tfjs';
import {nextSeed, type RecurrenceOptions, simdWorks} from '../engine';
import type {DropoutKind} from '../engine/internal';
import {forgetStates, type Keywords, withStates} from './given-states';
import {installSeededInitialisers} from './initialisers';
import {takeKeywords} from './mask-flow';

installSeededInitialisers();

/** Options that every fused recurrent layer has beside those of tfjs. */
export interface FusedRnnOptions {
  /**
   * How `dropout` and `recurrentDropout` choose while training. 'variational': one mask for each sequence, the same at all
   * of its steps (Gal and Ghahramani 2016; Keras). 'plain': a new mask at each step. Defaults to 'variational'.
   */
  dropoutKind?: DropoutKind;
}

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
  options: FusedRnnOptions & {units: number; dropout?: number; recurrentDropout?: number},
): void {
  const {units, dropout, recurrentDropout, dropoutKind = 'variational'} = options;
  if (!(Number.isInteger(units) && units > 0)) {
    throw new RangeError(`${layer}: units must be a whole number above 0, got ${units}`);
  }
  for (const [name, rate] of Object.entries({dropout, recurrentDropout})) {
    if (rate != null && !(rate >= 0 && rate < 1)) {
      throw new RangeError(`${layer}: ${name} must lie in [0, 1), got ${rate}`);
    }
  }
  if (!['variational', 'plain'].includes(dropoutKind)) {
    throw new RangeError(`${layer}: dropoutKind must be 'variational' or 'plain', got '${dropoutKind}'`);
  }
}

/** @throws RangeError or TypeError that names the layer, unless x is a batch of sequences (of so many features) */
export function checkSequences(layer: string, {rank, shape, dtype}: tf.Tensor, features?: number): void {
  if (rank !== 3)
    throw new RangeError(`${layer}: inputs must have shape [batch, time steps, features], got [${shape}]`);
  if (features !== undefined && shape[2] !== features) {
    throw new RangeError(`${layer}: inputs must have ${features} feature(s), got shape [${shape}]`);
  }
  if (shape[0] === 0) throw new RangeError(`${layer}: inputs need at least one example, got shape [${shape}]`);
  if (shape[1] === 0) throw new RangeError(`${layer}: inputs need at least one time step, got shape [${shape}]`);
  if (dtype === 'string' || dtype === 'complex64') {
    throw new TypeError(`${layer}: inputs must be numbers, got ${dtype} of shape [${shape}]`);
  }
}

/**
 * A recurrent layer of tfjs whose sequences run on the engine's kernels where they know what is asked for, else on
 * tfjs' own operations, step by step: slow, but they know every option. Its cell owns the weights.
 */
export abstract class FusedRnn extends tf.RNN {
  /** See {@link FusedRnnOptions}. */
  readonly dropoutKind: DropoutKind;

  constructor({dropoutKind = 'variational', ...options}: tf.RNNLayerArgs & FusedRnnOptions) {
    super(options);
    this.dropoutKind = dropoutKind;
  }

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
    tf.tidy(() => super.build(inputShape)); // tfjs leaves the parts of a forget gate's first bias behind
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
    // A copy: tf.RNN writes the initial state into the keywords, which tfjs hands on to the next layer, as it does masks.
    const outputs = super.apply(inputs, takeKeywords(keywords));
    forgetStates(this, inputs);
    return outputs;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], given: Keywords): tf.Tensor | tf.Tensor[] {
    const [x, keywords] = withStates(inputs, given);
    checkSequences(this.name, x, this.fusedCell.kernel.read().shape[0]);
    if (!this.hasKernel || !simdWorks()) return this.callStock(x, keywords);
    return tf.tidy(() => this.callFused(x as tf.Tensor3D, keywords));
  }

  private callStock(x: tf.Tensor, keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const cell = this.fusedCell;
    if (
      this.dropoutKind === 'plain' &&
      keywords?.training === true &&
      (cell.dropout > 0 || cell.recurrentDropout > 0)
    ) {
      throw new RangeError(`${this.name}: dropoutKind 'plain' needs activations that the kernels know`);
    }
    tf.dispose([cell.dropoutMask ?? [], cell.recurrentDropoutMask ?? []] as tf.TensorContainer);
    cell.dropoutMask = null;
    cell.recurrentDropoutMask = null;
    return super.call(x, keywords);
  }

  private callFused(x: tf.Tensor3D, keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const {kernel, recurrentKernel, bias, stateSize, dropout: inputs, recurrentDropout: states} = this.fusedCell;
    const {goBackwards, returnSequences, dropoutKind: kind} = this;
    const drops = keywords.training === true && (inputs > 0 || states > 0);
    const given = keywords.initialState ?? (this.stateful ? this.states : []);
    const count = Array.isArray(stateSize) ? stateSize.length : 1;
    if (given.length !== 0 && given.length !== count) {
      throw new RangeError(`${this.name} has ${count} state(s), got ${given.length} initial states`);
    }
    const {output, states: last} = this.runFused(
      {
        x: x.dtype === 'float32' ? x : x.toFloat(),
        kernel: kernel.read() as tf.Tensor2D,
        recurrentKernel: recurrentKernel.read() as tf.Tensor2D,
        bias: bias?.read(),
        initialStates: given as tf.Tensor2D[],
        mask: keywords.mask ? (one(keywords.mask) as tf.Tensor2D) : undefined,
      },
      {
        ...{goBackwards, returnSequences, stateGradient: this.returnState},
        dropout: drops ? {inputs, states, kind, nextSeed} : undefined,
      },
    );
    if (this.stateful) this.resetStates(last); // the old states go: the gradient keeps what it needs of them
    return this.returnState ? [output, ...last] : output;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const config = super.getConfig();
    return this.dropoutKind === 'variational' ? config : {...config, dropoutKind: this.dropoutKind};
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

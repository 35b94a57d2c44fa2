import * as tf from '@tensorflow/tfjs';
import {FUSED_ACTIVATIONS, type FusedActivation, fusedSimpleRnn, simdWorks} from '../engine';
import {seededDropout} from './dropout';
import {installSeededInitialisers} from './initialisers';

installSeededInitialisers();

/** Options of {@link simpleRNN}: those of `tf.layers.simpleRNN`, with the defaults of Keras 3. */
export type SimpleRnnOptions = Omit<tf.SimpleRNNLayerArgs, 'cell' | 'dropoutFunc'>;
/** The cell that owns the weights of a {@link SimpleRnn}. */
export type SimpleRnnCell = ReturnType<typeof tf.layers.simpleRNNCell>;

type Keywords = {mask?: tf.Tensor | tf.Tensor[]; training?: boolean; initialState?: tf.Tensor[]};

const one = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);

function isFused(name: string): name is FusedActivation {
  return name in FUSED_ACTIVATIONS;
}

/** A simple recurrent layer, see {@link simpleRNN}. */
export class SimpleRnn extends tf.RNN {
  /** @nocollapse */
  static override className = 'UnrollSimpleRnn';

  constructor(options: SimpleRnnOptions) {
    const cell = {
      ...options,
      kernelInitializer: options.kernelInitializer ?? 'glorotUniform',
      dropoutFunc: seededDropout,
      name: undefined,
    };
    super({...options, cell: tf.layers.simpleRNNCell(cell as tf.SimpleRNNCellLayerArgs)});
  }

  private get ownCell(): SimpleRnnCell {
    return this.cell as SimpleRnnCell;
  }

  /** Width of state and output. */
  get units(): number {
    return this.ownCell.units;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.built) return;
    super.build(inputShape);
    this.built = true;
  }

  /** Penalties of the weights' regularizers (tf.RNN forgets those of its cell). */
  override calculateLosses(): tf.Scalar[] {
    return [...super.calculateLosses(), ...this.cell.calculateLosses()];
  }

  override apply(
    inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
    keywords?: object,
  ): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[] {
    // A copy: tf.RNN writes the initial state into the keywords, which tfjs hands on to the next layer.
    return super.apply(inputs, {...keywords});
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const {dropout, recurrentDropout, activation} = this.ownCell;
    const name = activation.getClassName();
    const drops = keywords?.training === true && (dropout > 0 || recurrentDropout > 0);
    if (!isFused(name) || drops || !simdWorks()) return this.callStock(inputs, keywords);
    return tf.tidy(() => this.callFused(one(inputs) as tf.Tensor3D, name, keywords ?? {}));
  }

  /** The layer by TensorFlow.js' own operations, step by step: slow, but it knows every option. */
  private callStock(inputs: tf.Tensor | tf.Tensor[], keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const cell = this.ownCell as unknown as {dropoutMask: tf.Tensor | null; recurrentDropoutMask: tf.Tensor | null};
    tf.dispose([cell.dropoutMask ?? [], cell.recurrentDropoutMask ?? []]);
    cell.dropoutMask = null;
    cell.recurrentDropoutMask = null;
    return super.call(inputs, keywords);
  }

  private callFused(x: tf.Tensor3D, activation: FusedActivation, keywords: Keywords): tf.Tensor | tf.Tensor[] {
    const {kernel, recurrentKernel, bias} = this.ownCell;
    const {goBackwards, returnSequences} = this;
    const given = keywords.initialState ?? (this.stateful ? this.states : undefined);
    if (given && given.length !== 1) {
      throw new RangeError(`${this.name} has one state, got ${given.length} initial states`);
    }
    const mask = keywords.mask ? one(keywords.mask) : undefined;
    const {output, state} = fusedSimpleRnn(
      {
        x: x.dtype === 'float32' ? x : x.toFloat(),
        kernel: kernel.read() as tf.Tensor2D,
        recurrentKernel: recurrentKernel.read() as tf.Tensor2D,
        bias: bias ? (bias.read() as tf.Tensor1D) : undefined,
        initialState: given?.[0] as tf.Tensor2D | undefined,
        mask: mask as tf.Tensor2D | undefined,
      },
      {...{activation, goBackwards, returnSequences}, stateGradient: this.returnState},
    );
    if (this.stateful) this.resetStates([state]); // the old state goes: the gradient keeps what it needs of it
    return this.returnState ? [output, state] : output;
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}
tf.serialization.registerClass(SimpleRnn);

/**
 * A simple recurrent layer on the engine's fused kernels.
 *
 *     H_t = activation(X_t W_xh + H_{t-1} W_hh + b_h)
 *
 * Takes [batch, time steps, features]; gives the last state [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`. Weights in the order of Keras: kernel [features, units], recurrent kernel [units, units],
 * bias [units]. Masks, initial and returned states, stateful, goBackwards work as in Keras 3.
 *
 * @param options see `tf.layers.simpleRNN`; defaults are those of Keras 3
 * @throws when units is no positive whole number
 *
 * Source: Elman 1990. Differs: tfjs starts from glorotNormal and an unseeded Math.random, Keras 3 (and this) from
 * glorotUniform. Activations other than tanh, relu and linear, and dropout, run on tfjs' own operations (slower).
 * Lesson: notebooks/01-foundations/1.3. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function simpleRNN(options: SimpleRnnOptions): SimpleRnn {
  return new SimpleRnn(options);
}

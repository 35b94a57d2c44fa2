import * as tf from '@tensorflow/tfjs';
import {fusedSimpleRnn, type RecurrenceOptions} from '../engine';
import {FUSED_ACTIVATIONS, type FusedActivation} from '../engine/internal';
import {seededDropout} from './dropout';
import {checkRnnOptions, type FusedInputs, FusedRnn, type FusedRnnOptions} from './fused-rnn';
import {checkLayerOptions, type OptionChecks, RECURRENT_CHECKS} from './layer-options';
import './planning/recurrent';

/** Options of {@link simpleRNN}: those of `tf.layers.simpleRNN`, with the defaults of Keras 3. */
export type SimpleRnnOptions = Omit<tf.SimpleRNNLayerArgs, 'cell' | 'dropoutFunc'> & FusedRnnOptions;
/** The cell that owns the weights of a {@link SimpleRnn}. */
export type SimpleRnnCell = ReturnType<typeof tf.layers.simpleRNNCell>;

function makeCell(options: SimpleRnnOptions): SimpleRnnCell {
  checkRnnOptions('simpleRNN', options);
  const kernelInitializer = options.kernelInitializer ?? 'glorotUniform';
  const cell = {...options, kernelInitializer, dropoutFunc: seededDropout, name: undefined};
  return tf.layers.simpleRNNCell(cell as tf.SimpleRNNCellLayerArgs);
}

/** A simple recurrent layer, see {@link simpleRNN}. */
export class SimpleRnn extends FusedRnn {
  /** The name in saved models is that of tfjs, which can read them. @nocollapse */
  static override className = 'SimpleRNN';

  constructor(options: SimpleRnnOptions) {
    super({...options, cell: makeCell(options)});
  }

  private get activation(): string {
    return (this.cell as SimpleRnnCell).activation.getClassName();
  }

  protected override get hasKernel(): boolean {
    return (FUSED_ACTIVATIONS as readonly string[]).includes(this.activation);
  }

  protected override runFused({initialStates: [initialState], ...inputs}: FusedInputs, options: RecurrenceOptions) {
    const {output, state} = fusedSimpleRnn(
      {...inputs, bias: inputs.bias as tf.Tensor1D | undefined, initialState},
      {...options, activation: this.activation as FusedActivation},
    );
    return {output, states: [state]};
  }
}
tf.serialization.registerClass(SimpleRnn);

const CHECKS: OptionChecks<SimpleRnnOptions> = RECURRENT_CHECKS;

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
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Elman 1990. Differs: tfjs starts from glorotNormal and an unseeded Math.random, Keras 3 (and this) from
 * glorotUniform. Activations other than tanh, relu and linear run on tfjs' own operations (slower).
 * Lesson: notebooks/01-foundations/1.3. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function simpleRNN(options: SimpleRnnOptions): SimpleRnn {
  checkLayerOptions('simpleRNN', options, CHECKS, ['units']);
  return new SimpleRnn(options);
}

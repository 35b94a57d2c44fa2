import * as tf from '@tensorflow/tfjs';
import {fusedLstm, type RecurrenceOptions} from '../engine';
import {seededDropout} from './dropout';
import {checkRnnOptions, type FusedInputs, FusedRnn, type FusedRnnOptions} from './fused-rnn';
import {checkLayerOptions, GATED_CHECKS, KINDS, type OptionChecks} from './layer-options';
import './planning/recurrent';

/** Options of {@link lstm}: those of `tf.layers.lstm`, with the defaults of Keras 3. */
export type LstmOptions = Omit<tf.LSTMLayerArgs, 'cell' | 'dropoutFunc'> & FusedRnnOptions;
/** The cell that owns the weights of an {@link Lstm}. */
export type LstmCell = ReturnType<typeof tf.layers.lstmCell>;

function makeCell(options: LstmOptions): LstmCell {
  checkRnnOptions('lstm', options);
  const defaults = {
    recurrentActivation: options.recurrentActivation ?? 'sigmoid',
    kernelInitializer: options.kernelInitializer ?? 'glorotUniform',
    unitForgetBias: options.unitForgetBias ?? true,
  };
  const cell = {...options, ...defaults, dropoutFunc: seededDropout, name: undefined};
  return tf.layers.lstmCell(cell as tf.LSTMCellLayerArgs);
}

/** A layer of long short-term memory, see {@link lstm}. */
export class Lstm extends FusedRnn {
  /** The name in saved models is that of tfjs, which can read them. @nocollapse */
  static override className = 'LSTM';

  constructor(options: LstmOptions) {
    super({...options, cell: makeCell(options)});
  }

  protected override get hasKernel(): boolean {
    const {activation, recurrentActivation} = this.cell as LstmCell;
    return activation.getClassName() === 'tanh' && recurrentActivation.getClassName() === 'sigmoid';
  }

  protected override runFused(
    {initialStates: [initialState, initialCellState], ...inputs}: FusedInputs,
    options: RecurrenceOptions,
  ) {
    const bias = inputs.bias as tf.Tensor1D | undefined;
    const {output, state, cellState} = fusedLstm({...inputs, bias, initialState, initialCellState}, options);
    return {output, states: [state, cellState]};
  }
}
tf.serialization.registerClass(Lstm);

const CHECKS: OptionChecks<LstmOptions> = {...GATED_CHECKS, unitForgetBias: KINDS.flag};

/**
 * A layer of long short-term memory (LSTM) on the engine's fused kernels.
 *
 *     I = σ(X_t W_xi + H_{t-1} W_hi + b_i)         input gate
 *     F = σ(X_t W_xf + H_{t-1} W_hf + b_f)         forget gate
 *     C̃ = tanh(X_t W_xc + H_{t-1} W_hc + b_c)      candidate cell state
 *     O = σ(X_t W_xo + H_{t-1} W_ho + b_o)         output gate
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃                    H_t = O ⊙ tanh(C_t)
 *
 * The cell state is kept, or forgotten, by a gate instead of being multiplied by a matrix at every step.
 * Takes [batch, time steps, features]; gives the last state H [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`; `returnState` adds H and C. Weights in the order of Keras, gates packed as i f c o: kernel
 * [features, 4 units], recurrent kernel [units, 4 units], bias [4 units], its forget part starting at one. Masks, initial
 * and returned states, stateful, goBackwards work as in Keras 3.
 *
 * @param options see `tf.layers.lstm`; defaults are those of Keras 3
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Hochreiter and Schmidhuber 1997; Gers et al. 2000 (forget gate). Differs: tfjs starts from glorotNormal and opens
 * gates with hardSigmoid, Keras 3 (and this) glorotUniform and sigmoid. Other activations than tanh and sigmoid run
 * on tfjs' own operations (slower). Dropout masks all gates alike; Keras draws a mask for each with `recurrentDropout`. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function lstm(options: LstmOptions): Lstm {
  checkLayerOptions('lstm', options, CHECKS, ['units']);
  return new Lstm(options);
}

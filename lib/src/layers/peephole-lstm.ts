import * as tf from '@tensorflow/tfjs';
import {fusedPeepholeLstm, type RecurrenceOptions} from '../engine';
import {seededDropout} from './dropout';
import {checkRnnOptions, type FusedInputs, FusedRnn} from './fused-rnn';
import {checkLayerOptions, GATED_CHECKS, KINDS, type OptionChecks} from './layer-options';
import type {LstmOptions} from './lstm';
import {PeepholeLstmCell, type PeepholeLstmCellOptions} from './peephole-lstm-cell';
import './planning/recurrent';

/** Options of {@link peepholeLstm}: those of {@link lstm}, and how the peepholes start. */
export type PeepholeLstmOptions = LstmOptions & Pick<PeepholeLstmCellOptions, 'peepholeInitializer'>;

function makeCell(options: PeepholeLstmOptions): PeepholeLstmCell {
  checkRnnOptions('peepholeLstm', options);
  const defaults = {
    recurrentActivation: options.recurrentActivation ?? 'sigmoid',
    kernelInitializer: options.kernelInitializer ?? 'glorotUniform',
    unitForgetBias: options.unitForgetBias ?? true,
  };
  return new PeepholeLstmCell({
    ...options,
    ...defaults,
    dropoutFunc: seededDropout,
    name: undefined,
  } as PeepholeLstmCellOptions);
}

/** A layer of long short-term memory with peepholes, see {@link peepholeLstm}. */
export class PeepholeLstm extends FusedRnn {
  /** @nocollapse */
  static override className = 'PeepholeLSTM';

  constructor(options: PeepholeLstmOptions) {
    super({...options, cell: makeCell(options)});
  }

  protected override get hasKernel(): boolean {
    const {activation, recurrentActivation} = this.cell as PeepholeLstmCell;
    return activation.getClassName() === 'tanh' && recurrentActivation.getClassName() === 'sigmoid';
  }

  protected override runFused(
    {initialStates: [initialState, initialCellState], ...inputs}: FusedInputs,
    options: RecurrenceOptions,
  ) {
    const bias = inputs.bias as tf.Tensor1D | undefined;
    const peepholes = (this.cell as PeepholeLstmCell).peepholes.read() as tf.Tensor2D;
    const tensors = {...inputs, bias, peepholes, initialState, initialCellState};
    const {output, state, cellState} = fusedPeepholeLstm(tensors, options);
    return {output, states: [state, cellState]};
  }
}
tf.serialization.registerClass(PeepholeLstm);

const CHECKS: OptionChecks<PeepholeLstmOptions> = {
  ...{...GATED_CHECKS, unitForgetBias: KINDS.flag, peepholeInitializer: KINDS.initializer},
};

/**
 * A layer of long short-term memory whose gates see the cell state through peepholes, on the engine's fused kernels.
 *
 *     I = σ(X_t W_xi + H_{t-1} W_hi + p_i ⊙ C_{t-1} + b_i)      input gate
 *     F = σ(X_t W_xf + H_{t-1} W_hf + p_f ⊙ C_{t-1} + b_f)      forget gate
 *     C̃ = tanh(X_t W_xc + H_{t-1} W_hc + b_c)                   candidate cell state
 *     C_t = F ⊙ C_{t-1} + I ⊙ C̃                                 cell state
 *     O = σ(X_t W_xo + H_{t-1} W_ho + p_o ⊙ C_t + b_o)          output gate
 *     H_t = O ⊙ tanh(C_t)                                       hidden state
 *
 * Without peepholes a shut output gate hides the cell state from all gates; with them they can count and time exactly.
 * Takes [batch, time steps, features]; gives the last state H [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`; `returnState` adds H and C. Weights, gates packed as i f c o: kernel [features, 4 units],
 * recurrent kernel [units, 4 units], peepholes [3, units] in the order i f o, bias [4 units], its forget part starting at one.
 *
 * @param options see {@link lstm}
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Gers, Schraudolph and Schmidhuber 2002 (Gers and Schmidhuber 2000). Differs: Keras 3 and PyTorch do not have it.
 * Other activations than tanh and sigmoid run on tfjs' own operations (slower). Check: agrees with autograd in PyTorch to
 * 1e-5.
 */
export function peepholeLstm(options: PeepholeLstmOptions): PeepholeLstm {
  checkLayerOptions('peepholeLstm', options, CHECKS, ['units']);
  return new PeepholeLstm(options);
}

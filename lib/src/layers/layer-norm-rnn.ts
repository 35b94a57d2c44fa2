import * as tf from '@tensorflow/tfjs';
import {fusedLayerNormGru, fusedLayerNormLstm, type RecurrenceOptions} from '../engine';
import {seededDropout} from './dropout';
import {checkRnnOptions, type FusedInputs, FusedRnn} from './fused-rnn';
import type {GruOptions} from './gru';
import {LayerNormGruCell, LayerNormLstmCell} from './layer-norm-cells';
import {checkLayerOptions, GATED_CHECKS, KINDS, type OptionChecks} from './layer-options';
import type {LstmOptions} from './lstm';
import './planning/recurrent';

/** Options of {@link layerNormLstm}: those of {@link lstm}. */
export type LayerNormLstmOptions = LstmOptions;
/** Options of {@link layerNormGru}: those of {@link gru} without `resetAfter`. */
export type LayerNormGruOptions = Omit<GruOptions, 'resetAfter'>;

type CellOptions = ConstructorParameters<typeof LayerNormLstmCell>[0];

function cellOptions(layer: string, options: LayerNormLstmOptions | LayerNormGruOptions): CellOptions {
  checkRnnOptions(layer, options);
  return {
    ...options,
    recurrentActivation: options.recurrentActivation ?? 'sigmoid',
    kernelInitializer: options.kernelInitializer ?? 'glorotUniform',
    dropoutFunc: seededDropout,
    name: undefined,
  } as CellOptions;
}

const opensAsKernels = ({activation, recurrentActivation}: LayerNormLstmCell | LayerNormGruCell) =>
  activation.getClassName() === 'tanh' && recurrentActivation.getClassName() === 'sigmoid';

/** γ and β of the norms of inputs and state, by the names of the engine. */
function gateNorms({norms}: LayerNormLstmCell | LayerNormGruCell) {
  const [kernelGamma, kernelBeta, recurrentGamma, recurrentBeta] = norms.map((norm) => norm.read() as tf.Tensor1D);
  return {kernelGamma, kernelBeta, recurrentGamma, recurrentBeta};
}

/** A layer of long short-term memory with layer normalisation, see {@link layerNormLstm}. */
export class LayerNormLstm extends FusedRnn {
  /** @nocollapse */
  static override className = 'LayerNormLSTM';

  constructor(options: LayerNormLstmOptions) {
    const unitForgetBias = options.unitForgetBias ?? true;
    const cell = new LayerNormLstmCell({...cellOptions('layerNormLstm', options), unitForgetBias});
    super({...options, cell});
  }

  protected override get hasKernel(): boolean {
    return opensAsKernels(this.cell as LayerNormLstmCell);
  }

  protected override runFused(
    {initialStates: [initialState, initialCellState], ...inputs}: FusedInputs,
    options: RecurrenceOptions,
  ) {
    const cell = this.cell as LayerNormLstmCell;
    const [stateGamma, stateBeta] = cell.norms.slice(4).map((norm) => norm.read() as tf.Tensor1D);
    const bias = inputs.bias as tf.Tensor1D | undefined;
    const tensors = {...inputs, ...gateNorms(cell), bias, stateGamma, stateBeta, initialState, initialCellState};
    const {output, state, cellState} = fusedLayerNormLstm(tensors, options);
    return {output, states: [state, cellState]};
  }
}
tf.serialization.registerClass(LayerNormLstm);

/** A layer of gated recurrent units with layer normalisation, see {@link layerNormGru}. */
export class LayerNormGru extends FusedRnn {
  /** @nocollapse */
  static override className = 'LayerNormGRU';

  constructor(options: LayerNormGruOptions) {
    super({...options, cell: new LayerNormGruCell(cellOptions('layerNormGru', options))});
  }

  protected override get hasKernel(): boolean {
    return opensAsKernels(this.cell as LayerNormGruCell);
  }

  protected override runFused({initialStates: [initialState], ...inputs}: FusedInputs, options: RecurrenceOptions) {
    const tensors = {...inputs, ...gateNorms(this.cell as LayerNormGruCell), initialState};
    const {output, state} = fusedLayerNormGru(tensors, options);
    return {output, states: [state]};
  }
}
tf.serialization.registerClass(LayerNormGru);

const GRU_CHECKS: OptionChecks<LayerNormGruOptions> = GATED_CHECKS;
const LSTM_CHECKS: OptionChecks<LayerNormLstmOptions> = {...GATED_CHECKS, unitForgetBias: KINDS.flag};

/**
 * A layer of long short-term memory with layer normalisation, on the engine's fused kernels.
 *
 *     [A_i A_f A_c A_o] = LN_x(X_t W_xh) + LN_h(H_{t-1} W_hh) + b_h      LN over the four gates together
 *     I = σ(A_i)    F = σ(A_f)    C̃ = tanh(A_c)    O = σ(A_o)            input, forget gate, candidate, output gate
 *     C_t = LN_c(F ⊙ C_{t-1} + I ⊙ C̃)      H_t = O ⊙ tanh(C_t)
 *     LN(v) = γ ⊙ (v - mean(v)) / √(variance(v) + 10⁻³) + β
 *
 * Each sequence's gates keep their scale at every step, whatever the weights' scale: training is steadier.
 * Takes [batch, time steps, features]; gives the last state H [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`; `returnState` adds H and C. Weights in the order of TensorFlow Addons, gates packed as i f c o:
 * kernel [features, 4 units], recurrent kernel [units, 4 units], bias [4 units], γ and β of LN_x and of LN_h [4 units] each,
 * γ and β of LN_c [units].
 *
 * @param options see {@link lstm}
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, in the form of TensorFlow Addons' LayerNormLSTMCell and of PyTorch's benchmark
 * cell. Differs: Ba et al. carry C_t on without its norm; Keras 3 does not have the layer. Other activations than tanh and
 * sigmoid run on tfjs' own operations (slower). Check: agrees with autograd in PyTorch to 1e-5.
 */
export function layerNormLstm(options: LayerNormLstmOptions): LayerNormLstm {
  checkLayerOptions('layerNormLstm', options, LSTM_CHECKS, ['units']);
  return new LayerNormLstm(options);
}

/**
 * A layer of gated recurrent units with layer normalisation, on the engine's fused kernels.
 *
 *     [A_z A_r] = LN_x(X_t [W_xz W_xr]) + LN_h(H_{t-1} [W_hz W_hr]) + [b_z b_r]      LN over both gates together
 *     Z = σ(A_z)    R = σ(A_r)                                                       update gate, reset gate
 *     H̃ = tanh(LN_c(X_t W_xh) + b_h + R ⊙ LN_m(H_{t-1} W_hh))                        candidate state
 *     H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃                                                new state
 *     LN(v) = γ ⊙ (v - mean(v)) / √(variance(v) + 10⁻³) + β
 *
 * Takes [batch, time steps, features]; gives the last state [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`. Weights, gates packed as z r h: kernel [features, 3 units], recurrent kernel [units, 3 units],
 * bias [3 units], γ and β of LN_x and LN_c, γ and β of LN_h and LN_m, [3 units] each.
 *
 * @param options see {@link gru}; the reset gate comes after the product
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, equations of the skip-thoughts GRU. Differs: Z keeps the old state, as in Keras
 * 3, which does not have the layer. Other activations than tanh and sigmoid run on tfjs' own operations (slower).
 * Check: agrees with autograd in PyTorch to 1e-5.
 */
export function layerNormGru(options: LayerNormGruOptions): LayerNormGru {
  checkLayerOptions('layerNormGru', options, GRU_CHECKS, ['units']);
  return new LayerNormGru(options);
}

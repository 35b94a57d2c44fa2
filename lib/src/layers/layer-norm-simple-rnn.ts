import * as tf from '@tensorflow/tfjs';
import {fusedLayerNormSimpleRnn, type RecurrenceOptions} from '../engine';
import {FUSED_ACTIVATIONS, type FusedActivation} from '../engine/internal';
import {seededDropout} from './dropout';
import {checkRnnOptions, type FusedInputs, FusedRnn} from './fused-rnn';
import {LayerNormSimpleRnnCell} from './layer-norm-cells';
import {checkLayerOptions, type OptionChecks, RECURRENT_CHECKS} from './layer-options';
import './planning/recurrent';
import type {SimpleRnnOptions} from './simple-rnn';

/** Options of {@link layerNormSimpleRNN}: those of {@link simpleRNN}. */
export type LayerNormSimpleRnnOptions = SimpleRnnOptions;

function makeCell(options: LayerNormSimpleRnnOptions): LayerNormSimpleRnnCell {
  checkRnnOptions('layerNormSimpleRNN', options);
  const kernelInitializer = options.kernelInitializer ?? 'glorotUniform';
  const cell = {...options, kernelInitializer, dropoutFunc: seededDropout, name: undefined};
  return new LayerNormSimpleRnnCell(cell as tf.SimpleRNNCellLayerArgs);
}

/** A simple recurrent layer with layer normalisation, see {@link layerNormSimpleRNN}. */
export class LayerNormSimpleRnn extends FusedRnn {
  /** @nocollapse */
  static override className = 'LayerNormSimpleRNN';

  constructor(options: LayerNormSimpleRnnOptions) {
    super({...options, cell: makeCell(options)});
  }

  private get activation(): string {
    return (this.cell as LayerNormSimpleRnnCell).activation.getClassName();
  }

  protected override get hasKernel(): boolean {
    return (FUSED_ACTIVATIONS as readonly string[]).includes(this.activation);
  }

  protected override runFused({initialStates: [initialState], ...inputs}: FusedInputs, options: RecurrenceOptions) {
    const [gamma, beta] = (this.cell as LayerNormSimpleRnnCell).norms.map((norm) => norm.read() as tf.Tensor1D);
    const {output, state} = fusedLayerNormSimpleRnn(
      {...inputs, bias: inputs.bias as tf.Tensor1D | undefined, gamma, beta, initialState},
      {...options, activation: this.activation as FusedActivation},
    );
    return {output, states: [state]};
  }
}
tf.serialization.registerClass(LayerNormSimpleRnn);

const CHECKS: OptionChecks<LayerNormSimpleRnnOptions> = RECURRENT_CHECKS;

/**
 * A simple recurrent layer with layer normalisation, on the engine's fused kernels.
 *
 *     H_t = tanh(LN(X_t W_xh + H_{t-1} W_hh + b_h))
 *     LN(v) = γ ⊙ (v - mean(v)) / √(variance(v) + 10⁻³) + β      over the units of one sequence at one step
 *
 * What tanh gets keeps its scale at every step, whatever the scale of the weights and of the state before: gradients over
 * many steps neither vanish nor explode as easily. Takes [batch, time steps, features]; gives the last state [batch, units],
 * or every step's, [batch, time steps, units], with `returnSequences`. Weights: kernel [features, units], recurrent kernel
 * [units, units], bias [units], γ and β [units] each.
 *
 * @param options see {@link simpleRNN}
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Ba et al. 2016, arXiv:1607.06450, equation 4. Same as a cell of Keras that calls a SimpleRNNCell without
 * activation, then LayerNormalization, then tanh; weights in that order. Activations other than tanh, relu and linear run
 * on tfjs' own operations (slower). Lesson: notebooks/02-forecasting/2.3. Check: agrees with autograd in PyTorch to 1e-5.
 */
export function layerNormSimpleRNN(options: LayerNormSimpleRnnOptions): LayerNormSimpleRnn {
  checkLayerOptions('layerNormSimpleRNN', options, CHECKS, ['units']);
  return new LayerNormSimpleRnn(options);
}

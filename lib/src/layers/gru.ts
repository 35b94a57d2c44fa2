import * as tf from '@tensorflow/tfjs';
import {fusedGru, type RecurrenceOptions} from '../engine';
import {seededDropout} from './dropout';
import {checkRnnOptions, type FusedInputs, FusedRnn, type FusedRnnOptions} from './fused-rnn';
import {GruCell, type GruCellOptions} from './gru-cell';
import {checkLayerOptions, GATED_CHECKS, KINDS, type OptionChecks} from './layer-options';
import './planning/recurrent';

/** Options of {@link gru}: those of `tf.layers.gru`, with the defaults of Keras 3. */
export interface GruOptions extends Omit<tf.GRULayerArgs, 'cell' | 'dropoutFunc'>, FusedRnnOptions {
  /** Whether the reset gate comes after the product of the state. Defaults to true. */
  resetAfter?: boolean;
}

function makeCell(options: GruOptions): GruCell {
  checkRnnOptions('gru', options);
  const defaults = {
    recurrentActivation: options.recurrentActivation ?? 'sigmoid',
    kernelInitializer: options.kernelInitializer ?? 'glorotUniform',
    resetAfter: options.resetAfter ?? true,
  };
  return new GruCell({...options, ...defaults, dropoutFunc: seededDropout, name: undefined} as GruCellOptions);
}

/** A layer of gated recurrent units, see {@link gru}. */
export class Gru extends FusedRnn {
  /** The name in saved models is that of tfjs, which can read those with `resetAfter: false`. @nocollapse */
  static override className = 'GRU';

  constructor(options: GruOptions) {
    super({...options, cell: makeCell(options)});
  }

  protected override get hasKernel(): boolean {
    const {activation, recurrentActivation} = this.cell as GruCell;
    return activation.getClassName() === 'tanh' && recurrentActivation.getClassName() === 'sigmoid';
  }

  protected override runFused({initialStates: [initialState], ...inputs}: FusedInputs, options: RecurrenceOptions) {
    const {resetAfter} = this.cell as GruCell;
    const {output, state} = fusedGru({...inputs, initialState}, {...options, resetAfter});
    return {output, states: [state]};
  }
}
tf.serialization.registerClass(Gru);

const CHECKS: OptionChecks<GruOptions> = {...GATED_CHECKS, resetAfter: KINDS.flag};

/**
 * A layer of gated recurrent units (GRU) on the engine's fused kernels.
 *
 *     Z = σ(X_t W_xz + H_{t-1} W_hz + b_z)                     update gate
 *     R = σ(X_t W_xr + H_{t-1} W_hr + b_r)                     reset gate
 *     H̃ = tanh(X_t W_xh + b_h + R ⊙ (H_{t-1} W_hh + b_m))      candidate state, `resetAfter: true`
 *     H̃ = tanh(X_t W_xh + b_h + (R ⊙ H_{t-1}) W_hh)            the same, `resetAfter: false`
 *     H_t = Z ⊙ H_{t-1} + (1 - Z) ⊙ H̃                          new state
 *
 * Z near 1 keeps the old state; R near 0 forgets it when the candidate is made.
 * Takes [batch, time steps, features]; gives the last state [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`. Weights in the order of Keras, gates packed as z r h: kernel [features, 3 units], recurrent kernel
 * [units, 3 units], bias [2, 3 units] (first row with the input, second with the state), or [3 units] with
 * `resetAfter: false`. Masks, initial and returned states, stateful, goBackwards work as in Keras 3.
 *
 * @param options see `tf.layers.gru`; defaults are those of Keras 3, so `resetAfter` is true
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws RangeError when units is no positive whole number or a rate of dropout does not lie in [0, 1)
 *
 * Source: Cho et al. 2014, arXiv:1406.1078v1 (after), v3 (before). Differs: tfjs knows only `resetAfter: false`, starts from
 * glorotNormal and opens gates with hardSigmoid. Other activations than tanh and sigmoid run on tfjs' own operations
 * (slower). Dropout masks all gates alike; Keras draws a mask for each with `recurrentDropout`. Check: agrees with Keras 3 (both conventions) and PyTorch (after) to 1e-5.
 */
export function gru(options: GruOptions): Gru {
  checkLayerOptions('gru', options, CHECKS, ['units']);
  return new Gru(options);
}

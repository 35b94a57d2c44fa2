import * as tf from '@tensorflow/tfjs';
import {crfOp, viterbiOp} from '../ops/losses/crf';
import {checkTensors} from './attention';
import {runOnTape} from './run-on-tape';

/** The scores of a linear chain. */
export interface CrfScores {
  /** Emissions E, the scores of tags at each step, [batch, time steps, units]. */
  emissions: tf.Tensor3D;
  /** A, from tag (row) to the next tag (column), [units, units]. */
  transitions: tf.Tensor2D;
  /** Scores of the first tag, [units]. */
  start: tf.Tensor1D;
  /** Scores of the last tag, [units]. */
  end: tf.Tensor1D;
}

/** What {@link fusedCrf} computes with. */
export interface FusedCrfInputs extends CrfScores {
  /** Tags that are right, [batch, time steps]; a step with a negative one is no part of its sequence. */
  tags: tf.Tensor2D;
}

/** What {@link fusedViterbi} computes with. */
export interface FusedViterbiInputs extends CrfScores {
  /** 0 for steps that are no part of their sequence, [batch, time steps]. Defaults to no mask. */
  mask?: tf.Tensor2D;
}

/** Best paths and their scores. */
export interface FusedViterbiOutputs {
  /** [batch, time steps]; -1 at masked steps. */
  tags: tf.Tensor2D;
  /** [batch]. */
  scores: tf.Tensor1D;
}

function check(what: string, {emissions, transitions, start, end}: CrfScores, more: [string, tf.Tensor | undefined][]) {
  checkTensors(what, [['emissions', emissions, [null, null, null]]]);
  const [batch, steps, units] = emissions.shape;
  checkTensors(what, [
    ['transitions', transitions, [units, units]],
    ['start', start, [units]],
    ['end', end, [units]],
    ...more.map(([name, tensor]): [string, tf.Tensor | undefined, number[]] => [name, tensor, [batch, steps]]),
  ]);
}

/**
 * Negative log-likelihood of tags in a linear-chain conditional random field, in one step of the gradient tape.
 *
 *     score(y) = start(y_1) + Σ_t E_t(y_t) + Σ_t A(y_{t-1}, y_t) + end(y_T)
 *     loss = ln Σ over all paths y' of exp score(y') - score(y)
 *
 * Differentiable in emissions, transitions, start and end. Masked steps are left out, wherever they lie: the steps around
 * them are neighbours. A sequence without steps has the loss 0.
 *
 * @param inputs see {@link FusedCrfInputs}
 * @returns the loss of each sequence, [batch]
 * @throws RangeError for shapes that do not fit and tags that are no class
 *
 * Source: Lafferty et al. 2001; form and names of the pytorch-crf package. Check: agrees with PyTorch and with the sum over
 * all paths to 1e-5, values and gradients.
 */
export function fusedCrf(inputs: FusedCrfInputs): tf.Tensor1D {
  const {emissions, tags, transitions, start, end} = inputs;
  check('crf', inputs, [['tags', tags]]);
  return tf.tidy(() => {
    const [losses] = runOnTape(
      (room, [emissions, tags], [transitions, start, end]) => crfOp(room, {emissions, tags, transitions, start, end}),
      {inputs: [emissions], constants: [tags], weights: [transitions, start, end]},
    );
    return losses as tf.Tensor1D;
  });
}

/**
 * The path with the highest score in a linear chain; of several the one whose tags, from the last on, are smallest.
 *
 * @param inputs see {@link FusedViterbiInputs}
 * @returns tags and score of each sequence, see {@link FusedViterbiOutputs}; there is no gradient
 * @throws RangeError for shapes that do not fit
 *
 * Source: Viterbi 1967. Check: agrees with PyTorch and with the best of all paths.
 */
export function fusedViterbi(inputs: FusedViterbiInputs): FusedViterbiOutputs {
  const {emissions, mask, transitions, start, end} = inputs;
  check('crf', inputs, [['mask', mask]]);
  return tf.tidy(() => {
    const [tags, scores] = runOnTape(
      (room, [emissions, mask], [transitions, start, end]) =>
        viterbiOp(room, {emissions, mask, transitions, start, end}),
      {inputs: [emissions], constants: mask ? [mask] : [], weights: [transitions, start, end]},
    );
    return {tags: tags as tf.Tensor2D, scores: scores as tf.Tensor1D};
  });
}

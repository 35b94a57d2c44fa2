import * as tf from '@tensorflow/tfjs';
import {type CtcOptions, ctcOp} from '../ops/losses/ctc';
import {checkTensors} from './attention';
import {runOnTape} from './run-on-tape';

/** What {@link fusedCtc} computes with. */
export interface FusedCtcInputs {
  /** Scores Z of the classes before softmax, [batch, time steps, classes]. */
  logits: tf.Tensor3D;
  /** Class numbers, [batch, labels]. */
  labels: tf.Tensor2D;
  /** Labels of each sequence, [batch]; defaults to those before the first negative one. */
  labelLengths?: tf.Tensor1D;
  /** Time steps of each sequence, [batch]; defaults to all. */
  logitLengths?: tf.Tensor1D;
}

/**
 * The loss of connectionist temporal classification in one step of the gradient tape: labels without a time, shorter than
 * the sequence of logits.
 *
 *     Y_t = Z_t - ln Σ_k exp(Z_t(k))      loss = -ln Σ over all alignments Π_t exp Y_t(class at step t)
 *
 * An alignment names a class for each step; repeated classes become one, then blanks are left out. Differentiable in the
 * logits. Where no alignment gives the labels (too few steps) the loss is infinite, or 0 with `zeroInfinity`; either way
 * the gradient is 0, never NaN.
 *
 * @param inputs see {@link FusedCtcInputs}
 * @param options `blank` is the class that stands for no label; defaults to 0
 * @returns the loss of each sequence, [batch]
 * @throws RangeError for shapes that do not fit, labels that are no class or the blank, and lengths out of range
 *
 * Source: Graves et al. 2006, Connectionist temporal classification. Differs: PyTorch's gradient of an infinite loss is
 * NaN. Check: agrees with PyTorch to 1e-5 and with the sum over all alignments, values and gradients.
 */
export function fusedCtc(inputs: FusedCtcInputs, options: CtcOptions = {}): tf.Tensor1D {
  const {logits, labels, labelLengths, logitLengths} = inputs;
  const {blank = 0} = options;
  checkTensors('ctcLoss', [
    ['logits', logits, [null, null, null]],
    ['labels', labels, [logits.shape[0], null]],
    ['labelLengths', labelLengths, [logits.shape[0]]],
    ['logitLengths', logitLengths, [logits.shape[0]]],
  ]);
  const classes = logits.shape[2];
  if (!(Number.isInteger(blank) && blank >= 0 && blank < classes)) {
    throw new RangeError(`ctcLoss: blank must be a class, 0..${classes - 1}, got ${blank}`);
  }
  const constants = [labels, labelLengths, logitLengths].filter((tensor) => tensor !== undefined);
  return tf.tidy(() => {
    const [losses] = runOnTape(
      (room, [logitValues, labelValues, ...lengths]) =>
        ctcOp(
          room,
          {
            ...{logits: logitValues, labels: labelValues},
            labelLengths: labelLengths && lengths[0],
            logitLengths: logitLengths && lengths[labelLengths ? 1 : 0],
          },
          options,
        ),
      {inputs: [logits], constants},
    );
    return losses as tf.Tensor1D;
  });
}

import * as tf from '@tensorflow/tfjs';
import {show} from '../data/arguments';
import {fusedCtc} from '../engine';
import {type CtcOptions, ctcOp} from '../engine/internal';
import {classNumbers} from './class-numbers';
import {checkLayerOptions, KINDS, type OptionChecks} from './layer-options';
import {afterRefresh, plannedNumbers, type SequenceLoss} from './planning/sequence-loss';

/**
 * The loss of connectionist temporal classification: for labels without a time, fewer than the time steps.
 *
 *     loss = -ln Σ over all alignments Π_t softmax(Z_t)(class at step t)
 *
 * An alignment names a class or the blank for each step; repeated classes become one, then blanks are left out. Usable as
 * the loss of a model whose output are logits (no softmax): `compile({loss: layers.ctcLoss})`; with another blank, see
 * {@link ctc}.
 *
 * @param labels class numbers padded with -1, [batch, labels], which `training.fit` takes; or one-hot with rows of zeros
 *   behind, [batch, labels, classes], which is the form that tfjs' `model.fit` asks for (as many labels as time steps)
 * @param logits Z, [batch, time steps, classes]
 * @param labelLengths labels of each sequence, [batch]; defaults to those before the first negative one
 * @param logitLengths time steps of each sequence, [batch]; defaults to all
 * @param options blank, defaults to class 0; zeroInfinity, the loss of sequences that no alignment fits: 0 instead of ∞.
 *   Their gradient is 0 either way
 * @returns the loss of each sequence, [batch]
 * @throws RangeError for shapes that do not fit, labels that are no class or the blank, and lengths out of range
 *
 * Source: Graves et al. 2006, Connectionist temporal classification. Check: agrees with PyTorch to 1e-5.
 */
export function ctcLoss(
  labels: tf.Tensor,
  logits: tf.Tensor,
  labelLengths?: tf.Tensor1D,
  logitLengths?: tf.Tensor1D,
  options: CtcOptions = {},
): tf.Tensor1D {
  checkLayerOptions('ctcLoss', options, CHECKS);
  return tf.tidy(() => {
    const numbers = classNumbers('ctcLoss', labels, logits.shape[2] ?? 0);
    return fusedCtc({logits: logits as tf.Tensor3D, labels: numbers, labelLengths, logitLengths}, options);
  });
}

const CHECKS: OptionChecks<CtcOptions> = {blank: KINDS.any, zeroInfinity: KINDS.flag};

const checkBlank = (blank: number, classes = Number.POSITIVE_INFINITY): void => {
  if (Number.isInteger(blank) && blank >= 0 && blank < classes) return;
  throw new RangeError(
    `ctcLoss: blank must be a class, 0..${Number.isFinite(classes) ? classes - 1 : ''}, got ${show(blank)}`,
  );
};

/** How training works with the loss: what it asks of targets, and its op for a plan. */
function formOf({
  blank = 0,
  zeroInfinity = false,
}: CtcOptions): Required<Pick<SequenceLoss, 'takesClassNumbers' | 'plan'>> {
  return {
    takesClassNumbers: 'labels',
    plan({room}, output, target) {
      const [, , classes] = output.shape;
      if (classes === undefined) throw new RangeError(`ctcLoss: logits must have 3 axes, got [${output.shape}]`);
      checkBlank(blank, classes);
      const labels = plannedNumbers(room, 'ctcLoss', target, classes);
      return afterRefresh(labels, ctcOp(room, {logits: output, labels: labels.value}, {blank, zeroInfinity}));
    },
  };
}

Object.assign(ctcLoss, formOf({}));

/**
 * The loss of connectionist temporal classification with options, to be given to `compile`: `loss: layers.ctc({blank: 9})`.
 *
 * @param options as for {@link ctcLoss}
 * @returns a function of labels and logits; trains by a static plan, as {@link ctcLoss} does
 * @throws RangeError for a blank that is no class number
 */
export function ctc(options: CtcOptions = {}): SequenceLoss {
  checkLayerOptions('ctc', options, CHECKS);
  checkBlank(options.blank ?? 0);
  const loss = (labels: tf.Tensor, logits: tf.Tensor) => ctcLoss(labels, logits, undefined, undefined, options);
  return Object.assign(loss, formOf(options));
}

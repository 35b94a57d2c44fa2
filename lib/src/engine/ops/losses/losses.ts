import type {KernelName} from '../../kernels-host';
import type {Room} from '../op';
import {type Value, valueRows, valueWidth} from '../value';
import {rowNumbers} from './row-numbers';

/** Losses that are a mean over the columns; the numbers are those of lib/src/engine/kernels/losses/losses.ts. */
const MEAN_KINDS = {
  meanSquaredError: 0,
  meanAbsoluteError: 1,
  huber: 2,
  logcosh: 3,
  binaryCrossentropy: 4,
  binaryCrossentropyFromLogits: 5,
} as const;
/** Losses over classes: whether targets are class numbers, whether predictions are logits. */
const CLASS_KINDS = {
  categoricalCrossentropy: {sparse: false, logits: false},
  categoricalCrossentropyFromLogits: {sparse: false, logits: true},
  sparseCategoricalCrossentropy: {sparse: true, logits: false},
  sparseCategoricalCrossentropyFromLogits: {sparse: true, logits: true},
} as const;

/** Names of the losses that the kernels know; where tfjs has them (all but 'huber' and '...FromLogits'), under its name. */
export type LossKind = keyof typeof MEAN_KINDS | keyof typeof CLASS_KINDS;

/** Whether the kernels know a loss of this name. */
export function isLossKind(name: string): name is LossKind {
  return Object.hasOwn(MEAN_KINDS, name) || Object.hasOwn(CLASS_KINDS, name);
}

const isClassKind = (kind: LossKind): kind is keyof typeof CLASS_KINDS => Object.hasOwn(CLASS_KINDS, kind);

/** A loss with all addresses fixed; runs many times. */
export interface LossOp {
  /** The mean loss of the predictions and targets that lie in memory now. */
  forward(): number;
  /**
   * Adds the gradient of `scale` times the loss of the last forward pass to the prediction's gradient.
   *
   * @param scale defaults to 1
   */
  backward(scale?: number): void;
}

const product = (sizes: number[]) => sizes.reduce((all, size) => all * size, 1);
const same = (a: number[], b: number[]) => a.length === b.length && a.every((size, i) => size === b[i]);

/** Kernels of a loss, for its rows and for its gradient; `kind` is the first argument of both. */
interface Formula {
  rows: KernelName;
  gradient: KernelName;
  kind: number;
  /** Whether the first kernel makes probabilities, from which the second begins. */
  makesP: boolean;
}

/** The same loss, to be computed from logits. */
const FROM_LOGITS: Partial<Record<LossKind, {activation: string; kind: LossKind}>> = {
  binaryCrossentropy: {activation: 'sigmoid', kind: 'binaryCrossentropyFromLogits'},
  categoricalCrossentropy: {activation: 'softmax', kind: 'categoricalCrossentropyFromLogits'},
  sparseCategoricalCrossentropy: {activation: 'softmax', kind: 'sparseCategoricalCrossentropyFromLogits'},
};

/** Where the loss of these predictions begins: at their logits, if it is a cross-entropy that knows what to do there. */
function startOf(kind: LossKind, prediction: Value): {kind: LossKind; from: Value} {
  const {logits, shape} = prediction;
  const stable = FROM_LOGITS[kind];
  return logits && stable?.activation === logits.activation && same(logits.value.shape, shape)
    ? {kind: stable.kind, from: logits.value}
    : {kind, from: prediction};
}

function formulaOf(kind: LossKind): Formula {
  if (!isClassKind(kind)) {
    return {rows: 'lossRows', gradient: 'addLossGradient', kind: MEAN_KINDS[kind], makesP: false};
  }
  const {sparse, logits} = CLASS_KINDS[kind];
  return logits
    ? {rows: 'softmaxCrossEntropyRows', gradient: 'addSoftmaxCrossEntropyGradient', kind: +sparse, makesP: true}
    : {rows: 'crossEntropyRows', gradient: 'addCrossEntropyGradient', kind: +sparse, makesP: false};
}

/** @throws RangeError for class numbers that the prediction does not have */
function checkClasses(numbers: Float32Array, weights: Float32Array | undefined, classes: number): void {
  for (let i = 0; i < numbers.length; i++) {
    const number = Math.floor(numbers[i]);
    if (number >= 0 && number < classes) continue;
    if (weights?.[i] === 0) continue; // such as the -1 of steps that do not count
    throw new RangeError(`a target is class ${numbers[i]}, but the predictions have classes 0 to ${classes - 1}`);
  }
}

/**
 * A loss as training without the tape needs it: one number, and its gradient.
 *
 *     L = 1 / rows Σ_row w_row l_row
 *
 * where l is tfjs' loss of a row: the mean over the columns of (P - Y)², |P - Y|, ..., or -Σ Y log P. Weights divide by
 * the count of rows, not by their sum, as `sum_over_batch_size` of Keras 3. The losses '...FromLogits' are the
 * cross-entropies of softmax(Z) (binary: σ(Z)), with gradient P - Y: the same numbers, stable, without clipping.
 * They also compute the cross-entropy of predictions that have `logits`; the gradient is then added to that of Z.
 *
 * @param kind see {@link LossKind}
 * @param prediction P or Z, [batch, ..., columns]
 * @param target Y, of the same shape; with 'sparse...' class numbers of that shape without its last axis, or with an
 *   axis of 1 in its place
 * @param weights w, [batch] or [batch, 1] for each example, or one number for each row, [batch, time steps]
 * @throws RangeError for shapes that do not fit; in `forward` for a class number out of range (unless its weight is 0)
 *
 * Differs: where P = Y the gradient of the absolute error is 0 (tfjs: -1). Check: lib/test/engine/losses.test.ts.
 */
export function lossOp(room: Room, kind: LossKind, prediction: Value, target: Value, weights?: Value): LossOp {
  const {kernels} = room;
  const {shape} = prediction;
  const {
    kind: begun,
    from: {at, gradient},
  } = startOf(kind, prediction);
  if (shape.length < 2 || product(shape) === 0) {
    throw new RangeError(`${kind} needs predictions [batch, ..., columns], got shape [${shape}]`);
  }
  const [rows, columns, width] = [valueRows(shape), shape[shape.length - 1], valueWidth(shape)];
  const formula = formulaOf(begun);
  const sparse = isClassKind(kind) && CLASS_KINDS[kind].sparse;
  if (!sparse && !same(shape, target.shape)) {
    throw new RangeError(`${kind}: targets of shape [${target.shape}] do not fit predictions of shape [${shape}]`);
  }
  const classes = sparse ? rowNumbers(room, shape, target, `${kind}: targets`) : undefined;
  const scales = weights ? rowNumbers(room, shape, weights, `${kind}: weights`) : undefined;
  const shares = room.keep(rows);
  const losses = room.scratch(rows);
  // Predictions with logits are P already: their kernel writes the same bits once more.
  const ownP = () => (at === prediction.at ? room.keep(rows * width) : prediction.at);
  const p = formula.makesP ? ownP() : at;
  const row = width * 4;
  const [y, yRow] = classes ? [classes.at, 4] : [target.at, row];
  return {
    forward() {
      scales?.refresh();
      const weightOf = scales && kernels.view(scales.at, rows);
      if (classes) {
        classes.refresh();
        checkClasses(kernels.view(classes.at, rows), weightOf, columns);
      }
      kernels.share(formula.rows, rows, (from, to) => [
        ...[formula.kind, to - from, columns, width, at + from * row, y + from * yRow, losses + from * 4],
        ...(formula.makesP ? [p + from * row] : []),
      ]);
      let sum = 0;
      const lossOf = kernels.view(losses, rows);
      // A weight of 0 leaves a row out, also where its loss is not a number.
      for (let i = 0; i < rows; i++) if (weightOf?.[i] !== 0) sum += lossOf[i] * (weightOf?.[i] ?? 1);
      return sum / rows;
    },
    backward(scale = 1) {
      if (!gradient) return;
      const shareOf = kernels.view(shares, rows).fill(scale / rows);
      const weightOf = scales && kernels.view(scales.at, rows);
      if (weightOf) for (let i = 0; i < rows; i++) shareOf[i] = (weightOf[i] * scale) / rows;
      kernels.share(formula.gradient, rows, (from, to) => [
        ...[formula.kind, to - from, columns, width, p + from * row, y + from * yRow],
        ...[shares + from * 4, gradient + from * row],
      ]);
    },
  };
}

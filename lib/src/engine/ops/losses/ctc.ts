import type {Kernels} from '../../kernels-host';
import type {Op, Room} from '../op';
import {padded, type Value} from '../value';

/** Options of the CTC loss. */
export interface CtcOptions {
  /** Class number of the blank; defaults to 0. */
  blank?: number;
  /** Whether a sequence that no alignment fits has the loss 0 instead of infinity. Defaults to false. */
  zeroInfinity?: boolean;
}

/** Values of the CTC loss. */
export interface CtcValues {
  /** [batch, time steps, classes]. */
  logits: Value;
  /** Class numbers, [batch, labels]; what is beyond a sequence's length is not read. */
  labels: Value;
  /** [batch]; defaults to the labels before the first negative one. */
  labelLengths?: Value;
  /** [batch]; defaults to all steps. */
  logitLengths?: Value;
}

/** Floating point operations of an exponential and what goes with it. */
const EXPONENTIAL = 30;

/** Floats of a row of states: 2 labels + 1, rounded up, with 4 floats before and after it. */
const stateFloats = (width: number) => width + 8;

/** Labels before the first negative one of a row. */
function countLabels(row: Float32Array, i: number): number {
  const end = row.findIndex((label) => label < 0);
  if (end >= 0 && row.subarray(end).some((label) => label >= 0)) {
    throw new RangeError(`ctcLoss: after a negative label there must be no other, got [${row}] in sequence ${i}`);
  }
  return end < 0 ? row.length : end;
}

const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most;

/** Writes lengths, and checks all that the kernels would use as an index. */
function readLengths(
  kernels: Kernels,
  {logits, labels, labelLengths, logitLengths}: CtcValues,
  blank: number,
  [labelCounts, stepCounts]: [number, number],
): void {
  const [batch, steps, classes] = logits.shape;
  const most = labels.shape[1];
  const all = kernels.view(labels.at, batch * padded(most));
  const counts = kernels.view(labelCounts, batch);
  const lengths = kernels.view(stepCounts, batch);
  for (let i = 0; i < batch; i++) {
    const row = all.subarray(i * padded(most), i * padded(most) + most);
    const count = labelLengths ? kernels.view(labelLengths.at, batch)[i] : countLabels(row, i);
    const length = logitLengths ? kernels.view(logitLengths.at, batch)[i] : steps;
    if (!isCount(count, most)) throw new RangeError(`ctcLoss: labelLengths must lie in 0..${most}, got ${count}`);
    if (!isCount(length, steps)) throw new RangeError(`ctcLoss: logitLengths must lie in 0..${steps}, got ${length}`);
    for (const label of row.subarray(0, count)) {
      if (!isCount(label, classes - 1) || label === blank) {
        throw new RangeError(
          `ctcLoss: labels must be classes 0..${classes - 1} other than blank ${blank}, got ${label}`,
        );
      }
    }
    counts[i] = count;
    lengths[i] = length;
  }
}

/**
 * The loss of connectionist temporal classification, see `fusedCtc`.
 *
 * @returns an op with the output [batch], -ln P(labels | logits) of each sequence; its forward pass throws RangeError for
 *   labels and lengths out of range
 */
export function ctcOp(room: Room, values: CtcValues, {blank = 0, zeroInfinity = false}: CtcOptions): Op {
  const {kernels} = room;
  const {logits, labels} = values;
  const [batch, steps, classes] = logits.shape;
  const labelWidth = padded(labels.shape[1]);
  const width = padded(2 * labels.shape[1] + 1);
  const classWidth = padded(classes);
  const counts: [number, number] = [room.keep(batch), room.keep(batch)];
  const logs = room.keep(steps * batch * classWidth);
  const alphas = room.keep(batch * steps * stateFloats(width));
  const sums = room.keep(batch * steps * stateFloats(width));
  const rows = room.scratch(batch * 3 * stateFloats(width));
  const losses = room.value([batch]);
  const work = batch * steps * EXPONENTIAL * (4 * width + classWidth);
  return {
    outputs: [losses],
    forward() {
      readLengths(kernels, values, blank, counts);
      kernels.share(
        'ctcForward',
        batch,
        (from, to) => [
          ...[steps, batch, from, to, width, classes, classWidth, labelWidth, blank, labels.at, ...counts],
          ...[logits.at, logs, alphas, sums, rows, losses.at],
        ],
        work,
      );
      if (!zeroInfinity) return;
      const found = kernels.view(losses.at, batch);
      found.forEach((loss, i) => {
        if (loss === Number.POSITIVE_INFINITY) found[i] = 0;
      });
    },
    backward() {
      if (!logits.gradient) return;
      kernels.share(
        'ctcBackward',
        batch,
        (from, to) => [
          ...[steps, batch, from, to, width, classWidth, labelWidth, blank, labels.at, ...counts],
          ...[logs, alphas, sums, rows, losses.gradient, logits.gradient],
        ],
        work,
      );
    },
  };
}

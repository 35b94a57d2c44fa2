import type {Kernels} from '../../kernels-host';
import type {Op, Room} from '../op';
import {padded, type Value, type Weight} from '../value';

/** Floating point operations of an exponential and what goes with it. */
const EXPONENTIAL = 30;

/** The scores that a linear chain learns. */
export interface CrfWeights {
  /** From tag (row) to tag (column), [units, units]. */
  transitions: Weight;
  /** Of the first tag, [units]. */
  start: Weight;
  /** Of the last tag, [units]. */
  end: Weight;
}

/** Values of the loss of a conditional random field. */
export interface CrfValues extends CrfWeights {
  /** Scores of tags, [batch, time steps, units]. */
  emissions: Value;
  /** Tags that are right, [batch, time steps]; a negative one says that the step is no part of its sequence. */
  tags: Value;
}

/** Values of the search for the best path. */
export interface ViterbiValues extends CrfWeights {
  /** Scores of tags, [batch, time steps, units]. */
  emissions: Value;
  /** 0 for steps that are no part of their sequence, [batch, time steps]. */
  mask?: Value;
}

/** @throws RangeError for a tag that is no class */
function checkTags(kernels: Kernels, {at, shape: [batch, steps]}: Value, units: number): void {
  const row = padded(steps);
  const tags = kernels.view(at, batch * row);
  for (let i = 0; i < batch; i++) {
    for (const tag of tags.subarray(i * row, i * row + steps)) {
      if (!Number.isInteger(tag) || tag >= units) {
        throw new RangeError(`crf: tags must be whole numbers below ${units}, negative where masked, got ${tag}`);
      }
    }
  }
}

/**
 * Negative log-likelihood of tags in a linear-chain conditional random field, see `fusedCrf`.
 *
 * @returns an op with the output [batch]; its forward pass throws RangeError for a tag that is no class
 */
export function crfOp(room: Room, {emissions, tags, transitions, start, end}: CrfValues): Op {
  const {kernels} = room;
  const [batch, steps, units] = emissions.shape;
  const width = padded(units);
  const alphas = room.keep(steps * batch * width);
  const sums = room.keep(steps * batch * width);
  const rows = room.scratch(2 * batch * width);
  const [pairs, starts, ends] = [width * width, width, width].map((n) => (room.training ? room.scratch(batch * n) : 0));
  const losses = room.value([batch]);
  const work = batch * steps * units * width * EXPONENTIAL;
  const sizes = (from: number, to: number) => [steps, batch, from, to, units, width, padded(steps)];
  return {
    outputs: [losses],
    forward() {
      checkTags(kernels, tags, units);
      kernels.share(
        'crfForward',
        batch,
        (from, to) => [
          ...[...sizes(from, to), emissions.at, tags.at, transitions.at, start.at, end.at],
          ...[alphas, sums, rows, losses.at],
        ],
        work,
      );
    },
    backward() {
      kernels.share(
        'crfBackward',
        batch,
        (from, to) => [
          ...[...sizes(from, to), tags.at, transitions.at, end.at, alphas, sums, rows],
          ...[losses.gradient, emissions.gradient, pairs, starts, ends],
        ],
        work,
      );
      for (const [{gradient}, parts, floats] of [
        [transitions, pairs, width * width],
        [start, starts, width],
        [end, ends, width],
      ] as [Weight, number, number][]) {
        if (gradient) kernels.run.addColumnSums(batch, floats, parts, gradient);
      }
    },
  };
}

/**
 * The best path of a linear chain, see `fusedViterbi`.
 *
 * @returns an op with the outputs [batch, time steps], the tags (-1 where masked), and [batch], their scores; it has no
 *   gradient
 */
export function viterbiOp(room: Room, {emissions, mask, transitions, start, end}: ViterbiValues): Op {
  const {kernels} = room;
  const [batch, steps, units] = emissions.shape;
  const width = padded(units);
  const deltas = room.scratch(2 * batch * width);
  const back = room.scratch(steps * batch * width);
  const tags = room.value([batch, steps]);
  const scores = room.value([batch]);
  return {
    outputs: [tags, scores],
    forward() {
      kernels.share(
        'viterbi',
        batch,
        (from, to) => [
          ...[steps, batch, from, to, units, width, padded(steps), emissions.at, mask?.at ?? 0],
          ...[transitions.at, start.at, end.at, deltas, back, tags.at, scores.at],
        ],
        4 * batch * steps * units * width,
      );
    },
    backward() {},
  };
}

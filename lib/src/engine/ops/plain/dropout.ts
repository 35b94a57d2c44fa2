import type {Op, Room} from '../op';
import {type Value, valueFloats, valueRows, valueWidth} from '../value';

/** Options of {@link dropoutOp}. */
export interface DropoutOptions {
  /** Share of the inputs that is set to zero, in [0, 1). */
  rate: number;
  /** The seed of the next mask, a whole number in [0, 2^32). */
  nextSeed(): number;
  /** Whether all time steps of [batch, time steps, features] share one choice. Defaults to false. */
  sameForAllSteps?: boolean;
}

/** y = x ⊙ mask; a number of the mask is 0 with probability rate, else 1 / (1 - rate), drawn anew in each forward pass. */
export function dropoutOp(room: Room, x: Value, {rate, nextSeed, sameForAllSteps = false}: DropoutOptions): Op {
  const {run} = room.kernels;
  const {shape} = x;
  const output = room.value(shape);
  const [width, columns] = [valueWidth(shape), shape[shape.length - 1]];
  const row = width * 4;
  const timeFirst = shape.length === 3;
  const [outer, inner] = timeFirst ? [shape[0], shape[1]] : [valueRows(shape), 1];
  const strides = timeFirst ? [row, outer * row] : [row, 0];
  const maskRows = sameForAllSteps ? outer : outer * inner;
  const mask = room.keep(maskRows * width); // in the order in which the tape draws it
  const maskStrides = [sameForAllSteps ? row : inner * row, sameForAllSteps ? 0 : row];
  const addMasked = (from: number, to: number) =>
    run.addProducts(outer, inner, width, ...[from, ...strides], ...[mask, ...maskStrides], ...[to, ...strides]);
  return {
    outputs: [output],
    forward() {
      run.dropoutMask(maskRows, columns, width, nextSeed(), rate, mask);
      run.clear(output.at, valueFloats(shape) * 4);
      addMasked(x.at, output.at);
    },
    backward() {
      if (x.gradient) addMasked(output.gradient, x.gradient);
    },
  };
}

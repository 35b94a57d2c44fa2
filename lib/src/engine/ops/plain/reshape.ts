import type {Op, Room} from '../op';
import {layValue, padded, type Value, valueFloats, valueRows, valueWidth} from '../value';

const product = (sizes: number[]) => sizes.reduce((all, size) => all * size, 1);
const lastOf = (shape: number[]) => shape[shape.length - 1] ?? 1;

/** Whether numbers of two shapes of the same size lie in the same places. */
function liesAlike(a: number[], b: number[]): boolean {
  // Time first is the order of the shape where there is one sequence or one step.
  const inOrder = (shape: number[]) => shape.length !== 3 || shape[0] === 1 || shape[1] === 1;
  const isDense = (shape: number[]) => lastOf(shape) === padded(lastOf(shape));
  return inOrder(a) && inOrder(b) && (lastOf(a) === lastOf(b) || (isDense(a) && isDense(b)));
}

/**
 * The same numbers in another shape, in the order in which tfjs has them.
 *
 * @param shape has as many numbers as x
 * @returns an op with one output; where nothing has to move, the output is x itself under another shape
 */
export function reshapeOp(room: Room, x: Value, shape: number[]): Op {
  if (liesAlike(x.shape, shape)) {
    return {outputs: [{shape, at: x.at, gradient: x.gradient}], forward() {}, backward() {}};
  }
  const {kernels, training} = room;
  const output = room.value(shape);
  const plain = room.scratch(product(shape));
  const laid = training ? room.scratch(valueFloats(x.shape)) : 0;
  const takePlain = (from: Value, at: number) => {
    const [row, last] = [valueWidth(from.shape) * 4, lastOf(from.shape)];
    const [batch, steps] = from.shape;
    if (from.shape.length !== 3) {
      kernels.run.copyRows(1, valueRows(from.shape), last, at, 0, row, plain, 0, last * 4);
    } else {
      kernels.run.copyRows(batch, steps, last, at, row, batch * row, plain, steps * last * 4, last * 4);
    }
  };
  return {
    outputs: [output],
    forward() {
      takePlain(x, x.at);
      layValue(kernels, output.at, shape, plain);
    },
    backward() {
      if (!x.gradient) return;
      takePlain(output, output.gradient);
      kernels.run.clear(laid, valueFloats(x.shape) * 4);
      layValue(kernels, laid, x.shape, plain);
      kernels.run.addTo(valueFloats(x.shape), laid, x.gradient);
    },
  };
}

/** x at every one of `steps` time steps: [batch, features] -> [batch, steps, features]. */
export function repeatOp(room: Room, x: Value, steps: number): Op {
  const {run} = room.kernels;
  const [batch, features] = x.shape;
  const output = room.value([batch, steps, features]);
  const floats = valueFloats(x.shape);
  return {
    outputs: [output],
    forward() {
      run.copyRows(steps, 1, floats, x.at, 0, 0, output.at, floats * 4, 0);
    },
    backward() {
      if (x.gradient) run.addColumnSums(steps, floats, output.gradient, x.gradient);
    },
  };
}

/** The last two axes swapped: [batch, steps, features] -> [batch, features, steps]. */
export function swapAxesOp(room: Room, x: Value): Op {
  const {run} = room.kernels;
  const [batch, steps, features] = x.shape;
  const output = room.value([batch, features, steps]);
  const laid = room.training ? room.scratch(valueFloats(x.shape)) : 0;
  /** Copies [batch, a, b], laid at `from`, to [batch, b, a], laid at `to`. */
  const swap = (a: number, b: number, from: number, to: number) => {
    const [fromRow, toRow] = [padded(b) * 4, padded(a) * 4];
    for (let i = 0; i < batch; i++) {
      run.copyRows(a, b, 1, from + i * fromRow, batch * fromRow, 4, to + i * toRow, 4, batch * toRow);
    }
  };
  return {
    outputs: [output],
    forward() {
      swap(steps, features, x.at, output.at);
    },
    backward() {
      if (!x.gradient) return;
      run.clear(laid, valueFloats(x.shape) * 4);
      swap(features, steps, output.gradient, laid);
      run.addTo(valueFloats(x.shape), laid, x.gradient);
    },
  };
}

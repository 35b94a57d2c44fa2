import type {Op, Room} from '../op';
import {type Value, valueFloats, valueRows, valueWidth} from '../value';

/**
 * Steps whose numbers all are `value` are masked: their rows become zero.
 *
 * @param x [batch, time steps, features], or [batch, features]
 * @returns an op with the output and the mask, 1 where a step counts: [batch, time steps], or [batch]
 */
export function maskingOp(room: Room, x: Value, value: number): Op {
  const {run} = room.kernels;
  const {shape} = x;
  const output = room.value(shape);
  const leading = shape.slice(0, -1);
  const mask: Value = {shape: leading, at: room.keep(valueFloats(leading)), gradient: 0};
  const [rows, width] = [valueRows(shape), valueWidth(shape)];
  const flags = room.keep(rows);
  const [batch, steps] = [shape[0], shape.length === 3 ? shape[1] : 1];
  // A mask lies in the order of its shape: rows are time first only where there are three axes.
  const maskRow = shape.length === 3 ? valueWidth(leading) * 4 : 4;
  return {
    outputs: [output, mask],
    forward() {
      run.flagRows(rows, shape[shape.length - 1], width, value, x.at, flags);
      run.copyRows(batch, steps, 1, flags, 4, batch * 4, mask.at, maskRow, 4);
      run.clear(output.at, rows * width * 4);
      run.addFlaggedRows(rows, width, flags, x.at, output.at);
    },
    backward() {
      if (x.gradient) run.addFlaggedRows(rows, width, flags, output.gradient, x.gradient);
    },
  };
}

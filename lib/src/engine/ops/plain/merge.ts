import type {Op, Room} from '../op';
import {type Value, valueFloats, valueRows, valueWidth} from '../value';

/** Combinations of two values; the numbers are those of lib/src/engine/kernels/plain/elementwise.ts. */
const COMBINE_KINDS = {multiply: 0, maximum: 1, minimum: 2} as const;

/** y = factor Σ values, all of one shape. */
export function sumOp(room: Room, values: Value[], factor = 1): Op {
  const {run} = room.kernels;
  const [{shape}] = values;
  const output = room.value(shape);
  const floats = valueFloats(shape);
  return {
    outputs: [output],
    forward() {
      run.clear(output.at, floats * 4);
      for (const {at} of values) {
        if (factor === 1) run.addTo(floats, at, output.at);
        else run.addScaled(floats, factor, at, output.at);
      }
    },
    backward() {
      for (const {gradient} of values) {
        if (!gradient) continue;
        if (factor === 1) run.addTo(floats, output.gradient, gradient);
        else run.addScaled(floats, factor, output.gradient, gradient);
      }
    },
  };
}

/** y = a ⊙ b, or the larger or the smaller of both (where they are equal a gets the gradient, as in tfjs). */
export function combineOp(room: Room, how: keyof typeof COMBINE_KINDS, a: Value, b: Value): Op {
  const {run} = room.kernels;
  const output = room.value(a.shape);
  const floats = valueFloats(a.shape);
  const kind = COMBINE_KINDS[how];
  return {
    outputs: [output],
    forward() {
      run.combine(kind, floats, a.at, b.at, output.at);
    },
    backward() {
      const d = output.gradient;
      if (a.gradient) run.addCombineGradient(kind, 1, floats, a.at, b.at, d, a.gradient);
      if (b.gradient) run.addCombineGradient(kind, 0, floats, b.at, a.at, d, b.gradient);
    },
  };
}

/** Values side by side on the last axis. */
export function concatOp(room: Room, values: Value[]): Op {
  const {run} = room.kernels;
  const leading = values[0].shape.slice(0, -1);
  const lastOf = ({shape}: Value) => shape[shape.length - 1];
  const output = room.value([...leading, values.reduce((sum, value) => sum + lastOf(value), 0)]);
  const rows = valueRows(output.shape);
  const row = valueWidth(output.shape) * 4;
  let start = 0;
  const parts = values.map((value) => {
    const part = {value, length: lastOf(value), row: valueWidth(value.shape) * 4, offset: start * 4};
    start += part.length;
    return part;
  });
  return {
    outputs: [output],
    forward() {
      for (const {value, length, row: from, offset} of parts) {
        run.copyRows(1, rows, length, value.at, 0, from, output.at + offset, 0, row);
      }
    },
    backward() {
      for (const {value, length, row: to, offset} of parts) {
        if (value.gradient) run.addRows(1, rows, length, output.gradient + offset, 0, row, value.gradient, 0, to);
      }
    },
  };
}

/** Sequences one after the other, [batch, time steps, features]: they lie time first, so blocks follow each other. */
export function concatTimeOp(room: Room, values: Value[]): Op {
  const {run} = room.kernels;
  const [batch, , features] = values[0].shape;
  const output = room.value([batch, values.reduce((sum, {shape}) => sum + shape[1], 0), features]);
  let start = 0;
  const parts = values.map((value) => {
    const part = {value, floats: valueFloats(value.shape), offset: start * 4};
    start += part.floats;
    return part;
  });
  return {
    outputs: [output],
    forward() {
      for (const {value, floats, offset} of parts) {
        run.copyRows(1, 1, floats, value.at, 0, 0, output.at + offset, 0, 0);
      }
    },
    backward() {
      for (const {value, floats, offset} of parts) {
        if (value.gradient) run.addTo(floats, output.gradient + offset, value.gradient);
      }
    },
  };
}

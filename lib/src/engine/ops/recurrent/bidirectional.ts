import type {Op, Room} from '../op';
import {type Value, valueFloats, valueWidth} from '../value';

/** How the outputs of two directions become one; `null` gives both. */
export type MergeMode = 'concat' | 'sum' | 'mul' | 'ave' | null;

/** Outputs of a layer that reads forwards and of one that reads backwards, of the same shape. */
export interface TwoDirections {
  /** [batch, time steps, units] or [batch, units]. */
  forwards: Value;
  /** The same; its time steps lie in the order in which they were made, the last one first. */
  backwards: Value;
  /** 0 or 1 for each step, [batch, time steps]: outputs of masked steps are zero. Defaults to no mask. */
  mask?: Value;
}

/** Start and strides, in bytes, of the rows of a value: time steps, batch. */
type Rows = [at: number, outer: number, inner: number];

/** Sets the rows of masked steps to zero. */
function makeZeroing(room: Room, mask: Value | undefined, fromEnd: boolean) {
  if (!mask) return () => {};
  const [batch, steps] = mask.shape;
  const row = valueWidth(mask.shape);
  return (at: number, width: number) => {
    const kept = room.kernels.view(mask.at, batch * row);
    const values = room.kernels.view(at, steps * batch * width);
    for (let t = 0; t < steps; t++) {
      const step = fromEnd ? steps - 1 - t : t;
      for (let i = 0; i < batch; i++) {
        const start = (t * batch + i) * width;
        if (!kept[i * row + step]) values.fill(0, start, start + width);
      }
    }
  };
}

/**
 * The outputs of two directions, merged; those of the backward one are turned round first, so that both speak about the
 * same time step.
 *
 * @param options maskFromEnd: whether the forward layer itself reads from the end, so that the mask is to be turned round
 * @returns an op with one output, or with two where mode is null
 */
export function mergeDirectionsOp(
  room: Room,
  {forwards, backwards, mask}: TwoDirections,
  {mode, maskFromEnd = false}: {mode: MergeMode; maskFromEnd?: boolean},
): Op {
  const {run} = room.kernels;
  const {shape} = forwards;
  const units = shape[shape.length - 1];
  const [steps, batch] = shape.length === 3 ? [shape[1], shape[0]] : [1, shape[0]];
  const width = valueWidth(shape);
  const sizes: [number, number] = [steps, batch];
  const inOrder = (at: number, columns = width): Rows => [at, batch * columns * 4, columns * 4];
  const turned = (at: number): Rows => [at + (steps - 1) * batch * width * 4, -batch * width * 4, width * 4];

  const outputs = mode === null ? [room.value(shape), room.value(shape)] : [];
  if (mode !== null) outputs.push(room.value([...shape.slice(0, -1), mode === 'concat' ? 2 * units : units]));
  const columns = valueWidth(outputs[0].shape);
  const zero = makeZeroing(room, shape.length === 3 ? mask : undefined, maskFromEnd);
  const factor = mode === 'ave' ? room.scratch(width) : 0;
  const half: Rows = [factor, 0, 0]; // the same numbers for every row
  /** The two parts of a merged value, where each is a part of it: of the output, or of its gradient. */
  const parts = (ats: number[]): Rows[] => {
    if (mode === 'concat') return [0, units].map((start) => inOrder(ats[0] + start * 4, columns));
    return [inOrder(ats[0]), inOrder(ats[1] ?? ats[0])];
  };
  const dForwards = () => inOrder(forwards.gradient);
  const dBackwards = () => turned(backwards.gradient);

  return {
    outputs,
    forward() {
      const [first, second] = parts(outputs.map(({at}) => at));
      const [y, z] = [inOrder(forwards.at), turned(backwards.at)];
      if (mode === 'mul' || mode === 'ave') run.clear(outputs[0].at, valueFloats(shape) * 4);
      if (mode === 'ave') {
        room.kernels.view(factor, width).fill(0.5);
        run.addProducts(...sizes, width, ...y, ...half, ...first);
        run.addProducts(...sizes, width, ...z, ...half, ...first);
      } else if (mode === 'mul') {
        run.addProducts(...sizes, width, ...y, ...z, ...first);
      } else {
        run.copyRows(...sizes, units, ...y, ...first);
        if (mode === 'sum') run.addRows(...sizes, units, ...z, ...first);
        else run.copyRows(...sizes, units, ...z, ...second);
      }
      for (const {at} of outputs) zero(at, columns);
    },
    backward() {
      for (const {gradient} of outputs) zero(gradient, columns);
      const [first, second] = parts(outputs.map(({gradient}) => gradient));
      if (mode === 'ave') room.kernels.view(factor, width).fill(0.5);
      const give = (to: Rows, part: Rows, other: Rows) => {
        if (mode === 'ave') run.addProducts(...sizes, width, ...part, ...half, ...to);
        else if (mode === 'mul') run.addProducts(...sizes, width, ...part, ...other, ...to);
        else run.addRows(...sizes, units, ...part, ...to);
      };
      if (forwards.gradient) give(dForwards(), first, turned(backwards.at));
      if (backwards.gradient) give(dBackwards(), second, inOrder(forwards.at));
    },
  };
}

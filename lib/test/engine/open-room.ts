// A room for ops on their own, as the tests of single ops use it.
import type {Room} from '../../src/engine/internal';
import {type Kernels, useKernels} from '../../src/engine/kernels-host';
import {readValue, type Value, valueFloats, writeValue} from '../../src/engine/ops/value';

type Numbers = ArrayLike<number>;

/** A place for ops and values, outside of any program. */
export function openRoom() {
  const kernels = useKernels();
  const buffer = kernels.take(2 ** 14);
  const room: Room = {
    kernels,
    training: true,
    keep: (floats) => kernels.zeros(floats),
    scratch: (floats) => {
      const at = kernels.take(floats);
      kernels.view(at, floats).fill(Number.NaN); // what is read before it is written shows
      return at;
    },
    value: (shape) => ({shape, at: kernels.zeros(valueFloats(shape)), gradient: kernels.zeros(valueFloats(shape))}),
  };
  const put = ({shape, values}: {shape: number[]; values: Numbers}): Value => {
    const value = room.value(shape);
    writeValue(kernels, value.at, shape, values, buffer);
    return value;
  };
  const read = (at: number, shape: number[]) => [...readValue(kernels, at, shape, buffer)];
  /** Sum of what lies in a gradient's padding, in absolute numbers. */
  const paddingOf = (at: number, shape: number[]) => {
    const all = kernels.view(at, valueFloats(shape)).reduce((sum, value) => sum + Math.abs(value), 0);
    return all - read(at, shape).reduce((sum, value) => sum + Math.abs(value), 0);
  };
  return {kernels, room, put, read, paddingOf, floatsOf: valueFloats};
}

/** The same room, in which kernels get their rows in pieces of two, the last ones first, as threads might. */
export function splitting(room: Room): Room {
  const {kernels} = room;
  const share: Kernels['share'] = (name, total, args) => {
    for (let from = (total - 1) & ~1; from >= 0; from -= 2) kernels.run[name](...args(from, Math.min(from + 2, total)));
  };
  return {...room, kernels: Object.assign(Object.create(kernels), {share})};
}

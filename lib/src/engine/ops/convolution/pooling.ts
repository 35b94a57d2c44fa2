import type {Op, Room} from '../op';
import {padded, type Value} from '../value';
import {type AxisOptions, placeWindows} from './windows';

/** What is taken of a window. */
export type PoolKind = 'max' | 'average';

/** Options of a pooling. */
export interface PoolOptions {
  /** Elements of a window along each axis. */
  poolSize: number[];
  /** Steps from window to window along each axis; defaults to `poolSize`. */
  strides?: number[];
  /** Defaults to 'valid'. */
  padding?: AxisOptions['padding'];
}

/** Numbers of axes that the kernels pool over. */
const AXES = 3;

/** Sizes as the kernels take them: three axes of lengths, windows, sizes, strides and padding before. */
function poolSizes(space: number[], {poolSize, strides = poolSize, padding}: PoolOptions) {
  const windows = space.map((length, i) => placeWindows(length, poolSize[i], {strides: strides[i], padding}));
  const fill = (sizes: number[], neutral: number) => [...sizes, ...Array(AXES - sizes.length).fill(neutral)];
  const counts = windows.map(({count}) => count);
  const befores = windows.map(({before}) => before);
  const axes = [fill(space, 1), fill(counts, 1), fill(poolSize, 1), fill(strides, 1), fill(befores, 0)];
  return {counts, axes: axes.flat()};
}

/**
 * The largest element of each window, or the mean of those that lie inside, for each feature by itself.
 *
 * @param x [batch, time steps, features] with one axis of windows, else [..., space, features]
 * @returns an op with one output, of x's shape with the windows in place of `space`
 * @throws RangeError where no window fits
 */
export function poolOp(room: Room, x: Value, kind: PoolKind, options: PoolOptions): Op {
  const {kernels} = room;
  const axes = options.poolSize.length;
  const features = x.shape[x.shape.length - 1];
  const leading = x.shape.slice(0, -1 - axes);
  const {counts, axes: sizes} = poolSizes(x.shape.slice(leading.length, -1), options);
  const y = room.value([...leading, ...counts, features]);
  // Of rank 3 the batch lies behind the steps, so it belongs to what is pooled side by side.
  const timeFirst = x.shape.length === 3;
  const outer = timeFirst ? 1 : leading.reduce((product, size) => product * size, 1);
  const inner = padded(features) * (timeFirst ? leading[0] : 1);
  const isMax = kind === 'max' ? 1 : 0;
  return {
    outputs: [y],
    forward() {
      kernels.share('pool', outer * counts[0], (from, to) => [from, to, isMax, ...sizes, inner, x.at, y.at]);
    },
    backward() {
      if (!x.gradient) return;
      kernels.share('poolBackward', outer, (from, to) => [
        ...[from, to, isMax, ...sizes, inner, x.at, y.at, y.gradient, x.gradient],
      ]);
    },
  };
}

/** Writes 1 / (steps kept) for each step that a mask keeps, else 0, time first. A sequence without any stays zero. */
function writeShares(room: Room, mask: Value, to: number): void {
  const [batch, steps] = mask.shape;
  const row = padded(steps);
  const values = room.kernels.view(mask.at, batch * row);
  const shares = room.kernels.view(to, steps * batch);
  for (let i = 0; i < batch; i++) {
    const kept = values.subarray(i * row, i * row + steps).reduce((count, value) => count + (value ? 1 : 0), 0);
    for (let t = 0; t < steps; t++) shares[t * batch + i] = values[i * row + t] ? 1 / kept : 0;
  }
}

/** The mean over the steps that a mask keeps, [batch, time steps, features] -> [batch, features]. */
function maskedMeanOp(room: Room, x: Value, mask: Value): Op {
  const {run} = room.kernels;
  const [batch, steps, features] = x.shape;
  const shares = room.keep(steps * batch);
  const y = room.value([batch, features]);
  const sizes = [steps, batch, padded(features), shares];
  return {
    outputs: [y],
    forward() {
      writeShares(room, mask, shares);
      run.weightedSteps(...sizes, x.at, y.at);
    },
    backward() {
      if (x.gradient) run.weightedStepsBackward(...sizes, y.gradient, x.gradient);
    },
  };
}

/**
 * The largest element over all of time or space, or the mean, for each feature by itself.
 *
 * @param x [batch, ...space, features]
 * @param mask 0 or 1 for each step, [batch, time steps]; a masked step does not count in a mean
 * @returns an op with one output, [batch, features]
 */
export function globalPoolOp(room: Room, x: Value, kind: PoolKind, mask?: Value): Op {
  if (mask && kind === 'average') return maskedMeanOp(room, x, mask);
  const [batch, ...space] = x.shape;
  const features = space.pop() as number;
  const pooled = poolOp(room, x, kind, {poolSize: space});
  // One window for each example: the value lies as [batch, features] does, time first or not.
  return {...pooled, outputs: [{...pooled.outputs[0], shape: [batch, features]}]};
}

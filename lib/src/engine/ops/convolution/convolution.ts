import {ACTIVATION_KINDS, type KernelActivation} from '../activation';
import {takeTransposed} from '../affine';
import type {Op, Room} from '../op';
import {padded, type Value, type Weight} from '../value';
import type {ConvWeights} from './conv1d';
import {type AxisOptions, placeWindows} from './windows';

/** Options of a convolution over images or volumes; one number for each axis. */
export interface ConvOptions {
  /** Default to 1. */
  strides?: number[];
  /** Defaults to 'valid'. */
  padding?: AxisOptions['padding'];
  /** Default to 1. */
  dilationRate?: number[];
  /** Defaults to 'linear'. */
  activation?: KernelActivation;
}

/** Images lie in as many bands, at most, each with a padded copy of one image; so many threads may share them. */
const BANDS = 8;

/** Sizes of a convolution over three axes; images have one row of axis 0. */
function sizesOf(x: Value, kernel: Weight, {strides, padding, dilationRate}: ConvOptions) {
  const axes = kernel.shape.length - 2;
  const spread = (numbers: number[] | undefined, neutral: number) => {
    const given = numbers ?? Array<number>(axes).fill(neutral);
    return [...Array<number>(3 - axes).fill(neutral), ...given];
  };
  const leading = x.shape.slice(0, -1 - axes);
  const [k, n] = [spread(kernel.shape.slice(0, axes), 1), spread(x.shape.slice(leading.length, -1), 1)];
  const [stride, dilation] = [spread(strides, 1), spread(dilationRate, 1)];
  const windows = n.map((length, i) =>
    placeWindows(length, k[i], {padding, strides: stride[i], dilationRate: dilation[i]}),
  );
  const m = windows.map(({count}) => count);
  const before = windows.map((one) => one.before);
  const p = n.map((length, i) => Math.max(before[i] + length, (m[i] - 1) * stride[i] + (k[i] - 1) * dilation[i] + 1));
  const images = leading.reduce((product, size) => product * size, 1);
  const [depth, filters] = kernel.shape.slice(-2);
  const widths = [depth, padded(depth), filters, padded(filters)];
  const band = Math.ceil(images / BANDS);
  const volume = (lengths: number[]) => lengths.reduce((product, length) => product * length, 1);
  return {
    outputShape: [...leading, ...m.slice(3 - axes), filters],
    /** As the kernels' class Sizes has them. */
    table: [images, band, ...n, ...m, ...k, ...stride, ...dilation, ...before, ...p, ...widths],
    ...{bands: Math.ceil(images / band), taps: volume(k), rows: k[0] * k[1]},
    ...{outputRows: images * volume(m), copyRows: volume(p), depth, inputs: padded(depth), outputs: padded(filters)},
  };
}

type Sizes = ReturnType<typeof sizesOf>;

/** The filter without the rows that padding added to its features; they would only cost time. */
function makeDense(room: Room, {taps, depth, inputs, outputs}: Sizes, kernel: Weight) {
  const {run} = room.kernels;
  if (depth === inputs) return {at: kernel.at, gradient: kernel.gradient, take() {}, clear() {}, giveBack() {}};
  const [floats, own] = [depth * outputs, inputs * outputs * 4];
  const at = room.scratch(taps * floats);
  const gradient = kernel.gradient ? room.scratch(taps * floats) : 0;
  return {
    at,
    gradient,
    take: () => run.copyRows(taps, 1, floats, kernel.at, own, 0, at, floats * 4, 0),
    clear: () => run.clear(gradient, taps * floats * 4),
    giveBack: () => run.addRows(taps, 1, floats, gradient, floats * 4, 0, kernel.gradient, own, 0),
  };
}

/**
 * A convolution over images or volumes.
 *
 *     Y_t = activation(b + Σ_k X_{t stride + k dilation - before} W_k)      t, k: two or three numbers
 *
 * @param x [..., height, width, features] or [..., depth, height, width, features]; any axes may come before
 * @param weights kernel [...kernel size, features, filters], bias [filters]
 * @returns an op with one output, [..., windows, filters]
 * @throws RangeError where no window fits
 */
export function convOp(room: Room, x: Value, {kernel, bias}: ConvWeights, options: ConvOptions = {}): Op {
  const {kernels} = room;
  const sizes = sizesOf(x, kernel, options);
  const {table, bands, taps, rows, outputRows, copyRows, depth, inputs, outputs} = sizes;
  const y = room.value(sizes.outputShape);
  const at = room.scratch(table.length);
  const dense = makeDense(room, sizes, kernel);
  const copies = room.scratch(Math.max(bands, rows) * copyRows * inputs);
  const kernelT = room.training && x.gradient ? takeTransposed(room, [taps * inputs, outputs], kernel.at) : undefined;
  const kind = ACTIVATION_KINDS[options.activation ?? 'linear'];
  const work = 2 * outputRows * taps * depth * outputs;
  const writeTable = () => {
    const {buffer} = kernels.view(at, table.length);
    new Int32Array(buffer, at, table.length).set(table);
  };
  return {
    outputs: [y],
    forward() {
      writeTable();
      dense.take();
      const args = [at, kind, x.at, dense.at, bias?.at ?? 0, y.at, copies];
      kernels.share('convForward', bands, (from, to) => [from, to, ...args], work);
    },
    backward() {
      const dA = y.gradient;
      writeTable();
      if (kind) kernels.run.activationGradient(kind, outputRows * outputs, y.at, dA, dA);
      if (bias?.gradient) kernels.run.addColumnSums(outputRows, outputs, dA, bias.gradient);
      if (kernel.gradient) {
        dense.clear();
        const args = [at, x.at, dA, dense.gradient, copies];
        kernels.share('convFilterGradient', rows, (from, to) => [from, to, ...args], work);
        dense.giveBack();
      }
      if (!kernelT) return;
      kernelT.refresh();
      const args = [at, kernelT.at, dA, x.gradient, copies];
      kernels.share('convBackward', bands, (from, to) => [from, to, ...args], work);
    },
  };
}

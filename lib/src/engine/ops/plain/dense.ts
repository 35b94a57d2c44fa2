import {ACTIVATION_KINDS, type KernelActivation} from '../activation';
import {makeAffine, rowsOf} from '../affine';
import type {Op, Room} from '../op';
import type {Value, Weight} from '../value';

/** Activations that leave the zeros of padding zero. */
export type PlainActivation = Exclude<KernelActivation, 'sigmoid'>;

/** Kernel [features, units] and bias [units] of a dense layer. */
export interface DenseWeights {
  kernel: Weight;
  bias?: Weight;
}

/**
 * A dense layer on the last axis, Y = activation(X W + b).
 *
 * @param x [..., features]
 * @returns an op with one output, [..., units]
 */
export function denseOp(
  room: Room,
  x: Value,
  {kernel, bias}: DenseWeights,
  activation: Exclude<KernelActivation, 'sigmoid'>,
): Op {
  const {run} = room.kernels;
  const input = rowsOf(x);
  const affine = makeAffine(room, input, kernel, bias);
  const units = kernel.shape[1];
  const output = room.value([...x.shape.slice(0, -1), units]);
  const {rows} = input;
  const floats = rows * affine.columns;
  const isLinear = activation === 'linear';
  const dA = room.training && !isLinear ? room.scratch(floats) : output.gradient;
  const kind = ACTIVATION_KINDS[activation];
  return {
    outputs: [output],
    forward() {
      affine.forward(output.at);
      if (!isLinear) run.activate(kind, floats, output.at);
    },
    backward() {
      if (!isLinear) run.activationGradient(kind, floats, output.at, output.gradient, dA);
      affine.backward(dA);
    },
  };
}

/**
 * A dense layer that ends in a softmax or σ, P = softmax(Z), Z = X W + b. Keeps Z, so that a cross-entropy may begin
 * there, which is stable.
 *
 * @returns an op with one output, [..., units], and its logits
 */
export function denseProbabilitiesOp(
  room: Room,
  x: Value,
  {kernel, bias}: DenseWeights,
  activation: 'softmax' | 'sigmoid',
): Op {
  const {run} = room.kernels;
  const input = rowsOf(x);
  const affine = makeAffine(room, input, kernel, bias);
  const units = kernel.shape[1];
  const shape = [...x.shape.slice(0, -1), units];
  const [p, z] = [room.value(shape), room.value(shape)];
  const [{rows}, {columns}] = [input, affine];
  const dA = room.training ? room.scratch(rows * columns) : 0;
  return {
    outputs: [{...p, logits: {value: z, activation}}],
    forward() {
      affine.forward(z.at);
      if (activation === 'softmax') {
        run.softmax(rows, units, columns, z.at, p.at);
        return;
      }
      run.copyRows(1, 1, rows * columns, z.at, 0, 0, p.at, 0, 0);
      run.activate(ACTIVATION_KINDS.sigmoid, rows * columns, p.at);
      if (units !== columns) run.clearPadding(rows, units, columns, p.at); // σ(0) is not 0, and padding must be
    },
    backward() {
      if (activation === 'softmax') {
        run.addSoftmaxGradient(rows, columns, p.at, p.gradient, z.gradient);
      } else {
        run.activationGradient(ACTIVATION_KINDS.sigmoid, rows * columns, p.at, p.gradient, dA);
        run.addTo(rows * columns, dA, z.gradient);
      }
      affine.backward(z.gradient);
    },
  };
}

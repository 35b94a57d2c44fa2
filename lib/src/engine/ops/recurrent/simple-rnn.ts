import {ACTIVATION_KINDS} from '../activation';
import {makeAffine, takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import type {WeightForm} from '../value';
import {type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';

/**
 * Activations of a simple recurrent layer on the kernels. Not sigmoid: it would make the columns that padding adds 0.5.
 */
export const FUSED_ACTIVATIONS = ['linear', 'tanh', 'relu'] as const;
/** Name of an activation of a simple recurrent layer on the kernels. */
export type FusedActivation = (typeof FUSED_ACTIVATIONS)[number];

/** Forms of kernel, recurrent kernel and bias. */
export const SIMPLE_RNN_FORMS: WeightForm[] = [{}, {}, {}];

const makeSimpleRnnCell =
  (activation: FusedActivation): MakeCell =>
  (room, place) => {
    const {kernels} = room;
    const {steps, batch, width, x, mask, drop, states, weights} = place;
    const [h] = states;
    const [kernel, recurrent, bias] = weights;
    const kind = ACTIVATION_KINDS[activation];
    const projection = makeAffine(room, x, kernel, bias);
    const recurrentT = room.training ? takeTransposed(room, [width, width], recurrent.at) : undefined;
    const dA = room.training ? room.scratch(steps * batch * width) : 0;
    const row = width * 4;
    return {
      forward() {
        projection.forward(h + batch * row);
        kernels.share('simpleRnnForward', batch, (from, to) => [
          ...[steps, batch, from, to, width, kind, recurrent.at, mask, h, drop.mask, drop.step, drop.seen],
        ]);
      },
      backward({dY, dStates: [dH]}) {
        recurrentT?.refresh();
        kernels.share('simpleRnnBackward', batch, (from, to) => [
          ...[steps, batch, from, to, width, kind, recurrentT?.at ?? 0, mask, h, dY, dH, dA],
          ...[drop.mask, drop.step, drop.dSeen],
        ]);
        const sizes: [number, number, number] = [width, steps * batch, width];
        if (recurrent.gradient)
          transposedMatmul(kernels, sizes, [drop.seen, row], [dA, row], [recurrent.gradient, row]);
        projection.backward(dA);
      },
    };
  };

/** Weights are kernel [features, units], recurrent kernel [units, units], bias [units]; one state, H. */
export function simpleRnnOp(
  room: Room,
  values: RecurrentValues,
  options: RecurrentOptions & {activation: FusedActivation},
): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makeSimpleRnnCell(options.activation), units, states: 1}, values, options);
}

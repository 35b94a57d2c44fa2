import {ACTIVATION_KINDS} from '../activation';
import {makeAffine, takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import type {WeightForm} from '../value';
import {addNormGradients, EPSILON} from './gate-norm';
import {type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';
import type {FusedActivation} from './simple-rnn';

/** Forms of kernel, recurrent kernel, bias, γ and β. */
export const LAYER_NORM_SIMPLE_RNN_FORMS: WeightForm[] = [{}, {}, {}, {}, {}];

const makeLayerNormSimpleRnnCell =
  (activation: FusedActivation): MakeCell =>
  (room, place) => {
    const {kernels} = room;
    const {steps, batch, units, width, x, mask, drop, states, weights} = place;
    const [h] = states;
    const [kernel, recurrent, bias, gamma, beta] = weights;
    const kind = ACTIVATION_KINDS[activation];
    const rows = steps * batch;
    const projection = makeAffine(room, x, kernel, bias);
    const [normalised, deviations] = [room.keep(rows * width), room.keep(rows)];
    const recurrentT = room.training ? takeTransposed(room, [width, width], recurrent.at) : undefined;
    const [dN, dA] = [0, 1].map(() => (room.training ? room.scratch(rows * width) : 0));
    const row = width * 4;
    return {
      forward() {
        projection.forward(h + batch * row);
        kernels.share('layerNormSimpleRnnForward', batch, (from, to) => [
          ...[steps, batch, from, to, units, width, kind, EPSILON, recurrent.at, gamma.at, beta.at, mask],
          ...[normalised, deviations, h, drop.mask, drop.step, drop.seen],
        ]);
      },
      backward({dY, dStates: [dH]}) {
        recurrentT?.refresh();
        kernels.share('layerNormSimpleRnnBackward', batch, (from, to) => [
          ...[steps, batch, from, to, units, width, kind, recurrentT?.at ?? 0, gamma.at, mask],
          ...[normalised, deviations, h, dY, dH, dN, dA, drop.mask, drop.step, drop.dSeen],
        ]);
        if (recurrent.gradient) {
          transposedMatmul(kernels, [width, rows, width], [drop.seen, row], [dA, row], [recurrent.gradient, row]);
        }
        addNormGradients(room, [rows, width], {gamma, beta}, normalised, dN);
        projection.backward(dA);
      },
    };
  };

/**
 * Weights are kernel [features, units], recurrent kernel [units, units], bias [units], γ and β of the norm, [units] each;
 * one state, H.
 */
export function layerNormSimpleRnnOp(
  room: Room,
  values: RecurrentValues,
  options: RecurrentOptions & {activation: FusedActivation},
): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makeLayerNormSimpleRnnCell(options.activation), units, states: 1}, values, options);
}

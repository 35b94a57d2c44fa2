import {takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import type {WeightForm} from '../value';
import {addNormGradients, EPSILON, makeNormalisedProjection} from './gate-norm';
import {type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';

const GATES = 4;

/** Forms of the weights of {@link layerNormLstmOp}; the gates are packed in the order i f c o. */
export const LAYER_NORM_LSTM_FORMS: WeightForm[] = [...Array.from({length: 7}, () => ({groups: GATES})), ...[{}, {}]];

const makeLayerNormLstmCell: MakeCell = (room, place) => {
  const {kernels} = room;
  const {steps, batch, units, width, x, mask, drop, states, weights} = place;
  const [h, c] = states;
  const [kernel, recurrent, bias, gammaX, betaX, gammaH, betaH, gammaC, betaC] = weights;
  const columns = GATES * width;
  const rows = steps * batch;
  const constants = [bias, betaH].map(({at}) => ({at, gates: GATES}));
  const normX = {gamma: gammaX, beta: betaX};
  const sizes = {rows, units, width, norms: [GATES]};
  const projection = makeNormalisedProjection(room, x, kernel, normX, sizes, constants);
  const gates = room.keep(rows * columns);
  const [normalisedH, deviationsH] = [room.keep(rows * columns), room.keep(rows)];
  const [normalisedC, deviationsC] = [room.keep(rows * width), room.keep(rows)];
  const recurrentT = room.training ? takeTransposed(room, [width, columns], recurrent.at) : undefined;
  const [dA, dP, dCells] = [columns, columns, width].map((floats) => (room.training ? room.scratch(rows * floats) : 0));
  const kept = [gates, normalisedH, deviationsH, normalisedC, deviationsC];
  const [row, gateRow] = [width * 4, columns * 4];
  return {
    forward() {
      projection.forward(gates);
      kernels.share('layerNormLstmForward', batch, (from, to) => [
        ...[steps, batch, from, to, units, width, EPSILON, recurrent.at, gammaH.at, gammaC.at, betaC.at, mask],
        ...[...kept, h, c, drop.mask, drop.step, drop.seen],
      ]);
    },
    backward({dY, dStates: [dH, dC]}) {
      recurrentT?.refresh();
      kernels.share('layerNormLstmBackward', batch, (from, to) => [
        ...[steps, batch, from, to, units, width, recurrentT?.at ?? 0, gammaH.at, gammaC.at, mask],
        ...[...kept, c, dY, dH, dC, dA, dP, dCells, drop.mask, drop.step, drop.dSeen],
      ]);
      if (recurrent.gradient) {
        const to: [number, number] = [recurrent.gradient, gateRow];
        transposedMatmul(kernels, [width, rows, columns], [drop.seen, row], [dP, gateRow], to);
      }
      if (bias.gradient) kernels.run.addColumnSums(rows, columns, dA, bias.gradient);
      addNormGradients(room, [rows, columns], {gamma: gammaH, beta: betaH}, normalisedH, dA);
      addNormGradients(room, [rows, width], {gamma: gammaC, beta: betaC}, normalisedC, dCells);
      projection.backward(dA);
    },
  };
};

/**
 * Weights are kernel [features, 4 units], recurrent kernel [units, 4 units], bias [4 units], γ and β of LN_x and of LN_h
 * [4 units] each, γ and β of LN_c [units]; states H and C.
 */
export function layerNormLstmOp(room: Room, values: RecurrentValues, options: RecurrentOptions): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makeLayerNormLstmCell, units, states: 2}, values, options);
}

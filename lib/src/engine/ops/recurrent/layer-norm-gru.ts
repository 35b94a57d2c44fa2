import {takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import type {WeightForm} from '../value';
import {addNormGradients, EPSILON, makeNormalisedProjection} from './gate-norm';
import {type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';

const GATES = 3;

/** Forms of the weights of {@link layerNormGruOp}; the gates are packed in the order z r h. */
export const LAYER_NORM_GRU_FORMS: WeightForm[] = Array.from({length: 7}, () => ({groups: GATES}));

const makeLayerNormGruCell: MakeCell = (room, place) => {
  const {kernels} = room;
  const {steps, batch, units, width, x, mask, drop, states, weights} = place;
  const [h] = states;
  const [kernel, recurrent, bias, gammaX, betaX, gammaH, betaH] = weights;
  const columns = GATES * width;
  const rows = steps * batch;
  // Of Z and R, β_h may be added at once; that of the candidate's share belongs to M, which the reset gate scales.
  const constants = [
    {at: bias.at, gates: GATES},
    {at: betaH.at, gates: 2},
  ];
  const normX = {gamma: gammaX, beta: betaX};
  const sizes = {rows, units, width, norms: [2, 1]};
  const projection = makeNormalisedProjection(room, x, kernel, normX, sizes, constants);
  const [gates, share] = [room.keep(rows * columns), room.keep(rows * width)];
  const [normalised, deviations] = [room.keep(rows * columns), room.keep(rows * 2)];
  const recurrentT = room.training ? takeTransposed(room, [width, columns], recurrent.at) : undefined;
  const [dA, dN, dP] = [0, 1, 2].map(() => (room.training ? room.scratch(rows * columns) : 0));
  const kept = [gates, share, normalised, deviations];
  const [row, gateRow] = [width * 4, columns * 4];
  const betaM = betaH.at + 2 * row;
  return {
    forward() {
      projection.forward(gates);
      kernels.share('layerNormGruForward', batch, (from, to) => [
        ...[steps, batch, from, to, units, width, EPSILON, recurrent.at, gammaH.at, betaM, mask],
        ...[...kept, h, drop.mask, drop.step, drop.seen],
      ]);
    },
    backward({dY, dStates: [dH]}) {
      recurrentT?.refresh();
      kernels.share('layerNormGruBackward', batch, (from, to) => [
        ...[steps, batch, from, to, units, width, recurrentT?.at ?? 0, gammaH.at, mask],
        ...[...kept, h, dY, dH, dA, dN, dP, drop.mask, drop.step, drop.dSeen],
      ]);
      if (recurrent.gradient) {
        const to: [number, number] = [recurrent.gradient, gateRow];
        transposedMatmul(kernels, [width, rows, columns], [drop.seen, row], [dP, gateRow], to);
      }
      if (bias.gradient) kernels.run.addColumnSums(rows, columns, dA, bias.gradient);
      addNormGradients(room, [rows, columns], {gamma: gammaH, beta: betaH}, normalised, dN);
      projection.backward(dA);
    },
  };
};

/**
 * Weights are kernel [features, 3 units], recurrent kernel [units, 3 units], bias [3 units], γ and β of the inputs' norms,
 * γ and β of the state's norms, [3 units] each; one state, H. The norms are over Z and R together, and over the candidate.
 */
export function layerNormGruOp(room: Room, values: RecurrentValues, options: RecurrentOptions): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makeLayerNormGruCell, units, states: 1}, values, options);
}

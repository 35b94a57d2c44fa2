import {makeAffine, takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import type {WeightForm} from '../value';
import {type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';

const GATES = 4;

/** Forms of kernel, recurrent kernel, peepholes and bias; the gates are packed in the order i f c o. */
export const PEEPHOLE_LSTM_FORMS: WeightForm[] = [{groups: GATES}, {groups: GATES}, {padRows: false}, {groups: GATES}];

const makePeepholeLstmCell: MakeCell = (room, place) => {
  const {kernels} = room;
  const {steps, batch, width, x, mask, drop, states, weights} = place;
  const [h, c] = states;
  const [kernel, recurrent, peepholes, bias] = weights;
  const columns = GATES * width;
  const rows = steps * batch;
  const projection = makeAffine(room, x, kernel, bias);
  const gates = room.keep(rows * columns);
  const recurrentT = room.training ? takeTransposed(room, [width, columns], recurrent.at) : undefined;
  const dA = gates; // what a step back reads of its gates it reads before it writes
  const [row, gateRow] = [width * 4, columns * 4];

  /** p_i and p_f see the cell state before the step, p_o the one after it. */
  const addPeepholeGradients = () => {
    const before = [c, c, c + batch * row];
    [0, 1, 3].forEach((gate, i) => {
      kernels.run.addProductSums(rows, width, dA + gate * row, gateRow, before[i], row, peepholes.gradient + i * row);
    });
  };
  return {
    forward() {
      projection.forward(gates);
      kernels.share('peepholeLstmForward', batch, (from, to) => [
        ...[steps, batch, from, to, width, recurrent.at, peepholes.at, mask, gates, h, c],
        ...[drop.mask, drop.step, drop.seen],
      ]);
    },
    backward({dY, dStates: [dH, dC]}) {
      recurrentT?.refresh();
      kernels.share('peepholeLstmBackward', batch, (from, to) => [
        ...[steps, batch, from, to, width, recurrentT?.at ?? 0, peepholes.at, mask, gates, c, dY, dH, dC, dA],
        ...[drop.mask, drop.step, drop.dSeen],
      ]);
      const sizes: [number, number, number] = [width, rows, columns];
      if (recurrent.gradient) {
        transposedMatmul(kernels, sizes, [drop.seen, row], [dA, gateRow], [recurrent.gradient, gateRow]);
      }
      if (peepholes.gradient) addPeepholeGradients();
      projection.backward(dA);
    },
  };
};

/**
 * Weights are kernel [features, 4 units], recurrent kernel [units, 4 units], peepholes [3, units] in the order i f o, bias
 * [4 units]; states H and C.
 */
export function peepholeLstmOp(room: Room, values: RecurrentValues, options: RecurrentOptions): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makePeepholeLstmCell, units, states: 2}, values, options);
}

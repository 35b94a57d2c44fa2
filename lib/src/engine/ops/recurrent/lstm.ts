import {makeAffine, takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import type {WeightForm} from '../value';
import {type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';

const GATES = 4;

/** Forms of kernel, recurrent kernel and bias; the gates are packed in the order i f c o. */
export const LSTM_FORMS: WeightForm[] = [{groups: GATES}, {groups: GATES}, {groups: GATES}];

const makeLstmCell: MakeCell = (room, place) => {
  const {kernels} = room;
  const {steps, batch, width, x, mask, drop, states, weights} = place;
  const [h, c] = states;
  const [kernel, recurrent, bias] = weights;
  const columns = GATES * width;
  const projection = makeAffine(room, x, kernel, bias);
  const gates = room.keep(steps * batch * columns);
  const recurrentT = room.training ? takeTransposed(room, [width, columns], recurrent.at) : undefined;
  const dA = gates; // what a step back reads of its gates it reads before it writes
  return {
    forward() {
      projection.forward(gates);
      kernels.share('lstmForward', batch, (from, to) => [
        ...[steps, batch, from, to, width, recurrent.at, mask, gates, h, c, drop.mask, drop.step, drop.seen],
      ]);
    },
    backward({dY, dStates: [dH, dC]}) {
      recurrentT?.refresh();
      kernels.share('lstmBackward', batch, (from, to) => [
        ...[steps, batch, from, to, width, recurrentT?.at ?? 0, mask, gates, c, dY, dH, dC, dA],
        ...[drop.mask, drop.step, drop.dSeen],
      ]);
      const [row, gateRow] = [width * 4, columns * 4];
      const sizes: [number, number, number] = [width, steps * batch, columns];
      if (recurrent.gradient)
        transposedMatmul(kernels, sizes, [drop.seen, row], [dA, gateRow], [recurrent.gradient, gateRow]);
      projection.backward(dA);
    },
  };
};

/** Weights are kernel [features, 4 units], recurrent kernel [units, 4 units], bias [4 units]; states H and C. */
export function lstmOp(room: Room, values: RecurrentValues, options: RecurrentOptions): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makeLstmCell, units, states: 2}, values, options);
}

import type {Kernels} from '../../kernels-host';
import {makeAffine, takeTransposed, transposedMatmul} from '../affine';
import type {Op, Room} from '../op';
import {type Weight, type WeightForm, weightFloats} from '../value';
import {type CellPlace, type MakeCell, type RecurrentOptions, type RecurrentValues, recurrentOp} from './recurrent';

const GATES = 3;

/** Forms of kernel, recurrent kernel and bias; the gates are packed in the order z r h. */
export const GRU_FORMS: WeightForm[] = [{groups: GATES}, {groups: GATES}, {groups: GATES, padRows: false}];

/** What the kernels add before the gates open, and what the reset gate scales, as the bias implies it. */
interface Biases {
  outer: {at: number; gradient: number};
  /** b_m, [width]. */
  share: {at: number; gradient: number};
  read(): void;
  begin(): void;
  giveBack(): void;
}

/** The bias of the reset before the product is the outer one; b_m is not used. */
const plainBiases = (bias: Weight): Biases => ({
  outer: bias,
  share: {at: 0, gradient: 0},
  read: () => {},
  begin: () => {},
  giveBack: () => {},
});

/** Of the bias [2, 3 width] of the reset after the product: outer = b_0 + b_1 for Z and R, b_0 for H̃; b_m = b_1 for H̃. */
function splitBiases(room: Room, kernels: Kernels, bias: Weight, width: number): Biases {
  const columns = GATES * width;
  const floats = weightFloats(bias.shape, bias.form);
  const outer = {at: room.scratch(columns), gradient: room.scratch(columns)};
  const share = {at: bias.at + (columns + 2 * width) * 4, gradient: bias.gradient + (columns + 2 * width) * 4};
  return {
    ...{outer, share},
    read() {
      const both = kernels.view(bias.at, floats);
      const sums = kernels.view(outer.at, columns);
      for (let j = 0; j < columns; j++) sums[j] = both[j] + (j < 2 * width ? both[columns + j] : 0);
    },
    begin: () => kernels.run.clear(outer.gradient, columns * 4),
    giveBack() {
      if (!bias.gradient) return;
      kernels.run.addTo(columns, outer.gradient, bias.gradient); // both biases of Z and R have the same gradient
      kernels.run.addTo(2 * width, outer.gradient, bias.gradient + columns * 4);
    },
  };
}

/** Kernels' work for the gradient of the recurrent kernel, in both conventions. */
function recurrentGradient(
  kernels: Kernels,
  {steps, batch, width, drop}: CellPlace,
  [dA, share, dShare]: number[],
  recurrent: Weight,
  resetAfter: boolean,
): void {
  if (!recurrent.gradient) return;
  const [rows, row, gateRow] = [steps * batch, width * 4, GATES * width * 4];
  const [gates, candidates] = [recurrent.gradient, recurrent.gradient + 2 * row];
  transposedMatmul(kernels, [width, rows, 2 * width], [drop.seen, row], [dA, gateRow], [gates, gateRow]);
  if (resetAfter) {
    transposedMatmul(kernels, [width, rows, width], [drop.seen, row], [dShare, row], [candidates, gateRow]);
  } else {
    transposedMatmul(kernels, [width, rows, width], [share, row], [dA + 2 * row, gateRow], [candidates, gateRow]);
  }
}

const makeGruCell =
  (resetAfter: boolean): MakeCell =>
  (room, place) => {
    const {kernels} = room;
    const {steps, batch, width, x, mask, drop, states, weights} = place;
    const [h] = states;
    const [kernel, recurrent, bias] = weights;
    const columns = GATES * width;
    const rows = steps * batch;
    const biases = resetAfter ? splitBiases(room, kernels, bias, width) : plainBiases(bias);
    const projection = makeAffine(room, x, kernel, biases.outer);
    const gates = room.keep(rows * columns);
    const share = room.keep(rows * width);
    const recurrentT = room.training ? takeTransposed(room, [width, columns], recurrent.at) : undefined;
    const dA = gates; // what a step back reads of its gates it reads before it writes
    const dShare = room.training ? room.scratch(rows * width) : 0;
    return {
      forward() {
        biases.read();
        projection.forward(gates);
        if (resetAfter) kernels.run.fillRows(rows, width, biases.share.at, share);
        kernels.share('gruForward', batch, (from, to) => [
          ...[steps, batch, from, to, width, Number(resetAfter), recurrent.at, mask, gates, share, h],
          ...[drop.mask, drop.step, drop.seen],
        ]);
      },
      backward({dY, dStates: [dH]}) {
        biases.begin();
        recurrentT?.refresh();
        kernels.run.clear(dShare, rows * width * 4);
        const pointers = [recurrentT?.at ?? 0, mask, gates, share, h, dY, dH, dA, dShare];
        kernels.share('gruBackward', batch, (from, to) => [
          ...[steps, batch, from, to, width, Number(resetAfter), ...pointers],
          ...[drop.mask, drop.step, drop.seen, drop.dSeen],
        ]);
        recurrentGradient(kernels, place, [dA, share, dShare], recurrent, resetAfter);
        if (resetAfter && bias.gradient) kernels.run.addColumnSums(rows, width, dShare, biases.share.gradient);
        projection.backward(dA);
        biases.giveBack();
      },
    };
  };

/**
 * Weights are kernel [features, 3 units], recurrent kernel [units, 3 units], bias [2, 3 units] with `resetAfter`, else
 * [3 units]; one state, H.
 */
export function gruOp(room: Room, values: RecurrentValues, options: RecurrentOptions & {resetAfter: boolean}): Op {
  const units = values.weights[1].shape[0];
  return recurrentOp(room, {make: makeGruCell(options.resetAfter), units, states: 1}, values, options);
}

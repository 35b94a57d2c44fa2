import {GATES, type LstmSlip, NAMES} from './lstm-variants';

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));
const slopeOfTanh = (s: number) => 1 - s * s;
const TWICE = 'went through its function already: write the slope by that value';
const slopeOfSum = (a: number) => sigmoid(a) * (1 - sigmoid(a));

/** Slips of one step back that take one thing for another, or leave a box out. */
export const MIX_UPS: LstmSlip[] = [
  {
    message: 'the output gate gets the gradient of the cell state; on which of the two states does this gate act?',
    variant: {toO: (_dh, {c}, dC) => dC * Math.tanh(c)},
  },
  {
    message: "tanh' of the cell state is written with h_t; the value of that tanh had not met the output gate yet",
    variant: {intoCell: (dh, {o, c}) => dh * o * slopeOfTanh(o * Math.tanh(c))},
  },
  {
    message: "tanh' is taken at the cell state before; h_t shows the new one",
    variant: {intoCell: (dh, {o, cBefore}) => dh * o * slopeOfTanh(Math.tanh(cBefore))},
  },
  {
    message: 'the input gate (i) is multiplied by the cell state before; which number did it meet forward?',
    variant: {toI: (dC, {cBefore}) => dC * cBefore},
  },
  {
    message:
      'the forget gate (f) is multiplied by the hidden state before; which of the two states did it meet forward?',
    variant: {toF: (dC, {hBefore = 0}) => dC * hBefore},
  },
  {
    message: `the value of each gate i, f, o ${TWICE}`,
    variant: {slopes: {i: slopeOfSum, f: slopeOfSum, o: slopeOfSum}},
  },
  {
    message: `the value of the candidate (c) ${TWICE}`,
    variant: {slopes: {c: (v) => slopeOfTanh(Math.tanh(v))}},
  },
  {
    message:
      'W_h is not turned: number n of h_{t-1} was multiplied by row n of the recurrent kernel, so that row leads back to it',
    variant: {turnsKernel: true},
  },
  ...GATES.map((gate) => ({
    message: `on the way to hidden state and input the ${NAMES[gate]} is missing; all four boxes read them`,
    variant: {misses: gate},
  })),
];

/** Steps of an LSTM with one slip each: exercises 06 and 11 ask for the same cell. */
import {plus, times} from './lists';
import {quarter, type STEP, sigma, zero} from './lstm-lists';

const zeros = ({h, c}: {h: number[]; c: number[]}) => ({h: zero(h), c: zero(c)});
/** Cuts the sums into the boxes i, f, c, o that are packed in another order. */
const packed = (order: string) => (sums: number[]) => [...'ifco'].map((gate) => quarter(sums, order.indexOf(gate)));

/** Slips of a step forward; exercise 06 asks for the same cell. */
export const STEP_SLIPS: [slip: string, lines: Partial<typeof STEP>, says: RegExp][] = [
  ['i c f o', {cut: packed('icfo')}, /another order/],
  ['i f o c', {cut: packed('ifoc')}, /another order/],
  ['f i c o', {cut: packed('fico')}, /another order/],
  [
    'columns unit by unit',
    {cut: (sums) => [0, 1, 2, 3].map((gate) => sums.filter((_, k) => k % 4 === gate))},
    /read unit by unit/,
  ],
  ['no bias', {sums: (x, {h}, w) => plus(times(x, w.kernel), times(h, w.recurrentKernel))}, /bias is left out/],
  ['no input', {sums: (_x, {h}, w) => plus(w.bias, times(h, w.recurrentKernel))}, /input is left out/],
  ['no hidden state', {sums: (x, _state, w) => plus(w.bias, times(x, w.kernel))}, /hidden state before is left out/],
  ['zeros for the state', {start: zeros}, /starts from zeros/],
  ['zeros for the cell state', {start: ({h, c}) => ({h, c: zero(c)})}, /cell state before is lost/],
  ['σ for the candidate', {tanh: sigma}, /candidate goes through σ/],
  ['tanh for the gates', {sigma: Math.tanh}, /gates go through tanh/],
  ['functions exchanged', {sigma: Math.tanh, tanh: sigma}, /have changed their functions/],
  ['no tanh of the candidate', {tanh: (a) => a}, /candidate is the bare sum/],
  ['no tanh of the cell state', {hidden: (c, o) => o * c}, /h lacks the tanh/],
  ['no output gate', {hidden: (c) => Math.tanh(c)}, /h lacks the output gate/],
  ['the old cell state shown', {hidden: (_c, o, old) => o * Math.tanh(old)}, /shows the cell state before/],
  ['the candidate shown', {hidden: (_c, o, _old, candidate) => o * candidate}, /whole cell state/],
  ['f and i exchanged', {cell: (old, i, f, g) => i * old + f * g}, /forget gate and input gate have changed/],
  ['no forget gate', {cell: (old, i, _f, g) => old + i * g}, /only adds/],
  ['no input gate', {cell: (old, _i, f, g) => f * old + g}, /without the input gate/],
  ['1 - f kept', {cell: (old, i, f, g) => (1 - f) * old + i * g}, /near 1 keeps/],
  ['1 - f written, as a GRU does', {cell: (old, _i, f, g) => f * old + (1 - f) * g}, /as in a GRU/],
  ['tanh of the cell state kept', {cell: (old, i, f, g) => Math.tanh(f * old + i * g)}, /itself goes through tanh/],
];

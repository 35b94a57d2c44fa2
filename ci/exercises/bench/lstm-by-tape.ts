/** An LSTM on a tape that differentiates itself: gradients without any formula. */
import {type Matrix, times, transpose} from './lists';
import type {Backward, Masked} from './lstm-lists';
import {type Num, Tape} from './tape';

/** One step on a tape: sums of the boxes and both old states go in, both new states come out. */
function onTape(tape: Tape, sums: Num[], c: Num[]): {h: Num[]; c: Num[]} {
  const units = c.length;
  const next = c.map((old, j) => {
    const [i, f] = [tape.sigmoid(sums[j]), tape.sigmoid(sums[units + j])];
    return tape.sum(tape.times(f, old), tape.times(i, tape.tanh(sums[2 * units + j])));
  });
  const h = next.map((one, j) => tape.times(tape.sigmoid(sums[3 * units + j]), tape.tanh(one)));
  return {h, c: next};
}

/** One step back: the sums are found again from the values of the boxes. */
export const stepByTape: Backward = (dh, dc, {i, f, candidate, o}, before, weights) => {
  const tape = new Tape();
  const logit = (s: number) => Math.log(s / (1 - s));
  const sums = [...i.map(logit), ...f.map(logit), ...candidate.map(Math.atanh), ...o.map(logit)].map((a) =>
    tape.leaf(a),
  );
  const old = before.c.map((value) => tape.leaf(value));
  const {h, c} = onTape(tape, sums, old);
  const total = tape.sum(
    ...h.map((one, j) => tape.times(one, tape.leaf(dh[j]))),
    ...c.map((one, j) => tape.times(one, tape.leaf(dc[j]))),
  );
  const of = tape.gradients(total);
  const da = sums.map(of);
  const [dx, dhBefore] = [weights.kernel, weights.recurrentKernel].map((W) => times(da, transpose(W)));
  return {da, dx, dhBefore, dcBefore: old.map(of)};
};

/** The whole sequence on a tape; padded steps put nothing on it. */
export const byTape: Masked = (x, y, mask, weights, start) => {
  const tape = new Tape();
  const leaves = (rows: Matrix) => rows.map((values) => values.map((value) => tape.leaf(value)));
  const [W, U, [b], X] = [leaves(weights.kernel), leaves(weights.recurrentKernel), leaves([weights.bias]), leaves(x)];
  const [[h0], [c0]] = [leaves([start.h]), leaves([start.c])];
  let [h, c] = [h0, c0];
  const terms: Num[] = [tape.leaf(0)];
  X.forEach((input, t) => {
    if (!mask[t]) return;
    const sums = b.map((bias, k) =>
      tape.sum(
        bias,
        ...input.map((one, n) => tape.times(one, W[n][k])),
        ...h.map((one, n) => tape.times(one, U[n][k])),
      ),
    );
    ({h, c} = onTape(tape, sums, c));
    h.forEach((one, j) => {
      const error = tape.sum(one, tape.leaf(-y[t][j]));
      terms.push(tape.times(tape.leaf(0.5), tape.times(error, error)));
    });
  });
  const of = tape.gradients(tape.sum(...terms));
  const read = (rows: Num[][]) => rows.map((values) => values.map(of));
  const [bias, first, cell] = read([b, h0, c0]);
  return {kernel: read(W), recurrentKernel: read(U), bias, inputs: read(X), h0: first, c0: cell};
};

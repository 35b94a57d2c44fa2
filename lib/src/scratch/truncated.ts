import {checkList, checkWhole} from '../data/arguments';
import {checkLengths} from './gates';
import {add, type Matrix} from './matrix';
import {type SimpleRnnGradients, type SimpleRnnWeights, simpleRnnBackward} from './simple-rnn';

/**
 * Cuts a sequence into pieces of at most `size` steps. The last piece may be shorter; none is dropped.
 *
 * @param sequence any items
 * @param size steps of a piece
 * @returns the pieces, in order
 * @throws RangeError when the size is no whole number above 0
 */
export function chunks<T>(sequence: readonly T[], size: number): T[][] {
  checkList('chunks: sequence', sequence, {empty: true});
  checkWhole('chunks: size', size);
  const pieces: T[][] = [];
  for (let start = 0; start < sequence.length; start += size) pieces.push(sequence.slice(start, start + size));
  return pieces;
}

/**
 * Truncated backpropagation through time: the state was carried through the whole sequence, but the gradient is cut
 * at the start of every piece of `size` steps. With `size` >= the number of steps it is the full gradient.
 *
 * @param X, states, dH, weights as for {@link simpleRnnBackward}
 * @param size steps that the gradient runs back at most
 * @returns as {@link simpleRnnBackward}; the gradient of the initial state is that of the first piece
 * @throws RangeError as {@link chunks} and {@link simpleRnnBackward} do
 *
 * Source: Williams and Peng 1990. Lesson: notebooks/01-foundations/1.4.
 */
export function truncatedBackward(
  X: readonly Matrix[],
  states: readonly Matrix[],
  dH: readonly Matrix[],
  weights: SimpleRnnWeights,
  size: number,
): SimpleRnnGradients {
  checkList('truncatedBackward: X', X);
  checkList('truncatedBackward: states', states);
  checkList('truncatedBackward: dH', dH);
  checkWhole('truncatedBackward: size', size);
  checkLengths(X.length, states.length, dH.length, 'truncatedBackward');
  let start = 0;
  const pieces = chunks(X, size).map((piece) => {
    const end = start + piece.length;
    const gradients = simpleRnnBackward(piece, states.slice(start, end + 1), dH.slice(start, end), weights);
    start = end;
    return gradients;
  });
  return pieces.reduce((sum, piece) => ({
    kernel: add(sum.kernel, piece.kernel),
    recurrentKernel: add(sum.recurrentKernel, piece.recurrentKernel),
    bias: add(sum.bias, piece.bias),
    inputs: [...sum.inputs, ...piece.inputs],
    states: [...sum.states, ...piece.states.slice(1)],
  }));
}

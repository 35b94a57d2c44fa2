import type {GruWeights} from './gru';
import {type Matrix, map} from './matrix';

/**
 * Weights of a GRU whose update gate has the other sign: its Z is 1 - Z of before, since σ(-a) = 1 - σ(a).
 *
 * @param weights gates packed in the order [z | r | h]
 * @returns copies, the first third of the columns times -1
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function flipUpdateGate({kernel, recurrentKernel, bias}: GruWeights): GruWeights {
  const flip = (W: Matrix) => {
    const columns = W.shape[1];
    return map(W, (value, at) => (at % columns < columns / 3 ? -value : value));
  };
  return {kernel: flip(kernel), recurrentKernel: flip(recurrentKernel), bias: flip(bias)};
}

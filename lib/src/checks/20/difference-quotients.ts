import {lossOf, type RnnGradients, type RnnProblem} from './bptt-passes';
import type {BpttSlip} from './bptt-variants';

/** How a difference quotient goes wrong. */
export type QuotientSlip =
  | 'forward'
  | 'undivided'
  | 'half'
  | 'half-way'
  | 'left'
  | 'turned'
  | 'product'
  | 'half-step'
  | 'short';

const SHORT = 'the points lie half an epsilon from the weight; each should lie one epsilon away';

export const QUOTIENT_MESSAGES: Record<QuotientSlip, string> = {
  forward: 'this is a one-sided difference; central differences step to both sides of the weight',
  'half-way': 'the second point is the weight itself; central differences step to both sides of it',
  undivided: 'the difference is not divided by the distance of the two points',
  half: 'this is twice the slope: the two points lie further apart than epsilon, or the loss lacks its factor ½',
  left: 'a weight is not put back before the next one is moved',
  product: 'the two points lie 2 ε apart: look at the division, and at what comes first in it',
  'half-step': SHORT,
  short: SHORT,
  turned: 'every sign is turned: the loss above less the loss below',
};

/** Gradients from differences of the loss alone. */
export function quotients(problem: RnnProblem, epsilon: number, slip?: QuotientSlip, inner?: BpttSlip): RnnGradients {
  const copy = structuredClone(problem);
  const loss = () => lossOf(copy, inner);
  const base = loss();
  const oneSided = slip === 'forward' || slip === 'half-way';
  const divisors = {undivided: 1, half: epsilon, forward: epsilon, short: epsilon, product: 2 / epsilon};
  const divisor = (divisors as Partial<Record<`${QuotientSlip | undefined}`, number>>)[`${slip}`] ?? 2 * epsilon;
  const step = slip === 'half-step' || slip === 'short' ? epsilon / 2 : epsilon;
  const along = (list: number[]): number[] =>
    list.map((value, i) => {
      list[i] = value + step;
      const above = loss();
      list[i] = value - step;
      const below = oneSided ? base : loss();
      if (slip !== 'left') list[i] = value;
      return ((slip === 'turned' ? -1 : 1) * (above - below)) / divisor;
    });
  const {kernel, recurrentKernel, bias} = copy.weights;
  return {
    kernel: kernel.map(along),
    recurrentKernel: recurrentKernel.map(along),
    bias: along(bias),
    h0: along(copy.h0),
  };
}

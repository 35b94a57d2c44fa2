import {lossOf, type RnnGradients, type RnnProblem} from './bptt-passes';
import type {BpttSlip} from './bptt-variants';

/** How a difference quotient goes wrong. */
export type QuotientSlip =
  | 'forward'
  | 'backward'
  | 'undivided'
  | 'half'
  | 'half-way'
  | 'left'
  | 'turned'
  | 'product'
  | 'half-step'
  | 'short'
  | 'squared'
  | 'relative'
  | 'whole-list';

const ONE_SIDED = 'this is a one-sided difference; central differences step to both sides of the weight';
const SHORT = 'the points lie half an epsilon from the weight; each should lie one epsilon away';

export const QUOTIENT_MESSAGES: Record<QuotientSlip, string> = {
  forward: ONE_SIDED,
  backward: ONE_SIDED,
  'half-way': 'the second point is the weight itself; central differences step to both sides of it',
  undivided: 'the difference is not divided by the distance of the two points',
  half: 'this is twice the slope: the two points lie further apart than epsilon, or the loss lacks its factor ½',
  left: 'a weight is not put back before the next one is moved',
  product: 'the two points lie 2 ε apart: look at the division, and at what comes first in it',
  'half-step': SHORT,
  short: SHORT,
  squared: 'epsilon is divided by twice; the distance of the two points holds it once',
  relative: 'each number is moved by a share of itself; move it by epsilon, whatever its size',
  'whole-list': 'all numbers of a list are moved at once; each slope asks for one number moved alone',
  turned: 'every sign is turned: the loss above less the loss below',
};

/** Gradients from differences of the loss alone. */
export function quotients(problem: RnnProblem, epsilon: number, slip?: QuotientSlip, inner?: BpttSlip): RnnGradients {
  const copy = structuredClone(problem);
  const loss = () => lossOf(copy, inner);
  const base = loss();
  const oneSided = slip === 'forward' || slip === 'half-way';
  const divisors = {
    undivided: 1,
    half: epsilon,
    forward: epsilon,
    backward: epsilon,
    short: epsilon,
    product: 2 / epsilon,
    squared: 2 * epsilon ** 2,
  };
  const divisor = (divisors as Partial<Record<`${QuotientSlip | undefined}`, number>>)[`${slip}`] ?? 2 * epsilon;
  const half = slip === 'half-step' || slip === 'short' ? epsilon / 2 : epsilon;
  const along = (list: number[]): number[] => {
    const old = [...list];
    return old.map((value, i) => {
      const step = slip === 'relative' ? value * epsilon : half;
      const move = (by: number) =>
        old.forEach((one, k) => {
          if (k === i || slip === 'whole-list') list[k] = one + by;
        });
      move(step);
      const above = slip === 'backward' ? base : loss();
      move(-step);
      const below = oneSided ? base : loss();
      if (slip !== 'left') move(0);
      return ((slip === 'turned' ? -1 : 1) * (above - below)) / divisor;
    });
  };
  const {kernel, recurrentKernel, bias} = copy.weights;
  return {
    kernel: kernel.map(along),
    recurrentKernel: recurrentKernel.map(along),
    bias: along(bias),
    h0: along(copy.h0),
  };
}

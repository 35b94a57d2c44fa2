import type {Slip} from '../frame/compare';
import {forward, type RnnProblem} from './bptt-passes';
import {BPTT_MESSAGES, FORWARD_SLIPS} from './bptt-variants';

/** Slips of three steps forward; `before` is the last state of the call before. */
export function forwardSlips(problem: RnnProblem, before: number | undefined): Slip[] {
  const {x, weights, h0} = problem;
  const {kernel, recurrentKernel} = weights;
  const flat = (states: number[][]) => states.map(([value]) => value);
  const states = flat(forward(problem));
  const swapped = {...problem, weights: {...weights, kernel: recurrentKernel, recurrentKernel: kernel}};
  /** Steps that give their output and what goes on to the next step. */
  const walk = (step: (sum: number, b: number) => [output: number, next: number]) => {
    let state = h0[0];
    return x.map(([value]) => {
      const [output, next] = step(value * kernel[0][0] + state * recurrentKernel[0][0], weights.bias[0]);
      state = next;
      return output;
    });
  };
  const kept = before === undefined ? [] : [{...problem, h0: [before]}];
  return [
    ...FORWARD_SLIPS.map((slip) => ({message: BPTT_MESSAGES[slip], value: flat(forward(problem, slip))})),
    {message: 'these are the sums inside; tanh is missing', value: states.map(Math.atanh)},
    {
      message: 'every step starts from h0 here; from the second step on, the state is that of the step before',
      value: x.map((input) => forward({...problem, x: [input]})[0][0]),
    },
    {
      message: 'the bias is added behind tanh; it belongs to the sum inside',
      value: walk((sum, b) => {
        const h = Math.tanh(sum) + b;
        return [h, h];
      }),
    },
    {
      message: 'the sum inside goes on to the next step; the state does, which is its tanh',
      value: walk((sum, b) => [Math.tanh(sum + b), sum + b]),
    },
    {
      message: 'wh is left out: the state before is multiplied by it',
      value: flat(forward({...problem, weights: {...weights, recurrentKernel: [[1]]}})),
    },
    {
      message: 'x is read from its end; the first step reads x[0]',
      value: flat(forward({...problem, x: [...x].reverse()})),
    },
    {message: 'wx and wh have changed places', value: flat(forward(swapped))},
    {message: 'the state before the first step is no output: h_1, h_2, h_3 were asked for', value: [...h0, ...states]},
    ...kept.map((one) => ({
      message: 'the state of the call before is still there; every call starts from its own h0',
      value: flat(forward(one)),
    })),
  ];
}

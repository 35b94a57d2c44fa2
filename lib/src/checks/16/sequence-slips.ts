import type {Value} from '../frame/compare';
import type {FieldSlip} from '../frame/fields';
import {CELL_SLIPS, type PeepholeProblem, type PeepholeStep, stepOf, stepsOf} from './peephole-cell';

/** States of all steps as the answer holds them. */
export const table = (steps: {h: number[]; c: number[]}[]): Record<string, Value> => ({
  h: steps.map(({h}) => h),
  c: steps.map(({c}) => c),
});

/** Steps from other states than those of the step before. */
function strayed({x, weights, h0, c0}: PeepholeProblem, keepsH: boolean, keepsC: boolean): Record<string, Value> {
  let [h, c] = [h0, c0];
  const steps = x.map((input) => {
    const step = stepOf(input, h, c, weights);
    if (keepsH) h = step.h;
    if (keepsC) c = step.c;
    return step;
  });
  return table(steps);
}

const TWO_CALLS =
  'h and c come from two calls, and the second call got a state that was new already; one call gives both';

/** Each step called once for h and once for c; the second call gets the new state that the first has stored. */
function inTwoCalls({x, weights, h0, c0}: PeepholeProblem, first: 'h' | 'c'): Record<string, Value> {
  let [h, c] = [h0, c0];
  const steps = x.map((input) => {
    if (first === 'h') h = stepOf(input, h, c, weights).h;
    c = stepOf(input, h, c, weights).c;
    if (first === 'c') h = stepOf(input, h, c, weights).h;
    return {h, c};
  });
  return table(steps);
}

/** Slips of a run over a sequence; `before` is the last state of the call before. */
export function sequenceSlips(problem: PeepholeProblem, before?: PeepholeStep): FieldSlip[] {
  const {x, h0, c0} = problem;
  const none = h0.map(() => 0);
  const steps = stepsOf(problem);
  const run = (changed: Partial<PeepholeProblem>) => table(stepsOf({...problem, ...changed}));
  const kept = before ? [run({h0: before.h, c0: before.c})] : [];
  return [
    {message: 'the sequence starts from zeros; it starts from h0 and c0', value: run({h0: none, c0: none})},
    {message: 'the cell state starts from zeros; it starts from c0', value: run({c0: none})},
    {message: 'the hidden state starts from zeros; it starts from h0', value: run({h0: none})},
    {
      message: 'every step starts from h0 and c0; it starts from what the step before left',
      value: strayed(problem, false, false),
    },
    {message: 'the cell state is not carried on: every step starts from c0', value: strayed(problem, true, false)},
    {message: 'the hidden state is not carried on: every step starts from h0', value: strayed(problem, false, true)},
    {message: 'h0 and c0 have changed places', value: run({h0: c0, c0: h0})},
    {
      message: 'h and c have changed places on the way from step to step',
      value: (() => {
        let [h, c] = [h0, c0];
        return table(
          x.map((input) => {
            const step = stepOf(input, h, c, problem.weights);
            [h, c] = [step.c, step.h];
            return step;
          }),
        );
      })(),
    },
    {
      message: 'the first states are no output: h_1 … h_T and C_1 … C_T were asked for',
      value: {h: [h0, ...steps.map(({h}) => h)], c: [c0, ...steps.map(({c}) => c)]},
    },
    {
      message: 'the states of the last step alone came back; all steps were asked for',
      value: {h: steps[steps.length - 1].h, c: steps[steps.length - 1].c},
    },
    {
      message: 'both lists begin with the states before the first step; note them after each step',
      value: {h: [h0, ...steps.map(({h}) => h)].slice(0, -1), c: [c0, ...steps.map(({c}) => c)].slice(0, -1)},
    },
    {message: 'every step reads the first input', value: run({x: x.map(() => x[0])})},
    ...(['h', 'c'] as const).map((first) => ({message: TWO_CALLS, value: inTwoCalls(problem, first)})),
    {message: 'the last step is missing', value: table(steps.slice(0, -1))},
    {message: 'the sequence is read from its end', value: run({x: [...x].reverse()})},
    {message: 'the states stand in reverse order', value: table([...steps].reverse())},
    {
      message: 'h and c have changed places in what came back',
      value: {h: steps.map(({c}) => c), c: steps.map(({h}) => h)},
    },
    ...kept.map((value) => ({
      message: 'the state of the call before is still there; every call starts from its own h0 and c0',
      value,
    })),
    ...CELL_SLIPS.map(({message, variant}) => ({message, value: table(stepsOf(problem, variant))})),
  ];
}

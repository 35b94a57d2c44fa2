import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';
import type {WeekCase} from './last-value';

type Rule = (all: number[], t: number, k: number) => number;

/** Targets of every input step by a rule; `all` is the window and what follows. */
function table({window, future}: WeekCase, rule: Rule): number[][] {
  const all = [...window, ...future];
  return window.map((_, t) => future.map((_value, k) => rule(all, t, k)));
}

/** The next days at every step, minus the value of that step. */
export const stepTargets = (one: WeekCase): number[][] => table(one, (all, t, k) => all[t + 1 + k] - all[t]);

function slipsOf(one: WeekCase): Slip[] {
  const {window, future} = one;
  const [L, right] = [window.length, stepTargets(one)];
  const last = window[L - 1];
  const say = (message: string, rule: Rule): Slip => ({message, value: table(one, rule)});
  const PADDED = 'behind the window stand zeros in place of `future`: a network would learn to forecast them';
  return [
    say(
      'the first target of a step is its own value, which is known; targets begin one step later',
      (all, t, k) => all[t + k] - all[t],
    ),
    say('targets begin one step too late', (all, t, k) => (all[t + 2 + k] ?? all[all.length - 1]) - all[t]),
    say(PADDED, (all, t, k) => (t + 1 + k < L ? all[t + 1 + k] : 0) - all[t]),
    say(PADDED, (all, t, k) => (t + 1 + k < L ? all[t + 1 + k] - all[t] : 0)),
    say(
      'behind the window its last value is repeated; `future` has the true ones',
      (all, t, k) => all[Math.min(L - 1, t + 1 + k)] - all[t],
    ),
    say(
      'every step loses the last value of the window, which most steps cannot know; each loses its own',
      (all, t, k) => all[t + 1 + k] - last,
    ),
    say('nothing is subtracted; each step loses its own value', (all, t, k) => all[t + 1 + k]),
    say(
      'these are changes from day to day; all targets of a step lose the value of that step',
      (all, t, k) => all[t + 1 + k] - all[t + k],
    ),
    say('the sign is turned: what comes minus what is', (all, t, k) => all[t] - all[t + 1 + k]),
    say('every step has the same days as targets; each has the days after it', (all, t, k) => future[k] - all[t]),
    say('every step has the same targets, those of the last', (_all, _t, k) => future[k] - last),
    say('the days of a step run backwards', (all, t, k) => all[t + future.length - k] - all[t]),
    say(
      'the value before the step is subtracted; each step loses its own',
      (all, t, k) => all[t + 1 + k] - (all[t - 1] ?? all[0]),
    ),
    {
      message: 'rows and columns have changed places: one row a step',
      value: future.map((_, k) => right.map((row) => row[k])),
    },
    {message: 'these are the targets of the last step only; every input step has its own', value: right[L - 1]},
    {message: 'these are the targets of the last step only; every input step has its own', value: [right[L - 1]]},
    {message: 'each step has one target here; it has as many as `future` has days', value: right.map((row) => row[0])},
    {
      message: 'each step has one target here; it has as many as `future` has days',
      value: right.map((row) => row.slice(0, 1)),
    },
    {
      message: 'steps whose targets lie behind the window are left out; `future` completes them',
      value: right.slice(0, L - future.length),
    },
    {message: 'the last step is missing; it is the one that the forecast is read from', value: right.slice(0, -1)},
  ];
}

/** Whether some rows are shorter than others, as slices past the end are. */
function shortRow(actual: unknown, width: number): number {
  return Array.isArray(actual) ? actual.findIndex((row) => Array.isArray(row) && row.length < width) : -1;
}

/** Findings of 04.4. */
export async function* checkStepTargets(learner: Learner, cases: WeekCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {window, future} = one;
    const actual = await learner.call('everyStepTargets', window, future);
    const path = `everyStepTargets(${window.length} values, ${future.length} values)`;
    // Right answers may be tensors: differences of levels in float32.
    const finding = compare({path, actual, expected: stepTargets(one), tolerance: 2e-5, slips: slipsOf(one)});
    const short = shortRow(actual, future.length);
    if (short > 0 && Array.isArray(actual) && actual.length === window.length) {
      const message = `${path}[${short}] is shorter than the rows before: its days lie behind the window, in \`future\``;
      yield {passed: false, message};
    } else yield finding;
  }
}

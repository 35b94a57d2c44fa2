import type {Random} from '../../data/random';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding, Learner} from '../frame/frame';

/** A window and the days that follow it. */
export interface WeekCase {
  window: number[];
  future: number[];
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const less = (values: number[], by: number): number[] => values.map((value) => value - by);
const changes = (values: number[], before: number): number[] =>
  values.map((value, i) => value - (i === 0 ? before : values[i - 1]));

function slipsOf({window, future}: WeekCase): FieldSlip[] {
  const [first, last] = [window[0], window[window.length - 1]];
  const right = {x: less(window, last), y: less(future, last)};
  const deviation = Math.sqrt(mean(less(window, mean(window)).map((value) => value ** 2)));
  const both = (by: number) => ({x: less(window, by), y: less(future, by)});
  return [
    {message: 'the first value is subtracted; what is known last says most about tomorrow', value: both(first)},
    {message: 'the mean of the window is subtracted; the last value was asked for', value: both(mean(window))},
    {
      message: 'the last value of the TARGET is subtracted; it is not known when the forecast is made',
      value: both(future[future.length - 1]),
    },
    {
      message: 'the targets lose a value of their own; both lose the last value of the window',
      value: {x: right.x, y: less(future, future[future.length - 1])},
    },
    {
      message: 'the targets lose their own first value; both lose the last value of the window',
      value: {x: right.x, y: less(future, future[0])},
    },
    {message: 'the targets are as they were; they lose the same value', value: {x: right.x, y: future}},
    {message: 'the window is as it was; it loses the value too', value: {x: window, y: right.y}},
    {
      message: 'these are changes from one day to the next; every value loses the same number',
      value: {x: changes(window, first), y: changes(future, last)},
    },
    {
      message: 'these are changes from one day to the next; every value loses the same number',
      value: {x: changes(window, first).slice(1), y: changes(future, last)},
    },
    {
      message: 'the sign is turned: the value minus the last, not the other way',
      value: {x: right.x.map((value) => -value), y: right.y.map((value) => -value)},
    },
    {
      message: 'the last value is added',
      value: both(-last),
    },
    {
      message: 'the values are divided as well; only the level was to go',
      value: {x: right.x.map((value) => value / last), y: right.y.map((value) => value / last)},
    },
    {
      message: 'the values are divided as well; only the level was to go',
      value: {
        x: less(window, mean(window)).map((value) => value / deviation),
        y: less(future, mean(window)).map((value) => value / deviation),
      },
    },
    {
      message: 'only the last value lost it: it was 0 before the others came; keep it in a constant first',
      value: {x: [...window.slice(0, -1), 0], y: right.y},
    },
    {message: 'x and y have changed places', value: {x: right.y, y: right.x}},
  ];
}

/** Findings of 04.1. */
export async function* checkMinusLast(learner: Learner, cases: WeekCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {window, future} = one;
    const last = window[window.length - 1];
    const actual = await learner.call('minusLast', window, future);
    const expected = {x: less(window, last), y: less(future, last)};
    const path = `minusLast(${window.length} values, ${future.length} values)`;
    // Right answers may be tensors: differences of levels in float32.
    yield compareFields({path, actual, expected, tolerance: 2e-5, slips: slipsOf(one)});
  }
}

/** A window at a level of its own. */
export function drawWeek({uniform}: Random, lookback: number, horizon: number): WeekCase {
  const level = uniform(10, 50);
  const draw = (length: number) => Array.from({length}, () => level + uniform(-3, 3));
  return {window: draw(lookback), future: draw(horizon)};
}

import type {Random} from '../../data/random';
import {compare, type Slip} from '../frame/compare';
import type {Finding, Learner} from '../frame/frame';

/** A line of one step, and the window that it starts from. */
export interface LineCase {
  /** One a value of the window, the oldest first. */
  weights: number[];
  bias: number;
  x: number[];
  horizon: number;
}

interface Habit {
  /** The window after a forecast. */
  slide?: (window: number[], forecast: number, last: number) => number[];
  weights?: (weights: number[]) => number[];
  bias?: (bias: number, step: number) => number;
  /** Forecasts more than asked for. */
  more?: number;
}

/** The iterated forecast in which a slip has one habit of its own. */
export function goOn({weights, bias, x, horizon}: LineCase, habit: Habit = {}): number[] {
  const {slide = (window, forecast) => [...window.slice(1), forecast], more = 0} = habit;
  const {weights: turn = (all: number[]) => all, bias: biasAt = (value: number) => value} = habit;
  const own = turn(weights);
  let window = x;
  return Array.from({length: horizon + more}, (_, step) => {
    const said = own.reduce((sum, weight, i) => sum + weight * window[i], biasAt(bias, step));
    window = slide(window, said, x[x.length - 1]);
    return said;
  });
}

function feedbackSlips(one: LineCase): Slip[] {
  const right = goOn(one);
  const said = (habit: Habit) => goOn(one, habit);
  return [
    {
      message: 'every forecast reads the same window; the newest forecast has to enter it, the oldest value to leave',
      value: said({slide: (window) => window}),
    },
    {
      message: 'the last known value is read again and again; what enters the window is the newest forecast',
      value: said({slide: (window, _, last) => [...window.slice(1), last]}),
    },
    {
      message: 'zeros enter the window in place of the forecasts',
      value: said({slide: (window) => [...window.slice(1), 0]}),
    },
    {
      message: 'the forecast takes the place of the newest value; the oldest one has to leave',
      value: said({slide: (window, forecast) => [...window.slice(0, -1), forecast]}),
    },
    {
      message: 'the forecast enters at the front; the newest value stands at the end',
      value: said({slide: (window, forecast) => [forecast, ...window.slice(0, -1)]}),
    },
    {
      message: 'the weights run the wrong way; the first one belongs to the oldest value',
      value: said({weights: (all) => [...all].reverse()}),
    },
    {message: 'the bias is forgotten', value: said({bias: () => 0})},
    {
      message: 'the bias is added to the first forecast only',
      value: said({bias: (bias, step) => (step === 0 ? bias : 0)}),
    },
    {
      message: 'the bias is added for each weight; a forecast gets it once',
      value: said({bias: (bias) => one.weights.length * bias}),
    },
    {message: 'the bias is subtracted', value: said({bias: (bias) => -bias})},
    {
      message: 'the bias adds up over the steps; each forecast gets it once',
      value: said({bias: (bias, step) => (step + 1) * bias}),
    },
    {message: 'the first forecast is left out', value: said({more: 1}).slice(1)},
    {message: 'one forecast too many', value: said({more: 1})},
    {message: 'the last forecast is missing', value: right.slice(0, -1)},
    {message: 'the known values are returned too; only the forecasts were asked for', value: [...one.x, ...right]},
    {
      message: 'this is the last window; the forecasts of all steps were asked for',
      value: [...one.x, ...right].slice(-one.x.length),
    },
    {message: 'this is the last forecast only', value: right[right.length - 1]},
    {message: 'the forecasts run backwards; one step ahead comes first', value: [...right].reverse()},
  ];
}

/** Findings of 13.4 over some lines. */
export async function* checkFeedback(learner: Learner, cases: LineCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {weights, bias, x, horizon} = one;
    const actual = await learner.call('goOn', weights, bias, x, horizon);
    const path = `goOn(${weights.length} weights, ${bias.toFixed(2)}, ${x.length} values, ${horizon})`;
    yield compare({path, actual, expected: goOn(one), tolerance: 1e-9, slips: feedbackSlips(one)});
  }
}

/** A line whose forecasts stay of the size of the values. */
export function drawLine({uniform}: Random, lookback: number, horizon: number): LineCase {
  const draw = () => Array.from({length: lookback}, () => uniform(-1, 1));
  const weights = draw();
  const size = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  return {weights: weights.map((weight) => weight / size), bias: uniform(0.3, 1), x: draw(), horizon};
}

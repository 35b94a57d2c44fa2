import {layerParameters} from '../02/dimensions';
import type {CountSlip} from '../frame/built-models';

/** A stack of SimpleRNN layers with a head of this many outputs. */
export interface HeadCase {
  timeSteps: number;
  features: number;
  units: number[];
  outputs: number;
}

/** Parameters of the recurrent layers, bottom to top. */
export function stackParameters(features: number, units: number[]): number {
  return units.reduce((sum, own, i) => sum + layerParameters(i === 0 ? features : units[i - 1], own), 0);
}

/** Units of the top layer. */
export const top = (units: number[]): number => units[units.length - 1];

/** Parameters of a Dense layer. */
export const dense = (width: number, outputs: number): number => (width + 1) * outputs;

/** Parameters of the recurrent layers if all of them read from both ends. */
function bothWays(features: number, units: number[]): number {
  return units.reduce((sum, own, i) => sum + 2 * layerParameters(i === 0 ? features : 2 * units[i - 1], own), 0);
}

/** Wrong numbers of parameters that come from the head alone. */
function headSlips(stack: number, width: number, outputs: number, narrow: number): CountSlip[] {
  return [
    ['the head has no bias', stack + dense(width, outputs) - outputs],
    ['the head is recurrent, too; a Dense layer was asked for', stack + layerParameters(width, outputs)],
    ['the top recurrent layer stands in for the head: it has its units, and the Dense layer is missing', narrow],
    ['there is a Dense layer more than asked for', stack + dense(width, width) + dense(width, outputs)],
  ];
}

// Counted with one bias and with two: the gates of a GRU may have both.
const GRU = 'these are GRU layers; a SimpleRNN has one set of weights, not three';

/** Wrong numbers of parameters that any head may have. */
export function stackSlips({timeSteps, features, units, outputs}: HeadCase, head: number): CountSlip[] {
  const stack = stackParameters(features, units);
  const biases = units.reduce((sum, own) => sum + own, 0);
  const turned = [...units].reverse();
  return [
    [
      'the units run from the other end: the first is the layer that reads the input',
      stackParameters(features, turned) + (head && dense(top(turned), outputs)),
    ],
    [
      'one recurrent layer only; there is one for each entry of units',
      stackParameters(features, units.slice(0, 1)) + (head && dense(units[0], outputs)),
    ],
    [
      'one recurrent layer only; there is one for each entry of units',
      stackParameters(features, units.slice(-1)) + head,
    ],
    [
      'a recurrent layer is missing; there is one for each entry of units',
      stackParameters(features, units.slice(0, -1)) + (head && dense(units[units.length - 2] ?? 0, outputs)),
    ],
    ['these are LSTM layers; a SimpleRNN has one set of weights, not four', 4 * stack + head],
    [
      'all layers have the units of the first',
      stackParameters(
        features,
        units.map(() => units[0]),
      ) + (head && dense(units[0], outputs)),
    ],
    [GRU, 3 * stack + head],
    [GRU, 3 * (stack + biases) + head],
    [
      'the layers read in both directions; SimpleRNN layers that go one way were asked for',
      bothWays(features, units) + (head && dense(2 * top(units), outputs)),
    ],
    ['the recurrent layers have no bias', stack - biases + head],
    ...(head ? headSlips(stack, top(units), outputs, stackParameters(features, [...units.slice(0, -1), outputs])) : []),
    [
      'the steps are flattened first, so each step has weights of its own',
      stack + dense(timeSteps * top(units), outputs),
    ],
    [
      'the steps are flattened first, so each step has weights of its own',
      stack + dense(timeSteps * top(units), timeSteps * outputs),
    ],
    [
      'the head is made of one number for each step, from the last state',
      stack + dense(top(units), timeSteps * outputs),
    ],
    ['there is a Dense layer more than asked for', stack + 2 * head],
    ['there is a Dense layer more than asked for', stack + head + dense(outputs, outputs)],
    ['the head is missing', stack],
  ];
}

/** Wrong answers to exercise 02: one slip each, and what the check must say to it. */
import {type WrongAnswer, wrong} from './bench';

type ShapeOf = (batch: number, timeSteps: number, features: number, units: number) => unknown;
type ShapeOfBoth = (batch: number, timeSteps: number, features: number, units: number, all: boolean) => unknown;
type CountStack = (features: number, units: number[], bidirectional: boolean) => unknown;
const layer = (features: number, units: number) => features * units + units * units + units;

/** A right walk over a stack, except for what the last argument changes. */
function walk(
  features: number,
  units: number[],
  bidirectional: boolean,
  {count = layer, width = (own: number, both: number) => own * both, start = features} = {},
): number[] {
  const directions = bidirectional ? 2 : 1;
  let incoming = start;
  return units.map((own) => {
    const result = directions * count(incoming, own);
    incoming = width(own, directions);
    return result;
  });
}

const total = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const product = (numbers: number[], start = 1): number => numbers.reduce((all, one) => all * one, start);

export const slips: Record<string, WrongAnswer[]> = {
  '02.1': wrong<ShapeOf>('lastShape', [
    ['no batch axis', (_b, _t, _f, u) => [u], /batch axis is missing/],
    ['features for units', (b, _t, f) => [b, f], /size of the input features/],
    ['all states', (b, t, _f, u) => [b, t, u], /state of every step/],
    ['time steps for the batch', (_b, t, _f, u) => [t, u], /batch axis is missing, and the time axis/],
    ['the example of the text', () => [4, 5], /answer to another example/],
    ['an axis too many', (b, _t, _f, u) => [b, u, 1], /names 3 axes; it should name 2/],
    ['a time axis of 1 is kept', (b, _t, _f, u) => [b, 1, u], /time axis is gone/],
    ['units first', (b, _t, _f, u) => [u, b], /batch comes first/],
    ['null for the batch, as Keras prints it', (_b, _t, _f, u) => [null, u], /the batch is given/],
    ['text', (b, _t, _f, u) => `[${b}, ${u}]`, /should be a list, got a text/],
    ['no return', () => {}, /return missing/],
    ['a number', (b, _t, _f, u) => b * u, /should be a list, got a number/],
    ['the first example only', () => [32, 64], /answer to another example/],
    ['features beside units', (b, _t, f, u) => [b, f + u], /share the last axis/],
    ['no state', (b, t) => [b, t], /that a state is made of/],
    ['64 units whatever is asked', (b) => [b, 64], /units are given/],
  ]),
  '02.2': wrong<ShapeOf>('allShape', [
    ['no batch axis', (_b, t, _f, u) => [t, u], /batch axis is missing/],
    ['features for units', (b, t, f) => [b, t, f], /size of the input features/],
    ['last state', (b, _t, _f, u) => [b, u], /last state only/],
    ['time first', (b, t, _f, u) => [t, b, u], /batch and time steps/],
    ['units before time', (b, t, _f, u) => [b, u, t], /units come last/],
    ['flattened', (b, t, _f, u) => [b, t * u], /keep an axis of their own/],
    ['features kept beside units', (b, t, f, u) => [b, t, f, u], /features of the input are gone/],
    ['features for time steps', (b, _t, f, u) => [b, f, u], /where the steps belong/],
    ['features times units', (b, t, f, u) => [b, t, f * u], /share the last axis/],
    ['one state fewer', (b, t, _f, u) => [b, t - 1, u], /one state for every step/],
    ['the first example only', () => [32, 50, 64], /answer to another example/],
    ['the example of the text', () => [4, 7, 5], /answer to another example/],
    ['H_0 counted', (b, t, _f, u) => [b, t + 1, u], /one state for every step/],
  ]),
  '02.3': wrong<ShapeOfBoth>('bidirectionalShape', [
    ['one direction', (b, t, _f, u, all) => (all ? [b, t, u] : [b, u]), /one direction only/],
    ['time doubled', (b, t, _f, u, all) => (all ? [b, 2 * t, u] : [b, 2 * u]), /time axis is doubled/],
    ['features doubled', (b, t, f, _u, all) => (all ? [b, t, 2 * f] : [b, 2 * f]), /size of the input features/],
    ['always the last', (b, _t, _f, u) => [b, 2 * u], /last state only/],
    ['always all', (b, t, _f, u) => [b, t, 2 * u], /state of every step/],
    ['the wrong way round', (b, t, _f, u, all) => (all ? [b, 2 * u] : [b, t, 2 * u]), /state of every step/],
    ['the batch doubled', (b, t, _f, u, all) => (all ? [2 * b, t, u] : [2 * b, u]), /batch is doubled/],
    ['an axis of 2', (b, t, _f, u, all) => (all ? [b, t, 2, u] : [b, 2, u]), /no axis of their own/],
    ['an axis of 2 at the end', (b, t, _f, u, all) => (all ? [b, t, u, 2] : [b, u, 2]), /no axis of their own/],
    ['the example of the text', (_b, _t, _f, _u, all) => (all ? [4, 7, 10] : [4, 10]), /answer to another example/],
    ['32 units whatever is asked', (b, t, _f, _u, all) => (all ? [b, t, 64] : [b, 64]), /units are given/],
    ['two shapes', (b, t, _f, u, all) => (all ? [1, 2].map(() => [b, t, u]) : [1, 2].map(() => [b, u])), /one tensor/],
    ['features for time', (b, _t, f, u, all) => (all ? [b, f, 2 * u] : [b, 2 * u]), /where the steps belong/],
    ['time first', (b, t, _f, u, all) => (all ? [t, b, 2 * u] : [b, 2 * u]), /have changed places/],
    ['units squared', (b, t, _f, u, all) => (all ? [b, t, u * u] : [b, u * u]), /are multiplied/],
    ['features beside units', (b, t, f, u, all) => (all ? [b, t, f + u] : [b, f + u]), /share the last axis/],
    ['units shared out', (b, t, _f, u, all) => (all ? [b, t, u / 2] : [b, u / 2]), /units of one direction/],
    ['no batch axis', (_b, t, _f, u, all) => (all ? [t, 2 * u] : [2 * u]), /batch axis is missing/],
  ]),
  '02.4': wrong<(features: number, units: number) => unknown>('simpleRnnParameters', [
    ['no bias', (f, u) => f * u + u * u, /bias is forgotten/],
    ['no recurrent kernel', (f, u) => f * u + u, /recurrent kernel is forgotten/],
    ['no kernel', (_f, u) => u * u + u, /kernel is forgotten: the input/],
    ['features squared', (f, u) => f * u + f * f + u, /recurrent kernel joins units to units/],
    ['a bias for each feature', (f, u) => f * u + u * u + f, /one bias a unit/],
    ['one bias in all', (f, u) => f * u + u * u + 1, /one bias in all/],
    ['units remember only themselves', (f, u) => f * u + 2 * u, /each unit reads the states of all/],
    ['an output of 1 on top', (f, u) => layer(f, u) + u + 1, /output layer is counted/],
    ['two biases', (f, u) => f * u + u * u + 2 * u, /PyTorch/],
    ['four gates', (f, u) => 4 * layer(f, u), /LSTM/],
    ['50 time steps', (f, u) => 50 * layer(f, u), /same weights at every step/],
  ]),
  '02.5': wrong<(shape: number[]) => unknown>('tensorBytes', [
    ['float64', (shape) => product(shape, 8), /float64/],
    ['numbers, not bytes', (shape) => product(shape), /how many bytes/],
    ['a start of 0', (shape) => product(shape, 0), /starts at 0 stays 0/],
    ['no start', (shape) => 4 * shape.reduce((all, one) => all * one), /what is its start/],
    ['zero taken for nothing', (shape) => product(shape, 4) || 4, /\[2, 0, 3\]\) is not right/],
    ['nothing for no axes', (shape) => (shape.length === 0 ? 0 : product(shape, 4)), /no axes, and still/],
    ['bits', (shape) => product(shape, 32), /bits/],
    ['cut to 32 bits', (shape) => shape.reduce((all, one) => (all * one) | 0, 4), /int32/],
    ['shifted by two bits', (shape) => product(shape) << 2, /int32/],
    ['axes added', (shape) => 4 * total(shape), /added; they multiply/],
    ['batch left out', (shape) => product(shape.slice(1), 4), /batch is left out/],
    ['kilobytes', (shape) => product(shape, 4) / 1000, /bytes were asked for/],
    ['kibibytes', (shape) => product(shape, 4) / 1024, /bytes were asked for/],
    ['three axes only', (s) => 4 * s[0] * s[1] * s[2], /any number of axes/],
    [
      'a loop to length inclusive',
      (s) => 4 * product(Array.from({length: s.length + 1}, (_, i) => s[i])),
      /past the end/,
    ],
    [
      'empties the shape that it was given',
      (s) => s.splice(0).reduce((all, one) => all * one, 4),
      /changed its 1. arg/,
    ],
  ]),
  '02.6': wrong<CountStack>('stackedParameters', [
    ['every layer reads the input', (f, u, both) => walk(f, u, both, {width: () => f}), /only the first does/],
    ['next reads one direction', (f, u, both) => walk(f, u, both, {width: (own) => own}), /reads twice the units/],
    [
      'one direction counted',
      (f, u, both) => walk(f, u, both).map((n) => n / (both ? 2 : 1)),
      /one direction is count/,
    ],
    ['always bidirectional', (f, u) => walk(f, u, true), /although bidirectional is false/],
    ['always twice', (f, u) => walk(f, u, false).map((n) => 2 * n), /although bidirectional is false/],
    ['bidirectional ignored', (f, u) => walk(f, u, false), /one-way stack/],
    [
      'features doubled',
      (f, u, both) => walk(f, u, both, {start: both ? 2 * f : f}),
      /first layer reads the features once/,
    ],
    ['one wide layer', (f, u, both) => walk(f, both ? u.map((n) => 2 * n) : u, false), /one layer of twice the units/],
    ['no bias', (f, u, both) => walk(f, u, both, {count: (i, o) => i * o + o * o}), /bias is forgotten/],
    ['no recurrent kernel', (f, u, both) => walk(f, u, both, {count: (i, o) => i * o + o}), /recurrent kernel is forg/],
    [
      'each layer reads its own units',
      (f, u, both) => u.map((own, i) => (both ? 2 : 1) * layer(i === 0 ? f : (both ? 2 : 1) * own, own)),
      /its own units are counted/,
    ],
    ['all read the first', (f, u, both) => walk(f, u, both, {width: (_, k) => k * u[0]}), /right below it/],
    ['the input reaches all', (f, u, both) => walk(f, u, both, {width: (own, k) => k * own + f}), /nothing more/],
    ['the sum', (f, u, both) => total(walk(f, u, both)), /not the sum/],
    ['running sums', (f, u, both) => walk(f, u, both).map((_, i, all) => total(all.slice(0, i + 1))), /running sums/],
    ['only the first layer', (f, u, both) => walk(f, u.slice(0, 1), both), /one number for each layer/],
  ]),
};

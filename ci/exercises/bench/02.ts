/** Right answers to exercise 02 in several styles, beside the slips of 02-slips.ts. */
import {layers} from '../../../lib/src';
import {slips} from './02-slips';
import {type PartBench, type RightAnswer, styles} from './bench';

type ShapeOf = (batch: number, timeSteps: number, features: number, units: number) => unknown;
type ShapeOfBoth = (batch: number, timeSteps: number, features: number, units: number, all: boolean) => unknown;
type CountStack = (features: number, units: number[], bidirectional: boolean) => unknown;

/** What the library itself says: a right answer, if a lazy one. */
const ask = (returnSequences: boolean, batch: number, timeSteps: number, features: number, units: number) =>
  layers.simpleRNN({units, returnSequences}).computeOutputShape([batch, timeSteps, features]) as number[];

const lastShape = styles<ShapeOf>('lastShape', {
  'a literal': (batch, _timeSteps, _features, units) => [batch, units],
  'other names': (n, _T, _d, h) => Array.of(n, h),
  'built with a loop': (batch, timeSteps, _features, units) => {
    const shape: number[] = [];
    for (const [name, size] of Object.entries({batch, timeSteps, units})) {
      if (name !== 'timeSteps') shape.push(size);
    }
    return shape;
  },
  'asks the library, asynchronously': async (batch, timeSteps, features, units) =>
    ask(false, batch, timeSteps, features, units),
});

const allShape = styles<ShapeOf>('allShape', {
  'a literal': (batch, timeSteps, _features, units) => [batch, timeSteps, units],
  'the input shape with its last axis replaced': (...sizes) => {
    const shape = sizes.slice(0, 3);
    shape[shape.length - 1] = sizes[3];
    return shape;
  },
  'other names, joined': (n, T, ...others) => [n, T].concat(others[1]),
  'asks the library': (...sizes) => ask(true, ...sizes),
});

const bidirectionalShape = styles<ShapeOfBoth>('bidirectionalShape', {
  'a choice of two': (b, t, _f, u, all) => (all ? [b, t, 2 * u] : [b, 2 * u]),
  'a conditional spread': (b, t, _f, u, all) => [b, ...(all ? [t] : []), u + u],
  'takes the time axis out': (batch, timeSteps, _features, units, returnSequences) => {
    const shape = [batch, timeSteps, units * 2];
    if (!returnSequences) shape.splice(1, 1);
    return shape;
  },
  'a loop over the directions': (b, t, f, u, all) => {
    let result: number[] = [];
    for (const _direction of ['forward', 'backward']) {
      const shape = ask(all, b, t, f, u);
      result = [...shape.slice(0, -1), (result.at(-1) ?? 0) + shape[shape.length - 1]];
    }
    return result;
  },
});

const simpleRnnParameters = styles<(features: number, units: number) => unknown>('simpleRnnParameters', {
  'three terms': (features, units) => features * units + units * units + units,
  'factored out': (d, h) => h * (d + h + 1),
  'a loop over units': (inputs, n) => {
    let count = 0;
    for (let unit = 0; unit < n; unit++) count += inputs + n + 1;
    return count;
  },
  'builds the layer and asks it': (features, units) => {
    const layer = layers.simpleRNN({units});
    layer.build([null, null, features]);
    return layer.countParams();
  },
});

const tensorBytes = styles<(shape: number[]) => unknown>('tensorBytes', {
  reduce: (shape) => shape.reduce((product, size) => product * size, 4),
  'a loop': (axes) => {
    let count = Float32Array.BYTES_PER_ELEMENT;
    for (const size of axes) count *= size;
    return count;
  },
  recursion: function bytes([first, ...rest]): number {
    return first === undefined ? 4 : first * (bytes(rest) as number);
  },
  'makes the array': (shape) => new Float32Array(shape.reduce((a, b) => a * b, 1)).byteLength,
});

const stackedParameters = styles<CountStack>('stackedParameters', {
  'a loop with the incoming width': (features, units, bidirectional) => {
    const counts: number[] = [];
    let width = features;
    for (const own of units) {
      const one = width * own + own * own + own;
      counts.push(bidirectional ? 2 * one : one);
      width = bidirectional ? 2 * own : own;
    }
    return counts;
  },
  'map that looks back': (features, units, both) => {
    const k = Number(both) + 1;
    return units.map((own, i) => k * own * ((i === 0 ? features : k * units[i - 1]) + own + 1));
  },
  recursion: function count(features, units, both): number[] {
    if (units.length === 0) return [];
    const [own, ...others] = units;
    const k = both ? 2 : 1;
    return [k * own * (features + own + 1), ...(count(k * own, others, both) as number[])];
  },
  'asks the library, layer by layer': (features, units, both) => {
    let width = features;
    return units.map((own) => {
      const layer = layers.simpleRNN({units: own});
      layer.build([null, null, width]);
      width = both ? 2 * own : own;
      return layer.countParams() * (both ? 2 : 1);
    });
  },
  'a typed array': (features, units, both) => {
    const widths = [features, ...units.map((own) => (both ? 2 * own : own))];
    return Int32Array.from(units, (own, i) => (both ? 2 : 1) * (widths[i] * own + own ** 2 + own));
  },
});

const right: Record<string, RightAnswer[]> = {
  '02.1': lastShape,
  '02.2': allShape,
  '02.3': bidirectionalShape,
  '02.4': simpleRnnParameters,
  '02.5': tensorBytes,
  '02.6': stackedParameters,
};

export const bench: PartBench[] = Object.keys(right).map((id) => ({id, right: right[id], wrong: slips[id]}));

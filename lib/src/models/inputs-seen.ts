import {checkList} from '../data/arguments';
import {random} from '../data/random';
import {receptiveField, type WindowSpec} from './receptive-field';

/**
 * How many time steps of the input move one output of stacked convolutions, counted by nudging each. Steps that a dilated
 * kernel leaves out, and no other layer fills, do not count; {@link inputSpan} measures from end to end.
 *
 * @param layers first to last, such as [{kernelSize: 3}, {kernelSize: 2, strides: 2}]; kernels are drawn, tanh follows each
 * @returns the number of time steps
 * @throws RangeError for a size that is no whole number of at least 1
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function inputsSeen(layers: readonly WindowSpec[]): number {
  checkList('inputsSeen: layers', layers);
  return movers(layers).length;
}

/**
 * How far one output of stacked convolutions looks, from the first to the last time step of the input that moves it, by
 * nudging each: what {@link receptiveField} says, measured. Steps in between may move nothing, see {@link inputsSeen}.
 *
 * @param layers first to last, such as [{kernelSize: 3}, {kernelSize: 2, strides: 2}]; kernels are drawn, tanh follows each
 * @returns the number of time steps, both ends included
 * @throws RangeError for a size that is no whole number of at least 1
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function inputSpan(layers: readonly WindowSpec[]): number {
  checkList('inputSpan: layers', layers);
  const places = movers(layers);
  return places[places.length - 1] - places[0] + 1;
}

/** The time steps that move the first output, in order. */
function movers(layers: readonly WindowSpec[]): number[] {
  // Room for more than the formula says, so that a formula that says too little is found out, too.
  const {uniform, normal} = random(1);
  const x = Array.from({length: 2 * receptiveField(layers).steps + 8}, () => normal(0, 1));
  const kernels = layers.map(({kernelSize = 1}) => Array.from({length: kernelSize}, () => uniform(0.2, 0.6)));
  const above = (row: number[], {kernelSize = 1, strides = 1, dilationRate = 1}: WindowSpec, layer: number) => {
    const outputs = Math.floor((row.length - 1 - (kernelSize - 1) * dilationRate) / strides) + 1;
    const output = (t: number) =>
      Math.tanh(kernels[layer].reduce((sum, w, j) => sum + w * row[t * strides + j * dilationRate], 0));
    return Array.from({length: outputs}, (_, t) => output(t));
  };
  const first = (input: number[]) => layers.reduce(above, input)[0];
  const still = first(x);
  const isMover = (i: number) => first(x.map((value, j) => (i === j ? value + 0.1 : value))) !== still;
  return Array.from(x.keys()).filter(isMover);
}

import type * as tf from '@tensorflow/tfjs';
import type {Series, Targets} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {leastSquares} from './least-squares';
import {lastSteps} from './parts/last-steps';

/** What a linear reader makes of a layer. */
export interface LayerReadout {
  /** Class of the layer, such as 'LSTM' or 'Add'. */
  layer: string;
  /** Mean squared error of the reader on the sequences that it was not fitted on. */
  mse: number;
}

/** Options of {@link layerReadouts}. */
export interface LayerReadoutsOptions {
  /** Sequences that the reader is fitted on, the first ones; defaults to two thirds. The others are held out. */
  fitted?: number;
}

/** Each column with mean 0 and deviation 1, so that a reader does not ask how loud a unit is. */
function standardised(rows: number[][]): {values: Float64Array; shape: number[]} {
  const [count, units] = [rows.length, rows[0].length];
  const values = new Float64Array(count * units);
  for (let j = 0; j < units; j++) {
    const mean = rows.reduce((sum, row) => sum + row[j], 0) / count;
    const deviation = Math.sqrt(rows.reduce((sum, row) => sum + (row[j] - mean) ** 2, 0) / count);
    rows.forEach((row, i) => {
      values[i * units + j] = deviation > 0 ? (row[j] - mean) / deviation : 0;
    });
  }
  return {values, shape: [count, units]};
}

/**
 * How well the targets can be read from each layer's last state by a straight line, at the model's present weights.
 *
 * Units are brought to deviation 1 first, so a layer may whisper: what counts is what it says. Compare with
 * `layerSpreads`, which measures how loud it says it.
 *
 * @param model with one input; layers without numbers of their own, such as the input, do not count
 * @param x [sequences, time steps, features]
 * @param y [sequences, outputs]
 * @param options see {@link LayerReadoutsOptions}
 * @returns one entry a layer, from the input to the output
 * @throws RangeError when the numbers of sequences differ, or none is left to be held out
 *
 * Source: Alain and Bengio 2016, arXiv:1610.01644. Lesson: notebooks/03-gated-cells/3.3. Check:
 * lib/test/models/layer-readouts.test.ts.
 */
export function layerReadouts(
  model: tf.LayersModel,
  x: Series,
  y: Targets,
  options: LayerReadoutsOptions = {},
): LayerReadout[] {
  checkOptions('layerReadouts', options, ['fitted']);
  if (x.length !== y.length) throw new RangeError(`layerReadouts: x has ${x.length} sequences but y has ${y.length}`);
  const {fitted = Math.floor((2 * x.length) / 3)} = options;
  checkWhole('layerReadouts: fitted', fitted);
  if (fitted >= x.length) {
    throw new RangeError(
      `layerReadouts: fitted must leave some of the ${x.length} sequences to be held out, got ${fitted}`,
    );
  }
  const outputs = y.values.length / y.length;
  return lastSteps(model, x).map(({layer, states}) => {
    const {values, shape} = standardised(states.arraySync() as number[][]);
    states.dispose();
    const part = (all: ArrayLike<number>, width: number, from: number, to: number) => {
      return {values: Float64Array.from(all).slice(from * width, to * width), shape: [to - from, width]};
    };
    const reader = leastSquares(part(values, shape[1], 0, fitted), part(y.values, outputs, 0, fitted), {
      ridge: 1e-6 * fitted,
    });
    const said = reader.predict(part(values, shape[1], fitted, x.length)).values;
    const held = part(y.values, outputs, fitted, x.length).values;
    return {layer, mse: said.reduce((sum, value, i) => sum + (value - held[i]) ** 2, 0) / held.length};
  });
}

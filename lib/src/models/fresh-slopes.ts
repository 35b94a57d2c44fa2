import type * as tf from '@tensorflow/tfjs';
import type {Series} from '../data';
import {checkList, checkSeed} from '../data/arguments';
import {info, start} from '../engine';
import {slopesByDistance} from './slopes-by-distance';

/**
 * Where fresh models listen: `slopesByDistance` of each at its first weights, one set of first weights a seed.
 *
 * @param builders make models with one number as output, by name
 * @param x [sequences, time steps] or [sequences, time steps, features]
 * @param seeds the engine starts anew with each, before each model
 * @returns by name [seeds][time steps], the last step first
 * @throws RangeError when there is no seed, or a model gives more than one number
 *
 * Lesson: notebooks/03-gated-cells/3.3. Check: lib/test/models/fresh-slopes.test.ts.
 */
export async function freshSlopes<Name extends string>(
  builders: Readonly<Record<Name, () => tf.LayersModel>>,
  x: Series,
  seeds: readonly number[],
): Promise<Record<Name, number[][]>> {
  checkList('freshSlopes: seeds', seeds);
  for (const seed of seeds) checkSeed('freshSlopes: a seed', seed);
  const found = {} as Record<Name, number[][]>;
  for (const name of Object.keys(builders) as Name[]) {
    found[name] = [];
    for (const seed of seeds) {
      await start({engine: info().engine, seed});
      const model = builders[name]();
      found[name].push(slopesByDistance(model, x));
      model.dispose();
    }
  }
  return found;
}

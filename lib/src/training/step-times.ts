import * as tf from '@tensorflow/tfjs';
import type {Series} from '../data';
import {checkFunction, checkOptions, checkWhole} from '../data/arguments';
import {compile} from './compile';
import {fit as fitModel} from './fit';

/** Options of {@link stepTimes}. */
export interface StepTimesOptions {
  /** How often each model is timed; defaults to 5. */
  runs?: number;
  /** Tells the time in milliseconds; defaults to the clock of the machine. */
  now?: () => number;
}

/**
 * The time that one step of training takes, model by model: all examples are one batch, and the targets are zeros.
 *
 * Times differ from machine to machine and from run to run. The models take turns, so that other work on the machine
 * disturbs all of them alike; the median of the runs is given.
 *
 * @param builders functions that build a model, by the name for the table
 * @param x the examples of one batch
 * @param options see {@link StepTimesOptions}
 * @returns milliseconds of one step, one row a model
 * @throws TypeError when a builder is no function; RangeError when runs is no whole number above 0
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export async function stepTimes(
  builders: Record<string, () => tf.LayersModel>,
  x: Series,
  options: StepTimesOptions = {},
): Promise<{model: string; milliseconds: number}[]> {
  checkOptions('stepTimes', options, ['runs', 'now']);
  const {runs = 5, now = () => performance.now()} = options;
  checkWhole('stepTimes: runs', runs);
  checkFunction('stepTimes: now', now);
  for (const [name, build] of Object.entries(builders)) checkFunction(`stepTimes: '${name}'`, build);
  const models = Object.entries(builders).map(([name, build]) => {
    const model = compile(build());
    const y = tf.zeros([x.length, ...(model.outputs[0].shape.slice(1) as number[])]);
    return {name, model, y, times: [] as number[]};
  });
  for (let run = 0; run <= runs; run++) {
    for (const {model, y, times} of models) {
      const begin = now();
      await fitModel(model, {x, y}, {epochs: 2, batchSize: x.length});
      const passed = now() - begin;
      if (run > 0) times.push(passed / 2); // the first run is for the compiler
    }
  }
  for (const {model, y} of models) {
    model.dispose();
    y.dispose();
  }
  return models.map(({name, times}) => ({model: name, milliseconds: median(times)}));
}

function median(times: number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return (sorted[(times.length - 1) >> 1] + sorted[times.length >> 1]) / 2;
}

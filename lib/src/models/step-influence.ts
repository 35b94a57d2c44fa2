import * as tf from '@tensorflow/tfjs';
import {Series, Targets} from '../data';
import {checkFunction, checkOptions} from '../data/arguments';

/** Options of {@link stepInfluence}. */
export interface StepInfluenceOptions {
  /** Which number of a step is nudged, counted from 0; defaults to 0. */
  feature?: number;
  /** How far, up and down; defaults to 0.05. */
  nudge?: number;
}

/**
 * Which input step moves which output step, measured: each input is nudged up and down, and all outputs are watched.
 *
 *     influence[t][s] = |ŷ_t(x_s + ε) - ŷ_t(x_s - ε)| / 2ε
 *
 * Unlike a gradient it sees what comes through a state that was carried over from another batch.
 *
 * @param predict a model that gives sequences, or a function that gives them, [n, output steps, outputs], for a batch of
 *   sequences; n is twice the number of input steps
 * @param sequence one sequence, [1, input steps, features]
 * @param options see {@link StepInfluenceOptions}
 * @returns [output steps][input steps], the outputs of a step added up; exactly 0 where nothing arrives
 * @throws RangeError when there is not one sequence, or no such feature; when predict gives no sequences
 *
 * Lesson: notebooks/03-gated-cells/3.3. Check: the weights of a linear model.
 */
export function stepInfluence(
  predict: tf.LayersModel | ((x: Series) => Targets),
  sequence: Series,
  options: StepInfluenceOptions = {},
): number[][] {
  const say = predict instanceof tf.LayersModel ? saying(predict) : predict;
  checkFunction('stepInfluence: predict', say);
  checkOptions('stepInfluence', options, ['feature', 'nudge']);
  const {feature = 0, nudge = 0.05} = options;
  const [count, steps, features] = [sequence.length, sequence.timeSteps, sequence.features];
  if (count !== 1) throw new RangeError(`stepInfluence looks at one sequence, got ${count}`);
  if (!(Number.isInteger(feature) && feature >= 0 && feature < features)) {
    throw new RangeError(`stepInfluence: feature must be a whole number from 0 to ${features - 1}, got ${feature}`);
  }
  if (!(Number.isFinite(nudge) && nudge > 0)) {
    throw new RangeError(`stepInfluence: nudge must be a number above 0, got ${nudge}`);
  }
  const size = steps * features;
  const values = new Float64Array(2 * steps * size);
  for (let row = 0; row < 2 * steps; row++) {
    values.set(sequence.values, row * size);
    values[row * size + (row >> 1) * features + feature] += row % 2 === 0 ? nudge : -nudge;
  }
  const said = say(new Series(values, [2 * steps, steps, features]));
  const [rows, outputSteps, outputs] = said.shape;
  if (rows !== 2 * steps || outputs === undefined) {
    throw new RangeError(
      `stepInfluence: predict must give [${2 * steps}, time steps, outputs], got [${said.shape.join(', ')}]`,
    );
  }
  const width = outputSteps * outputs;
  return Array.from({length: outputSteps}, (_, t) =>
    Array.from({length: steps}, (_step, s) => {
      let moved = 0;
      for (let k = 0; k < outputs; k++) {
        const at = 2 * s * width + t * outputs + k;
        moved += Math.abs(said.values[at] - said.values[at + width]);
      }
      return moved / (2 * nudge);
    }),
  );
}

/**
 * {@link stepInfluence} of several networks on one sequence, as `plots.influenceMaps` draws them.
 *
 * @param networks models or functions, by name
 * @param sequence one sequence, [1, input steps, features]
 * @param options see {@link StepInfluenceOptions}
 * @returns name and influence of each, in the order of the networks
 * @throws what {@link stepInfluence} throws
 *
 * Lesson: notebooks/03-gated-cells/3.3.
 */
export function stepInfluences(
  networks: Record<string, tf.LayersModel | ((x: Series) => Targets)>,
  sequence: Series,
  options: StepInfluenceOptions = {},
): {name: string; influence: number[][]}[] {
  checkOptions('stepInfluences', options, ['feature', 'nudge']);
  return Object.entries(networks).map(([name, network]) => {
    return {name, influence: stepInfluence(network, sequence, options)};
  });
}

/** What a model says of a batch, as numbers. */
const saying = (model: tf.LayersModel) => (x: Series) => {
  const shape: number[] = [];
  const values = tf.tidy(() => {
    const output = model.predict(x.toTensor()) as tf.Tensor;
    shape.push(...output.shape);
    return output.dataSync();
  });
  return new Targets(values, shape);
};

import * as tf from '@tensorflow/tfjs';
import {checkAbove0, checkOptions} from '../data/arguments';
import {Conv1d} from '../layers';
import {checkModel} from './parts/check';

/** What a model reads: series, grids, ids. */
export interface ModelInputs {
  toTensor(): tf.Tensor;
}

/** Options of {@link filterHits}. */
export interface FilterHitsOptions {
  /** A window is a hit when it makes at least this part of the filter's largest output; defaults to 0.5. */
  share?: number;
}

/** What one filter of a convolution answers to. */
export interface FilterHits {
  /** Number of the filter. */
  filter: number;
  /** Its largest output; 0 for a filter that never answers. */
  largest: number;
  /** Where it answers: example, and first step of the window it then sees. */
  hits: {example: number; step: number}[];
}

/**
 * Where each filter of a model's first convolution answers: the windows to align for a picture of its motif.
 *
 * @param model its first Conv1d layer is asked; with strides of 1, padding 'valid', dilation 1
 * @param x inputs, [examples, ...]
 * @param options see {@link FilterHitsOptions}
 * @returns one entry a filter, in their order
 * @throws RangeError when the model has no such convolution
 *
 * Source: Alipanahi et al. 2015, doi:10.1038/nbt.3300 (windows above half of the largest output).
 * Lesson: notebooks/06-applications/6.5.
 */
export function filterHits(model: tf.LayersModel, x: ModelInputs, options: FilterHitsOptions = {}): FilterHits[] {
  checkOptions('filterHits', options, ['share']);
  const {share = 0.5} = options;
  checkAbove0('filterHits: share', share);
  checkModel('filterHits', model);
  const layer = model.layers.find((one) => one instanceof Conv1d);
  if (!layer) throw new RangeError('filterHits: the model has no Conv1d layer');
  const {strides, padding, dilationRate} = layer.getConfig() as Record<string, unknown>;
  if (Number(strides) !== 1 || Number(dilationRate) !== 1 || padding !== 'valid') {
    throw new RangeError("filterHits: the convolution must have strides 1, dilation 1 and padding 'valid'");
  }
  const below = tf.model({inputs: model.inputs, outputs: layer.output as tf.SymbolicTensor});
  let [values, shape]: [ArrayLike<number>, number[]] = [[], []];
  tf.tidy(() => {
    const output = below.predict(x.toTensor(), {batchSize: 256}) as tf.Tensor;
    [values, shape] = [output.dataSync(), output.shape];
  });
  const [examples, steps, filters] = shape;
  return Array.from({length: filters}, (_, filter) => {
    let largest = 0;
    for (let i = filter; i < values.length; i += filters) largest = Math.max(largest, values[i]);
    const hits: FilterHits['hits'] = [];
    for (let i = 0; largest > 0 && i < examples * steps; i++) {
      if (values[i * filters + filter] >= share * largest) hits.push({example: Math.floor(i / steps), step: i % steps});
    }
    return {filter, largest, hits};
  });
}

import {checkFunction, checkOptions} from '../data/arguments';
import {copyWeights, type NamedWeights, type TrainWeightsOptions, trainWeights} from './train';

/** The gradient of the loss of one batch, by the names of the weights. */
export type BatchGradient<Batch, Name extends string> = (
  batch: Batch,
  weights: NamedWeights<Name>,
) => NamedWeights<Name>;

/** Options of {@link trainWithHistory}. */
export interface TrainWithHistoryOptions<Batch, Name extends string> extends TrainWeightsOptions<Name> {
  /** The loss of one batch. */
  loss: (batch: Batch, weights: NamedWeights<Name>) => number;
  /** Watched after each epoch, never trained on. */
  valid: Batch;
}

/** What {@link trainWithHistory} returns. */
export interface TrainedWithHistory<Name extends string> {
  trained: NamedWeights<Name>;
  /** The weights before training and after each epoch: `moments[epoch]`. */
  moments: NamedWeights<Name>[];
  /** Losses after each epoch, by the keys that tfjs uses; `plots.trainingCurves` draws them. */
  history: Record<'loss' | 'val_loss', number[]>;
}

/**
 * {@link trainWeights}, keeping the weights and both losses of every epoch.
 *
 * @param weights where training starts; they stay as they are
 * @param batches what the gradient function takes
 * @param gradient see {@link BatchGradient}
 * @param options see {@link TrainWithHistoryOptions}
 * @returns see {@link TrainedWithHistory}
 * @throws RangeError as {@link trainWeights} does
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function trainWithHistory<Batch, Name extends string>(
  weights: NamedWeights<Name>,
  batches: readonly Batch[],
  gradient: BatchGradient<Batch, Name>,
  options: TrainWithHistoryOptions<Batch, Name>,
): TrainedWithHistory<Name> {
  checkOptions('trainWithHistory', options, ['loss', 'valid', 'watch', 'epochs', 'learningRate', 'seed']);
  const {loss, valid, watch, ...training} = options;
  checkFunction('trainWithHistory: loss', loss);
  const moments: NamedWeights<Name>[] = [];
  const history: TrainedWithHistory<Name>['history'] = {loss: [], val_loss: []};
  const keep = (epoch: number, now: NamedWeights<Name>): void => {
    moments.push(copyWeights(now));
    watch?.(epoch, now);
    if (epoch === 0) return;
    history.loss.push(batches.reduce((sum, batch) => sum + loss(batch, now), 0) / batches.length);
    history.val_loss.push(loss(valid, now));
  };
  return {trained: trainWeights(weights, batches, gradient, {...training, watch: keep}), moments, history};
}

/** Options of {@link trainEach}. */
export interface TrainEachOptions extends Omit<TrainWeightsOptions<string>, 'watch'> {
  /** Called after each network with how many are trained, such as the `update` of a progress bar. */
  onRun?: (done: number) => void;
}

/**
 * Trains from every start with every gradient, on the same batches in the same order.
 *
 * @param starts starting weights, one set a run; they stay as they are
 * @param batches what the gradient functions take
 * @param gradients gradient functions by name, see {@link BatchGradient}
 * @param options see {@link TrainEachOptions}
 * @returns the trained weights by the names of the gradients, in the order of the starts
 * @throws RangeError as {@link trainWeights} does
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function trainEach<Batch, Name extends string>(
  starts: readonly NamedWeights<Name>[],
  batches: readonly Batch[],
  gradients: Record<string, BatchGradient<Batch, Name>>,
  options: TrainEachOptions,
): Record<string, NamedWeights<Name>[]> {
  checkOptions('trainEach', options, ['onRun', 'epochs', 'learningRate', 'seed']);
  const {onRun, ...training} = options;
  let done = 0;
  const entries = Object.entries(gradients).map(([name, gradient]) => {
    const runs = starts.map((start) => {
      const trained = trainWeights(start, batches, gradient, training);
      done += 1;
      onRun?.(done);
      return trained;
    });
    return [name, runs] as const;
  });
  return Object.fromEntries(entries);
}

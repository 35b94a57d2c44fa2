import * as tf from '@tensorflow/tfjs';
import {findNonFinite} from './diagnose';
import {gather, type Tables} from './examples';
import type {Network} from './network';

/** What to say where the loss of a batch is not finite: where, since which layer, and what may help. */
export function lossFailure(
  {model}: Network,
  {x}: Tables,
  rows: ArrayLike<number>,
  {loss, epoch, batch}: {loss: number; epoch: number; batch: number},
): RangeError {
  const inputs = x.map((table) => gather(table, rows));
  const found = findNonFinite(model, inputs);
  tf.dispose(inputs);
  const since = found?.message ?? 'all layers give finite numbers';
  return new RangeError(
    `the loss became ${loss} in epoch ${epoch}, batch ${batch} (${since}): lower the learning rate, or clip the ` +
      'gradients (globalClipNorm)',
  );
}

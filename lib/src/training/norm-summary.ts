import {checkAbove0, checkOptions} from '../data/arguments';
import {sortedQuantile} from '../data/sorted-quantile';
import type {History} from './fit';

/** What the norms of a training say, see {@link normSummary}. */
export interface NormSummary {
  /** Half of the batches lie below it. */
  median: number;
  largest: number;
  /** The norm that 90% of the batches stay below, divided by the one that 10% stay below. */
  spread: number;
  /** Median of the last epoch. */
  final: number;
  /** Batches whose norm was above the limit. */
  above: number;
  /** Batches whose gradient was shortened before it was used. */
  clipped: number;
  batches: number;
}

/** Options of {@link normSummary}. */
export interface NormSummaryOptions {
  /** Norm that `above` counts by; defaults to 1. */
  limit?: number;
}

/** A norm that differs by less than this was not clipped: both are sums of squares in their own order. */
const ROUNDING = 1e-6;

function readNorms(where: string, {gradientNorms}: Pick<History, 'gradientNorms'>) {
  if (gradientNorms === undefined || gradientNorms.before.length === 0) {
    throw new RangeError(`${where}: the training has recorded no norms; fit it with recordGradientNorms: true`);
  }
  return gradientNorms;
}

/**
 * Norms of the whole gradient before clipping, epoch beside epoch: for a picture of how they change.
 *
 * @param history of a training with `recordGradientNorms`
 * @returns [batches of an epoch, epochs]: row i holds the i-th batch of every epoch
 * @throws RangeError when no norms were recorded, or the last epoch is not whole
 *
 * Lesson: notebooks/02-forecasting/2.3.
 */
export function normsByEpoch(history: Pick<History, 'gradientNorms' | 'history'>): number[][] {
  const {before} = readNorms('normsByEpoch', history);
  const epochs = history.history.loss.length;
  const perEpoch = before.length / epochs;
  if (!Number.isInteger(perEpoch)) {
    throw new RangeError(`normsByEpoch: ${before.length} batches are no whole number for each of ${epochs} epochs`);
  }
  return Array.from({length: perEpoch}, (_, i) =>
    Array.from({length: epochs}, (_, epoch) => before[epoch * perEpoch + i]),
  );
}

/**
 * What to look at before a remedy: how long the gradients of a training were, and how many of them a limit has shortened.
 *
 * @param history of a training with `recordGradientNorms`
 * @param options see {@link NormSummaryOptions}
 * @returns see {@link NormSummary}; norms are those of the whole gradient, before clipping
 * @throws RangeError when no norms were recorded
 *
 * Lesson: notebooks/02-forecasting/2.3. Check: lib/test/training/norm-summary.test.ts.
 */
export function normSummary(
  history: Pick<History, 'gradientNorms' | 'history'>,
  options: NormSummaryOptions = {},
): NormSummary {
  checkOptions('normSummary', options, ['limit']);
  const {limit = 1} = options;
  checkAbove0('normSummary: limit', limit);
  const {before, after} = readNorms('normSummary', history);
  const last = normsByEpoch(history).map((row) => row[row.length - 1]);
  const at = (list: number[], share: number) => sortedQuantile(Float64Array.from(list).sort(), share);
  return {
    median: at(before, 0.5),
    largest: before.reduce((most, norm) => Math.max(most, norm)),
    spread: at(before, 0.9) / at(before, 0.1),
    final: at(last, 0.5),
    above: before.filter((norm) => norm > limit).length,
    clipped: after.filter((norm, i) => norm < before[i] * (1 - ROUNDING)).length,
    batches: before.length,
  };
}

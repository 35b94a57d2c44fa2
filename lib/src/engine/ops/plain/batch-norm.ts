import {rowNumbers} from '../losses/row-numbers';
import type {Op, Room} from '../op';
import {type Value, valueRows, valueWidth} from '../value';
import type {ScaleAndShift} from './layer-norm';

/** What {@link batchNormOp} computes with. */
export interface BatchNormValues extends ScaleAndShift {
  /** [..., features]. */
  x: Value;
  /** Statistics of all batches, [features]; with `momentum` they move towards those of the batch. */
  movingMean: Value;
  movingVariance: Value;
  /** 0 or 1 for each row of x, such as [batch, time steps]: rows of 0 do not count in the statistics of the batch. */
  mask?: Value;
}

/** Options of {@link batchNormOp}. */
export interface BatchNormOptions {
  epsilon: number;
  /** Share of the moving statistics that stays. Without it they are used as they are, as in inference. */
  momentum?: number;
}

/**
 * Batch normalisation of each feature over all other axes.
 *
 *     x̂ = (x - mean) / √(variance + ε)      y = γ ⊙ x̂ + β      moving = momentum moving + (1 - momentum) mean
 *
 * @returns an op with the output, of the shape of x, and with momentum the moved statistics
 *
 * Source: Ioffe and Szegedy 2015, arXiv:1502.03167. Check: lib/test/layers/normalisation.test.ts.
 */
export function batchNormOp(room: Room, values: BatchNormValues, {epsilon, momentum}: BatchNormOptions): Op {
  const {kernels} = room;
  const {x, gamma, beta, movingMean, movingVariance, mask} = values;
  const ofBatch = momentum !== undefined;
  const output = room.value(x.shape);
  const [rows, width] = [valueRows(x.shape), valueWidth(x.shape)];
  const row = width * 4;
  const weights = mask && ofBatch ? rowNumbers(room, x.shape, mask, 'mask') : undefined;
  const mean = ofBatch ? room.keep(width) : movingMean.at;
  const variance = ofBatch ? room.keep(width) : movingVariance.at;
  const factors = room.keep(width);
  const [dGamma, dBeta] = [room.training ? room.scratch(width) : 0, room.training ? room.scratch(width) : 0];
  /** How many rows count; as Keras does, never 0. */
  const count = () => {
    if (!weights) return rows;
    return Math.max(
      1e-7,
      kernels.view(weights.at, rows).reduce((sum, weight) => sum + weight, 0),
    );
  };
  return {
    outputs: ofBatch ? [output, movingMean, movingVariance] : [output],
    forward() {
      weights?.refresh();
      if (ofBatch) {
        const rowsThatCount = count();
        kernels.share('columnMoments', width / 4, (from, to) => [
          ...[from * 4, to * 4, rows, width, rowsThatCount, x.at, weights?.at ?? 0, mean, variance],
        ]);
        kernels.run.moveAverage(width, momentum, mean, movingMean.at);
        kernels.run.moveAverage(width, momentum, variance, movingVariance.at);
      }
      kernels.run.inverseDeviations(width, epsilon, variance, factors);
      kernels.share('normaliseColumns', rows, (from, to) => [
        ...[to - from, width, x.at + from * row, mean, factors, gamma?.at ?? 0, beta?.at ?? 0, output.at + from * row],
      ]);
    },
    backward() {
      const dY = output.gradient;
      kernels.share('columnGradients', width / 4, (from, to) => [
        ...[from * 4, to * 4, rows, width, x.at, mean, factors, dY, dGamma, dBeta],
      ]);
      if (gamma?.gradient) kernels.run.addTo(width, dGamma, gamma.gradient);
      if (beta?.gradient) kernels.run.addTo(width, dBeta, beta.gradient);
      if (!x.gradient) return;
      const rowsThatCount = count();
      kernels.share('batchNormBackward', rows, (from, to) => [
        ...[to - from, width, rowsThatCount, x.at + from * row, weights ? weights.at + from * 4 : 0, mean, factors],
        ...[gamma?.at ?? 0, ofBatch ? dGamma : 0, dBeta, dY + from * row, x.gradient + from * row],
      ]);
    },
  };
}

import {asNdArray, type NdArray, type Numbers} from '../data';
import {checkFlag, checkList, checkNoNaN, checkOptions, checkShare} from '../data/arguments';

/** Truth [...] and forecasts [..., count]: several numbers for each value that was to be predicted. */
function withMembers(yTrue: Numbers, forecasts: Numbers, name: string, metric: string): [NdArray, NdArray, number] {
  const [truth, many] = [asNdArray(yTrue, `${metric}: yTrue`), asNdArray(forecasts, `${metric}: ${name}`)];
  const count = many.shape[many.shape.length - 1];
  if (many.shape.slice(0, -1).join() !== truth.shape.join()) {
    throw new RangeError(
      `${metric}: ${name} must have the shape of yTrue, [${truth.shape.join(', ')}], and one axis more, ` +
        `got [${many.shape.join(', ')}]`,
    );
  }
  if (many.values.length === 0)
    throw new RangeError(`${metric}: ${name} must not be empty, got shape [${many.shape.join(', ')}]`);
  checkNoNaN(`${metric}: yTrue`, truth.values);
  checkNoNaN(`${metric}: ${name}`, many.values);
  return [truth, many, count];
}

/** Truth [...], forecasts of quantiles [..., shares], and the shares; one share alone needs no axis. */
function withShares(
  yTrue: Numbers,
  yPred: Numbers,
  shares: number | readonly number[],
  metric: string,
): [NdArray, NdArray, readonly number[]] {
  const list = typeof shares === 'number' ? [shares] : shares;
  checkList(`${metric}: shares`, list);
  list.forEach((share, i) => {
    checkShare(`${metric}: ${typeof shares === 'number' ? 'shares' : `shares[${i}]`}`, share);
  });
  let quantiles = yPred;
  if (typeof shares === 'number') {
    const {values, shape} = asNdArray(yPred, `${metric}: yPred`);
    quantiles = {values, shape: [...shape, 1]};
  }
  const [truth, prediction, count] = withMembers(yTrue, quantiles, 'yPred', metric);
  if (count !== list.length) {
    throw new RangeError(
      `${metric}: the last axis of yPred holds ${count} quantiles, but there are ${list.length} shares`,
    );
  }
  return [truth, prediction, list];
}

/**
 * Pinball loss: how wrong the forecast of a quantile is.
 *
 *     L = mean max(τ (y - q), (τ - 1)(y - q))        τ: the share of truths that should lie below q
 *
 * The true quantile has the smallest expected loss, and no other forecast has; at τ = 0.5 it is half the MAE.
 *
 * @param yTrue what was to be predicted, any shape
 * @param yPred forecasts of the quantiles: the same shape for one share, [..., shares] for a list of them
 * @param shares τ of each quantile, between 0 and 1
 * @returns the mean over all values and shares, in the units of y
 * @throws RangeError when shapes do not fit, or a share does not lie between 0 and 1
 *
 * Source: Koenker and Bassett 1978, doi:10.2307/1913643. Lesson: notebooks/02-forecasting/2.4.
 * Check: agrees with scikit-learn to 1e-12.
 */
export function pinball(yTrue: Numbers, yPred: Numbers, shares: number | readonly number[]): number {
  const [truth, prediction, list] = withShares(yTrue, yPred, shares, 'pinball');
  let sum = 0;
  for (let i = 0; i < prediction.values.length; i++) {
    const above = truth.values[Math.floor(i / list.length)] - prediction.values[i];
    const share = list[i % list.length];
    sum += Math.max(share * above, (share - 1) * above);
  }
  return sum / prediction.values.length;
}

/** Options of {@link crpsEnsemble}. */
export interface CrpsOptions {
  /** Removes what a small ensemble adds to the score; needs two members. Defaults to false. */
  fair?: boolean;
}

/**
 * Continuous ranked probability score of an ensemble: MAE for a whole distribution.
 *
 *     CRPS = mean_i |x_i - y| - ½ mean_ij |x_i - x_j|
 *
 * The first part rewards being near, the second takes back what the ensemble merely hedged. With one member it is the
 * absolute error. `fair` takes the second mean over pairs of different members only, so that ensembles of different
 * sizes can be compared.
 *
 * @param yTrue what was to be predicted, any shape
 * @param samples [..., members] the shape of yTrue and an axis of samples
 * @param options see {@link CrpsOptions}
 * @returns the mean over all values, in the units of y; 0 is perfect
 * @throws RangeError when shapes do not fit, or `fair` meets a single member
 *
 * Source: Gneiting and Raftery 2007, doi:10.1198/016214506000001437; fair: Ferro 2014, doi:10.1002/qj.2270.
 * Lesson: notebooks/02-forecasting/2.4. Check: agrees with scoringrules to 1e-12.
 */
export function crpsEnsemble(yTrue: Numbers, samples: Numbers, options: CrpsOptions = {}): number {
  checkOptions('crpsEnsemble', options, ['fair']);
  const {fair = false} = options;
  checkFlag('crpsEnsemble: fair', fair);
  const [truth, many, count] = withMembers(yTrue, samples, 'samples', 'crpsEnsemble');
  if (fair && count < 2) throw new RangeError('crpsEnsemble: fair needs at least two members, got 1');
  const pairs = fair ? count * (count - 1) : count * count;
  let total = 0;
  for (let i = 0; i < truth.values.length; i++) {
    // In sorted order Σ_ij |x_i - x_j| = 2 Σ_k (2 k + 1 - count) x_k: no loop over pairs.
    const members = many.values.slice(i * count, (i + 1) * count).sort();
    let [distance, spread] = [0, 0];
    for (let k = 0; k < count; k++) {
      distance += Math.abs(members[k] - truth.values[i]);
      spread += (2 * k + 1 - count) * (members[k] - truth.values[i]);
    }
    total += distance / count - spread / pairs;
  }
  return total / truth.values.length;
}

/**
 * Continuous ranked probability score from forecasts of quantiles: twice their mean pinball loss.
 *
 *     CRPS ≈ 2 mean_τ L_τ
 *
 * It comes near the score of the whole distribution when there are many shares, evenly spread, such as 0.05 ... 0.95.
 *
 * @param yTrue what was to be predicted, any shape
 * @param yPred [..., shares] forecasts of the quantiles
 * @param shares between 0 and 1, one a quantile
 * @returns the mean over all values, in the units of y
 * @throws RangeError when shapes do not fit, or a share does not lie between 0 and 1
 *
 * Source: Laio and Tamea 2007, doi:10.5194/hess-11-1267-2007. Lesson: notebooks/02-forecasting/2.4.
 * Check: agrees with scoringrules to 1e-12.
 */
export function crpsQuantiles(yTrue: Numbers, yPred: Numbers, shares: readonly number[]): number {
  const [truth, prediction, list] = withShares(yTrue, yPred, shares, 'crpsQuantiles');
  return 2 * pinball(truth, prediction, list);
}

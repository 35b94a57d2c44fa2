import {checkOptions, checkShare, checkWhole} from '../data/arguments';
import {normalQuantile} from './normal-quantile';

/** A share with the interval that holds the luck of the sample. */
export interface ShareInterval {
  share: number;
  low: number;
  high: number;
}

/**
 * A share such as an accuracy, with its interval (Wilson) for the luck of having drawn these examples.
 *
 *     (p + z²/2n ± z √(p (1 - p)/n + z²/4n²)) / (1 + z²/n)        p = hits / n
 *
 * @param hits examples that count, such as those answered rightly
 * @param count examples in all
 * @param options `confidence`: how sure low ... high should be, between 0 and 1; defaults to 0.95
 * @returns see {@link ShareInterval}
 * @throws RangeError unless 0 <= hits <= count are whole numbers, or when confidence is not in (0, 1)
 *
 * Source: Wilson 1927, doi:10.1080/01621459.1927.10502953. Lesson: notebooks/05-text/5.1.
 */
export function shareInterval(hits: number, count: number, options: {confidence?: number} = {}): ShareInterval {
  checkOptions('shareInterval', options, ['confidence']);
  const {confidence = 0.95} = options;
  checkShare('shareInterval: confidence', confidence);
  checkWhole('shareInterval: count', count);
  checkWhole('shareInterval: hits', hits, 0, count);
  const share = hits / count;
  const z = normalQuantile((1 + confidence) / 2);
  const middle = share + (z * z) / (2 * count);
  const half = z * Math.sqrt((share * (1 - share)) / count + (z * z) / (4 * count * count));
  const size = 1 + (z * z) / count;
  // At the edges the ends are 0 and 1 exactly; the difference of two equal numbers would leave a rest.
  return {share, low: hits === 0 ? 0 : (middle - half) / size, high: hits === count ? 1 : (middle + half) / size};
}

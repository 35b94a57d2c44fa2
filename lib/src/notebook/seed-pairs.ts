import {spread} from './spread';

/**
 * Two lists of runs in pairs of one seed: a gain that is small beside the luck of the seeds shows in the pairs alone.
 *
 * @param runs two names, each with one number a seed, in the same order of the seeds
 * @returns one row of a table: both lists, the second over the first, and in how many pairs the second is lower
 * @throws RangeError when there are not two lists, or their lengths differ
 *
 * Lesson: notebooks/02-forecasting/2.3.
 */
export function seedPairs(runs: Record<string, readonly number[]>): Record<string, string | number> {
  const lists = Object.entries(runs);
  if (lists.length !== 2) throw new RangeError(`seedPairs compares two lists of runs, got ${lists.length}`);
  const [[first, a], [second, b]] = lists;
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`seedPairs: '${first}' has ${a.length} runs, '${second}' ${b.length}; it needs pairs`);
  }
  const ratios = b.map((value, i) => value / a[i]);
  return {
    [first]: spread([...a]),
    [second]: spread([...b]),
    ratio: spread(ratios, 2),
    lower: b.filter((value, i) => value < a[i]).length,
  };
}

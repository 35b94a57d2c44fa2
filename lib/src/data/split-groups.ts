import {checkFunction, checkList, checkOptions, checkSeed, show} from './arguments';
import {random} from './random';
import type {Split} from './windows';

/** Options of {@link splitGroups}. */
export interface GroupSplitOptions {
  /** Part of the groups, 0 to 1; defaults to 0.1. */
  valid?: number;
  /** Part of the groups, 0 to 1; defaults to 0.1. */
  test?: number;
  /** Shuffles the groups; defaults to 42. */
  seed?: number;
}

/**
 * Splits examples so that no group is in two sets: all sentences of a document, or all copies of a text, stay together.
 *
 * @param items the examples
 * @param groupOf the group of an example, such as its document, or the example itself
 * @param options see {@link GroupSplitOptions}
 * @returns the three sets; within each the items keep their order
 * @throws RangeError when a part lies outside 0 ... 1, or a set would be empty
 *
 * Lesson: notebooks/05-text/5.1, 5.5 and notebooks/06-applications/6.5.
 */
export function splitGroups<T>(
  items: readonly T[],
  groupOf: (item: T, index: number) => string | number,
  options: GroupSplitOptions = {},
): Split<T[]> {
  checkOptions('splitGroups', options, ['valid', 'test', 'seed']);
  const {valid = 0.1, test = 0.1, seed = 42} = options;
  if (!(valid > 0 && test > 0 && valid + test < 1)) {
    throw new RangeError(
      `splitGroups: valid and test must be > 0 and together < 1, got ${show(valid)} and ${show(test)}`,
    );
  }
  checkList('splitGroups: items', items);
  checkFunction('splitGroups: groupOf', groupOf);
  checkSeed('splitGroups: seed', seed);
  const keys = items.map(groupOf);
  const groups = random(seed).shuffle([...new Set(keys)]);
  const [validCount, testCount] = [Math.round(groups.length * valid), Math.round(groups.length * test)];
  if (validCount < 1 || testCount < 1 || validCount + testCount >= groups.length) {
    throw new RangeError(`splitGroups: ${groups.length} groups are too few for parts of ${valid} and ${test}`);
  }
  const [inValid, inTest] = [
    new Set(groups.slice(0, validCount)),
    new Set(groups.slice(validCount, validCount + testCount)),
  ];
  return {
    train: items.filter((_, i) => !inValid.has(keys[i]) && !inTest.has(keys[i])),
    valid: items.filter((_, i) => inValid.has(keys[i])),
    test: items.filter((_, i) => inTest.has(keys[i])),
  };
}

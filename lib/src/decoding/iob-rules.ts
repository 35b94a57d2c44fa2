import {checkList} from '../data/arguments';

/** Scores that forbid what IOB2 does not allow, for {@link viterbi}. */
export interface IobRules {
  /** [tags][tags] 0, or -Infinity where the second tag may not follow the first. */
  transitions: number[][];
  /** [tags] 0, or -Infinity where a sentence may not begin so. */
  start: number[];
}

/**
 * The rule of IOB2 as scores: I-TYPE may follow only B-TYPE or I-TYPE.
 *
 * @param names of the tags, by number
 * @returns see {@link IobRules}
 * @throws RangeError when there are no names
 *
 * Lesson: notebooks/05-text/5.5.
 */
export function iobRules(names: readonly string[]): IobRules {
  checkList('iobRules: names', names);
  const forbid = (before: string, tag: string) =>
    tag.startsWith('I-') && before.slice(2) !== tag.slice(2) ? Number.NEGATIVE_INFINITY : 0;
  return {
    transitions: names.map((before) => names.map((tag) => forbid(before, tag))),
    start: names.map((tag) => forbid('', tag)),
  };
}

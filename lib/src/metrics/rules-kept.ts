import type {Chorale} from '../data';
import {checkList} from '../data/arguments';
import {type ChoraleRules, choraleRules} from './chorale-rules';

/** The rules in words, in the order of {@link ChoraleRules}. */
const NAMES: Record<keyof ChoraleRules, string> = {
  inOrder: 'no crossing',
  inRange: 'range',
  inScale: 'one scale',
  knownChord: 'known chord',
  stepwise: 'small steps',
  noParallels: 'no parallels',
};

/** How often a rule is kept, in percent. */
export interface RuleKept {
  rule: string;
  /** Mean over the chorales. */
  mean: number;
  /** Standard error of that mean, from the spread over the chorales. */
  standardError: number;
}

/**
 * How often chorales keep each rule of {@link choraleRules}, in percent.
 *
 * @param chorales two or more; those to which a rule does not apply do not count for it
 * @param stepsPerBeat steps of a beat; defaults to 1
 * @returns one entry a rule
 * @throws RangeError when there are fewer than two chorales
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function rulesKept(chorales: readonly Chorale[], stepsPerBeat = 1): RuleKept[] {
  if (chorales.length < 2) throw new RangeError(`rulesKept needs two chorales or more, got ${chorales.length}`);
  const each = chorales.map((chorale) => choraleRules(chorale, stepsPerBeat));
  return (Object.keys(NAMES) as (keyof ChoraleRules)[]).map((name) => {
    const shares = each.map((one) => 100 * one[name]).filter((share) => !Number.isNaN(share));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const squares = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0);
    return {rule: NAMES[name], mean, standardError: Math.sqrt(squares / (shares.length - 1) / shares.length)};
  });
}

/**
 * Which chords are the one before, struck again or held, in percent.
 *
 * @param chorales [steps, voices] each
 * @returns percent of all chords but the first ones
 * @throws RangeError when there is no chorale
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function chordsRepeated(chorales: readonly Chorale[]): number {
  checkList('chordsRepeated: chorales', chorales);
  const again = chorales.flatMap((chorale) => chorale.slice(1).map((chord, t) => chord.join() === chorale[t].join()));
  return (100 * again.filter(Boolean).length) / again.length;
}

import {agrees, compare, type Value} from './compare';
import type {Finding, Learner} from './frame';

/** A wrong way to work something out: what to tell about it, and what it gives. */
export type WrongRule<Args extends unknown[]> = [message: string, rule: (...args: Args) => Value];

/** What {@link judgeRule} judges. */
export interface RuleTask<Args extends unknown[]> {
  /** Of the learner's function. */
  name: string;
  cases: Args[];
  right: (...args: Args) => Value;
  wrong: WrongRule<Args>[];
  /** Defaults to 0 (exact). */
  tolerance?: number;
  /** What to say where no rule is known, instead of the difference. */
  otherwise?: (actual: unknown, ...args: Args) => string | undefined;
  /** The call in short, where its arguments are long; defaults to {@link callOf}. */
  call?: (...args: Args) => string;
}

const shown = (value: unknown): string => (Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : String(value));

/** The call as a learner would write it. */
export const callOf = (name: string, args: unknown[]): string => `${name}(${args.map(shown).join(', ')})`;

/**
 * Compares a function with the right rule over all cases, and recognises wrong rules. A wrong rule may give the right number
 * in one case and the number of another wrong rule in the next: so the one is named that explains all wrong answers.
 *
 * @param learner calls the function
 * @param task see {@link RuleTask}
 */
export async function* judgeRule<Args extends unknown[]>(
  learner: Learner,
  {name, cases, right, wrong, tolerance = 0, otherwise, call}: RuleTask<Args>,
): AsyncGenerator<Finding> {
  const answers: unknown[] = [];
  for (const args of cases) answers.push(await learner.call(name, ...args));
  const isRight = answers.map((actual, i) => agrees(actual, right(...cases[i]), tolerance));
  const explains = (rule: (...args: Args) => Value, only: boolean) =>
    answers.every((actual, i) => (only && isRight[i]) || agrees(actual, rule(...cases[i]), tolerance || 1e-12));
  const known = wrong.find(([, rule]) => explains(rule, false)) ?? wrong.find(([, rule]) => explains(rule, true));
  for (const [i, args] of cases.entries()) {
    const path = call?.(...args) ?? callOf(name, args);
    if (!isRight[i] && known) yield {passed: false, message: `${path}: ${known[0]}`};
    const says = isRight[i] ? undefined : otherwise?.(answers[i], ...args);
    yield says === undefined
      ? compare({path, actual: answers[i], expected: right(...args), tolerance})
      : {passed: false, message: `${path}: ${says}`};
  }
}

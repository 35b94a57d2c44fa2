/** The test bench of the checks: answers whose verdict is known beforehand, and what the checks say to them. */
import {type Part, run, summary} from '../../../lib/src/checks';

/** A learner's function; it gets what the check passes. */
// biome-ignore lint/suspicious/noExplicitAny: answers of every signature stand in one list
export type Answer = (...values: any[]) => unknown;

/** A right answer in some style; it must score full on visible and hidden checks. */
export interface RightAnswer {
  style: string;
  answers: Record<string, Answer>;
}

/** A wrong answer with one slip; it must lose the points, and the message must name the slip. */
export interface WrongAnswer {
  slip: string;
  answers: Record<string, Answer>;
  /** What the message must say. */
  says: RegExp;
}

/** The answers to one part. */
export interface PartBench {
  id: string;
  right: RightAnswer[];
  wrong: WrongAnswer[];
}

/** Wrong answers of one signature, each with its slip and what the message must say. */
export type Slips<F> = [slip: string, answer: F, says: RegExp][];

/** Right answers to a part that asks for one function, by their style. */
export const styles = <F extends (...values: never[]) => unknown>(
  name: string,
  answers: Record<string, F>,
): RightAnswer[] => Object.entries(answers).map(([style, answer]) => ({style, answers: {[name]: answer}}));

/** Wrong answers to a part that asks for one function. */
export const wrong = <F extends (...values: never[]) => unknown>(name: string, slips: Slips<F>): WrongAnswer[] =>
  slips.map(([slip, answer, says]) => ({slip, answers: {[name]: answer}, says}));

/** What the bench found out about one answer. */
export interface Result {
  part: string;
  /** Style or slip. */
  name: string;
  kind: 'right' | 'wrong' | 'blank';
  /** Points by the visible and the hidden checks together. */
  points: number;
  /** The first message of a check that did not pass; '' where all passed. */
  message: string;
  /** Which checks found it. */
  caughtBy: 'visible' | 'hidden' | 'none';
  /** Whether score and message are as they should be. */
  isExpected: boolean;
}

/** The checks of one exercise: visible parts, and the hidden ones of the same ids. */
export interface Checks {
  visible: readonly Part[];
  hidden: readonly Part[];
}

function partOf(parts: readonly Part[], id: string, kind: string): Part {
  const part = parts.find((one) => one.id === id);
  if (!part) throw new RangeError(`there is no ${kind} check for part ${id}`);
  return part;
}

/** Scores one answer: the points are given when both the visible and the hidden checks pass. */
async function score({visible, hidden}: Checks, id: string, answers: Record<string, Answer>) {
  const part = partOf(visible, id, 'visible');
  const seen = await run(part, answers);
  const unseen = await run(partOf(hidden, id, 'hidden'), answers);
  const caughtBy: Result['caughtBy'] = seen.passed ? (unseen.passed ? 'none' : 'hidden') : 'visible';
  const message = {visible: summary(seen), hidden: summary(unseen), none: ''}[caughtBy];
  return {points: caughtBy === 'none' ? part.points : 0, full: part.points, message, caughtBy};
}

/** What the starter code does. */
const blank: Answer = () => {
  throw new Error('not implemented');
};

/** Runs all answers of an exercise. */
export async function runBench(checks: Checks, bench: readonly PartBench[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const {id, right, wrong} of bench) {
    const names = Object.keys(partOf(checks.visible, id, 'visible').answers);
    const unsolved = await score(checks, id, Object.fromEntries(names.map((name) => [name, blank])));
    const isBlank = unsolved.points === 0 && /not implemented/.test(unsolved.message);
    results.push({part: id, name: 'blank', kind: 'blank', ...unsolved, isExpected: isBlank});
    for (const {style, answers} of right) {
      const scored = await score(checks, id, answers);
      results.push({part: id, name: style, kind: 'right', ...scored, isExpected: scored.points === scored.full});
    }
    for (const {slip, answers, says} of wrong) {
      const scored = await score(checks, id, answers);
      const isNamed = scored.points < scored.full && says.test(scored.message);
      results.push({part: id, name: slip, kind: 'wrong', ...scored, isExpected: isNamed});
    }
  }
  return results;
}

/** Named slips by exercise, and every answer whose verdict was not the expected one. */
export function report(results: readonly Result[]): string {
  const exercises = [...new Set(results.map(({part}) => part.split('.')[0]))];
  const lines = exercises.map((exercise) => {
    const own = results.filter(({part}) => part.startsWith(`${exercise}.`));
    const count = (kind: Result['kind']) => own.filter((one) => one.kind === kind && one.isExpected).length;
    const total = (kind: Result['kind']) => own.filter((one) => one.kind === kind).length;
    const right = `${count('right')} of ${total('right')} right answers score full`;
    return `exercise ${exercise}: ${right}; ${count('wrong')} of ${total('wrong')} slips named`;
  });
  const odd = results
    .filter(({isExpected}) => !isExpected)
    .map(({part, kind, name, message}) => `  ${part} ${kind} '${name}': ${message || 'passed'}`);
  return [...lines, ...odd].join('\n');
}

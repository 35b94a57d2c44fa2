import {type Part, runWith, type Verdict} from './frame';
import {localLearner} from './local-learner';

/** What is wrong with the names and kinds of the answers, or undefined. */
export function misnamed(part: Part, answers: unknown): string | undefined {
  const names = Object.keys(part.answers);
  const call = `check('${part.id}', {${names.join(', ')}})`;
  if (typeof answers !== 'object' || answers === null) return `the call is ${call}; it got ${answers} as answers`;
  const given = answers as Record<string, unknown>;
  const missing = names.filter((name) => given[name] === undefined);
  const unknown = Object.keys(given).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const extra = unknown.length > 0 ? `; it does not know ${unknown.join(', ')}` : '';
    return `the call is ${call}; ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing${extra}`;
  }
  if (unknown.length > 0) return `the call is ${call}; it does not know ${unknown.join(', ')}`;
  const wrong = names.find((name) => typeof given[name] !== 'function');
  return wrong && `${wrong} must be a function ${part.answers[wrong]}, got ${typeof given[wrong]}`;
}

/**
 * Checks one part: stops at the first finding that has not passed.
 *
 * @param part what to check
 * @param answers the learner's functions by name
 * @returns the verdict; whatever the answers do, nothing is thrown
 */
export async function run(part: Part, answers: unknown): Promise<Verdict> {
  const {id, title, points} = part;
  const wrong = misnamed(part, answers);
  if (wrong) return {part: id, title, points, passed: false, findings: [{passed: false, message: wrong}]};
  const {findings, passed} = await runWith(part, localLearner(answers as Record<string, unknown>));
  return {part: id, title, points, passed, findings};
}

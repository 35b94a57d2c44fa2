/** One thing that a check found. */
export interface Finding {
  passed: boolean;
  /** One line for the learner: what is right, or what is wrong, where, and which slip it looks like. */
  message: string;
}

/** The result of one part. */
export interface Verdict {
  part: string;
  title: string;
  points: number;
  passed: boolean;
  findings: Finding[];
}

/** The learner's answers, called by name; grading calls them in another process. */
export interface Learner {
  /**
   * Calls an answer that is a function.
   *
   * @param name the answer
   * @param values what it is given; it must not change them
   * @returns what it returned, awaited
   * @throws AnswerError when it threw, or changed its arguments
   */
  call(name: string, ...values: unknown[]): Promise<unknown>;
}

/** One part of an exercise. */
export interface Part {
  /** Such as '20.3'. */
  id: string;
  title: string;
  points: number;
  /** Names of the functions that the learner hands over, with their signatures. */
  answers: Record<string, string>;
  /** A question, a pointer, nearly the line. */
  hints: [string, string, string];
  /** Yields findings in order; the frame stops at the first that has not passed. */
  check(learner: Learner): AsyncGenerator<Finding>;
}

/** What is wrong with an answer, in one line: no stack of ours is shown. */
export class AnswerError extends Error {
  override name = 'AnswerError';
}

/** Thrown by a check that was not passed, so that every runner sees it. */
export class CheckFailed extends Error {
  override name = 'CheckFailed';
}

/** A text without line breaks, of bounded length. */
export function oneLine(text: string, most = 300): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** What was thrown, in words; never throws itself, whatever was thrown. */
export function describeThrown(thrown: unknown): string {
  try {
    if (thrown instanceof Error) return oneLine(`${thrown.name}: ${thrown.message}`);
    return oneLine(`${typeof thrown} ${String(thrown)}`);
  } catch {
    return 'something that cannot be described';
  }
}

/** Equality of plain values: numbers, strings, lists, records, typed arrays; NaN equals NaN. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [first, second] = [Object.entries(a), Object.entries(b)];
  return first.length === second.length && first.every(([key, value]) => isSame(value, (b as never)[key]));
}

/** Whether two values differ by rounding only: a number was moved up and down and did not come back to the bit. */
function isNearlySame(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const [first, second] = [Object.entries(a), Object.entries(b)];
  return first.length === second.length && first.every(([key, value]) => isNearlySame(value, (b as never)[key]));
}

/** Calls answers in this process; the arguments are copies, compared afterwards. */
export function localLearner(answers: Record<string, unknown>): Learner {
  const call = async (name: string, ...values: unknown[]): Promise<unknown> => {
    const given = structuredClone(values);
    let result: unknown;
    try {
      result = await (answers[name] as (...values: unknown[]) => unknown)(...given);
    } catch (thrown) {
      const says = describeThrown(thrown);
      // The commonest throw of an exercise on sequences: the step before the first, or after the last, does not exist.
      const why = /of undefined|not iterable/.test(says) ? '; does an index run past the end of a list?' : '';
      throw new AnswerError(`${name} threw ${says}${why}`);
    }
    const changed = values.findIndex((value, i) => !isSame(value, given[i]));
    if (changed >= 0) {
      const why = isNearlySame(values[changed], given[changed])
        ? ', by rounding only: w + ε - 2ε + ε is not w; keep the old value and put it back'
        : '; work on a copy, the caller still needs it';
      throw new AnswerError(`${name} changed its ${changed + 1}. argument${why}`);
    }
    return result;
  };
  return {call};
}

/** What is wrong with the names and kinds of the answers, or undefined. */
function misnamed(part: Part, answers: unknown): string | undefined {
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

/** Checks one part through any {@link Learner}, such as one in a sandbox. */
export async function runWith(part: Part, learner: Learner): Promise<Verdict> {
  const findings: Finding[] = [];
  try {
    for await (const finding of part.check(learner)) {
      findings.push(finding);
      if (!finding.passed) break;
    }
  } catch (thrown) {
    const message = thrown instanceof AnswerError ? thrown.message : `the answer is odd: ${describeThrown(thrown)}`;
    findings.push({passed: false, message});
  }
  const passed = findings.length > 0 && findings.every((finding) => finding.passed);
  return {part: part.id, title: part.title, points: part.points, passed, findings};
}

/** The message of a verdict in one line: the first thing that is wrong, or that all is right. */
export function summary({part, passed, findings}: Verdict): string {
  const wrong = findings.find((finding) => !finding.passed);
  return oneLine(passed ? `${part} passed` : `${part} not passed: ${wrong?.message ?? 'nothing was checked'}`);
}

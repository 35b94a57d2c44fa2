import type {Finding} from './frame';

/** A wrong answer, written as texts, that a typical slip leads to. */
export interface WrittenSlip {
  message: string;
  value: readonly string[];
}

/** Texts that are compared one by one. */
export interface WrittenComparison {
  path: string;
  actual: readonly string[];
  expected: readonly string[];
  slips: WrittenSlip[];
  /** What to say where no slip is known. */
  otherwise: () => string;
}

const isEqual = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);

/** Compares lists of texts; a slip that comes to the right answer here is no slip. */
export function compareWritten({path, actual, expected, slips, otherwise}: WrittenComparison): Finding {
  if (isEqual(actual, expected)) return {passed: true, message: `${path} is right`};
  const slip = slips.find(({value}) => isEqual(value, actual));
  return {passed: false, message: `${path}: ${slip?.message ?? otherwise()}`};
}

/** What was handed in where something else was asked for. */
export function kindOfAnswer(value: unknown): string {
  if (value === undefined) return 'undefined (is a return missing?)';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return {number: 'a number', string: 'a text', object: 'an object'}[typeof value as string] ?? `a ${typeof value}`;
}

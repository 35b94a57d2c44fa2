import {compare, type Slip, type Value} from './compare';
import type {Finding} from './frame';

/** A wrong result with several fields that a typical slip leads to. */
export interface FieldSlip {
  message: string;
  value: Record<string, Value>;
}

/** What {@link compareFields} compares. */
export interface FieldComparison {
  path: string;
  actual: unknown;
  expected: Record<string, Value>;
  tolerance: number;
  slips: FieldSlip[];
}

/** Rows and columns exchanged, where a field is a matrix. */
function transposed(value: Value): Slip[] {
  if (!Array.isArray(value) || !Array.isArray(value[0])) return [];
  const rows = value as number[][];
  return [{message: 'rows and columns have changed places', value: rows[0].map((_, j) => rows.map((row) => row[j]))}];
}

/** Whether all rows of a matrix hold the same numbers, as after fill() with one list; identity is lost in grading. */
function hasOneRow(actual: unknown, expected: Value): boolean {
  if (!Array.isArray(actual) || !Array.isArray(expected) || !Array.isArray(expected[0]) || actual.length < 2) {
    return false;
  }
  const rows = actual.map((row) => JSON.stringify(row));
  return rows.every((row) => row === rows[0]) && actual[0]?.some?.((value: unknown) => value !== 0);
}

/**
 * Compares a result as a whole, then field by field: a slip may show in one field only. Where several fields are wrong,
 * the first whose slip is known is told, since an unnamed difference helps nobody.
 *
 * @param comparison see {@link FieldComparison}
 * @returns the finding
 */
export function compareFields({path, actual, expected, tolerance, slips}: FieldComparison): Finding {
  const names = Object.keys(expected);
  const right = names.map((name) => (actual as Record<string, unknown> | null | undefined)?.[name]);
  const whole = compare({path, actual, expected, tolerance, slips});
  if (whole.passed || slips.some(({message}) => whole.message.endsWith(message))) return whole;
  if (typeof actual !== 'object' || actual === null || right.some((value) => value === undefined)) return whole;
  const wrong = names
    .map((name, i) => {
      const own = slips.map(({message, value}) => ({message, value: value[name]}));
      const known = [...own, ...transposed(expected[name])];
      const at = `${path}.${name}`;
      const finding = compare({path: at, actual: right[i], expected: expected[name], tolerance, slips: known});
      if (!finding.passed && hasOneRow(right[i], expected[name])) {
        const message = `${at}: all rows hold the same numbers; are they one and the same list, as fill() makes them?`;
        return {passed: false, message, isNamed: true};
      }
      return {...finding, isNamed: known.some(({message}) => finding.message.endsWith(message))};
    })
    .filter(({passed}) => !passed);
  const {message} = wrong.find(({isNamed}) => isNamed) ?? wrong[0] ?? whole;
  return {passed: false, message};
}

import {checkWhole} from '../../data/arguments';

/** Throws unless `values` is a list of whole numbers of at least 1; empty only where that is allowed. */
export function checkWidths(name: string, values: readonly number[], {empty = false} = {}): void {
  if (!Array.isArray(values) || (values.length === 0 && !empty)) {
    throw new RangeError(`${name} must be a list such as [20, 20], got ${JSON.stringify(values)}`);
  }
  values.forEach((value, i) => {
    checkWhole(`${name}[${i}]`, value);
  });
}

/** Throws unless each of these numbers, where it is given, is a whole number of at least 1. */
export function checkGiven(numbers: Record<string, number | undefined>): void {
  for (const [name, value] of Object.entries(numbers)) if (value !== undefined) checkWhole(name, value);
}

/** Throws unless a rate of dropout lies in [0, 1). */
export function checkRate(name: string, rate: number): void {
  if (!(rate >= 0 && rate < 1)) throw new RangeError(`${name} must lie in [0, 1), got ${rate}`);
}

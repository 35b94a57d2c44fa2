import type {Finding} from './frame';

/** Numbers in lists and records, as checks compare them. */
export type Value = number | readonly Value[] | {readonly [name: string]: Value};

/** A wrong result that a typical slip leads to. */
export interface Slip {
  /** What to tell the learner: names the slip, not the answer. */
  message: string;
  value: Value;
}

/** What is compared. */
export interface Comparison {
  /** What the value is called, such as 'bptt(...).kernel'. */
  path: string;
  actual: unknown;
  expected: Value;
  /** Largest allowed |actual - expected| / max(1, |expected|); defaults to 0 (exact). */
  tolerance?: number;
  slips?: Slip[];
}

interface Difference {
  /** Why no numbers were compared; undefined when only values differ. */
  form?: string;
  worst: number;
  where: string;
  /** |actual - expected| / |expected| there; the distance itself where zero is right. */
  relative?: number;
}

const UNDEFINED = 'somewhere it takes a value that is undefined; does an index run past the end of a list?';

function kindOf(value: unknown): string {
  if (value === undefined) return 'undefined (is a return missing?)';
  if (value === null) return 'null';
  if (typeof value === 'object' && 'dataSync' in value)
    return 'a tensor (return plain lists, such as tensor.arraySync())';
  if (isList(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && 'then' in value) return 'a promise inside the result (is an await missing?)';
  const names: Record<string, string> = {number: 'a number', string: 'a text', object: 'an object'};
  return names[typeof value] ?? `a value of type ${typeof value}`;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function lists(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** Sizes of a nested list with equal rows. */
function sizes(value: Value): number[] {
  return lists(value) ? [value.length, ...(value.length > 0 ? sizes(value[0]) : [])] : [];
}

function actualSizes(value: unknown): number[] {
  return isList(value) ? [value.length, ...(value.length > 0 ? actualSizes(value[0]) : [])] : [];
}

/** Walks the expected form, so that an odd answer cannot lead the check astray. */
function difference(path: string, actual: unknown, expected: Value, isExact = false): Difference {
  if (typeof expected === 'number') {
    if (typeof actual !== 'number')
      return {form: `${path} should be a number, got ${kindOf(actual)}`, worst: 0, where: path};
    if (Number.isNaN(actual)) return {form: `${path} is NaN: ${UNDEFINED}`, worst: 0, where: path};
    if (!Number.isFinite(actual)) return {form: `${path} is ${actual}`, worst: 0, where: path};
    const distance = Math.abs(actual - expected);
    const relative = expected === 0 ? distance : distance / Math.abs(expected);
    return {worst: distance / Math.max(1, Math.abs(expected)), where: path, relative};
  }
  let worst: Difference = {worst: 0, where: path};
  const visit = (place: string, value: unknown, wanted: Value): boolean => {
    const found = difference(place, value, wanted, isExact);
    // Among counts the first wrong one is named: a later one often follows from it.
    const isWorse = found.worst > worst.worst && (!isExact || worst.worst === 0);
    if (found.form || isWorse) worst = found;
    return found.form !== undefined;
  };
  if (lists(expected)) {
    if (!isList(actual)) return {form: `${path} should be a list, got ${kindOf(actual)}`, worst: 0, where: path};
    const [wanted, got] = [sizes(expected), actualSizes(actual)];
    // Shapes follow from the task, so both may be shown; a list of sizes is an answer, so its length may be.
    if (actual.length !== expected.length || got.length !== wanted.length) {
      const form = `${path} has shape [${got.join(', ')}], it should have shape [${wanted.join(', ')}]`;
      return {form, worst: 0, where: path};
    }
    for (let i = 0; i < expected.length; i++) if (visit(`${path}[${i}]`, actual[i], expected[i])) break;
    return worst;
  }
  if (typeof actual !== 'object' || actual === null || isList(actual)) {
    return {
      form: `${path} should be {${Object.keys(expected).join(', ')}}, got ${kindOf(actual)}`,
      worst: 0,
      where: path,
    };
  }
  for (const [name, wanted] of Object.entries(expected as Record<string, Value>)) {
    const value = (actual as Record<string, unknown>)[name];
    if (value === undefined) return {form: `${path}.${name} is missing`, worst: 0, where: path};
    if (visit(`${path}.${name}`, value, wanted)) break;
  }
  return worst;
}

/** Whether two values agree within the tolerance. */
export function agrees(actual: unknown, expected: Value, tolerance: number): boolean {
  const {form, worst} = difference('', actual, expected);
  return form === undefined && worst <= tolerance;
}

/** The right value cut to some digits, as examples print it. */
function rounded(value: Value, digits: number): Value {
  if (typeof value === 'number') return Number(value.toFixed(digits));
  if (lists(value)) return value.map((one) => rounded(one, digits));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, rounded(one, digits)]));
}

/** Whether a result is right but for its rounding to three or more digits; zeros might be any mistake. */
function wasRounded(actual: unknown, expected: Value): boolean {
  return [3, 4, 5, 6, 7, 8].some((digits) => {
    const value = rounded(expected, digits);
    return /[1-9]/.test(JSON.stringify(value)) && agrees(actual, value, 1e-12);
  });
}

/**
 * Compares a learner's result with the right one, and recognises typical slips. The right values are never shown.
 *
 * @param comparison see {@link Comparison}
 * @returns the finding
 */
export function compare({path, actual, expected, tolerance = 0, slips = []}: Comparison): Finding {
  const {form, worst, where, relative = worst} = difference(path, actual, expected, tolerance === 0);
  if (form === undefined && worst <= tolerance) return {passed: true, message: `${path} is right`};
  // A slip must be told from the right result, else its message would mislead.
  const slip = slips.find(
    ({value}) => agrees(actual, value, Math.max(tolerance, 1e-12)) && !agrees(value, expected, tolerance),
  );
  if (slip) return {passed: false, message: `${path}: ${slip.message}`};
  if (form !== undefined) return {passed: false, message: form};
  if (tolerance > 0 && wasRounded(actual, expected))
    return {passed: false, message: `${path} is rounded; return the numbers as they come`};
  // Sizes and counts are right or wrong; how far off they are says nothing.
  if (tolerance === 0) return {passed: false, message: `${where} is not right`};
  const size = relative >= 0.1 ? relative.toPrecision(2) : relative.toExponential(1);
  const place = where === path ? '' : `, largest at ${where}`;
  // A tensor keeps 7 digits: right numbers, worked out in float32, miss a tolerance that asks for more.
  const isRounded = tolerance < 1e-7 && relative < 3e-6;
  const why = isRounded ? '; a tensor holds float32 only (7 digits): work in plain numbers' : '';
  return {passed: false, message: `${path} differs: relative error ${size}${place}${why}`};
}

import {agrees, type Value} from '../frame/compare';
import {compareFields, type FieldSlip} from '../frame/fields';
import type {Finding} from '../frame/frame';
import {GATES} from './lstm-variants';

/** Numbers of a list in words: 1, 2 and 5. */
function listed(names: readonly (string | number)[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}

/** The part of a row, or of all rows of a matrix, that belongs to one gate. */
function ofGate(value: unknown, gate: number, units: number): unknown {
  if (!Array.isArray(value)) return value;
  if (Array.isArray(value[0])) return value.map((row) => ofGate(row, gate, units));
  return value.slice(gate * units, (gate + 1) * units);
}

/** In which gates a field is wrong, such as 'gates i and f'. */
function inGates(actual: unknown, expected: Value, units: number, tolerance: number): string {
  const wrong = GATES.filter(
    (_, g) => !agrees(ofGate(actual, g, units), ofGate(expected, g, units) as Value, tolerance),
  );
  if (wrong.length === 4) return 'all four gates';
  return `${wrong.length === 1 ? 'gate' : 'gates'} ${listed(wrong)}`;
}

/** At which time steps a field is wrong, such as 'time steps 1 to 3'. */
function atSteps(actual: unknown[], expected: readonly Value[], tolerance: number): string {
  const wrong = expected.map((_, t) => t).filter((t) => !agrees(actual[t], expected[t], tolerance));
  const [first, last] = [wrong[0] + 1, wrong[wrong.length - 1] + 1];
  if (wrong.length === 1) return `time step ${first}`;
  if (wrong.length === expected.length) return 'all time steps';
  const isRow = last - first === wrong.length - 1;
  return `time steps ${isRow ? `${first} to ${last}` : listed(wrong.map((t) => t + 1))}`;
}

/** Fields whose columns are those of four gates. */
const GATED = ['kernel', 'recurrentKernel', 'bias', 'da'];

/**
 * Which fields of a result are wrong, and in them which gates or time steps.
 *
 * @returns such as 'off: kernel, bias (gate f); inputs (time steps 1 to 3); h0; right: c0'; '' where forms differ
 */
export function whereWrong(actual: unknown, expected: Record<string, Value>, units: number, tolerance: number): string {
  if (typeof actual !== 'object' || actual === null) return '';
  const given = actual as Record<string, unknown>;
  const names = Object.keys(expected);
  // A tolerance without end still compares forms: shapes, missing fields, what is no number.
  if (names.some((name) => !agrees(given[name], expected[name], Number.MAX_VALUE))) return '';
  const wrong = names.filter((name) => !agrees(given[name], expected[name], tolerance));
  if (wrong.length === 0) return '';
  // Fields that are wrong at the same place are named together.
  const places = new Map<string, string[]>();
  for (const name of wrong) {
    const value = expected[name];
    let place = '';
    if (GATED.includes(name)) place = ` (${inGates(given[name], value, units, tolerance)})`;
    if (name === 'inputs') place = ` (${atSteps(given[name] as unknown[], value as readonly Value[], tolerance)})`;
    places.set(place, [...(places.get(place) ?? []), name]);
  }
  const off = [...places].map(([place, fields]) => `${fields.join(', ')}${place}`);
  const right = names.filter((name) => !wrong.includes(name));
  return `off: ${off.join('; ')}${right.length > 0 ? `; right: ${right.join(', ')}` : ''}`;
}

/** What {@link compareGradients} compares. */
export interface GradientComparison {
  path: string;
  actual: unknown;
  expected: Record<string, Value>;
  units: number;
  tolerance: number;
  slips: FieldSlip[];
}

/**
 * Compares gradients of an LSTM: names the slip, and then which parameter, gate and time step are off.
 *
 * @param comparison see {@link GradientComparison}
 * @returns the finding
 */
export function compareGradients({units, ...comparison}: GradientComparison): Finding {
  const finding = compareFields(comparison);
  if (finding.passed) return finding;
  const where = whereWrong(comparison.actual, comparison.expected, units, comparison.tolerance);
  return {passed: false, message: where === '' ? finding.message : `${finding.message} (${where})`};
}

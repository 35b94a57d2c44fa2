// What all rooms say about wrong arguments, in one form: where, the name, what it must be, what it was. Names come as
// 'copyTask: length', so that a message says which function was called.

/** A value as a message shows it, on one line: a text in quotes, so that '3' is not taken for 3. */
export function show(value: unknown): string {
  if (typeof value === 'string')
    return `'${value.length > 60 ? `${value.slice(0, 60)}...` : value}'`.replace(/\s/g, ' ');
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const list = Array.from(value as ArrayLike<unknown>);
    return `[${list.slice(0, 8).map(show).join(', ')}${list.length > 8 ? ', ...' : ''}]`;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const kind = value.constructor?.name ?? 'Object';
  return kind === 'Object' ? `{${Object.keys(value).slice(0, 8).join(', ')}}` : `a ${kind}`;
}

/** Throws unless `value` is a whole number of at least `least` (and at most `most`). */
export function checkWhole(name: string, value: unknown, least = 1, most = Number.POSITIVE_INFINITY): void {
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most) return;
  const end = most < Number.POSITIVE_INFINITY ? ` and <= ${most}` : '';
  throw new RangeError(`${name} must be a whole number >= ${least}${end}, got ${show(value)}`);
}

/** Throws unless each of these numbers, where it is given, is a whole number of at least 1. */
export function checkGiven(where: string, numbers: Record<string, number | undefined>): void {
  for (const [name, value] of Object.entries(numbers)) if (value !== undefined) checkWhole(`${where}: ${name}`, value);
}

/** Throws unless each of these, where it is given, is true or false. */
export function checkFlags(where: string, flags: Record<string, boolean | undefined>): void {
  for (const [name, value] of Object.entries(flags)) if (value !== undefined) checkFlag(`${where}: ${name}`, value);
}

/** Throws unless `value` is a number, neither NaN nor infinite. */
export function checkFinite(name: string, value: unknown): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} must be a finite number, got ${show(value)}`);
}

/** Throws unless `value` is a finite number above 0. */
export function checkAbove0(name: string, value: unknown): void {
  if (!(Number.isFinite(value) && (value as number) > 0)) {
    throw new RangeError(`${name} must be a number above 0, got ${show(value)}`);
  }
}

/** Throws unless `value` is a finite number of 0 or more. */
export function checkNotBelow0(name: string, value: unknown): void {
  if (!(Number.isFinite(value) && (value as number) >= 0)) {
    throw new RangeError(`${name} must be a number >= 0, got ${show(value)}`);
  }
}

/** Throws unless `value` lies strictly between 0 and 1. */
export function checkShare(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value > 0 && value < 1)) {
    throw new RangeError(`${name} must lie between 0 and 1 (both excluded), got ${show(value)}`);
  }
}

/** Throws unless `value`, such as a rate of dropout, lies in [0, 1). */
export function checkRate(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value >= 0 && value < 1)) {
    throw new RangeError(`${name} must lie in [0, 1), got ${show(value)}`);
  }
}

/** Throws unless `value` is true or false (or not given). */
export function checkFlag(name: string, value: unknown): void {
  if (value != null && typeof value !== 'boolean')
    throw new TypeError(`${name} must be true or false, got ${show(value)}`);
}

/** Throws unless `value` is a seed: a whole number that is exact (or not given). */
export function checkSeed(name: string, value: unknown): void {
  if (value !== undefined && !Number.isSafeInteger(value)) {
    throw new RangeError(`${name} must be a whole number, got ${show(value)}`);
  }
}

/** Throws unless `value` is one of the allowed words. */
export function checkOneOf<T extends string>(name: string, value: T, allowed: readonly T[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(`${name} must be ${allowed.map((word) => `'${word}'`).join(' or ')}, got ${show(value)}`);
  }
}

/** Throws unless `value` is a list (an array, or numbers in a typed array) with something in it. */
export function checkList(name: string, value: unknown, {empty = false} = {}): void {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!isList) throw new TypeError(`${name} must be a list, got ${show(value)}`);
  if (!empty && (value as ArrayLike<unknown>).length === 0) throw new RangeError(`${name} must not be empty, got []`);
}

/** Throws unless `value` holds bytes. */
export function checkBytes(name: string, value: unknown): void {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${name} must be a Uint8Array, got ${show(value)}`);
}

/** Throws unless `value` is a text with something in it. */
export function checkText(name: string, value: unknown, {empty = false} = {}): void {
  if (typeof value !== 'string') throw new TypeError(`${name} must be a text, got ${show(value)}`);
  if (!empty && value === '') throw new RangeError(`${name} must not be an empty text, got ''`);
}

/** Throws unless `value` is a function. */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw new TypeError(`${name} must be a function, got ${show(value)}`);
}

/** Throws when one of the numbers is NaN. */
export function checkNoNaN(name: string, values: Float64Array): void {
  const bad = values.findIndex(Number.isNaN);
  if (bad >= 0) throw new RangeError(`${name} holds NaN at place ${bad}`);
}

/** Letters to change, add, leave out or swap until one word is the other. */
function distance(a: string, b: string): number {
  const rows = Array.from({length: a.length + 1}, (_, i) => Array.from({length: b.length + 1}, (_, j) => i + j));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = rows[i - 1][j - 1] + Number(a[i - 1] !== b[j - 1]);
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.length][b.length];
}

/** The word that was most likely meant, or undefined where none is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  const given = plain(word);
  const ranked = words.map((name) => ({name, far: distance(given, plain(name))})).sort((a, b) => a.far - b.far);
  const near = ranked.find(({name, far}) => far <= Math.max(1, Math.min(given.length, plain(name).length) / 3));
  return (near ?? ranked.find(({name}) => given.length > 2 && plain(name).includes(given)))?.name;
}

/** Throws unless `options` is an object with no other names than these: a misspelt one would be ignored. */
export function checkOptions<T extends object>(where: string, options: T, names: readonly (keyof T & string)[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${where}: options must be an object, got ${show(options)}`);
  }
  const known: readonly string[] = names;
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, known);
  const hint = meant ? `did you mean "${meant}"?` : `the options are ${names.join(', ')}`;
  throw new RangeError(`${where}: unknown option "${unknown}"; ${hint}`);
}

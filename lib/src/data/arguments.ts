// What the rooms below say about wrong arguments, in one form: the name, what it must be, what it was.

/** Throws unless `value` is a whole number of at least `least`. */
export function checkWhole(name: string, value: number, least = 1): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number >= ${least}, got ${value}`);
  }
}

/** Throws unless `value` lies strictly between 0 and 1. */
export function checkShare(name: string, value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`${name} must lie between 0 and 1 (both excluded), got ${value}`);
}

/** Throws unless `value` is one of the allowed words. */
export function checkOneOf<T extends string>(name: string, value: T, allowed: readonly T[]): void {
  if (!allowed.includes(value)) {
    throw new RangeError(`${name} must be ${allowed.map((word) => `'${word}'`).join(' or ')}, got '${value}'`);
  }
}

/** Throws when one of the numbers is NaN. */
export function checkNoNaN(name: string, values: Float64Array): void {
  const bad = values.findIndex(Number.isNaN);
  if (bad >= 0) throw new RangeError(`${name} holds NaN at place ${bad}`);
}

/** Throws unless `options` is an object with no other names than these: a misspelt one would be ignored. */
export function checkOptions<T extends object>(where: string, options: T, names: readonly (keyof T & string)[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${where}: options must be an object, got ${options === null ? 'null' : typeof options}`);
  }
  const unknown = Object.keys(options).find((name) => !(names as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${where} has no option '${unknown}'; its options are ${names.join(', ')}`);
  }
}

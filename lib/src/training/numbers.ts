/** @throws RangeError unless the value is a finite number above 0 */
export function checkAbove0(name: string, value: number): void {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) throw new RangeError(`${name} must be above 0, got ${value}`);
}

/** @throws RangeError unless the value is a finite number of 0 or more */
export function checkNotBelow0(name: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new RangeError(`${name} must be 0 or more, got ${value}`);
}

/** @throws RangeError unless the value is a whole number above 0 */
export function checkWholeAbove0(name: string, value: number): void {
  if (!(Number.isInteger(value) && value > 0)) {
    throw new RangeError(`${name} must be a whole number above 0, got ${value}`);
  }
}

/** @throws RangeError unless low <= value < high */
export function checkShare(name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new RangeError(`${name} must lie in [0, 1), got ${value}`);
}

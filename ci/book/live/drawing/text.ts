/** A number as pictures show it: digits fixed, a true minus sign, no minus before zero. */
export function shown(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

const LETTER_COLOURS = ['#009E73', '#0072B2', '#B37400', '#C24A00', '#A0467A', '#222222'];

/** Largest information of a position, log2 of the number of letters, less what its entropy takes. */
export function information(probabilities: Float64Array): number {
  return Math.log2(probabilities.length) + probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log2(p) : 0), 0);
}

/** A letter that stands on `y`, stretched to fill a column of a logo; letter k of the alphabet has colour k. */
export function letterAt(letter: string, k: number, x: number, y: number, wide: number, high: number): string {
  // A capital of DejaVu Sans is 0.73 em tall and about 0.68 em wide.
  const scale = `translate(${x} ${y}) scale(${(wide * 0.94) / (20 * 0.68)} ${high / (20 * 0.73)}) translate(${-x} ${-y})`;
  const look = `fill="${LETTER_COLOURS[k % LETTER_COLOURS.length]}" font-size="20" font-weight="bold" text-anchor="middle"`;
  return `<text x="${x}" y="${y}" ${look} transform="${scale}">${letter}</text>`;
}

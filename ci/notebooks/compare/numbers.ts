/** Numbers in outputs: found in texts, decoded from figures, compared by one policy. */

export interface Tolerance {
  /** Share of the larger of two numbers by which they may differ. */
  relative: number;
  /** Amount by which they may differ however small they are. */
  absolute: number;
}

/** The policy of the course for computed values, and for cells tagged `trained`. */
export const computed: Tolerance = {relative: 1e-6, absolute: 1e-6};
export const trained: Tolerance = {relative: 1e-2, absolute: 1e-6};

/** Tolerance of a cell by its tags: `tolerance=1e-3` wins over `trained`, `trained` over the policy for all. */
export function toleranceOf(tags: string[]): Tolerance {
  const own = tags.map((tag) => /^tolerance=(.+)$/.exec(tag)?.[1]).find((text) => text !== undefined);
  if (own !== undefined && Number(own) >= 0) return {relative: Number(own), absolute: computed.absolute};
  return tags.includes('trained') ? trained : computed;
}

/**
 * Whether two numbers agree. Whole numbers on both sides are counts (steps, parameters, epochs): exact.
 * NaN agrees with NaN only, an infinity with itself only.
 */
export function agree(stored: number, now: number, {relative, absolute}: Tolerance): boolean {
  if (Object.is(stored, now) || stored === now) return true;
  if (Number.isInteger(stored) && Number.isInteger(now)) return false;
  const difference = Math.abs(stored - now);
  return difference <= absolute || difference <= relative * Math.max(Math.abs(stored), Math.abs(now));
}

export interface Piece {
  /** The text up to the number, blanks folded. */
  before: string;
  /** The number as it stood, '' after the last one. */
  text: string;
  value: number;
  /** Written with digits only: a count. */
  isWhole: boolean;
}

// A number does not touch a letter or a digit on its left (h2, In[3] are names) and no letter on its right.
const NUMBER =
  /(?<![\p{L}\p{N}_.])[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}_])[-+−]?(?:NaN|Infinity)(?![\p{L}\p{N}_])/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with the escape character
const TERMINAL_COLOURS = /\x1b\[[0-9;]*m/g;

const folded = (text: string): string => text.replace(/\s+/g, ' ');

/** Cuts a text into numbers and what stands between them. */
export function pieces(text: string): Piece[] {
  const plain = text.replace(TERMINAL_COLOURS, '').trim();
  const found: Piece[] = [];
  let from = 0;
  for (const match of plain.matchAll(NUMBER)) {
    const value = Number(match[0].replace('−', '-'));
    found.push({
      before: folded(plain.slice(from, match.index)),
      text: match[0],
      value,
      isWhole: /^[-+−]?\d+$/.test(match[0]),
    });
    from = (match.index ?? 0) + match[0].length;
  }
  found.push({before: folded(plain.slice(from)), text: '', value: 0, isWhole: true});
  return found;
}

/** Whether the numbers of two pieces agree; a count that turned into a computed value is a difference of kind, not of size. */
export function piecesAgree(stored: Piece, now: Piece, tolerance: Tolerance): boolean {
  if (stored.text === now.text) return true;
  if (stored.text === '' || now.text === '') return false;
  if (stored.isWhole && now.isWhole) return stored.value === now.value;
  return agree(stored.value, now.value, tolerance);
}

type Decode = (view: DataView, offset: number) => number;

const decoders: Record<string, [bytes: number, read: Decode]> = {
  f8: [8, (view, at) => view.getFloat64(at, true)],
  f4: [4, (view, at) => view.getFloat32(at, true)],
  i4: [4, (view, at) => view.getInt32(at, true)],
  u4: [4, (view, at) => view.getUint32(at, true)],
  i2: [2, (view, at) => view.getInt16(at, true)],
  u2: [2, (view, at) => view.getUint16(at, true)],
  i1: [1, (view, at) => view.getInt8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
  u1c: [1, (view, at) => view.getUint8(at)],
};

/** Plotly's packed arrays `{dtype, bdata, shape?}` as plain (nested) lists; anything else as it is. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('bdata' in value) || !('dtype' in value)) return value;
  const {bdata, dtype, shape} = value as {bdata: unknown; dtype: unknown; shape?: unknown};
  const decoder = decoders[String(dtype)];
  if (!decoder || typeof bdata !== 'string') return value;
  const [size, read] = decoder;
  const bytes = Buffer.from(bdata, 'base64');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flat = Array.from({length: Math.floor(bytes.length / size)}, (_, i) => read(view, i * size));
  const columns = Number(String(shape ?? '').split(',')[1]);
  if (!(columns > 0)) return flat;
  return Array.from({length: flat.length / columns}, (_, row) => flat.slice(row * columns, (row + 1) * columns));
}

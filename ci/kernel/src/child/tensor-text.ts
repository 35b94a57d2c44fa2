/** The part of a tfjs tensor that is printed. */
export interface TensorLike {
  shape: number[];
  dtype: string;
  isDisposed: boolean;
  name?: string;
  dataSync(): ArrayLike<unknown>;
}

const EDGE = 3;
const DIGITS = 5;
const MOST_ROWS = 40;

function scalar(value: unknown, dtype: string): string {
  if (dtype === 'bool') return value ? 'true' : 'false';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(DIGITS)));
}

/** Indices along an axis: all, or the first and last few around a gap (-1). */
function indices(size: number): number[] {
  if (size <= 2 * EDGE + 1) return Array.from({length: size}, (_, i) => i);
  return [0, 1, 2, -1, size - 3, size - 2, size - 1];
}

/**
 * A tensor as NumPy would print it: kind, dtype and shape, then the values, long axes cut in the middle.
 * Complex tensors hold pairs; they are named, not printed.
 */
export function tensorText(kind: string, tensor: TensorLike): string {
  const {shape, dtype} = tensor;
  const head = `${kind} ${dtype} [${shape.join(', ')}]`;
  if (tensor.isDisposed) return `${head} (disposed)`;
  if (dtype === 'complex64') return head;
  if (shape.includes(0)) return `${head} (empty)`;
  const values = tensor.dataSync();
  if (shape.length === 0) return `${head} ${scalar(values[0], dtype)}`;
  const print = (axis: number, offset: number): string => {
    if (axis === shape.length) return scalar(values[offset], dtype);
    const stride = shape.slice(axis + 1).reduce((product, size) => product * size, 1);
    const parts = indices(shape[axis]).map((i) => (i < 0 ? '...' : print(axis + 1, offset + i * stride)));
    const separator = axis === shape.length - 1 ? ', ' : `,\n${' '.repeat(axis + 1)}`;
    return `[${parts.join(separator)}]`;
  };
  const rows = print(0, 0).split('\n');
  if (rows.length > MOST_ROWS) rows.splice(MOST_ROWS / 2, rows.length - MOST_ROWS, ' ...');
  return `${head}\n${rows.join('\n')}`;
}

import {checkBytes} from './arguments';
import type {NdArray} from './arrays';

/** How numpy names types of numbers, and how one number of the type is read. */
const READERS: Record<string, [bytes: number, read: (view: DataView, at: number, little: boolean) => number]> = {
  f4: [4, (view, at, little) => view.getFloat32(at, little)],
  f8: [8, (view, at, little) => view.getFloat64(at, little)],
  i1: [1, (view, at) => view.getInt8(at)],
  u1: [1, (view, at) => view.getUint8(at)],
  b1: [1, (view, at) => view.getUint8(at)],
  i2: [2, (view, at, little) => view.getInt16(at, little)],
  i4: [4, (view, at, little) => view.getInt32(at, little)],
  i8: [8, (view, at, little) => Number(view.getBigInt64(at, little))],
};

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Numbers in the order of numpy's columns ('fortran_order'), in the order of rows. */
function toRowMajor(values: Float64Array, shape: number[]): Float64Array {
  const result = new Float64Array(values.length);
  const index = shape.map(() => 0);
  for (const value of values) {
    result[index.reduce((at, i, axis) => at * shape[axis] + i, 0)] = value;
    for (let axis = 0; axis < shape.length; axis++) {
      index[axis]++;
      if (index[axis] < shape[axis]) break;
      index[axis] = 0;
    }
  }
  return result;
}

/**
 * Reads an array as `numpy.save` writes it (.npy).
 *
 * @param bytes the file
 * @param name for error messages
 * @returns its numbers and shape, row-major whatever the order of the file
 * @throws RangeError for other files, other types than real numbers, and files that end too early
 *
 * Source: the format of numpy.lib.format, versions 1 to 3.
 */
export function readNpy(bytes: Uint8Array, name: string = 'the file'): NdArray {
  checkBytes('readNpy: bytes', bytes);
  const magic = [0x93, ...Array.from('NUMPY', (letter) => letter.charCodeAt(0))];
  if (magic.some((byte, i) => bytes[i] !== byte)) throw new RangeError(`${name} is no array of numpy`);
  const view = viewOf(bytes);
  const isFirst = bytes[6] === 1;
  const start = isFirst ? 10 : 12;
  const length = isFirst ? view.getUint16(8, true) : view.getUint32(8, true);
  const header = new TextDecoder().decode(bytes.subarray(start, start + length));
  const [, order, type] = /'descr': *'([<>|=])(\w+)'/.exec(header) ?? [];
  const [, sizes] = /'shape': *\(([^)]*)\)/.exec(header) ?? [];
  if (!Object.hasOwn(READERS, type) || sizes === undefined) {
    throw new RangeError(`${name} does not hold real numbers: its header is ${header.trim()}`);
  }
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const count = shape.reduce((all, size) => all * size, 1);
  const [size, read] = READERS[type];
  if (start + length + count * size > bytes.length) {
    throw new RangeError(`${name} ends too early: shape [${shape}] needs ${count * size} bytes`);
  }
  const values = Float64Array.from({length: count}, (_, i) => read(view, start + length + i * size, order !== '>'));
  const byColumns = /'fortran_order': *True/.test(header) && shape.length > 1;
  return {shape, values: byColumns ? toRowMajor(values, shape) : values};
}

/** A file inside a zip archive. */
interface ZipEntry {
  name: string;
  /** 0: stored, 8: deflated. */
  method: number;
  start: number;
  bytes: number;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
/** A size or place that only the extra field of zip64 tells. */
const ELSEWHERE = 0xffffffff;

/** Files of a zip archive, from the directory at its end. */
function listZip(bytes: Uint8Array, what: string): ZipEntry[] {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end--;
  if (end < 0) throw new RangeError(`the file is no ${what}: the directory at its end is missing`);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  return Array.from({length: count}, () => {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) {
      throw new RangeError(`the ${what} is damaged: its directory ends too early`);
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const sizes = [24, 20, 42].map((field) => view.getUint32(at + field, true)); // whole, packed, place
    let extra = at + 46 + nameLength;
    const extraEnd = extra + extraLength;
    while (extra + 4 <= extraEnd && view.getUint16(extra, true) !== 1) extra += 4 + view.getUint16(extra + 2, true);
    let field = extra + 4;
    const [, packed, place] = sizes.map((size) => {
      if (size !== ELSEWHERE) return size;
      field += 8;
      return Number(view.getBigUint64(field - 8, true));
    });
    const method = view.getUint16(at + 10, true);
    at += 46 + nameLength + extraLength + commentLength;
    const start = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
    return {name, method, start, bytes: packed};
  });
}

async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  const whole = new Blob([Uint8Array.from(bytes)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(whole).arrayBuffer());
}

/**
 * Reads the files of a zip archive.
 *
 * @param bytes the archive
 * @param what how to call it in an error
 * @returns their bytes by name; folders are left out
 * @throws RangeError when the archive is damaged or packed by another method than 'stored' and 'deflated'
 */
export async function readZip(bytes: Uint8Array, what = 'archive'): Promise<Map<string, Uint8Array>> {
  checkBytes('readZip: bytes', bytes);
  const files = new Map<string, Uint8Array>();
  for (const {name, method, start, bytes: size} of listZip(bytes, what)) {
    if (name.endsWith('/')) continue;
    if (start + size > bytes.length) throw new RangeError(`the ${what} is damaged: '${name}' ends too early`);
    const packed = bytes.subarray(start, start + size);
    if (method !== 0 && method !== 8) throw new RangeError(`'${name}' in the ${what} is packed by method ${method}`);
    files.set(name, method === 8 ? await inflate(packed) : packed);
  }
  return files;
}

/**
 * Reads arrays as `numpy.savez` and `numpy.savez_compressed` write them (.npz).
 *
 * @param bytes the file
 * @returns arrays by name, in the order of the file
 * @throws RangeError when the file is no .npz, is damaged, or holds anything but real numbers
 */
export async function readNpz(bytes: Uint8Array): Promise<Map<string, NdArray>> {
  const files = await readZip(bytes, '.npz');
  return new Map(Array.from(files, ([name, file]) => [name.replace(/\.npy$/, ''), readNpy(file, `'${name}'`)]));
}

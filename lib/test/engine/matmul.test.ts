import assert from 'node:assert/strict';
import {useKernels} from '../../src/engine/kernels-host';

/** Where a product's matrices lie, in floats: A's element (i, k) at i * aRow + k * aStep. */
interface Product {
  rows: number;
  columns: number;
  inner: number;
  aRow: number;
  aStep: number;
  bRow: number;
  cRow: number;
}

/** Whole numbers in turn from a seed, so that each run tries the same shapes. */
function drawer(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  return {uniform, whole: (most: number) => Math.floor(uniform() * (most + 1))};
}

function randomFloats(count: number, uniform: () => number): Float32Array {
  return Float32Array.from({length: count}, () => (uniform() - 0.5) * 2 ** Math.round(uniform() * 8 - 4));
}

/** C + A B one number after the other, rounded to float32 after each product and each sum. */
function exactly(p: Product, a: Float32Array, b: Float32Array, c: Float32Array): Float32Array {
  const result = c.slice();
  for (let i = 0; i < p.rows; i++) {
    for (let j = 0; j < p.columns; j++) {
      let sum = c[i * p.cRow + j];
      for (let k = 0; k < p.inner; k++) {
        sum = Math.fround(sum + Math.fround(a[i * p.aRow + k * p.aStep] * b[k * p.bRow + j]));
      }
      result[i * p.cRow + j] = sum;
    }
  }
  return result;
}

/** A product of these sizes with some room between the rows of each matrix; A lies transposed or not. */
function layOut(rows: number, columns: number, inner: number, transposed: boolean, gap: number): Product {
  const strides = transposed ? {aRow: 1, aStep: rows + gap} : {aRow: inner + gap, aStep: 1};
  return {rows, columns, inner, ...strides, bRow: columns + 4 * gap, cRow: columns + 4 * gap};
}

/** Compares all bits of C, with those between its rows, which must stay. */
function checkProduct(p: Product, uniform: () => number): void {
  const a = randomFloats(Math.max(p.rows, 1) * p.aRow + p.inner * p.aStep, uniform);
  const b = randomFloats(p.inner * p.bRow, uniform);
  const c = randomFloats((p.rows + 1) * p.cRow, uniform);
  const kernels = useKernels();
  const [aAt, bAt, cAt] = [a, b, c].map((values) => kernels.put(values));
  const strides = [aAt, 4 * p.aRow, 4 * p.aStep, bAt, 4 * p.bRow, cAt, 4 * p.cRow];
  kernels.run.addMatmul(p.rows, p.columns, p.inner, ...strides);
  const got = kernels.view(cAt, c.length).slice();
  const same = Buffer.from(got.buffer).equals(Buffer.from(exactly(p, a, b, c).buffer));
  assert.ok(same, `other bits for ${JSON.stringify(p)}`);
  assert.deepEqual(kernels.view(aAt, a.length), a, 'A is only read');
  assert.deepEqual(kernels.view(bAt, b.length), b, 'B is only read');
}

describe('addMatmul', () => {
  it('has the bits of sums in the order of the inner axis, for every small shape', () => {
    const {uniform, whole} = drawer(1);
    for (let rows = 0; rows <= 14; rows++) {
      for (const columns of [0, 4, 8, 12, 16, 20, 32, 36, 44]) {
        for (const inner of [0, 1, 2, 3, 4, 5, 8, 11]) {
          checkProduct(layOut(rows, columns, inner, whole(1) === 1, whole(2)), uniform);
        }
      }
    }
  });

  it('has the same bits where it works in blocks', () => {
    const {uniform, whole} = drawer(2);
    const edges = [127, 128, 129, 131, 255, 256, 257, 258];
    for (let i = 0; i < 40; i++) {
      const rows = i % 2 ? edges[whole(7)] : 1 + whole(60);
      const columns = 4 + 4 * whole(i % 2 ? 4 : 12);
      const inner = i % 3 ? edges[whole(7)] + (i % 5 ? 0 : 256) : 1 + whole(60);
      checkProduct(layOut(rows, columns, inner, whole(1) === 1, whole(3)), uniform);
    }
  });

  it('reads A with any two strides', () => {
    const {uniform} = drawer(3);
    const sizes = {rows: 21, columns: 36, inner: 19};
    for (const [aRow, aStep] of [
      [40, 2],
      [3, 70],
      [0, 1],
      [1, 0],
      [1, 1],
    ]) {
      checkProduct({...sizes, aRow, aStep, bRow: 36, cRow: 40}, uniform);
    }
  });

  it('gives the same bits for any cut into rows and columns', () => {
    const {uniform, whole} = drawer(4);
    const p = layOut(70, 72, 300, false, 0);
    const [a, b] = [randomFloats(70 * 300, uniform), randomFloats(300 * 72, uniform)];
    const kernels = useKernels();
    const [aAt, bAt, cAt] = [kernels.put(a), kernels.put(b), kernels.zeros(70 * 72)];
    kernels.run.addMatmul(70, 72, 300, aAt, 4 * p.aRow, 4, bAt, 4 * p.bRow, cAt, 4 * p.cRow);
    const expected = kernels.view(cAt, 70 * 72).slice();
    for (let i = 0; i < 10; i++) {
      const [row, column] = [whole(70), 4 * whole(18)];
      kernels.view(cAt, 70 * 72).fill(0);
      for (const [fromRow, toRow] of [
        [0, row],
        [row, 70],
      ]) {
        for (const [from, to] of [
          [0, column],
          [column, 72],
        ]) {
          const part = [aAt + 4 * fromRow * 300, 1200, 4, bAt + 4 * from, 288, cAt + 4 * (fromRow * 72 + from), 288];
          kernels.run.addMatmul(toRow - fromRow, to - from, 300, ...part);
        }
      }
      assert.deepEqual(kernels.view(cAt, 70 * 72), expected);
    }
  });

  it('hands infinities and NaN on to the sums that they belong to, and to no others', () => {
    const kernels = useKernels();
    const [rows, columns, inner] = [16, 32, 8];
    const a = kernels.put(new Float32Array(rows * inner).fill(1));
    const b = kernels.put(new Float32Array(inner * columns).fill(1));
    const c = kernels.zeros(rows * columns);
    kernels.view(a, rows * inner)[5 * inner + 3] = NaN;
    kernels.view(b, inner * columns)[2 * columns + 9] = Infinity;
    kernels.run.addMatmul(rows, columns, inner, a, 4 * inner, 4, b, 4 * columns, c, 4 * columns);
    kernels.view(c, rows * columns).forEach((value, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      assert.equal(value, i === 5 ? NaN : j === 9 ? Infinity : inner);
    });
  });
});

describe('transpose', () => {
  it('swaps rows and columns and leaves alone what lies between the rows', () => {
    const {uniform} = drawer(5);
    for (const [rows, columns] of [
      [4, 4],
      [4, 12],
      [20, 8],
      [36, 64],
    ]) {
      const [fromRow, toRow] = [columns + 4, rows + 8];
      const from = randomFloats(rows * fromRow, uniform);
      const to = randomFloats(columns * toRow, uniform);
      const kernels = useKernels();
      const [fromAt, toAt] = [kernels.put(from), kernels.put(to)];
      kernels.run.transpose(rows, columns, fromAt, 4 * fromRow, toAt, 4 * toRow);
      for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) to[j * toRow + i] = from[i * fromRow + j];
      assert.deepEqual(kernels.view(toAt, to.length), to);
    }
  });
});

import {tile1x4, tile1x16, tile2x8, tile3x8, tile4x4} from './matmul-edges';
import {packedTile4x8, tile4x8} from './matmul-tiles';
import {scratch} from './scratch';
import {transpose} from './transpose';

/** Steps of the inner axis whose panel of B (8 columns) stays in the first cache; scratch.ts has the room. */
const DEPTH: i32 = 256;
/** Rows of A whose DEPTH steps stay in the second cache, packed; scratch.ts has the room. */
const HEIGHT: i32 = 128;

/** The last one to three rows of a product. */
function lastRows(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
): void {
  let n = 0;
  if (rows === 1) {
    for (; n + 16 <= columns; n += 16) {
      const at = <usize>(n * 4);
      tile1x16(inner, a, aStep, b + at, bRow, c + at);
    }
  } else if (rows > 1) {
    for (; n + 8 <= columns; n += 8) {
      const at = <usize>(n * 4);
      if (rows === 2) tile2x8(inner, a, aRow, aStep, b + at, bRow, c + at, cRow);
      else tile3x8(inner, a, aRow, aStep, b + at, bRow, c + at, cRow);
    }
  }
  for (; n < columns; n += 4) {
    const at = <usize>(n * 4);
    for (let m = 0; m < rows; m++) {
      const i = <usize>m;
      tile1x4(inner, a + i * aRow, aStep, b + at, bRow, c + at + i * cRow);
    }
  }
}

/** The product on A and B where they lie: faster than packing them where they are small, or used a few times only. */
function addDirectly(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
): void {
  const whole = rows & ~3;
  for (let n = 0; n < columns && whole > 0; n += 8) {
    const wide = n + 8 <= columns;
    const bn = b + <usize>(n * 4);
    let am = a;
    let cm = c + <usize>(n * 4);
    for (let m = 0; m < whole; m += 4) {
      if (wide) tile4x8(inner, am, aRow, aStep, bn, bRow, cm, cRow);
      else tile4x4(inner, am, aRow, aStep, bn, bRow, cm, cRow);
      am += 4 * aRow;
      cm += 4 * cRow;
    }
  }
  const i = <usize>whole;
  if (whole < rows) lastRows(rows - whole, columns, inner, a + i * aRow, aRow, aStep, b, bRow, c + i * cRow, cRow);
}

/** to[inner, 4] = four rows of A. */
function packRows(inner: i32, a: usize, aRow: usize, aStep: usize, to: usize): void {
  let k = 0;
  if (aRow === 4) {
    for (; k < inner; k++) {
      v128.store(to, v128.load(a));
      a += aStep;
      to += 16;
    }
  } else if (aStep === 4) {
    k = inner & ~3;
    transpose(4, k, a, aRow, to, 16);
    a += <usize>(k * 4);
    to += <usize>(k * 16);
  }
  for (; k < inner; k++) {
    store<f32>(to, load<f32>(a));
    store<f32>(to, load<f32>(a + aRow), 4);
    store<f32>(to, load<f32>(a + 2 * aRow), 8);
    store<f32>(to, load<f32>(a + 3 * aRow), 12);
    a += aStep;
    to += 16;
  }
}

/** to[inner, columns] = 8 columns of B, or the last 4. */
function packColumns(inner: i32, columns: i32, b: usize, bRow: usize, to: usize): void {
  if (columns === 8) {
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(b));
      v128.store(to, v128.load(b, 16), 16);
      b += bRow;
      to += 32;
    }
  } else {
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(b));
      b += bRow;
      to += 16;
    }
  }
}

/** A block of the product: up to HEIGHT rows, all columns, up to DEPTH steps of the inner axis. */
function addBlock(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
): void {
  const panel = scratch();
  const tiles = panel + <usize>(DEPTH * 32);
  const tileBytes = <usize>(inner * 16);
  const whole = rows & ~3;
  for (let m = 0; m < whole; m += 4) {
    packRows(inner, a + <usize>m * aRow, aRow, aStep, tiles + <usize>(m >> 2) * tileBytes);
  }
  const aLast = a + <usize>whole * aRow;
  for (let n = 0; n < columns; n += 8) {
    const wide = min(8, columns - n);
    const panelRow = <usize>(wide * 4);
    let tile = tiles;
    let cm = c + <usize>(n * 4);
    packColumns(inner, wide, b + <usize>(n * 4), bRow, panel);
    for (let m = 0; m < whole; m += 4) {
      if (wide === 8) packedTile4x8(inner, tile, panel, cm, cRow);
      else tile4x4(inner, tile, 4, 16, panel, panelRow, cm, cRow);
      tile += tileBytes;
      cm += 4 * cRow;
    }
    if (whole < rows) lastRows(rows - whole, wide, inner, aLast, aRow, aStep, panel, panelRow, cm, cRow);
  }
}

/**
 * C += A B, float32. Each element is summed over the inner axis in its order, onto C's old value, without fused
 * multiply-add: the bits are the same on every machine, for every way to cut the product into rows and columns.
 *
 * A's element (i, k) lies at a + i * aRow + k * aStep (bytes): aStep = 4 reads A as it is, aRow = 4 reads it transposed.
 * B is [inner, columns] with rows of bRow bytes, C [rows, columns] with rows of cRow bytes; columns is a multiple of 4.
 *
 * Source: Goto and van de Geijn 2008, Anatomy of High-Performance Matrix Multiplication (the packing).
 * Check: lib/test/engine/matmul.test.ts. Speed: ci/bench/matmul.ts.
 */
export function addMatmul(
  rows: i32,
  columns: i32,
  inner: i32,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  c: usize,
  cRow: usize,
): void {
  const fewest = inner > DEPTH ? 16 : 32;
  if (rows < 12 || inner < 4 || columns < fewest) {
    addDirectly(rows, columns, inner, a, aRow, aStep, b, bRow, c, cRow);
    return;
  }
  for (let k = 0; k < inner; k += DEPTH) {
    const depth = min(DEPTH, inner - k);
    const ak = a + <usize>k * aStep;
    const bk = b + <usize>k * bRow;
    for (let m = 0; m < rows; m += HEIGHT) {
      const i = <usize>m;
      addBlock(min(HEIGHT, rows - m), columns, depth, ak + i * aRow, aRow, aStep, bk, bRow, c + i * cRow, cRow);
    }
  }
}

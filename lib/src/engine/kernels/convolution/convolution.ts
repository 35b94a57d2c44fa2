import {activate} from '../activations';
import {addMatmul} from '../matmul/matmul';
import {addRows, clear, clearPadding, copyRows, fillRows} from '../rows';
import {linesTile4x8} from './line-tiles';

// Convolution over images (two axes) and volumes (three). X lies as [images, n0, n1, n2, inputs], Y as [images, m0, m1, m2,
// outputs], the filter W as [k0, k1, k2, depth, outputs]. No window is ever copied: along the last axis the elements of a
// window lie one behind the other, so a row of outputs is the product of overlapping rows of X and a row of W.
//
// Images are taken one by one, in a copy with zeros around it and without the columns of padding.

/** The activation whose value at 0 is not 0, as lib/src/engine/ops/activation.ts numbers it. */
const SIGMOID: i32 = 3;

/** Sizes of a convolution, as lib/src/engine/ops/convolution/convolution.ts writes them. */
@unmanaged
export class Sizes {
  images: i32;
  /** Images of a band: bands have a copy of their own, so threads may share them. */
  band: i32;
  n0: i32;
  n1: i32;
  n2: i32;
  m0: i32;
  m1: i32;
  m2: i32;
  k0: i32;
  k1: i32;
  k2: i32;
  stride0: i32;
  stride1: i32;
  stride2: i32;
  dilation0: i32;
  dilation1: i32;
  dilation2: i32;
  before0: i32;
  before1: i32;
  before2: i32;
  /** Lengths with the zeros around. */
  p0: i32;
  p1: i32;
  p2: i32;
  /** Features of X, and the width of its rows. */
  depth: i32;
  inputs: i32;
  /** Filters, and the width of Y's rows. */
  filters: i32;
  outputs: i32;
}

/** Whether an image can be read where it lies. */
function isBare(s: Sizes): bool {
  return s.depth === s.inputs && s.p0 === s.n0 && s.p1 === s.n1 && s.p2 === s.n2;
}

/** Copies an image, zeros of the border untouched, rows of `depth` floats. */
function enclose(s: Sizes, image: usize, copy: usize): void {
  const row = s.inputs * 4;
  const to = s.depth * 4;
  for (let i = 0; i < s.n0; i++) {
    const from = image + <usize>(i * s.n1 * s.n2 * row);
    const start = (((i + s.before0) * s.p1 + s.before1) * s.p2 + s.before2) * to;
    const at = copy + <usize>start;
    if (to === row) copyRows(s.n1, 1, s.n2 * s.depth, from, s.n2 * row, 0, at, s.p2 * to, 0);
    else copyRows(s.n1, s.n2, s.depth, from, s.n2 * row, row, at, s.p2 * to, to);
  }
}

/** Windows from..to of a row of outputs, their filters from `first` on, line by line. */
function convolveLines(s: Sizes, start: usize, from: i32, to: i32, first: i32, w: usize, y: usize): void {
  if (from === to || first === s.outputs) return;
  const row = <usize>(s.depth * 4);
  const yRow = <usize>(s.outputs * 4);
  const together = s.dilation2 === 1;
  const inner = together ? s.k2 * s.depth : s.depth;
  const turns = together ? 1 : s.k2;
  const aRow = <usize>s.stride2 * row;
  const at = y + <usize>from * yRow + <usize>(first * 4);
  let filter = w + <usize>(first * 4);
  for (let j0 = 0; j0 < s.k0; j0++) {
    for (let j1 = 0; j1 < s.k1; j1++) {
      const line = start + <usize>(j0 * s.dilation0 * s.p1 + j1 * s.dilation1) * <usize>s.p2 * row;
      for (let j2 = 0; j2 < turns; j2++) {
        const a = line + <usize>from * aRow + <usize>(j2 * s.dilation2) * row;
        addMatmul(to - from, s.outputs - first, inner, a, aRow, 4, filter, yRow, at, yRow);
        filter += <usize>inner * yRow;
      }
    }
  }
}

/** Y += W * image, for one image with the zeros around it. */
function convolve(s: Sizes, image: usize, w: usize, y: usize): void {
  const row = <usize>(s.depth * 4);
  const yRow = <usize>(s.outputs * 4);
  const aRow = <usize>s.stride2 * row;
  const lineStep = <usize>(s.dilation1 * s.p2) * row;
  const planeStep = <usize>(s.dilation0 * s.p1 * s.p2) * row;
  const length = s.k2 * s.depth;
  const together = s.dilation2 === 1;
  const windows = together ? s.m2 & ~3 : 0;
  const filters = together ? s.outputs & ~7 : 0;
  for (let i0 = 0; i0 < s.m0; i0++) {
    for (let i1 = 0; i1 < s.m1; i1++) {
      const start = image + <usize>((i0 * s.stride0 * s.p1 + i1 * s.stride1) * s.p2) * row;
      for (let n = 0; n < filters; n += 8) {
        const filter = w + <usize>(n * 4);
        for (let m = 0; m < windows; m += 4) {
          const a = start + <usize>m * aRow;
          const at = y + <usize>m * yRow + <usize>(n * 4);
          linesTile4x8(s.k0, planeStep, s.k1, lineStep, length, a, aRow, filter, yRow, at, yRow);
        }
      }
      convolveLines(s, start, 0, windows, filters, w, y);
      convolveLines(s, start, windows, s.m2, 0, w, y);
      y += <usize>s.m2 * yRow;
    }
  }
}

/** Y = activation(b + W * X) for the bands from..to of images; bias may be 0, `copies` is room for an image a band. */
export function convForward(
  from: i32,
  to: i32,
  sizes: usize,
  kind: i32,
  x: usize,
  w: usize,
  bias: usize,
  y: usize,
  copies: usize,
): void {
  const s = changetype<Sizes>(sizes);
  const bare = isBare(s);
  const imageBytes = <usize>(s.n0 * s.n1 * s.n2 * s.inputs * 4);
  const copyBytes = <usize>(s.p0 * s.p1 * s.p2 * s.depth * 4);
  const rows = s.m0 * s.m1 * s.m2;
  for (let band = from; band < to; band++) {
    const copy = copies + <usize>band * copyBytes;
    if (!bare) clear(copy, copyBytes);
    const end = min(s.images, (band + 1) * s.band);
    for (let n = band * s.band; n < end; n++) {
      let image = x + <usize>n * imageBytes;
      if (!bare) {
        enclose(s, image, copy);
        image = copy;
      }
      const at = y + <usize>n * <usize>(rows * s.outputs * 4);
      if (bias) fillRows(rows, s.outputs, bias, at);
      else clear(at, <usize>(rows * s.outputs * 4));
      convolve(s, image, w, at);
      activate(kind, rows * s.outputs, at);
      if (kind === SIGMOID) clearPadding(rows, s.filters, s.outputs, at);
    }
  }
}

/** dW += Xᵀ dY for the rows from..to of the filter over its first two axes; `copies` is room for an image each. */
export function convFilterGradient(
  from: i32,
  to: i32,
  sizes: usize,
  x: usize,
  dY: usize,
  dW: usize,
  copies: usize,
): void {
  const s = changetype<Sizes>(sizes);
  const bare = isBare(s);
  const imageBytes = <usize>(s.n0 * s.n1 * s.n2 * s.inputs * 4);
  const copyBytes = <usize>(s.p0 * s.p1 * s.p2 * s.depth * 4);
  const copy = copies + <usize>from * copyBytes;
  const row = <usize>(s.depth * 4);
  const yRow = <usize>(s.outputs * 4);
  const together = s.dilation2 === 1;
  const wRows = together ? s.k2 * s.depth : s.depth;
  const turns = together ? 1 : s.k2;
  const step = <usize>s.stride2 * row;
  if (!bare) clear(copy, copyBytes);
  for (let n = 0; n < s.images; n++) {
    let image = x + <usize>n * imageBytes;
    if (!bare) {
      enclose(s, image, copy);
      image = copy;
    }
    for (let j = from; j < to; j++) {
      let d = dY + <usize>(n * s.m0 * s.m1 * s.m2) * yRow;
      for (let i0 = 0; i0 < s.m0; i0++) {
        const plane = (i0 * s.stride0 + (j / s.k1) * s.dilation0) * s.p1;
        for (let i1 = 0; i1 < s.m1; i1++) {
          const line = image + <usize>((plane + i1 * s.stride1 + (j % s.k1) * s.dilation1) * s.p2) * row;
          let filter = dW + <usize>(j * s.k2 * s.depth) * yRow;
          for (let j2 = 0; j2 < turns; j2++) {
            const a = line + <usize>(j2 * s.dilation2) * row;
            addMatmul(wRows, s.outputs, s.m2, a, 4, step, d, yRow, filter, yRow);
            filter += <usize>wRows * yRow;
          }
          d += <usize>s.m2 * yRow;
        }
      }
    }
  }
}

/**
 * dX += Wᵀ * dY for the bands from..to of images. The transposed filter wT is [outputs, k0, k1, k2, inputs]; `copies` is
 * room for a padded image with rows of `inputs` floats a band.
 */
export function convBackward(from: i32, to: i32, sizes: usize, wT: usize, dY: usize, dX: usize, copies: usize): void {
  const s = changetype<Sizes>(sizes);
  const imageBytes = <usize>(s.n0 * s.n1 * s.n2 * s.inputs * 4);
  const copyBytes = <usize>(s.p0 * s.p1 * s.p2 * s.inputs * 4);
  const row = <usize>(s.inputs * 4);
  const yRow = <usize>(s.outputs * 4);
  const wRow = <usize>(s.k0 * s.k1 * s.k2) * row;
  const copy = copies + <usize>from * copyBytes;
  const end = min(s.images, to * s.band);
  for (let n = from * s.band; n < end; n++) {
    clear(copy, copyBytes);
    let d = dY + <usize>(n * s.m0 * s.m1 * s.m2) * yRow;
    for (let i0 = 0; i0 < s.m0; i0++) {
      for (let i1 = 0; i1 < s.m1; i1++) {
        let filter = wT;
        for (let j0 = 0; j0 < s.k0; j0++) {
          const plane = (i0 * s.stride0 + j0 * s.dilation0) * s.p1;
          for (let j1 = 0; j1 < s.k1; j1++) {
            const line = copy + <usize>((plane + i1 * s.stride1 + j1 * s.dilation1) * s.p2) * row;
            for (let j2 = 0; j2 < s.k2; j2++) {
              const to = line + <usize>(j2 * s.dilation2) * row;
              addMatmul(s.m2, s.inputs, s.outputs, d, yRow, 4, filter, wRow, to, <usize>s.stride2 * row);
              filter += row;
            }
          }
        }
        d += <usize>s.m2 * yRow;
      }
    }
    const step = s.inputs * 4;
    for (let i = 0; i < s.n0; i++) {
      const inside = copy + <usize>((((i + s.before0) * s.p1 + s.before1) * s.p2 + s.before2) * step);
      const at = dX + <usize>n * imageBytes + <usize>(i * s.n1 * s.n2 * step);
      addRows(s.n1, 1, s.n2 * s.inputs, inside, s.p2 * step, 0, at, s.n2 * step, 0);
    }
  }
}

/** Copies `length` floats from one row to another. */
function copyRow(length: i32, from: usize, to: usize): void {
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  }
  for (; i < length; i++) {
    store<f32>(to, load<f32>(from));
    from += 4;
    to += 4;
  }
}

/**
 * Copies outer x inner rows of `length` floats between two layouts, each given by its two strides in bytes.
 * Swapping two strides swaps two axes; a negative stride walks an axis backwards.
 */
export function copyRows(
  outer: i32,
  inner: i32,
  length: i32,
  from: usize,
  fromOuter: i32,
  fromInner: i32,
  to: usize,
  toOuter: i32,
  toInner: i32,
): void {
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      copyRow(length, from + <usize>(i * fromOuter + j * fromInner), to + <usize>(i * toOuter + j * toInner));
    }
  }
}

/** Adds outer x inner rows of `length` floats (a multiple of 4) to those of another layout; strides as in {@link copyRows}. */
export function addRows(
  outer: i32,
  inner: i32,
  length: i32,
  from: usize,
  fromOuter: i32,
  fromInner: i32,
  to: usize,
  toOuter: i32,
  toInner: i32,
): void {
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      addTo(length, from + <usize>(i * fromOuter + j * fromInner), to + <usize>(i * toOuter + j * toInner));
    }
  }
}

/** to += from; count is a multiple of 4. */
export function addTo(count: i32, from: usize, to: usize): void {
  const bytes = <usize>(count * 4);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
}

/** Sets `bytes` bytes to zero. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** Writes the same row of `length` floats (a multiple of 4) into each of `count` rows. */
export function fillRows(count: i32, length: i32, row: usize, to: usize): void {
  for (let i = 0; i < count; i++) copyRow(length, row, to + <usize>(i * length * 4));
}

/** sum[column] += sum over the rows, first row first; length is a multiple of 4. */
export function addColumnSums(count: i32, length: i32, rows: usize, sums: usize): void {
  const bytes = <usize>(length * 4);
  for (let i = 0; i < count; i++) {
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(sums + at, f32x4.add(v128.load(sums + at), v128.load(rows + at)));
    }
    rows += bytes;
  }
}

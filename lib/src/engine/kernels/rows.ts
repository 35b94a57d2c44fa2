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

/** Adds `length` floats of one row to another. */
function addRow(length: i32, from: usize, to: usize): void {
  const whole = length & ~3;
  addTo(whole, from, to);
  for (let i = whole; i < length; i++) {
    const at = <usize>(i * 4);
    store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}

/** Adds outer x inner rows of `length` floats to those of another layout; strides as in {@link copyRows}. */
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
      addRow(length, from + <usize>(i * fromOuter + j * fromInner), to + <usize>(i * toOuter + j * toInner));
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

/**
 * to += a ⊙ b over outer x inner rows of `length` floats (a multiple of 4); strides as in {@link copyRows}, so that a
 * stride of 0 uses the same numbers for every row.
 */
export function addProducts(
  outer: i32,
  inner: i32,
  length: i32,
  a: usize,
  aOuter: i32,
  aInner: i32,
  b: usize,
  bOuter: i32,
  bInner: i32,
  to: usize,
  toOuter: i32,
  toInner: i32,
): void {
  const bytes = <usize>(length * 4);
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < inner; j++) {
      const left = a + <usize>(i * aOuter + j * aInner);
      const right = b + <usize>(i * bOuter + j * bInner);
      const sum = to + <usize>(i * toOuter + j * toInner);
      for (let at: usize = 0; at < bytes; at += 16) {
        const product = f32x4.mul(v128.load(left + at), v128.load(right + at));
        v128.store(sum + at, f32x4.add(v128.load(sum + at), product));
      }
    }
  }
}

/** Sets `bytes` bytes to zero. */
export function clear(at: usize, bytes: usize): void {
  memory.fill(at, 0, bytes);
}

/** Sets the columns that padding added to zero: those from `columns` to `width` of each row. */
export function clearPadding(rows: i32, columns: i32, width: i32, values: usize): void {
  for (let i = 0; i < rows; i++) {
    memory.fill(values + <usize>((i * width + columns) * 4), 0, <usize>((width - columns) * 4));
  }
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

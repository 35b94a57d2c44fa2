import {columnsHere} from '../lanes';

/** flags[row] = 1 where any of the row's numbers differs from `value`, else 0. */
export function flagRows(rows: i32, columns: i32, width: i32, value: f32, x: usize, flags: usize): void {
  const masked = f32x4.splat(value);
  for (let i = 0; i < rows; i++) {
    let differs = i32x4.splat(0);
    for (let column = 0; column < width; column += 4) {
      differs = v128.or(differs, v128.and(f32x4.ne(v128.load(x), masked), columnsHere(column, columns)));
      x += 16;
    }
    store<f32>(flags + <usize>(i * 4), v128.any_true(differs) ? 1 : 0);
  }
}

/** to += from, in the rows whose flag is not 0. */
export function addFlaggedRows(rows: i32, width: i32, flags: usize, from: usize, to: usize): void {
  for (let i = 0; i < rows; i++) {
    const isKept = load<f32>(flags + <usize>(i * 4)) !== 0;
    for (let column = 0; column < width; column += 4) {
      if (isKept) v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
      from += 16;
      to += 16;
    }
  }
}

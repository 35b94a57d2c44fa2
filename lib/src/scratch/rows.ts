import {type Matrix, map} from './matrix';

/** Row i of a matrix, [1, columns]. */
export function rowOf({values, shape: [, columns]}: Matrix, i: number): Matrix {
  return {values: values.slice(i * columns, (i + 1) * columns), shape: [1, columns]};
}

/** Rows [1, columns], one below the other. */
export function stackRows(rows: readonly Matrix[]): Matrix {
  const columns = rows[0].shape[1];
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    values.set(row.values, i * columns);
  });
  return {values, shape: [rows.length, columns]};
}

/** Each row of A times a row, number by number. */
export function scaleColumns(A: Matrix, row: Matrix): Matrix {
  const columns = A.shape[1];
  if (row.shape[0] !== 1 || row.shape[1] !== columns) {
    throw new RangeError(`scaleColumns: a row of shape [1, ${columns}] is needed, got [${row.shape.join(', ')}]`);
  }
  return map(A, (a, i) => a * row.values[i % columns]);
}

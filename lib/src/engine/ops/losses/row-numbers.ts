import type {Room} from '../op';
import {type Value, valueRows, valueWidth} from '../value';

const same = (a: number[], b: number[]) => a.length === b.length && a.every((size, i) => size === b[i]);

/** One number for each row of a value, [rows], in the order in which those rows lie. */
export interface RowNumbers {
  at: number;
  /** Takes the numbers of now. */
  refresh(): void;
}

/**
 * Numbers that belong to the rows of a value, such as weights, masks, class numbers.
 *
 * @param whole shape of the value
 * @param from of shape [batch], [batch, 1], the value's shape without its last axis, or that with an axis of 1
 * @throws RangeError naming `what` for any other shape
 */
export function rowNumbers(room: Room, whole: number[], from: Value, what: string): RowNumbers {
  const {kernels} = room;
  const rows = valueRows(whole);
  const leading = whole.slice(0, -1);
  const {shape} = from;
  const [batch] = whole;
  const at = room.keep(rows);
  const copy = (
    [outer, inner, length]: [number, number, number],
    source: [number, number],
    target: [number, number],
  ): RowNumbers => {
    const refresh = () => kernels.run.copyRows(outer, inner, length, from.at, ...source, at, ...target);
    return {at, refresh};
  };
  const timeFirst = whole.length === 3;
  const inner = rows / batch;
  const perExample: [number, number] = timeFirst ? [4, batch * 4] : [inner * 4, 4];
  if (same(shape, leading)) {
    const [last, row] = [shape[shape.length - 1], valueWidth(shape) * 4];
    if (timeFirst) return copy([batch, inner, 1], [row, 4], perExample);
    if (shape.length !== 3) return copy([1, rows / last, last], [0, row], [0, last * 4]);
    return copy([batch, shape[1], last], [row, batch * row], [shape[1] * last * 4, last * 4]);
  }
  // Rows of [..., 1] lie as those of the value, four floats each.
  if (same(shape, [...leading, 1])) return copy([1, rows, 1], [0, 16], [0, 4]);
  if (same(shape, [batch])) return copy([batch, inner, 1], [4, 0], perExample);
  if (same(shape, [batch, 1])) return copy([batch, inner, 1], [16, 0], perExample);
  throw new RangeError(`${what} of shape [${shape}] do not fit values of shape [${whole}]`);
}

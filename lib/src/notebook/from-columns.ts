import type {Cell} from './table';

/**
 * Rows for `notebook.table` from lists by column name.
 *
 * @param columns lists of equal length by the heading of their column
 * @returns one object a row
 * @throws RangeError when there is no column, or lengths differ
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function fromColumns(columns: Record<string, readonly Cell[]>): Record<string, Cell>[] {
  const lists = Object.entries(columns);
  if (lists.length === 0) throw new RangeError('fromColumns needs at least one column');
  const [[first, {length}]] = lists;
  const odd = lists.find(([, list]) => list.length !== length);
  if (odd) throw new RangeError(`column '${odd[0]}' has ${odd[1].length} rows, column '${first}' ${length}`);
  return Array.from({length}, (_, i) => Object.fromEntries(lists.map(([name, list]) => [name, list[i]])));
}

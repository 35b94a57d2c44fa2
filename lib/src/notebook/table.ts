import {cellHtml} from './html';

/** What may stand in a table. */
export type Cell = string | number | boolean | null | undefined;

/** A table as HTML and as text; both are stored. */
export interface Table {
  html: string;
  text: string;
}

/** Options of {@link table}. */
export interface TableOptions {
  /** A sentence above the table. */
  caption?: string;
  /** Significant digits of numbers that are not whole; defaults to 4. */
  digits?: number;
  /**
   * Digits after the point, in place of `digits`, so that the numbers of a column line up: of all columns that hold a number
   * that is not whole, or of those named.
   */
  decimals?: number | Record<string, number>;
  /** Columns and their order; defaults to the keys of the rows in order of appearance. */
  columns?: string[];
}

function format(value: Cell, digits: number): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  // 0.001660 and not 0.00166: equal digits line up and show the precision. Very small numbers keep their exponent.
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return value.toExponential(digits - 1);
  return value.toFixed(Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

/** Digits after the point by column, undefined where none are set: whole columns keep none unless they are named. */
function fixedOf(records: ReadonlyArray<Record<string, Cell>>, names: string[], {decimals}: TableOptions) {
  const [everywhere, places] = typeof decimals === 'object' ? [undefined, decimals] : [decimals, undefined];
  const strange = Object.keys(places ?? {}).find((name) => !names.includes(name));
  if (strange !== undefined) throw new RangeError(`decimals: there is no column '${strange}'`);
  for (const value of places ? Object.values(places) : decimals === undefined ? [] : [decimals]) {
    if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > 20) {
      throw new RangeError(`table: decimals must be a whole number from 0 to 20, got ${value}`);
    }
  }
  return names.map((name) => {
    if (places) return places[name];
    const isWhole = records.every((row) => typeof row[name] !== 'number' || Number.isInteger(row[name]));
    return isWhole ? undefined : everywhere;
  });
}

/** -0.04 to one place is 0.0, not -0.0. */
const inPlaces = (value: number, places: number): string => value.toFixed(places).replace(/^-(?=[0.]*$)/, '');

function textTable(columns: string[], body: string[][], isNumeric: boolean[], caption?: string): string {
  const widths = columns.map((name, j) => Math.max(name.length, ...body.map((row) => row[j].length)));
  const line = (cells: string[]) =>
    cells
      .map((cell, j) => (isNumeric[j] ? cell.padStart(widths[j]) : cell.padEnd(widths[j])))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [...(caption ? [caption] : []), line(columns), rule, ...body.map(line)].join('\n');
}

/**
 * A table of results.
 *
 * @param rows one object a row
 * @param options see {@link TableOptions}
 * @returns the table; `notebook.show` shows it
 * @throws RangeError when there are no rows, a named column is in none of them, or decimals are no whole number
 */
export function table(rows: ReadonlyArray<object>, options: TableOptions = {}): Table {
  const {caption, digits = 4} = options;
  if (rows.length === 0) throw new RangeError('table needs at least one row');
  const records = rows as ReadonlyArray<Record<string, Cell>>;
  const keys = [...new Set(records.flatMap((row) => Object.keys(row)))];
  const columns = options.columns ?? keys;
  const unknown = columns.find((name) => !keys.includes(name));
  if (unknown !== undefined) throw new RangeError(`no row has a column '${unknown}'; there are: ${keys.join(', ')}`);
  const isNumeric = columns.map((name) => records.some((row) => typeof row[name] === 'number'));
  const fixed = fixedOf(records, columns, options);
  const body = records.map((row) =>
    columns.map((name, j) => {
      const [value, places] = [row[name], fixed[j]];
      const isPlaced = typeof value === 'number' && Number.isFinite(value) && places !== undefined;
      return isPlaced ? inPlaces(value, places) : format(value, digits);
    }),
  );
  const align = (j: number) => `text-align:${isNumeric[j] ? 'right' : 'left'}`;
  const head = columns.map((name, j) => `<th style="${align(j)}">${cellHtml(name)}</th>`).join('');
  const lines = body.map(
    (row) => `<tr>${row.map((cell, j) => `<td style="${align(j)}">${cellHtml(cell)}</td>`).join('')}</tr>`,
  );
  const title = caption ? `<caption style="text-align:left">${cellHtml(caption)}</caption>` : '';
  return {
    html: `<table>${title}<thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`,
    text: textTable(columns, body, isNumeric, caption),
  };
}

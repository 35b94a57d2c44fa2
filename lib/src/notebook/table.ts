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
 * @throws RangeError when there are no rows, or a named column is in none of them
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
  const body = records.map((row) => columns.map((name) => format(row[name], digits)));
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

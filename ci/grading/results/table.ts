import type {Result} from './result';

/** A field of a CSV: quoted, and never taken for a formula by a spreadsheet. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  const safe = /^[\s\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/**
 * Marks as CSV (RFC 4180), a line for each submission: points of the machine, points that a person still gives, one column
 * for each part's number, and what the teacher should look at.
 */
export function csvOf(results: readonly Result[]): string {
  const most = Math.max(0, ...results.map(({parts}) => parts.length));
  const numbers = Array.from({length: most}, (_, index) => `part ${index + 1}`);
  const head = ['student', 'exercise', 'points', 'of', 'to mark by hand', ...numbers, 'look at'];
  const lines = results.map((result) => {
    const {student, exercise, points, parts, manual, problem, suspicious} = result;
    const open = manual.filter(({state}) => state === 'to mark').reduce((sum, {most: one}) => sum + one, 0);
    const cells = numbers.map((_, index) => parts[index]?.points ?? '');
    const look = [suspicious ? 'broke the rules' : '', problem ?? ''].filter(Boolean).join('; ');
    return [student, exercise, points, result.most, open, ...cells, look].map(field).join(',');
  });
  return `${[head.map(field).join(','), ...lines].join('\r\n')}\r\n`;
}

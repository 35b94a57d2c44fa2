/** Texts and data (figures, JSON), compared piece by piece; each difference says where and shows both sides. */
import {agree, pieces, piecesAgree, type Tolerance, unpacked} from './numbers';

export interface Difference {
  /** Place inside the output: `line 3`, `data[0].y[17]`. */
  where: string;
  stored: string;
  now: string;
}

const shortened = (text: string, length = 90): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text;

const shown = (value: unknown): string =>
  value === undefined ? '(nothing)' : shortened(JSON.stringify(value) ?? String(value));

/** Differences between two texts, line by line: numbers by tolerance, everything else as it stands, blanks folded. */
export function textDifferences(stored: string, now: string, tolerance: Tolerance): Difference[] {
  const split = (text: string) => text.replace(/\s+$/, '').split('\n');
  const [a, b] = [split(stored), split(now)];
  if (a.length !== b.length) {
    const at = Math.max(
      0,
      a.findIndex((line, i) => linesDiffer(line, b[i], tolerance)),
    );
    const from = a.findIndex((line, i) => linesDiffer(line, b[i], tolerance)) < 0 ? a.length : at;
    const counts = `${a.length} lines stored, ${b.length} now; first at line ${from + 1}`;
    return [{where: counts, stored: shownLine(a[from]), now: shownLine(b[from])}];
  }
  return a.flatMap((line, i) =>
    linesDiffer(line, b[i], tolerance)
      ? [{where: a.length > 1 ? `line ${i + 1}` : 'text', stored: shownLine(line), now: shownLine(b[i])}]
      : [],
  );
}

const shownLine = (line: string | undefined): string => (line === undefined ? '(nothing)' : shortened(line.trim()));

function linesDiffer(stored: string | undefined, now: string | undefined, tolerance: Tolerance): boolean {
  if (stored === undefined || now === undefined) return stored !== now;
  const [a, b] = [pieces(stored), pieces(now)];
  if (a.length !== b.length) return true;
  return a.some((piece, i) => piece.before !== b[i].before || !piecesAgree(piece, b[i], tolerance));
}

/** Keys that a plot library adds for itself. */
const ignoredKeys = new Set(['uid']);

/** Differences between two pieces of JSON data: numbers by tolerance, packed arrays unpacked, texts as texts. */
export function dataDifferences(stored: unknown, now: unknown, tolerance: Tolerance, where = ''): Difference[] {
  const [a, b] = [unpacked(stored), unpacked(now)];
  const here = where === '' ? 'value' : where;
  if (typeof a === 'number' && typeof b === 'number') {
    return agree(a, b, tolerance) ? [] : [{where: here, stored: shown(a), now: shown(b)}];
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return textDifferences(a, b, tolerance).map((d) => ({...d, where: here}));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) return [{where: here, stored: `${a.length} values`, now: `${b.length} values`}];
    return a.flatMap((item, i) => dataDifferences(item, b[i], tolerance, `${where}[${i}]`));
  }
  if (typeof a === 'object' && typeof b === 'object' && a && b && !Array.isArray(a) && !Array.isArray(b)) {
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].filter((key) => !ignoredKeys.has(key));
    const path = (key: string) => (where === '' ? key : `${where}.${key}`);
    return keys.flatMap((key) => dataDifferences(left[key], right[key], tolerance, path(key)));
  }
  return Object.is(a, b) ? [] : [{where: here, stored: shown(a), now: shown(b)}];
}

const entities: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' '};

/** What a reader sees of HTML: texts, cells divided by `|`, lines by blocks; scripts, styles and attributes do not count. */
export function htmlText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<\/t[dh]\s*>/gi, ' | ')
    .replace(/<br\s*\/?>|<\/(tr|p|div|li|h\d|table|pre|summary|details|ul|ol)\s*>/gi, '\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      if (decimal || hex) return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
      return entities[name] ?? whole;
    })
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

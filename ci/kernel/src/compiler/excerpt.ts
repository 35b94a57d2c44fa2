/** The lines around `line` (1-based), the line itself marked, and a caret under `column` (1-based) when given. */
export function excerpt(lines: string[], line: number, column?: number): string[] {
  const out: string[] = [];
  for (let number = Math.max(1, line - 2); number <= Math.min(lines.length, line + 2); number++) {
    const mark = number === line ? '-->' : '   ';
    out.push(`${mark} ${String(number).padStart(3)} | ${lines[number - 1]}`.trimEnd());
    if (number === line && column !== undefined) out.push(`        | ${' '.repeat(column - 1)}^`);
  }
  return out;
}

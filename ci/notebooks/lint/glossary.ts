/** The glossary of `notebooks/README.md`: one line a term, in alphabetical order, each term once. */

/** What orders a term: its letters and digits. */
const keyOf = (term: string): string => term.toLowerCase().replace(/[^a-z0-9 ]/g, '');

/** What is wrong with the glossary of a page; each line says which term. */
export function glossaryFindings(page: string, name: string): string[] {
  const lines = page.split('\n');
  const start = lines.indexOf('## Glossary');
  if (start < 0) return [`${name}: no section '## Glossary'`];
  const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
  const own = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  const findings: string[] = [];
  const seen = new Map<string, number>();
  let before = '';
  for (const [index, line] of own.entries()) {
    if (line.trim() === '') continue;
    const at = `${name}, line ${start + index + 2}`;
    const first = /^- \*\*([^*]+)\*\*: \S/.exec(line)?.[1];
    if (first === undefined) {
      findings.push(`${at}: a term is one line, '- **term**: what it is'`);
      continue;
    }
    if (before && keyOf(first) < keyOf(before)) findings.push(`${at}: '${first}' belongs before '${before}'`);
    before = first;
    // a line may explain a second term beside its first: '... **lookback**: ...'
    for (const [, term] of line.matchAll(/(?:^- |[.;] )\*\*([^*]+)\*\*:/gi)) {
      const key = keyOf(term);
      const other = seen.get(key);
      if (other !== undefined) findings.push(`${at}: '${term}' is explained in line ${other}, too`);
      else seen.set(key, start + index + 2);
    }
  }
  return findings;
}

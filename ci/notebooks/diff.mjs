#!/usr/bin/env node
// git's textconv for notebooks: what an author wrote, without outputs. Plain JavaScript: git runs it without set-up.
//
//     git config diff.unroll.textconv 'node ci/notebooks/diff.mjs'
//     echo '*.ipynb diff=unroll' >> .git/info/attributes
//
// Then `git diff` and `git log -p` show cells as text. `git diff --no-textconv` shows the file with its outputs.
import {readFileSync} from 'node:fs';

const text = (value) => (Array.isArray(value) ? value.join('') : String(value ?? ''));

/** Kinds of outputs, so that a figure that vanished is seen. */
const kind = (output) =>
  output.name ??
  output.ename ??
  Object.keys(output.data ?? {})
    .sort()
    .join(' + ');

function cellText(cell) {
  const {tags = [], nbgrader} = cell.metadata ?? {};
  const marks = [...tags, ...(nbgrader ? [nbgrader.grade_id] : [])].join(', ');
  const head = `━━━ ${cell.cell_type} ${cell.id ?? ''}${marks ? ` [${marks}]` : ''}`;
  const outputs = (cell.outputs ?? []).map((output) => `  → ${kind(output)}`);
  return [head, text(cell.source), ...outputs, ''].join('\n');
}

const source = readFileSync(process.argv[2], 'utf8');
try {
  process.stdout.write(`${JSON.parse(source).cells.map(cellText).join('\n')}\n`);
} catch {
  // git must show something for a broken notebook too
  process.stdout.write(source);
}

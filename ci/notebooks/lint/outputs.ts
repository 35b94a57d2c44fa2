/** Rules for stored outputs: present and clean in lessons and solutions, absent in exercises. */
import {PLOTLY_MIME} from '../clean';
import {type Notebook, type Output, tagsOf} from '../notebook';
import type {Remark} from './finding';

export const largestNotebook = 1_000_000;

const isFigure = (output: Output): boolean =>
  'data' in output && Object.keys(output.data).some((mime) => mime === PLOTLY_MIME || mime.startsWith('image/'));

/** Texts that tell nothing about a picture. */
const isAltText = (text: unknown): boolean =>
  typeof text === 'string' &&
  text.trim().length >= 10 &&
  !/^<[\w.]+ object|^\[object|^Figure\b.{0,12}$/.test(text.trim());

function outputRemark(output: Output, mayFail: boolean): string | undefined {
  if (output.output_type === 'stream' && output.name === 'stderr') {
    return `stderr is stored ('${output.text.trim().split('\n')[0].slice(0, 60)}'); mend its cause, nbgrader scores it 0`;
  }
  if (output.output_type === 'error' && !mayFail) {
    return `stored error ${output.ename}; mend the cell, or tag it 'raises-exception' where the error is the point`;
  }
  if (output.output_type === 'stream' || output.output_type === 'error' || !isFigure(output)) return undefined;
  if (!isAltText(output.data['text/plain'])) return 'figure without alt text; give `alt`: what is to be seen in it';
  const needsPicture = (PLOTLY_MIME in output.data || 'image/svg+xml' in output.data) && !('image/png' in output.data);
  return needsPicture ? 'figure without its static picture; run `npm run notebooks -- ID --update`' : undefined;
}

/** Most lines of text that one output may have on the page (a wall of output teaches nothing). */
const mostLines = 40;

function stored(notebook: Notebook): Remark[] {
  const remarks: Remark[] = [];
  let count = 0;
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== 'code' || cell.source.trim() === '') continue;
    count++;
    const add = (message: string) => remarks.push({cell: index + 1, message});
    if (cell.execution_count !== count) {
      const found = cell.execution_count ?? 'none';
      add(`execution count ${found}, expected ${count}; store a run from top to bottom with --update`);
    }
    for (const output of cell.outputs ?? []) {
      const message = outputRemark(output, tagsOf(cell).includes('raises-exception'));
      if (message) add(message);
      const isLong = output.output_type === 'stream' && output.text.trimEnd().split('\n').length > mostLines;
      if (isLong) add(`more than ${mostLines} lines of output; show a table or a part`);
    }
  }
  const hasOutputs = notebook.cells.some((cell) => (cell.outputs ?? []).length > 0);
  // Without any count there was no run: one remark says it all.
  if (!hasOutputs && count > 0) return [{message: 'no outputs are stored; run `npm run notebooks -- ID --update`'}];
  return remarks;
}

const absent = (notebook: Notebook): Remark[] =>
  notebook.cells.flatMap((cell, index) => {
    const isBlank = (cell.outputs ?? []).length === 0 && (cell.execution_count ?? null) === null;
    return isBlank ? [] : [{cell: index + 1, message: 'exercises have no outputs; run `npm run exercises`'}];
  });

/** Remarks on outputs and on the size of the file in bytes. */
export function outputRemarks(notebook: Notebook, room: 'lesson' | 'solution' | 'exercise', bytes: number): Remark[] {
  const size = `${(bytes / 1e6).toFixed(2)} MB; at most 1 MB: fewer points in figures, or results as a table`;
  const tooLarge = bytes > largestNotebook ? [{message: size}] : [];
  return [...tooLarge, ...(room === 'exercise' ? absent(notebook) : stored(notebook))];
}

import type {Diagnostic} from 'tslab/dist/converter';
import type {ErrorReport} from '../shared/protocol';
import {excerpt} from './excerpt';

const MOST = 50;
const EXPORTED_TWICE = 2323;

/** All diagnostics of a cell as one error, each with its place and the lines around it. */
export function compileError(all: Diagnostic[], code: string, cell: string): ErrorReport {
  const lines = code.split('\n');
  // tslab puts a line with exports behind the cell; what is wrong there repeats what is wrong in the cell.
  const inside = all.filter(({fileName, start}) => fileName !== undefined || start.line < lines.length);
  const diagnostics = inside.length > 0 ? inside : all;
  // the name comes first, as in every traceback: some runners show nothing but the traceback
  const count = diagnostics.length === 1 ? 'one problem' : `${diagnostics.length} problems`;
  const traceback = [`TypeScriptError: ${count}; the cell was not run`];
  let shown = -1;
  for (const {start, fileName, code: number, messageText} of diagnostics.slice(0, MOST)) {
    const line = start.line + 1;
    traceback.push(`${fileName ?? cell}:${line}:${start.character + 1} - TS${number}: ${messageText}`);
    if (fileName === undefined && shown !== line) {
      traceback.push(...excerpt(lines, line, start.character + 1));
      shown = line;
    }
  }
  if (diagnostics.length > MOST) traceback.push(`... and ${diagnostics.length - MOST} more`);
  if (diagnostics.some(({code: number}) => number === EXPORTED_TWICE)) {
    traceback.push('(cells need no `export`: later cells see every name)');
  }
  const [first] = diagnostics;
  const place = `${first.fileName === undefined ? '' : `${first.fileName} `}${first.start.line + 1}:${first.start.character + 1}`;
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  return {ename: 'TypeScriptError', evalue: `TS${first.code} at ${place}: ${first.messageText}${more}`, traceback};
}

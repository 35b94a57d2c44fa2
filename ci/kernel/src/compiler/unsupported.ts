import type {ErrorReport} from '../shared/protocol';

/** Doc-comment tags by which tslab turns a cell into something else, and what to do instead. */
const TAGS: Record<string, string> = {
  module: 'tslab would put the cell in a module file; write the module as a .ts file beside the notebook and import it',
  browser: 'tslab would compile the cell for the browser; this kernel runs cells in Node.js only',
  jsx: 'tslab would compile the cell as JSX; this kernel runs plain TypeScript only',
};

/** The error for a cell whose leading doc comment asks for another mode; undefined when there is none. */
export function unsupportedCell(code: string): ErrorReport | undefined {
  // Only comments before the first statement count, as in tslab.
  const leading = /^(?:\s|\/\/[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(code)?.[0] ?? '';
  for (const [comment] of leading.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const tag = /^(?:\/\*\*|\s*\*?)\s*@(module|browser|jsx)\b/m.exec(comment)?.[1];
    if (tag === undefined) continue;
    const evalue = `cells with @${tag} in a leading doc comment are not supported: ${TAGS[tag]}`;
    return {ename: 'UnsupportedCellError', evalue, traceback: [`UnsupportedCellError: ${evalue}`]};
  }
  return undefined;
}

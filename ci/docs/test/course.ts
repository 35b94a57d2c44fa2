/** A small course in a folder of its own, for tests of the pages. */
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

const notebook = (title: string, code: string): string =>
  JSON.stringify({
    cells: [
      {cell_type: 'markdown', id: 'a', metadata: {}, source: `# ${title}`},
      {cell_type: 'code', id: 'b', metadata: {}, source: code, outputs: [], execution_count: null},
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });

const FILES: Record<string, string> = {
  'lib/src/index.ts':
    "export * as tf from 'some-package';\nexport * as layers from './layers';\nexport * as data from './data';\n",
  'lib/src/layers/index.ts': "export * from './cell';\nexport * as extra from './extra';\n",
  'lib/src/layers/cell.ts': `
interface Common {
  /** Draws weights. Defaults to 1. */
  seed?: number;
}
/** Options of {@link cell}. */
export interface CellOptions extends Common {
  /** Width; 'a' | 'b' are no widths. */
  units: number;
}
/** What {@link cell} gives, see {@link windows}. */
export type Cell = {units: number} | undefined;
/** Not for readers. @internal */
export const helper = 1;
/**
 * One step: y[<t] stays.
 *
 *     H' = Z * H + (1 - Z) * H_c
 *
 * @param options see {@link CellOptions}
 * @returns a cell
 * @throws RangeError for a width below 1
 *
 * Source: Somebody 2020. Lesson: notebooks/03-gated-cells/3.1. Check: by hand.
 */
export function cell({units}: CellOptions = {units: 1}): Cell {
  return {units};
}
`,
  'lib/src/layers/extra.ts':
    '/** Twice. */\nexport const twice = (x: number): number => 2 * x;\nexport function bare(): void {}\n',
  'lib/src/data/index.ts': '/** Cuts. */\nexport function windows(): number[] {\n  return [];\n}\n',
  'lib/test/layers/cell.test.ts':
    "import {cell} from '../../src/layers/cell';\ncell();\n// windows, twice and bare stand here in words only\n",
  'notebooks/01-start/1.1-first.ipynb': notebook('1.1 First', "import {data} from 'unroll';\ndata.windows();"),
  'solutions/02-two.ipynb': notebook('Exercise 02: Two', "import {layers} from 'unroll';\nlayers.extra.twice(2);"),
  'exercises/02-two.ipynb': notebook('Exercise 02: Two', ''),
};

/** Writes the course; \`changed\` replaces or adds files. */
export function makeCourse(changed: Record<string, string> = {}): {root: string; remove: () => void} {
  const root = mkdtempSync(join(tmpdir(), 'unroll-docs-'));
  for (const [path, text] of Object.entries({...FILES, ...changed})) {
    mkdirSync(dirname(join(root, path)), {recursive: true});
    writeFileSync(join(root, path), text);
  }
  return {root, remove: () => rmSync(root, {recursive: true})};
}

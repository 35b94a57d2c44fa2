/** Rules for cells: length, prose between code, forbidden comments, ids, metadata. */
import {cellMetadataKeys, kernelspec, notebookMetadataKeys} from '../clean';
import {type Cell, type Notebook, tagsOf} from '../notebook';
import type {Remark} from './finding';

export const longestCell = 25;

const lineCount = (cell: Cell): number => cell.source.replace(/\s+$/, '').split('\n').length;

/** Lines of hidden tests and solution marks do not count: the reader of the exercise does not see them. */
export const shownLines = (cell: Cell): number => {
  const hidden: string[] =
    cell.source.match(/^[ \t]*\/\/ BEGIN HIDDEN TESTS[\s\S]*?\/\/ END HIDDEN TESTS[ \t]*\n?/gm) ?? [];
  return lineCount(cell) - hidden.reduce((sum, text) => sum + text.trimEnd().split('\n').length, 0);
};

function lengths(notebook: Notebook): Remark[] {
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const length = shownLines(cell);
    if (cell.source.trim() === '') return [{cell: index + 1, message: 'empty code cell; delete it'}];
    const message = `${length} lines of code; at most ${longestCell}: move machinery into lib or split the idea`;
    return length > longestCell ? [{cell: index + 1, message}] : [];
  });
}

/** Middle of the lengths of all code cells: the budget is 8. */
export function medianLength(notebooks: Notebook[]): number {
  const all = notebooks.flatMap(({cells}) => cells.filter((cell) => cell.cell_type === 'code').map(shownLines));
  const sorted = all.sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

function proseBetween(notebook: Notebook): Remark[] {
  return notebook.cells.flatMap((cell, index) => {
    const before = notebook.cells[index - 1];
    if (cell.cell_type !== 'code' || before?.cell_type !== 'code') return [];
    if (tagsOf(cell).includes('parameters') && /from 'unroll'/.test(before.source)) return [];
    return [{cell: index + 1, message: 'two code cells without prose between; say what comes and what to look for'}];
  });
}

/** tslab reads these words in a leading doc comment as commands, and then hides type errors. */
function commands(notebook: Notebook): Remark[] {
  return notebook.cells.flatMap((cell, index) => {
    const comment = cell.cell_type === 'code' ? /^\s*\/\*\*[\s\S]*?\*\//.exec(cell.source)?.[0] : undefined;
    const word = /@(module|browser|node|jsx)\b/.exec(comment ?? '')?.[0];
    return word ? [{cell: index + 1, line: 1, message: `${word} changes how tslab compiles the cell; remove it`}] : [];
  });
}

function ids(notebook: Notebook): Remark[] {
  const seen = new Map<string, number>();
  return notebook.cells.flatMap((cell, index) => {
    if (!cell.id) return [{cell: index + 1, message: 'no cell id; run `npm run check -- --fix`'}];
    const first = seen.get(cell.id);
    seen.set(cell.id, first ?? index + 1);
    const fix = 'run `npm run check -- --fix`';
    if (first !== undefined)
      return [{cell: index + 1, message: `id '${cell.id}' is that of cell ${first}, too; ${fix}`}];
    return /^[a-zA-Z0-9_-]{1,64}$/.test(cell.id)
      ? []
      : [{cell: index + 1, message: `id '${cell.id}' is not allowed; ${fix}`}];
  });
}

const extra = (metadata: object, allowed: string[]): string[] =>
  Object.keys(metadata).filter((key) => !allowed.includes(key));

function metadata(notebook: Notebook, isExercise: boolean): Remark[] {
  const spec = (notebook.metadata.kernelspec ?? {}) as Record<string, unknown>;
  const isWhole = spec.name === kernelspec.name && spec.language === kernelspec.language && spec.display_name;
  const remarks: Remark[] = isWhole
    ? []
    : [
        {
          message:
            "kernelspec must be whole: name 'tslab', language 'typescript', display_name; `npm run check -- --fix`",
        },
      ];
  const keys = extra(notebook.metadata, notebookMetadataKeys);
  if (keys.length > 0)
    remarks.push({message: `metadata '${keys.join("', '")}' is not kept; run \`npm run check -- --fix\``});
  // nbgrader locks cells of exercises with these two.
  const allowed = isExercise ? [...cellMetadataKeys, 'deletable', 'editable'] : cellMetadataKeys;
  const perCell = notebook.cells.flatMap((cell, index) => {
    const own = extra(cell.metadata, allowed);
    const message = `metadata '${own.join("', '")}' is not kept; run \`npm run check -- --fix\``;
    return own.length > 0 ? [{cell: index + 1, message}] : [];
  });
  return [...remarks, ...perCell];
}

const knownTags = ['parameters', 'trained', 'volatile', 'raises-exception', 'solution'];

function tags(notebook: Notebook): Remark[] {
  return notebook.cells.flatMap((cell, index) =>
    tagsOf(cell)
      .filter((tag) => !knownTags.includes(tag) && !/^tolerance=\d+(\.\d+)?(e-?\d+)?$/.test(tag))
      .map((tag) => ({
        cell: index + 1,
        message: `unknown tag '${tag}'; there are: ${knownTags.join(', ')}, tolerance=1e-3`,
      })),
  );
}

/** Remarks on the cells of any notebook; exercises may lack prose between code where a solution was taken out. */
export function cellRemarks(notebook: Notebook, room: 'lesson' | 'solution' | 'exercise'): Remark[] {
  const isExercise = room === 'exercise';
  return [
    ...lengths(notebook),
    ...(room === 'lesson' ? proseBetween(notebook) : []),
    ...commands(notebook),
    ...ids(notebook),
    ...metadata(notebook, isExercise),
    ...tags(notebook),
  ];
}

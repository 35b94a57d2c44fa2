/** Two runs of a notebook, compared cell by cell, and the report that a reader gets. */
import {cleaned} from '../clean';
import {type Cell, type Notebook, unrollFlags} from '../notebook';
import {outputDifferences} from './outputs';
import type {Difference} from './values';

export interface CellDifference {
  /** Number of the cell in the notebook, from 1, all kinds of cells counted. */
  cell: number;
  id: string;
  differences: Difference[];
}

/** Whether any output of a run says that it was made from generated instead of real data. */
export const ranOnGeneratedData = (notebook: Notebook): boolean =>
  notebook.cells.some((cell) => cell.outputs?.some((output) => unrollFlags(output).generated));

/**
 * Confirms a run against the stored outputs. Cells are matched by id.
 *
 * Where either side was made from generated data, numbers are not comparable: only kinds of outputs and traces are.
 */
export function confirm(stored: Notebook, now: Notebook): CellDifference[] {
  // asked before cleaning: the note that says so is volatile, and no stored notebook holds one
  const generated = ranOnGeneratedData(stored) || ranOnGeneratedData(now);
  const [before, after] = [cleaned(stored).cells, cleaned(now).cells];
  const executed = new Map<string | undefined, Cell>(after.map((cell) => [cell.id, cell]));
  return before.flatMap((cell, index): CellDifference[] => {
    if (cell.cell_type !== 'code') return [];
    const other = executed.get(cell.id) ?? after[index];
    const differences = outputDifferences(cell, other ?? {...cell, outputs: []}, {generated});
    return differences.length > 0 ? [{cell: index + 1, id: cell.id ?? '', differences}] : [];
  });
}

/** Lines of a report: notebook, cell number and id, then both sides of the first differences of each cell. */
export function reportLines(name: string, found: CellDifference[], perCell = 3): string[] {
  return found.flatMap(({cell, id, differences}) => {
    const rest = differences.length - perCell;
    return [
      `${name}, cell ${cell} (id ${id}):`,
      ...differences
        .slice(0, perCell)
        .flatMap(({where, stored, now}) => [`  ${where}`, `    stored: ${stored}`, `    now:    ${now}`]),
      ...(rest > 0 ? [`  and ${rest} more`] : []),
    ];
  });
}

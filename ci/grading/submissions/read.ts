import {InputError} from '../../notebooks/notebook';
import {MOST_OPENINGS, openings} from '../learner/lines';

/** A cell as far as grading looks at it. */
export interface SubmittedCell {
  kind: 'code' | 'text';
  id?: string;
  gradeId?: string;
  source: string;
}

/** What could be read of a notebook. */
export interface SubmittedNotebook {
  cells: SubmittedCell[];
  notes: string[];
}

const MOST_CELLS = 2000;
const MOST_TEXT = 2_000_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function textOf(source: unknown): string | undefined {
  if (typeof source === 'string') return source;
  if (Array.isArray(source) && source.every((line) => typeof line === 'string')) return source.join('');
  return undefined;
}

function parsed(bytes: Buffer, where: string): unknown {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '') throw new InputError(`${where} is empty`);
  const count = openings(bytes);
  if (count > MOST_OPENINGS)
    throw new InputError(`${where} holds ${count} cells, lists and records; ${MOST_OPENINGS} are read`);
  try {
    return JSON.parse(text);
  } catch (error) {
    const conflict = /^(<<<<<<<|=======|>>>>>>>)/m.test(text) ? ' (marks of a merge conflict are in it)' : '';
    throw new InputError(`${where} is no JSON${conflict}: ${(error as Error).message.slice(0, 150)}`);
  }
}

function cellOf(raw: unknown, number: number, notes: string[]): SubmittedCell | undefined {
  const source = isRecord(raw) ? textOf(raw.source) : undefined;
  if (!isRecord(raw) || source === undefined) {
    notes.push(`cell ${number} holds no text and was left out`);
    return undefined;
  }
  const nbgrader = isRecord(raw.metadata) && isRecord(raw.metadata.nbgrader) ? raw.metadata.nbgrader : {};
  const gradeId = typeof nbgrader.grade_id === 'string' ? nbgrader.grade_id : undefined;
  const id = typeof raw.id === 'string' ? raw.id : undefined;
  return {kind: raw.cell_type === 'code' ? 'code' : 'text', id, gradeId, source};
}

/** Notebooks of format 3 keep cells in worksheets, and code under another name. */
function rawCells(notebook: Record<string, unknown>): unknown[] | undefined {
  if (Array.isArray(notebook.cells)) return notebook.cells;
  const [sheet] = Array.isArray(notebook.worksheets) ? notebook.worksheets : [];
  if (!isRecord(sheet) || !Array.isArray(sheet.cells)) return undefined;
  return sheet.cells.map((cell) => (isRecord(cell) && 'input' in cell ? {...cell, source: cell.input} : cell));
}

function kernelNote(notebook: Record<string, unknown>): string[] {
  const {metadata} = notebook;
  const spec = isRecord(metadata) && isRecord(metadata.kernelspec) ? metadata.kernelspec : {};
  if (spec.name === 'tslab') return [];
  const name = typeof spec.name === 'string' ? `'${spec.name.slice(0, 40)}'` : 'none';
  return [`the kernel is ${name}, not 'tslab'; graded as TypeScript all the same`];
}

/**
 * A submitted notebook, whatever state it is in.
 *
 * @param bytes the file
 * @param where for messages
 * @throws InputError when it is no notebook, or larger than any honest one
 */
export function readSubmission(bytes: Buffer, where: string): SubmittedNotebook {
  const notebook = parsed(bytes, where);
  const raw = isRecord(notebook) ? rawCells(notebook) : undefined;
  if (!isRecord(notebook) || !raw) throw new InputError(`${where} is JSON, but no notebook: it has no list of cells`);
  if (raw.length > MOST_CELLS) throw new InputError(`${where} has ${raw.length} cells; ${MOST_CELLS} are read`);
  const notes = kernelNote(notebook);
  const cells = raw.flatMap((one, index) => cellOf(one, index + 1, notes) ?? []);
  const length = cells.reduce((sum, {source}) => sum + source.length, 0);
  if (length > MOST_TEXT) throw new InputError(`${where} holds ${length} characters of text; ${MOST_TEXT} are read`);
  return {cells, notes: notes.slice(0, 20)};
}

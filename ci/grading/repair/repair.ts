import type {SubmittedCell, SubmittedNotebook} from '../submissions/read';
import type {Template, TemplateCell} from './template';
import {declaredNames, isCheck, isStub, plainText, withoutFence} from './text';

/** A notebook that can be run again, whatever happened to it. */
export interface Repaired {
  /** Code cells in the order in which they run. */
  sources: string[];
  /** What was put right, for the teacher. */
  notes: string[];
}

interface Placed {
  source: string;
  /** Index of the cell of the template that it is, or after which it stands. */
  at: number;
  /** Whether it is that cell. */
  isTemplate: boolean;
}

/** The answer or given cell of the template that a text declares the names of; those that declare most come first. */
function byNames(source: string, template: Template): number {
  const names = new Set(declaredNames(source));
  const shared = template.cells.map((cell) => cell.names.filter((name) => names.has(name)).length);
  const most = Math.max(0, ...shared);
  return most > 0 ? shared.indexOf(most) : -1;
}

/** Finds a cell in the template by what stands in it; ids may be copied, lost or exchanged, and count last. */
function match(cell: SubmittedCell, template: Template): number {
  const text = plainText(cell.source);
  const same = template.cells.findIndex((one) => plainText(one.source) === text);
  if (same >= 0) return same;
  const named = byNames(cell.source, template);
  if (named >= 0) return named;
  const isSetUp = /\bfrom ['"]unroll['"]/.test(cell.source);
  return isSetUp ? template.cells.findIndex((one) => /from 'unroll'/.test(one.source)) : -1;
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** Code in text cells that declares what no code cell does: the type of the cell was changed by mistake. */
function retyped(cells: SubmittedCell[], template: Template): SubmittedCell[] {
  const wanted = new Set(template.cells.filter(({role}) => role === 'answer').flatMap(({names}) => names));
  const written = cells.filter(({kind, source}) => kind === 'code' && !isStub(source));
  for (const name of written.flatMap(({source}) => declaredNames(source))) wanted.delete(name);
  return cells.filter(({kind, source}) => {
    if (kind === 'code') return false;
    return declaredNames(withoutFence(source)).some((name) => wanted.has(name)) && !isStub(source);
  });
}

/** Every cell that is to run, with its place; results and checks are left out. */
function place(cells: SubmittedCell[], template: Template): Placed[] {
  const results = new Set(template.results.map(plainText));
  const lastCheck = template.cells.length - 1;
  const placed: Placed[] = [];
  let at = -1;
  for (const {source} of cells) {
    const text = plainText(source);
    if (text === '' || results.has(text)) continue;
    const found = match({kind: 'code', source}, template);
    if (found >= 0) at = found;
    if (isCheck(source)) continue;
    // Behind the last check stand results and trials; a name that a part asks for is needed wherever it is declared.
    if (found < 0 && at >= lastCheck) continue;
    placed.push({source, at, isTemplate: found >= 0});
  }
  return placed;
}

/** Of several cells that are the same cell of the template, those where nothing was written are left out. */
function withoutStubs(placed: Placed[], template: Template): Placed[] {
  const written = new Set(placed.filter((one) => one.isTemplate && !isStub(one.source)).map(({at}) => at));
  return placed.filter(
    (one) => !(one.isTemplate && template.cells[one.at].role === 'answer' && isStub(one.source) && written.has(one.at)),
  );
}

function missing(placed: Placed[], template: Template): {cell: TemplateCell; at: number}[] {
  const declared = new Set(placed.flatMap(({source}) => declaredNames(source)));
  const present = new Set(placed.filter(({isTemplate}) => isTemplate).map(({at}) => at));
  return template.cells
    .map((cell, at) => ({cell, at}))
    .filter(
      ({cell, at}) => cell.role === 'given' && !present.has(at) && !cell.names.some((name) => declared.has(name)),
    );
}

/**
 * The code of a submission in an order in which it can run.
 *
 * Cells are recognised by what stands in them. Deleted cells that the exercise gave come back; answers in text cells count
 * as code; cells that changed places go back, each with what the learner wrote behind it; copies of which nothing was
 * written are left out. Checks and results do not run.
 *
 * @param notebook what was handed in
 * @param template what was handed out
 */
export function repair(notebook: SubmittedNotebook, template: Template): Repaired {
  const notes = [...notebook.notes];
  const rescued = retyped(notebook.cells, template);
  if (rescued.length > 0) notes.push(`${count(rescued.length, 'answer')} stood in a text cell; read as code`);
  const code = notebook.cells
    .filter((cell) => cell.kind === 'code' || rescued.includes(cell))
    .map((cell) => (cell.kind === 'code' ? cell : {...cell, source: withoutFence(cell.source)}));
  const placed = withoutStubs(place(code, template), template);

  const lost = missing(placed, template);
  if (lost.length > 0)
    notes.push(
      `${count(lost.length, 'cell')} of the exercise missing, put back: ${lost.map(({cell}) => cell.id).join(', ')}`,
    );
  // A cell that was put back stands before everything that belongs to its place.
  const all = [...lost.map(({cell, at}) => ({source: cell.source, at, isTemplate: true})), ...placed];
  const ordered = all.map((one, index) => ({...one, index})).sort((a, b) => a.at - b.at || a.index - b.index);
  const moved = placed.some(({at}, index) => index > 0 && at < placed[index - 1].at);
  if (moved) notes.push('cells were out of order; put back');
  const copies = placed.filter(
    (one, index) => one.isTemplate && placed.findIndex(({at, isTemplate}) => isTemplate && at === one.at) < index,
  );
  if (copies.length > 0) notes.push(`${count(copies.length, 'cell')} stood there more than once; the last one counts`);
  return {sources: ordered.map(({source}) => source), notes};
}

/** The learner's text for a question that a person marks, or undefined where the cell is gone. */
export function manualText(notebook: SubmittedNotebook, id: string): string | undefined {
  return notebook.cells.find(({gradeId, kind}) => gradeId === id && kind === 'text')?.source;
}

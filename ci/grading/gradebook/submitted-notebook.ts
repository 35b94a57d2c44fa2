import {createHash} from 'node:crypto';
import {kernelspec, languageInfo} from '../../notebooks/clean';
import type {Cell, Notebook} from '../../notebooks/notebook';
import {declaredNames, isCheck, isStub, plainText} from '../repair/text';
import type {SubmittedCell} from '../submissions/read';
import {type GradebookExercise, gradingOf} from './exercise';
import {indentedCode, inertMarkdown, LONG_WORD, whole} from './text';

/** Longest text of one cell that the page for marking shows, and most cells that a learner added. */
const [MOST_TEXT, MOST_ADDED] = [50_000, 200];

/** Changes whenever notebooks are to be written anew. */
const FORM = 1;

interface Added {
  /** Index of the cell of the exercise behind which it stands; -1 at the beginning. */
  at: number;
  cell: SubmittedCell;
}

/** Where each cell of a learner belongs in the exercise. Only for people to read: marks do not depend on it. */
function place(
  cells: readonly SubmittedCell[],
  exercise: Cell[],
): {answers: Map<number, SubmittedCell>; added: Added[]} {
  const texts = new Map(exercise.map(({source}, index) => [plainText(source), index]));
  const isAnswer = (index: number) => gradingOf(exercise[index]).solution === true;
  const names = exercise.map(({source}, index) => (isAnswer(index) ? declaredNames(source) : []));
  const answers = new Map<number, SubmittedCell>();
  const added: Added[] = [];
  let at = -1;
  for (const cell of cells) {
    const same = texts.get(plainText(cell.source));
    if (same !== undefined) at = same;
    if (same !== undefined || plainText(cell.source) === '') continue;
    if (cell.kind === 'code' && (isCheck(cell.source) || isStub(cell.source))) continue;
    const mine = new Set(declaredNames(cell.source));
    const named = names.findIndex((some) => some.some((name) => mine.has(name)));
    const byId = exercise.findIndex((one, index) => isAnswer(index) && gradingOf(one).grade_id === cell.gradeId);
    const found = named >= 0 ? named : byId;
    if (found >= 0) at = found;
    if (found >= 0 && !answers.has(found)) answers.set(found, cell);
    else if (added.length < MOST_ADDED) added.push({at, cell});
  }
  return {answers, added};
}

const codeCell = (id: string, source: string, metadata: Cell['metadata']): Cell => ({
  ...{id, cell_type: 'code', metadata, source, outputs: [], execution_count: null},
});

/** What a learner wrote, in a cell that can only be read: code without outputs, prose without markup. */
function inertCell(id: string, {kind, source}: SubmittedCell, metadata: Cell['metadata'], isCode: boolean): Cell {
  const text = source.length > MOST_TEXT ? `${source.slice(0, MOST_TEXT)}\n… (cut here)` : source;
  if ((isCode || kind === 'code') && !LONG_WORD.test(text)) return codeCell(id, whole(text), metadata);
  const shown = isCode || kind === 'code' ? indentedCode(text) : inertMarkdown(text);
  return {id, cell_type: 'markdown', metadata, source: shown};
}

/** A name for the way in which notebooks of an exercise are made. */
export const formOf = ({notebook}: GradebookExercise): string =>
  createHash('sha256')
    .update(JSON.stringify([FORM, notebook]))
    .digest('hex')
    .slice(0, 12);

/**
 * The notebook that nbgrader's formgrader shows for marking by hand: the exercise with the learner's answers in their
 * places, and what the learner added. No outputs, no markup of the learner's, no metadata but nbgrader's own.
 */
export function submittedNotebook(
  exercise: GradebookExercise,
  cells: readonly SubmittedCell[],
  sha256: string,
): Notebook {
  const {answers, added} = place(cells, exercise.notebook);
  const behind = (index: number): Cell[] =>
    added.flatMap(({at, cell}, number) => (at === index ? inertCell(`added-${number + 1}`, cell, {}, false) : []));
  const own = exercise.notebook.flatMap((cell, index): Cell[] => {
    const {nbgrader} = cell.metadata;
    const metadata = nbgrader ? {nbgrader} : {};
    const answer = answers.get(index);
    const id = cell.id ?? `cell-${index + 1}`;
    const isCode = cell.cell_type === 'code';
    if (answer) return [inertCell(id, answer, metadata, isCode), ...behind(index)];
    const given: Cell = isCode ? codeCell(id, cell.source, metadata) : {...cell, id, metadata};
    return [given, ...behind(index)];
  });
  const metadata = {kernelspec, language_info: languageInfo, unroll: {sha256, form: formOf(exercise)}};
  return {cells: [...behind(-1), ...own], metadata, nbformat: 4, nbformat_minor: 5};
}

/** The notebook that nbconvert gets for a page; a page that is no notebook becomes one. */
import {existsSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {PARTS} from '../../lib/src/checks';
import {type Cell, InputError, type Notebook, readNotebook} from '../notebooks/notebook';
import {relativePath} from '../notebooks/paths';
import {withFolds} from './exercise';
import type {BookPage} from './pages';

const hints = new Map(PARTS.map(({id, hints}) => [id, hints]));

/** Lines that lead on from lesson to lesson: the page around has them too. */
const withoutNavigation = (cell: Cell): Cell =>
  cell.cell_type === 'markdown' ? {...cell, source: cell.source.replace(/^← .*$/m, '')} : cell;

/** Notation and glossary; the contents above them are a page of their own. */
function notation(path: string): Notebook {
  const source = readFileSync(path, 'utf8').replace(/^[\s\S]*?(?=^## Notation$)/m, '# Notation and glossary\n\n');
  const cell: Cell = {cell_type: 'markdown', metadata: {}, source};
  return {cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5};
}

/** A lesson that was never run, or whose outputs were cleared, would be a page full of holes. */
function mustHaveOutputs({cells}: Notebook, {source, id}: BookPage): void {
  const empty = cells.find(({cell_type, execution_count}) => cell_type === 'code' && execution_count === null);
  if (!empty) return;
  const redo = id ? `npm run notebooks -- ${id} --update` : 'npm run notebooks -- welcome --update';
  throw new InputError(`${relativePath(source)}: no stored outputs (cell ${empty.id ?? '?'}); run \`${redo}\` first`);
}

function solutionOf({source}: BookPage): Notebook {
  const path = join(dirname(source), '..', 'solutions', basename(source));
  if (!existsSync(path)) {
    throw new InputError(
      `${relativePath(path)}: missing; this copy of the course has no solutions, leave out --solutions`,
    );
  }
  return readNotebook(path);
}

/** @throws InputError for a damaged notebook, missing outputs, missing solutions */
export function prepare(page: BookPage, withSolutions: boolean): Notebook {
  if (page.source.endsWith('.md')) return notation(page.source);
  const notebook = readNotebook(page.source);
  if (page.kind === 'exercise') return withFolds(notebook, hints, withSolutions ? solutionOf(page) : undefined);
  mustHaveOutputs(notebook, page);
  return {...notebook, cells: notebook.cells.map(withoutNavigation)};
}

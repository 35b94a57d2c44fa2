/** A lesson that breaks no rule; each lint test breaks one. */
import type {Cell, Notebook, Output} from '../notebook';
import {code, figure, markdown, notebook, printed} from './make';

const opening = [
  '# 2.1 One step ahead',
  '',
  '**Which value comes next?** We forecast one step of many series and find out how far a recurrent network beats the last value.',
  '',
  '**You will be able to**',
  '',
  '- split series in time;',
  '- train a network;',
  '- compare it with a baseline.',
  '',
  '**You need** lesson 1.3. **Time:** 30 minutes to read; the cells run in about 20 seconds.',
  '',
  '← [notation](../../../../notebooks/README.md#notation) · [glossary](../../../../notebooks/README.md#glossary)',
].join('\n');

const check = '\n\n<details><summary><b>Question.</b> Why?</summary>\n\nBecause.\n</details>';

const closing = [
  '## Summary',
  '',
  '- The network wins.',
  '',
  '## Exercises',
  '',
  '- [02 Sums](02-sums.ipynb)',
  '',
  '## Sources',
  '',
  '- Jeffrey L. Elman, 1990. Finding structure in time.',
].join('\n');

const drawn = (output: Output): Output =>
  'data' in output ? {...output, data: {...output.data, 'image/png': 'AAAA'}} : output;

export const goodFigure = drawn(figure([1, 0.5, 0.25]));

export const goodLesson = (): Notebook =>
  notebook(
    markdown(opening, 'opening'),
    code("import {notebook, plots} from 'unroll';", [], [], 'setup'),
    code('const epochs = 2;', [], ['parameters'], 'parameters'),
    markdown(`## First idea\n\nLook at the number.${check}`, 'first'),
    code(
      'const losses = Array.from({length: epochs}, (_, epoch) => 1 / (epoch + 1));\nconsole.log(losses[0]);',
      [printed('1\n')],
      [],
      'losses',
    ),
    markdown(`*Try it.* Set \`epochs\` to 1.\n\n## Second idea\n\nLook at the line.${check}`, 'second'),
    code(
      "notebook.show(plots.lines([{name: 'loss', y: losses}], {title: 'Loss', x: 'epoch', y: 'loss', alt: 'A line that falls.'}));",
      [goodFigure],
      [],
      'figure',
    ),
    markdown(`## Third idea\n\n*Try it.* Set \`epochs\` to 9.${check}`, 'third'),
    markdown(closing, 'closing'),
  );

/** The good lesson with one cell changed. */
export function withCell(id: string, change: (cell: Cell) => Partial<Cell>): Notebook {
  const lesson = goodLesson();
  return {...lesson, cells: lesson.cells.map((cell) => (cell.id === id ? {...cell, ...change(cell)} : cell))};
}

export const withText = (id: string, from: string | RegExp, to: string): Notebook =>
  withCell(id, ({source}) => ({source: source.replace(from, to)}));

export const withOutputs = (id: string, ...outputs: Output[]): Notebook => withCell(id, () => ({outputs}));

/** The good lesson with a cell after another one. */
export function withCellAfter(id: string, cell: Cell): Notebook {
  const lesson = goodLesson();
  const at = lesson.cells.findIndex((candidate) => candidate.id === id) + 1;
  return {...lesson, cells: [...lesson.cells.slice(0, at), cell, ...lesson.cells.slice(at)]};
}

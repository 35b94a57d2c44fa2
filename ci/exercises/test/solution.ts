/** A small solution notebook with every kind of cell that the generator treats. */
import assert from 'node:assert/strict';
import type {Cell, Notebook} from '../../notebooks/notebook';

const grading = (fields: object) => ({
  nbgrader: {schema_version: 3, grade: false, solution: false, locked: false, task: false, ...fields},
});

const markdown = (id: string, source: string, metadata = {}): Cell => ({cell_type: 'markdown', id, metadata, source});

const code = (id: string, source: string, metadata = {}): Cell => ({
  ...{cell_type: 'code', id, metadata, source, execution_count: 3},
  outputs: [{output_type: 'stream', name: 'stdout', text: 'an output\n'}],
});

export const fixtureName = '77-fixture.ipynb';

export const fixtureSolution = (): Notebook => ({
  cells: [
    markdown('title', '# 77 Fixture\n\nÜber Ä, 漢字 and "quotes".'),
    code('setup', "import {notebook} from 'unroll';"),
    code(
      'two-regions',
      [
        '/** Adds. */',
        'function add(a: number, b: number): number {',
        '  // BEGIN SOLUTION',
        '  const sum = a + b;',
        '  return sum;',
        '  // END SOLUTION',
        '}',
        '',
        'class Counter {',
        '  next(): number {',
        '\t// BEGIN SOLUTION',
        '\treturn 1;',
        '\t// END SOLUTION',
        '  }',
        '}',
      ].join('\n'),
      grading({grade_id: 'e77-add', solution: true}),
    ),
    code(
      'check',
      [
        "await notebook.check('77.1', {add}); // 2 points",
        '// BEGIN HIDDEN TESTS',
        "await hiddenCheck('77.1', {add});",
        '// END HIDDEN TESTS',
      ].join('\n'),
      grading({grade_id: 'e77-add-test', grade: true, locked: true, points: 2}),
    ),
    code('whole', 'const answer = 42;', grading({grade_id: 'e77-whole', solution: true})),
    markdown('written', 'Because it is.', grading({grade_id: 'e77-why', grade: true, solution: true, points: 1})),
    markdown(
      'project',
      [
        '## Write a tune',
        '*5 points, marked by hand.*',
        '=== BEGIN MARK SCHEME ===',
        '1 point: it ends on the tonic.',
        '=== END MARK SCHEME ===',
        'Hand in a file.',
      ].join('\n'),
      grading({grade_id: 'e77-tune', locked: true, task: true, points: 5}),
    ),
    markdown('explained', '## Why this works\n\nThe secret.', {tags: ['solution']}),
    code('explained-code', 'add(1, 2)', {tags: ['solution']}),
    markdown('locked', 'Read this.', grading({grade_id: 'e77-read', locked: true})),
    markdown('end', '## Sources'),
  ],
  metadata: {
    kernelspec: {display_name: 'TypeScript (tslab)', language: 'typescript', name: 'tslab'},
    language_info: {name: 'typescript'},
  },
  nbformat: 4,
  nbformat_minor: 5,
});

export const cellOf = (notebook: Notebook, id: string): Cell => {
  const cell = notebook.cells.find((candidate) => candidate.id === id);
  assert.ok(cell, `no cell ${id}`);
  return cell;
};

/** The fixture with one cell changed. */
export const changed = (id: string, change: Partial<Cell>): Notebook => {
  const notebook = fixtureSolution();
  return {...notebook, cells: notebook.cells.map((cell) => (cell.id === id ? {...cell, ...change} : cell))};
};

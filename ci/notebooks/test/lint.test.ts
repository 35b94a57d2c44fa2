import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {PLOTLY_MIME} from '../clean';
import {cellRemarks, medianLength} from '../lint/cells';
import {findingLine} from '../lint/finding';
import {frameRemarks} from '../lint/frame';
import {glossaryFindings} from '../lint/glossary';
import {linkRemarks} from '../lint/links';
import {outputRemarks} from '../lint/outputs';
import {countWords, ownSections, sectionRemarks} from '../lint/sections';
import type {Notebook, Output} from '../notebook';
import {inProject} from '../paths';
import {goodFigure, goodLesson, withCell, withCellAfter, withOutputs, withText} from './lesson';
import {code, display, markdown, notebook, printed} from './make';

// The good lesson links to a fixture beside this path.
const path = inProject('ci', 'notebooks', 'test', 'fixtures', 'lesson.ipynb');

const remarks = (lesson: Notebook, bytes = 1000): string[] =>
  [
    ...frameRemarks(lesson, '2.1'),
    ...sectionRemarks(lesson).filter(({isWarning}) => !isWarning),
    ...cellRemarks(lesson, 'lesson'),
    ...outputRemarks(lesson, 'lesson', bytes),
    ...linkRemarks(lesson, path),
  ].map((remark) => findingLine({notebook: 'n', ...remark}));

const figureWithout = (key: string) => {
  const {[key]: _dropped, ...data} = 'data' in goodFigure ? goodFigure.data : {};
  return display(data);
};

const long = Array.from({length: 26}, (_, i) => `const x${i} = ${i};`).join('\n');

const rules: [rule: string, lesson: Notebook, expected: RegExp][] = [
  [
    'a title with the id of the lesson',
    withText('opening', '# 2.1', '# 2.2'),
    /^n, cell 1: must begin with the title '# 2.1/,
  ],
  ['a promise', withText('opening', /\*\*Which[^\n]*/, 'Short.'), /no promise/],
  ['goals', withText('opening', 'You will be able to', 'Goals'), /no 'You will be able to'/],
  ['three to five goals', withText('opening', '- train a network;\n', ''), /2 goals/],
  ['what the reader needs', withText('opening', 'You need', 'After'), /needs first/],
  ['a run time', withText('opening', /\*\*Time:.*/, ''), /no estimated run time/],
  ['the set-up cell first', withText('setup', 'unroll', 'elsewhere'), /cell 2: the first code cell must be the set-up/],
  ['one parameters cell', withCell('parameters', () => ({metadata: {}})), /0 cells tagged 'parameters'/],
  ['a summary', withText('closing', '## Summary', '## End'), /no section '## Summary'/],
  ['sources', withText('closing', '## Sources', '## Books'), /no section '## Sources'/],
  ['works with a year', withText('closing', '1990', 'long ago'), /no work with its year/],
  ['a linked exercise', withText('closing', '(02-sums.ipynb)', '(x.md)'), /links to no notebook/],
  [
    'the order of the last sections',
    withCellAfter('closing', markdown('## More', 'more')),
    /the last sections must be/,
  ],
  ['three sections', withText('third', '## Third', '### Third'), /2 sections/],
  ["two 'Try it'", withText('third', 'Try it', 'Try'), /1 'Try it' questions/],
  [
    'a self-check in each section',
    withText('second', /<details>[\s\S]*/, ''),
    /cell 6: section 'Second idea' asks nothing/,
  ],
  ['answers that are closed', withText('third', '</details>', ''), /cell 8: 1 <details> and 0 <\/details>/],
  ['a link to the glossary', withText('opening', '#glossary', ''), /cell 1: no link to the glossary/],
  ['at most 25 lines of code', withCell('losses', () => ({source: long})), /cell 5: 26 lines of code/],
  ['no empty code cell', withCell('losses', () => ({source: ' '})), /empty code cell/],
  ['prose between code', withCellAfter('losses', code('1;', [], [], 'more')), /cell 6: two code cells without prose/],
  ['no @module', withText('losses', /^/, '/** @module sums */\n'), /cell 5, line 1: @module/],
  ['no @browser', withText('losses', /^/, '/**\n * @browser\n */\n'), /@browser/],
  ['an id in each cell', withCell('losses', () => ({id: undefined})), /cell 5: no cell id/],
  ['an id of its own', withCell('losses', () => ({id: 'figure'})), /id 'figure' is that of cell 5/],
  ['allowed ids', withCell('losses', () => ({id: 'ö ö'})), /not allowed/],
  ['a whole kernelspec', {...goodLesson(), metadata: {kernelspec: {name: 'tslab'}}}, /kernelspec must be whole/],
  ['no other metadata', {...goodLesson(), metadata: {...goodLesson().metadata, widgets: {}}}, /metadata 'widgets'/],
  [
    'no other metadata of cells',
    withCell('losses', () => ({metadata: {scrolled: true}})),
    /cell 5: metadata 'scrolled'/,
  ],
  ['known tags', withCell('losses', () => ({metadata: {tags: ['slow']}})), /unknown tag 'slow'/],
  [
    'no stderr',
    withOutputs('losses', {output_type: 'stream', name: 'stderr', text: 'Warning: x\n'}),
    /stderr is stored/,
  ],
  ['no error', withOutputs('losses', {output_type: 'error', ename: 'E', evalue: '', traceback: []}), /stored error E/],
  ['alt text', withOutputs('figure', figureWithout('text/plain')), /without alt text/],
  [
    'alt text that says something',
    withOutputs('figure', display({[PLOTLY_MIME]: {}, 'text/plain': '[object Object]'})),
    /alt text/,
  ],
  ['a static picture', withOutputs('figure', figureWithout('image/png')), /without its static picture/],
  ['no wall of output', withOutputs('losses', printed('a\n'.repeat(60))), /more than 40 lines/],
  ['counts in order', withCell('losses', () => ({execution_count: 7})), /cell 5: execution count 7, expected 3/],
  [
    'links that lead somewhere',
    withText('second', /^/, 'See [that](../nowhere.ipynb).\n'),
    /cell 6, line 1: link to '..\/nowhere.ipynb'/,
  ],
];

describe('the notebook lint', () => {
  it('finds nothing in a lesson that keeps all rules', () => assert.deepEqual(remarks(goodLesson()), []));

  for (const [rule, lesson, expected] of rules) {
    it(`asks for ${rule}`, () => {
      const found = remarks(lesson);
      assert.ok(
        found.some((line) => expected.test(line)),
        `not found in:\n${found.join('\n')}`,
      );
    });
  }

  it('asks for parameters right after the set-up', () => {
    const lesson = goodLesson();
    const [first, setup, parameters, ...rest] = lesson.cells;
    const moved = {...lesson, cells: [first, setup, rest[0], rest[1], parameters, ...rest.slice(2)]};
    assert.ok(remarks(moved).some((line) => /must follow the set-up cell/.test(line)));
  });

  it('asks for outputs', () => {
    const lesson = goodLesson();
    const blank = lesson.cells.map((cell) => ({
      ...cell,
      ...(cell.outputs ? {outputs: [], execution_count: null} : {}),
    }));
    assert.deepEqual(remarks({...lesson, cells: blank}), [
      'n: no outputs are stored; run `npm run notebooks -- ID --update`',
    ]);
  });

  it('asks for less than a megabyte', () => assert.match(remarks(goodLesson(), 1_000_001)[0], /^n: 1\.00 MB; at most/));

  it('lets an error stand that is announced', () => {
    const error: Output = {output_type: 'error', ename: 'E', evalue: '', traceback: []};
    const lesson = withCell('losses', () => ({outputs: [error], metadata: {tags: ['raises-exception']}}));
    assert.deepEqual(remarks(lesson), []);
  });

  it('asks exercises to have no outputs', () => {
    const exercise = notebook(code('1;', [printed('1')]));
    assert.match(outputRemarks(exercise, 'exercise', 100)[0].message, /exercises have no outputs/);
  });

  it('does not count hidden tests as lines', () => {
    const hidden = `check();\n// BEGIN HIDDEN TESTS\n${'x();\n'.repeat(40)}// END HIDDEN TESTS`;
    assert.deepEqual(cellRemarks(notebook(code(hidden)), 'solution'), []);
  });

  it('reads no links in code', () => {
    const text = 'Write `[a](b.md)` or\n\n```\n[c](d.md)\n```\n';
    assert.deepEqual(linkRemarks(notebook(markdown(text)), path), []);
  });

  it('warns of measures that are off, and fails nothing for them', () => {
    const warnings = (lesson: Notebook) =>
      sectionRemarks(lesson).flatMap(({isWarning, message}) => (isWarning ? [message] : []));
    const short = `f(${'1'.repeat(3)});\n`;
    const many = (cells: number, lines: number, words: number) =>
      notebook(
        ...Array.from({length: cells}, (_, i) =>
          i % 2 ? code(short.repeat(lines).trim()) : markdown('word '.repeat(words)),
        ),
      );
    assert.deepEqual(warnings(many(30, 4, 40)), []);
    assert.match(warnings(many(24, 4, 40)).join(), /^24 cells; aim at 25 to 45$/);
    assert.match(warnings(many(46, 4, 40)).join(), /^46 cells/);
    assert.match(warnings(many(30, 9, 90)).join(), /^median code cell of 9 lines; aim at 8/);
    assert.deepEqual(warnings(many(30, 16, 160)), []);
    assert.ok(sectionRemarks(many(30, 16, 160)).some(({isWarning, message}) => !isWarning && /16 lines/.test(message)));
    assert.match(warnings(many(30, 4, 20)).join(), /^5\.0 words of prose for a line of code/);
    assert.match(warnings(many(30, 4, 80)).join(), /^20\.0 words/);
  });

  it('counts words of prose, not of code, formulas, tags and addresses', () => {
    assert.equal(
      countWords('Two *words* $x + y$ `code here`, [a link](to/some.md) <b>bold</b>\n```ts\nlet z;\n```\n'),
      5,
    );
  });

  it('cuts a lesson into its sections, whatever cells they spread over', () => {
    const sections = ownSections(goodLesson());
    assert.deepEqual(
      sections.map(({title, cell}) => [title, cell]),
      [
        ['First idea', 4],
        ['Second idea', 6],
        ['Third idea', 8],
      ],
    );
    assert.match(sections[0].text, /Look at the number[\s\S]*Try it/);
  });

  it('knows the median length of code cells', () => {
    assert.equal(medianLength([notebook(code('1\n2\n3'), code('1')), notebook(code('1\n2'))]), 2);
  });
});

describe('the glossary lint', () => {
  const page = (...lines: string[]) =>
    `## Notation\n\n- a letter\n\n## Glossary\n${lines.join('\n')}\n\n## After\n- zzz\n`;
  const found = (...lines: string[]) => glossaryFindings(page(...lines), 'n').join('\n');

  it('finds nothing in terms that are in order, each explained once', () => {
    assert.equal(
      found('- **GRU**: a cell.', '- **horizon**: ahead. **lookback**: back.', '- **MSE, MAE**: errors.'),
      '',
    );
  });
  it('names a term out of order, one explained twice, and a line without a term', () => {
    assert.match(found('- **b**: one.', '- **A**: two.'), /^n, line 7: 'A' belongs before 'b'$/);
    assert.match(
      found('- **a**: one. **c**: two.', '- **b**: x.', '- **c**: again.'),
      /^n, line 8: 'c' is explained in line 6, too$/,
    );
    assert.match(found('- **a** one.'), /line 6: a term is one line/);
    assert.match(glossaryFindings('# Page', 'n')[0], /no section '## Glossary'/);
  });
  it('finds nothing in the glossary of the course', () => {
    assert.deepEqual(glossaryFindings(readFileSync(inProject('notebooks', 'README.md'), 'utf8'), 'README'), []);
  });
});

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {lessons, resolveNotebooks, solutions} from '../catalogue';
import {cleaned} from '../clean';
import {type Notebook, notebookText, readNotebook, toNotebook, writeAtomically} from '../notebook';
import {pythonPath} from '../paths';
import {code, display, figure, markdown, notebook, printed} from './make';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'unroll-notebook-'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

const rich = (): Notebook =>
  notebook(
    markdown('# Größe 漢字 🎵\n\nline\r\nline\u2028line\u0085line\fline\n\nend\n'),
    code('const a = "\\n";\n\na;', [
      printed('a\nb\n\nc'),
      figure([1, 0.5, null]),
      display({'image/svg+xml': '<svg>\n</svg>', 'application/json': ['a', 'b'], 'text/plain': 'x\ny'}),
      display({'image/png': 'AAAA\n', 'text/html': '<b>\n</b>\n'}),
    ]),
    markdown(''),
  );

describe('a notebook file', () => {
  it('has the text that nbformat writes, so that JupyterLab makes no other', function () {
    this.timeout(60_000);
    const program = 'import nbformat, sys; nbformat.write(nbformat.read(sys.argv[1], 4), sys.argv[2])';
    const [ours, theirs] = [join(folder, 'ours.ipynb'), join(folder, 'theirs.ipynb')];
    writeFileSync(ours, notebookText(rich()));
    const {status, stderr} = spawnSync(pythonPath(), ['-c', program, ours, theirs], {encoding: 'utf8'});
    assert.equal(status, 0, stderr);
    assert.equal(readFileSync(ours, 'utf8'), readFileSync(theirs, 'utf8'));
  });

  it('is read back as it was', () => {
    assert.deepEqual(toNotebook(JSON.parse(notebookText(rich())), 'n'), rich());
  });

  it('is written whole or not at all', () => {
    const path = join(folder, 'whole.ipynb');
    writeAtomically(path, 'old');
    mkdirSync(join(folder, 'taken'));
    assert.throws(() => writeAtomically(join(folder, 'taken'), 'new'));
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
    assert.equal(readFileSync(path, 'utf8'), 'old');
  });

  const broken: [title: string, text: string, message: RegExp][] = [
    ['cut off', '{\n "cells": [\n  {', /cut-off\.ipynb.*: broken JSON; restore the file from git/],
    ['with a merge conflict', '{\n<<<<<<< HEAD\n}', /, line 2: broken JSON/],
    ['empty', '', /broken JSON/],
    ['another JSON', '[1, 2]', /not a notebook/],
    ['of format 3', '{"cells": [], "metadata": {}, "nbformat": 3}', /nbformat 3, expected 4/],
    [
      'with a strange cell',
      '{"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4}',
      /cell 1 is not a cell/,
    ],
  ];
  for (const [title, text, message] of broken) {
    it(`that is ${title} is refused in one line`, () => {
      const path = join(folder, `${title.replaceAll(' ', '-')}.ipynb`);
      writeFileSync(path, text);
      assert.throws(
        () => readNotebook(path),
        (error: Error) => message.test(error.message) && !/\n/.test(error.message),
      );
    });
  }

  it('that does not exist is refused in one line', () => {
    assert.throws(() => readNotebook(join(folder, 'none.ipynb')), /cannot be read/);
  });
});

describe('cleaned', () => {
  const untidy: Notebook = {
    cells: [
      {...markdown('a  \n\n'), id: undefined, metadata: {collapsed: true, tags: []}},
      {...markdown('a  \n\n'), id: undefined},
      {
        ...code('1', [printed('a'), printed('b'), display({'text/plain': '1 s'}, {volatile: true})]),
        ...{id: 'keep-me', execution_count: 7, metadata: {tags: ['trained'], scrolled: true, nbgrader: {grade: true}}},
      },
      {
        ...code('2', [
          {output_type: 'execute_result', data: {'text/plain': '2'}, metadata: {x: 1}, execution_count: 9},
        ]),
      },
      {...code('3', [figure([1 / 3, 2, 1e-9 / 3])])},
    ],
    metadata: {kernelspec: {name: 'python3'}, widgets: {}, papermill: {}},
    nbformat: 4,
    nbformat_minor: 4,
  };
  const clean = cleaned(untidy);

  it('gives ids from the text, the same every time, and keeps ids', () => {
    const ids = clean.cells.map(({id}) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids[2], 'keep-me');
    assert.deepEqual(
      cleaned(untidy).cells.map(({id}) => id),
      ids,
    );
    assert.deepEqual(cleaned(clean), clean);
  });

  it('keeps metadata by allowlist', () => {
    assert.deepEqual(Object.keys(clean.metadata), ['kernelspec', 'language_info']);
    assert.deepEqual((clean.metadata.kernelspec as {name: string}).name, 'tslab');
    assert.deepEqual(clean.cells[0].metadata, {});
    assert.deepEqual(clean.cells[2].metadata, {tags: ['trained'], nbgrader: {grade: true}});
  });

  it('counts executions in order, in results too', () => {
    assert.deepEqual(
      clean.cells.slice(2).map(({execution_count}) => execution_count),
      [1, 2, 3],
    );
    const [result] = clean.cells[3].outputs ?? [];
    assert.deepEqual(result, {
      output_type: 'execute_result',
      data: {'text/plain': '2'},
      metadata: {},
      execution_count: 2,
    });
  });

  it('drops volatile outputs and joins streams', () => assert.deepEqual(clean.cells[2].outputs, [printed('ab')]));

  it('rounds figures to seven digits', () => {
    assert.match(JSON.stringify(clean.cells[4].outputs), /"y":\[0\.3333333,2,3\.333333e-10\]/);
  });
});

describe('names of notebooks', () => {
  let course: string;
  before(() => {
    course = join(folder, 'course');
    for (const path of [
      'notebooks/01-foundations/1.3-neurons.ipynb',
      'notebooks/02-forecasting/2.1-one-step.ipynb',
      'notebooks/02-forecasting/2.2-many.ipynb',
      'notebooks/10-more/10.1-end.ipynb',
      'notebooks/welcome.ipynb',
      'solutions/02-dimensions.ipynb',
      'solutions/20-bptt.ipynb',
    ]) {
      mkdirSync(join(course, path, '..'), {recursive: true});
      writeFileSync(join(course, path), '{}');
    }
  });
  const ids = (...words: string[]) =>
    resolveNotebooks(words, [...lessons(course), ...solutions(course)], course).map(({id}) => id);

  it('none means all, lessons in order first', () => {
    assert.deepEqual(ids(), ['welcome', '1.3', '2.1', '2.2', '10.1', '02', '20']);
  });
  it('a lesson by number, a solution by two digits', () => assert.deepEqual(ids('2.1', '02'), ['2.1', '02']));
  it('a part, and nothing twice', () => assert.deepEqual(ids('part:2', '2.2'), ['2.1', '2.2']));
  it('part 1 is not part 10', () => assert.deepEqual(ids('part:1'), ['1.3']));
  it('a path, a file name', () => {
    assert.deepEqual(ids(join(course, 'solutions/20-bptt.ipynb'), '2.2-many'), ['20', '2.2']);
  });

  const wrong: [word: string, message: RegExp][] = [
    ['2.3', /^unknown notebook '2\.3'; near: .*2\.1/],
    ['1', /near: 1\.3/],
    ['part:7', /^unknown notebook 'part:7'; near: part:1/],
    ['chapter two', /; there are: /],
    ['nowhere.ipynb', /^no notebook at/],
  ];
  for (const [word, message] of wrong) {
    it(`'${word}' is refused in one line that names the near ones`, () => {
      assert.throws(
        () => ids(word),
        (error: Error) => message.test(error.message) && !/\n/.test(error.message),
      );
    });
  }
});

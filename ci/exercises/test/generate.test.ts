import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {solutions} from '../../notebooks/catalogue';
import {type Cell, type Notebook, notebookText, readNotebook} from '../../notebooks/notebook';
import {inProject, pythonPath} from '../../notebooks/paths';
import {generateExercise, originCell} from '../generate';
import {fixtureName, fixtureSolution} from './solution';

const cellOf = (notebook: Notebook, id: string): Cell => {
  const cell = notebook.cells.find((candidate) => candidate.id === id);
  assert.ok(cell, `no cell ${id}`);
  return cell;
};

const changed = (id: string, change: Partial<Cell>): Notebook => {
  const notebook = fixtureSolution();
  return {...notebook, cells: notebook.cells.map((cell) => (cell.id === id ? {...cell, ...change} : cell))};
};

const temporaryCourse = (): string => mkdtempSync(join(tmpdir(), 'unroll-course-'));

function write(path: string, notebook: Notebook): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, notebookText(notebook));
}

describe('generateExercise', () => {
  const exercise = generateExercise(fixtureSolution(), fixtureName);

  it('puts the stub where each solution was, with its indentation', () => {
    const {source} = cellOf(exercise, 'two-regions');
    assert.match(source, /\n {2}\/\/ YOUR CODE HERE\n {2}throw new Error\('not implemented'\);\n}/);
    assert.match(source, /\n\t\/\/ YOUR CODE HERE\n\tthrow new Error\('not implemented'\);\n {2}}/);
    assert.doesNotMatch(source, /SOLUTION|sum|return 1/);
  });

  it('clears a solution cell without marks whole', () => {
    assert.equal(cellOf(exercise, 'whole').source, "// YOUR CODE HERE\nthrow new Error('not implemented');");
  });

  it('clears written answers', () => assert.equal(cellOf(exercise, 'written').source, 'YOUR ANSWER HERE'));

  it('keeps the visible check and takes out the hidden tests', () => {
    assert.equal(cellOf(exercise, 'check').source, "await notebook.check('77.1', {add}); // 2 points");
  });

  it('leaves out cells tagged solution', () => {
    const text = notebookText(exercise);
    assert.doesNotMatch(text, /secret|explained|hiddenCheck/);
  });

  it('drops outputs and execution counts', () => {
    for (const cell of exercise.cells.filter(({cell_type}) => cell_type === 'code')) {
      assert.deepEqual([cell.outputs, cell.execution_count], [[], null]);
    }
  });

  it('begins with the cell that names its source', () => {
    assert.equal(exercise.cells[0].source, 'Generated from solutions/77-fixture.ipynb; edit that file.');
  });

  it('is a pure function: same text twice, solution unchanged', () => {
    const solution = fixtureSolution();
    const text = notebookText(generateExercise(solution, fixtureName));
    assert.equal(notebookText(generateExercise(solution, fixtureName)), text);
    assert.deepEqual(solution, fixtureSolution());
  });

  const wrong: [title: string, notebook: Notebook, message: RegExp][] = [
    [
      'a region without end',
      changed('whole', {source: '// BEGIN SOLUTION\n1'}),
      /cell 5: 'BEGIN SOLUTION' without 'END/,
    ],
    ['an end without begin', changed('whole', {source: '1\n// END SOLUTION'}), /cell 5: 'END SOLUTION' without 'BEGIN/],
    ['a region in a region', changed('whole', {source: '// BEGIN SOLUTION\n// BEGIN SOLUTION'}), /inside another/],
    [
      'a region in a plain cell',
      changed('setup', {source: '// BEGIN SOLUTION\n// END SOLUTION'}),
      /needs nbgrader metadata/,
    ],
    [
      'hidden tests in a plain cell',
      changed('setup', {source: '// BEGIN HIDDEN TESTS\n// END HIDDEN TESTS'}),
      /hidden tests need nbgrader metadata/,
    ],
    [
      'a grade id used twice',
      changed('whole', {metadata: cellOf(fixtureSolution(), 'two-regions').metadata}),
      /used twice/,
    ],
    [
      'a graded cell without points',
      changed('check', {metadata: {nbgrader: {grade: true, grade_id: 'x'}}}),
      /no points/,
    ],
  ];
  for (const [title, notebook, message] of wrong) {
    it(`refuses ${title}`, () => assert.throws(() => generateExercise(notebook, fixtureName), message));
  }
});

/** Without what ours leaves to the grader: checksums, and the `cell_type` that nbgrader notes beside them. */
function comparable(notebook: Notebook): unknown {
  const cells = notebook.cells.map(({outputs, execution_count, ...cell}) => {
    const {checksum: _sum, cell_type: _type, ...nbgrader} = (cell.metadata.nbgrader ?? {}) as Record<string, unknown>;
    const metadata = cell.metadata.nbgrader ? {...cell.metadata, nbgrader} : cell.metadata;
    return cell.cell_type === 'code' ? {...cell, metadata, outputs, execution_count} : {...cell, metadata};
  });
  return {cells, kernelspec: notebook.metadata.kernelspec, nbformat: notebook.nbformat};
}

describe("nbgrader's own generate_assignment", () => {
  it('makes the same exercises from the fixture and from every solution', function () {
    this.timeout(120_000);
    const sources = new Map(solutions().map(({path}) => [basename(path), readNotebook(path)]));
    sources.set(fixtureName, fixtureSolution());
    const course = temporaryCourse();
    try {
      const names = [...sources.keys()].map((name) => basename(name, '.ipynb'));
      for (const [name, notebook] of sources) {
        const stem = basename(name, '.ipynb');
        write(join(course, 'source', stem, name), notebook);
        write(join(course, 'header', name), {...notebook, cells: [originCell(name)]});
      }
      const program = inProject('ci', 'exercises', 'nbgrader_generate.py');
      const {status, stderr} = spawnSync(pythonPath(), [program, course, ...names], {encoding: 'utf8'});
      assert.equal(status, 0, stderr);
      for (const [name, notebook] of sources) {
        const theirs = readNotebook(join(course, 'release', basename(name, '.ipynb'), name));
        assert.deepEqual(comparable(generateExercise(notebook, name)), comparable(theirs), name);
      }
    } finally {
      rmSync(course, {recursive: true, force: true});
    }
  });
});

describe('npm run exercises', () => {
  const run = (course: string, ...args: string[]) =>
    spawnSync(
      process.execPath,
      ['--import', 'tsx', inProject('ci', 'exercises', 'cli.ts'), '--root', course, ...args],
      {
        encoding: 'utf8',
        cwd: inProject(),
      },
    );
  let course: string;
  beforeEach(() => {
    course = temporaryCourse();
    write(join(course, 'solutions', fixtureName), fixtureSolution());
  });
  afterEach(() => rmSync(course, {recursive: true, force: true}));

  it('writes an exercise once, then finds it fresh', () => {
    assert.match(run(course).stdout, /wrote .*77-fixture.ipynb\n1 exercises are fresh/);
    assert.equal(run(course).stdout, '1 exercises are fresh\n');
    assert.equal(run(course, '--check').status, 0);
  });

  it('says which exercise is stale, and writes nothing with --check', () => {
    run(course);
    const path = join(course, 'exercises', fixtureName);
    writeFileSync(path, readFileSync(path, 'utf8').replace('Read this.', 'Read that.'));
    const {status, stdout} = run(course, '--check');
    assert.equal(status, 1);
    assert.match(stdout, /77-fixture.ipynb is not what its solution makes/);
    assert.match(readFileSync(path, 'utf8'), /Read that/);
  });

  it('deletes an exercise whose solution is gone', () => {
    write(join(course, 'exercises', '78-gone.ipynb'), fixtureSolution());
    assert.equal(run(course, '--check').status, 1);
    run(course);
    assert.deepEqual(readdirSync(join(course, 'exercises')), [fixtureName]);
  });

  it('says one line about a wrong solution and touches no file', () => {
    write(join(course, 'solutions', '78-wrong.ipynb'), changed('whole', {source: '// BEGIN SOLUTION'}));
    const {status, stderr} = run(course);
    assert.equal(status, 2);
    assert.equal(stderr.trim().split('\n').length, 1);
    assert.ok(!existsSync(join(course, 'exercises')));
  });

  it('says one line about a solution that is not JSON', () => {
    writeFileSync(join(course, 'solutions', '79-broken.ipynb'), '{"cells": [\n  {"cell_type": ');
    const {status, stderr} = run(course);
    assert.equal(status, 2);
    assert.match(stderr, /^\S*79-broken\.ipynb[^\n]*broken JSON[^\n]*\n$/);
  });
});

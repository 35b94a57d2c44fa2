import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {solutions} from '../../notebooks/catalogue';
import {type Notebook, notebookText, readNotebook} from '../../notebooks/notebook';
import {inProject, pythonPath} from '../../notebooks/paths';
import {generateExercise, originCell} from '../generate';
import {changed, fixtureName, fixtureSolution} from './solution';

const temporaryCourse = (): string => mkdtempSync(join(tmpdir(), 'unroll-course-'));

function write(path: string, notebook: Notebook): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, notebookText(notebook));
}

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

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {notebookText} from '../notebook';
import {inProject} from '../paths';
import {cases} from '../runners/cases';
import {judge} from '../runners/matrix';
import {runners} from '../runners/runners';
import {code, figure, markdown, notebook, printed} from './make';

describe('the git diff driver', () => {
  const show = (text: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'unroll-diff-'));
    try {
      writeFileSync(join(folder, 'n.ipynb'), text);
      const {stdout, status} = spawnSync(
        process.execPath,
        [inProject('ci/notebooks/diff.mjs'), join(folder, 'n.ipynb')],
        {
          encoding: 'utf8',
        },
      );
      assert.equal(status, 0);
      return stdout;
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  };

  it('shows texts, ids and tags, and only the kinds of outputs', () => {
    const lesson = notebook(
      markdown('# Title'),
      code('f();\ng();', [printed('secret 1'), figure([1, 2, 3])], ['trained']),
    );
    const text = show(notebookText(lesson));
    assert.match(text, /━━━ markdown c1\n# Title\n/);
    assert.match(
      text,
      /━━━ code c2 \[trained\]\nf\(\);\ng\(\);\n {2}→ stdout\n {2}→ application\/vnd\.plotly\.v1\+json \+ text\/plain/,
    );
    assert.doesNotMatch(text, /secret/);
  });

  it('is blind to new outputs', () => {
    const of = (text: string) => show(notebookText(notebook(code('f()', [printed(text)]))));
    assert.equal(of('1'), of('2'));
  });

  it('shows a broken notebook as it is', () => assert.equal(show('{"cells": ['), '{"cells": ['));
});

describe('the verdict on a runner', () => {
  const runnerOf = (name: string) => runners.find((runner) => runner.name.startsWith(name)) ?? runners[0];
  const caseOf = (name: string) => cases.find((test) => test.name === name) ?? cases[0];
  const passes = (runner: string, test: string, status: number, output: string) =>
    judge(runnerOf(runner), caseOf(test), {status, output}).passed;

  it('asks for failure and the name of the error', () => {
    assert.ok(passes('papermill', 'throw', 1, 'RangeError: too short'));
    assert.ok(!passes('papermill', 'throw', 0, 'RangeError: too short'));
    assert.ok(!passes('papermill', 'throw', 1, 'CellExecutionError'));
    assert.ok(!passes('papermill', 'throw', 1, 'MyRangeErrors'));
  });
  it('asks the good notebook to pass', () => {
    assert.ok(passes('nbclient', 'good', 0, ''));
    assert.ok(!passes('nbclient', 'good', 1, ''));
  });
  it('asks only a runner that compares to see a wrong output', () => {
    assert.ok(passes('nbval', 'wrong-output', 1, 'sum 6'));
    assert.ok(!passes('nbval', 'wrong-output', 0, ''));
    assert.ok(passes('nbmake', 'wrong-output', 0, ''));
  });
  it("reads nbgrader's text, since it ends with 0 whatever it finds", () => {
    assert.ok(passes('nbgrader', 'throw', 0, 'VALIDATION FAILED ON 1 CELL(S)! RangeError'));
    assert.ok(!passes('nbgrader', 'throw', 0, 'Success! Your notebook passes all the tests. RangeError'));
  });
  it('is asked about notebooks that all differ', () => {
    assert.equal(new Set(cases.map(({notebook: own}) => notebookText(own))).size, cases.length);
  });
});

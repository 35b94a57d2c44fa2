import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';
import {PARTS} from '../../../lib/src/checks';
import {type Notebook, notebookText, readNotebook} from '../../notebooks/notebook';
import {inProject, pythonPath} from '../../notebooks/paths';
import {generateExercise} from '../generate';

const NAME = '02-dimensions.ipynb';
const own = PARTS.filter(({id}) => id.startsWith('02.')).map(({id}) => id);

/** The exercise as a learner hands it in: solved, except for the cells that `answers` names by their grade id. */
function handedIn(answers: Record<string, string>): Notebook {
  const solution = readNotebook(inProject('solutions', NAME));
  const exercise = generateExercise(solution, NAME);
  const cells = exercise.cells.map((cell) => {
    const {grade_id, solution: isAnswer} = (cell.metadata.nbgrader ?? {}) as {grade_id?: string; solution?: boolean};
    const right = solution.cells.find(({id}) => id === cell.id)?.source ?? cell.source;
    return isAnswer ? {...cell, source: answers[grade_id ?? ''] ?? right} : cell;
  });
  return {...exercise, cells};
}

describe('nbgrader validate', function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-validate-'));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  /** What it says of a notebook, and the parts whose check it found failing. */
  function validate(notebook: Notebook): {text: string; failed: string[]} {
    const path = join(folder, NAME);
    writeFileSync(path, notebookText(notebook));
    const environment = dirname(pythonPath());
    const {stdout, stderr} = spawnSync(join(environment, 'nbgrader'), ['validate', path], {
      ...{encoding: 'utf8', cwd: folder, timeout: 170_000},
      env: {
        ...process.env,
        PATH: `${environment}${delimiter}${process.env.PATH}`,
        UNROLL_STATE: join(folder, 'progress.json'),
      },
    });
    const text = stdout + stderr;
    const failed = own.filter((id) => text.includes(`CheckFailed: ${id} not passed`));
    return {text, failed};
  }

  it('passes what check passes', () => {
    assert.match(validate(handedIn({})).text, /Success! Your notebook passes all the tests\./);
  });

  it('fails the parts that check fails, with its message', () => {
    const slips = {
      'e02-last': 'function lastShape(b: number, t: number, f: number, u: number): number[] {\n  return [u];\n}',
      'e02-bytes': 'function tensorBytes(shape: number[]): number {\n  return 8 * shape.reduce((p, n) => p * n, 1);\n}',
    };
    const {text, failed} = validate(handedIn(slips));
    assert.deepEqual(failed, ['02.1', '02.5'], text);
    assert.match(text, /VALIDATION FAILED ON 2 CELL\(S\)/);
    assert.match(text, /batch axis is missing/);
    // nbgrader cuts a line after 80 characters; the verdict above the error is whole.
    assert.match(text, /these are the bytes of floa/);
  });

  it('fails every part of the blank, and says why', () => {
    const {text, failed} = validate(generateExercise(readNotebook(inProject('solutions', NAME)), NAME));
    assert.deepEqual(failed, own, text);
    assert.match(text, /not implemented/);
  });
});

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {inProject} from '../../notebooks/paths';

describe('npm run progress', () => {
  let folder: string;
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', inProject('ci', 'exercises', 'progress.ts'), ...args], {
      ...{encoding: 'utf8', cwd: inProject()},
      env: {...process.env, UNROLL_STATE: join(folder, 'progress.json')},
    });
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-progress-'));
    writeFileSync(join(folder, 'progress.json'), '{"02.1": {"tries": 2, "hints": 1, "passed": true, "seconds": 90}}');
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  it('prints a line an exercise, or a line a part', () => {
    assert.match(
      run().stdout,
      /^2 of \d+ points, and \d+ marked by your teacher, 2 min\n[\s\S]*02 Dimensions +2 of 15 +1 of 6 +2 +1/,
    );
    assert.match(run('02').stdout, /02\.1 +The last output +2 +2 +1 +2 min +✓/);
  });

  it('names the exercises in one line when there is no such one', () => {
    const {status, stderr} = run('99');
    assert.equal(status, 2);
    assert.match(stderr, /^no exercise '99'; there are: \d\d, [^\n]*\n$/);
  });
});

import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type RecordedBy, recorded} from '../../src/notebook';

describe('recorded', () => {
  const home = process.cwd();
  let project = '';
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), 'recorded-'));
    mkdirSync(join(project, 'ci/experiments/results'), {recursive: true});
    mkdirSync(join(project, 'notebooks/02'), {recursive: true});
    writeFileSync(join(project, 'ci/experiments/results/a-run.json'), '{"seeds": [1, 2]}');
    process.chdir(join(project, 'notebooks/02'));
  });
  afterEach(() => {
    process.chdir(home);
    rmSync(project, {recursive: true});
  });
  it('finds a result from a folder of notebooks', () => {
    assert.deepEqual(recorded<{seeds: number[]}>('experiments', 'a-run').seeds, [1, 2]);
  });
  it('says which file is missing or damaged', () => {
    assert.throws(() => recorded('peers', 'a-run'), /no recorded result 'a-run': ci.peers.results.a-run\.json/);
    writeFileSync(join(project, 'ci/experiments/results/cut.json'), '{"seeds": [1');
    assert.throws(() => recorded('experiments', 'cut'), /cut\.json cannot be read .*restore the file/);
  });
  it('reads nothing outside the folders of results', () => {
    assert.throws(() => recorded('experiments', '../../../secret'), /not '\.\.\/\.\.\/\.\.\/secret'/);
    assert.throws(() => recorded('toString' as RecordedBy, 'a-run'), /recorded by experiments or peers/);
  });
});

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {projectFolder} from '../../../notebooks/paths';
import {openStore} from '../../results/store';
import {chooseSandbox} from '../../sandbox/choose';
import {SandboxError} from '../../sandbox/sandbox';
import {compareMarks, type Manifest} from '../manifest';
import type {GradingResults} from '../results';

/** A seed whose first submissions are of all kinds but the endless one. */
const SEED = 7;

describe('npm run bench -- grading', function () {
  this.timeout(120_000);
  let folder: string;
  before(async function () {
    if (process.platform !== 'linux') this.skip();
    try {
      await chooseSandbox({sandbox: 'auto'});
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      console.log(`      skipped: ${error.message}`);
      this.skip();
    }
    folder = mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  });
  after(() => folder && rmSync(folder, {recursive: true, force: true}));

  const bench = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(projectFolder, 'ci/bench/cli.ts'), 'grading', ...args], {
      ...{cwd: projectFolder, encoding: 'utf8'},
    });

  it('grades a small class for real and finds every mark right; a forged one is found', () => {
    const json = join(folder, 'results.json');
    const size = ['--submissions', '14', '--seed', String(SEED), '--exercises', '02,20'];
    const {status, stdout, stderr} = bench(...size, '--keep', folder, '--json', json);
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /^14 passed, 0 failed$/m);

    const {found} = (JSON.parse(readFileSync(json, 'utf8')) as GradingResults).mixed ?? assert.fail();
    assert.deepEqual(Object.keys(found.kinds).sort(), ['damaged', 'half-done', 'honest', 'hostile']);
    assert.deepEqual([found.results, found.faults], [14, []]);
    assert.ok(found.processorSeconds > 1, 'the seconds of sandboxes count');
    assert.ok(found.leaderPeakMb > 50 && found.treePeakMb > found.leaderPeakMb);

    const manifest = JSON.parse(readFileSync(join(folder, 'mixed/manifest.json'), 'utf8')) as Manifest;
    const store = openStore(join(folder, 'mixed/grades'));
    assert.deepEqual(compareMarks(manifest, store.all()), []);
    const [first] = store.all();
    const part = first.parts.find(({points}) => points === 0) ?? first.parts[0];
    part.points = part.points === 0 ? part.most : 0;
    store.save(first);
    assert.ok(
      compareMarks(manifest, store.all()).some((fault) => fault.includes(`${part.part} has ${part.points} points`)),
    );
  });

  it('refuses what it does not know, and grades nothing', () => {
    for (const [args, message] of [
      [['--exercises', '99'], /there is no exercise '99'/],
      [['--submissions', 'many'], /a whole number from 0 on/],
      [['--nonsense'], /unknown option '--nonsense'/],
    ] as const) {
      const {status, stderr, stdout} = bench(...args);
      assert.match(stderr, message);
      assert.deepEqual([status === 0, stdout], [false, '']);
    }
  });

  it('says why nothing was graded', () => {
    const {status, stderr} = bench('--submissions', '2', '--slots', '999', '--keep', join(folder, 'none'));
    assert.equal(status, 2, stderr);
    assert.match(stderr, /npm run grade ended with 2: .*a whole number from 1 to 200/);
  });
});

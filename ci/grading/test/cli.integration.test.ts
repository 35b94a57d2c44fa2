import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {projectFolder} from '../../notebooks/paths';
import {openStore} from '../results/store';
import {resultOf} from './results';

describe('npm run grade', function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-grade-'));
    mkdirSync(join(folder, 'submitted'));
    writeFileSync(join(folder, 'secret'), 'x'.repeat(64), {mode: 0o600});
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const grade = (...args: string[]) => {
    const program = join(projectFolder, 'ci/grading/cli.ts');
    const places = ['--secret', join(folder, 'secret'), '--out', join(folder, 'grades')];
    const {status, stdout, stderr} = spawnSync(process.execPath, ['--import', 'tsx', program, ...places, ...args], {
      cwd: projectFolder,
      encoding: 'utf8',
    });
    return {status, stdout, stderr};
  };
  /** One line that says what is wrong, exit code 2, and nothing written. */
  const refuses = (message: RegExp, ...args: string[]) => {
    const before = readdirSync(folder, {recursive: true});
    const {status, stdout, stderr} = grade(...args);
    assert.match(stderr, message);
    assert.match(stderr, /^[^\n]+\n$/);
    assert.equal(stdout, '');
    assert.equal(status, 2);
    assert.deepEqual(readdirSync(folder, {recursive: true}), before);
  };
  const submitted = () => join(folder, 'submitted');

  it('refuses without a secret, and with one that others can read', function () {
    if (process.platform === 'win32') this.skip();
    chmodSync(join(folder, 'secret'), 0o644);
    refuses(/secret can be read by others; run chmod 600/, submitted());
    rmSync(join(folder, 'secret'));
    refuses(/there is no secret at .*secret; make one with npm run grade -- --make-secret/, submitted());
  });

  it('refuses where there is nothing to grade', () => {
    refuses(/^name a folder of submissions, or a zip/);
    refuses(/^there is nothing at .*none/, join(folder, 'none'));
    writeFileSync(join(submitted(), 'notes.txt'), '');
    refuses(/^no notebook \(\.ipynb\) in .*notes\.txt: no notebook/, submitted());
  });

  it('refuses exercises, options and numbers that there are not', () => {
    refuses(/there is no exercise '99'; there are 01, 02.*\(--help shows how\)/, submitted(), '--assignment', '99');
    refuses(/unknown option '--nonsense'/, submitted(), '--nonsense');
    refuses(/a whole number from 1 to 200/, submitted(), '--slots', '0');
  });

  it('makes a secret once', () => {
    rmSync(join(folder, 'secret'));
    assert.deepEqual([grade('--make-secret').status, readdirSync(folder).length], [0, 2]);
    const secret = readFileSync(join(folder, 'secret'), 'utf8');
    refuses(/secret exists; marks given with it need it, so it is not replaced/, '--make-secret');
    assert.equal(readFileSync(join(folder, 'secret'), 'utf8'), secret);
  });

  it('names the file where the machine refuses to write', () => {
    writeFileSync(join(folder, 'file'), '');
    refuses(/^E[A-Z]+: .*file/, '--make-secret', '--secret', join(folder, 'file/secret'));
  });

  it('shows help', () => {
    const {status, stdout, stderr} = grade('--help');
    assert.deepEqual([status, stderr], [0, '']);
    for (const option of ['--assignment', '--make-secret', '--trust', '--forget']) assert.ok(stdout.includes(option));
  });

  it('forgets a student, and says so where there is nothing about one', () => {
    const store = openStore(join(folder, 'grades'));
    for (const student of ['ada', 'bob']) store.save(resultOf({student}));
    const {status, stdout} = grade('--forget', 'ada');
    assert.deepEqual([status, /^1 files? about ada removed/.test(stdout)], [0, true]);
    assert.ok(existsSync(join(folder, 'grades/results/02/bob.json')));
    assert.ok(!existsSync(join(folder, 'grades/results/02/ada.json')));
    assert.equal(grade('--forget', 'ada').status, 1);
  });
});

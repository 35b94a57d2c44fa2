import assert from 'node:assert/strict';
import {type SpawnSyncReturns, spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Notebook} from '../notebook';
import {notebookText, readNotebook} from '../notebook';
import {inProject} from '../paths';
import {descendants} from '../run/process-tree';
import {code, display, markdown, notebook, printed} from './make';

const cli = ['--import', 'tsx', inProject('ci', 'notebooks', 'cli.ts')];

const sound = () =>
  notebook(
    markdown('# Sums'),
    code('const epochs = 3;', [], ['parameters']),
    code("console.log('sum', epochs + 1 / 3);\nepochs * 2;"),
  );

describe('running notebooks', function () {
  this.timeout(180_000);
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-test-'));
    path = join(folder, 'lesson.ipynb');
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const home = () => join(folder, 'home');
  const environment = () => {
    mkdirSync(home(), {recursive: true});
    const {CI: _ci, ...env} = process.env;
    return {...env, UNROLL_CACHE: join(folder, '.cache'), HOME: home()};
  };
  const run = (...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [...cli, 'run', ...args], {encoding: 'utf8', cwd: inProject(), env: environment()});
  const write = (lesson: Notebook) => writeFileSync(path, notebookText(lesson));

  it('stores outputs, confirms them, remembers that, and sees a tampered one', () => {
    write(sound());
    const updated = run(path, '--update');
    assert.equal(updated.status, 0, updated.stdout + updated.stderr);
    assert.deepEqual(readNotebook(path).cells[2].outputs?.[0], printed('sum 3.3333333333333335\n'));

    const report = join(folder, 'report.json');
    const confirmed = run(path, '--report', report);
    assert.match(
      confirmed.stdout,
      /^ok .*lesson\.ipynb \([\d.]+ s, \d+ MB user, \d+ MB compiler\)\n\nnotebook +wall s .*\n.*lesson\.ipynb +[\d. ]+\n\n1 passed, 0 failed\n$/,
    );
    const {passed, notebooks} = JSON.parse(readFileSync(report, 'utf8'));
    assert.equal(passed, 1);
    assert.ok(notebooks[0].userMegabytes > 20 && notebooks[0].compilerMegabytes > 50, JSON.stringify(notebooks[0]));
    assert.ok(notebooks[0].userSeconds > 0 && notebooks[0].compilerSeconds > 0.5, JSON.stringify(notebooks[0]));

    assert.match(run(path).stdout, /^skipped .*\(confirmed before\)\n1 already confirmed/);
    assert.match(run(path, '--all').stdout, /^ok /);

    write(JSON.parse(JSON.stringify(readNotebook(path)).replace('sum 3.33', 'sum 4.33')));
    const tampered = run(path);
    assert.equal(tampered.status, 1);
    const lines = ['lesson.ipynb, cell 3 (id c3):', 'stored: sum 4.33333', 'now:    sum 3.33333', '0 passed, 1 failed'];
    for (const line of lines) assert.ok(tampered.stdout.includes(line), tampered.stdout);
  });

  it('writes nothing into the home of the reader', () => {
    write(sound());
    assert.equal(run(path, '--update').status, 0);
    assert.deepEqual(readdirSync(home()), []);
  });

  it('takes parameters in both spellings, compares nothing then, and stores nothing', () => {
    write(sound());
    const before = readFileSync(path, 'utf8');
    const {status, stdout} = run(path, '-p', 'epochs', '5');
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^ran /);
    assert.equal(readFileSync(path, 'utf8'), before);
    const refused = run(path, '--update', '-p', 'epochs=5');
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /^--update stores the outputs of the declared parameters[^\n]*\n$/);
  });

  it('hands parameters to the kernel', () => {
    write(
      notebook(
        code('const epochs = 3;', [], ['parameters']),
        code('if (epochs !== 5) throw new Error(String(epochs));'),
      ),
    );
    assert.equal(run(path, '-p', 'epochs=5').status, 0);
    assert.match(run(path, '-p', 'epochs=4').stdout, /cell 2 \(id c2\): Error: 4/);
  });

  it('reports an error with its cell and its lines, and leaves the file alone', () => {
    write(notebook(markdown('x'), code("const a = 1;\nthrow new RangeError('too short');"), code('a;')));
    const before = readFileSync(path, 'utf8');
    const {status, stdout} = run(path, '--update');
    assert.equal(status, 1);
    assert.match(stdout, /lesson\.ipynb, cell 2 \(id c2\): RangeError: too short/);
    assert.match(stdout, /:2:/);
    assert.equal(readFileSync(path, 'utf8'), before);
  });

  it('lets a cell fail that is tagged so, goes on after it, and asks it to fail', () => {
    write(notebook(code("throw new RangeError('x');", [], ['raises-exception']), code('1 + 1;')));
    assert.equal(run(path, '--update').status, 0);
    const [failed, next] = readNotebook(path).cells;
    assert.equal(failed.outputs?.[0].output_type, 'error');
    assert.equal(next.outputs?.length, 1);
    write(notebook(code('1;', [], ['raises-exception'])));
    assert.match(run(path, '--update').stdout, /cell 1: tagged raises-exception, but nothing failed/);
  });

  it('says when a lesson ran on generated data, compares no numbers, and keeps real outputs', () => {
    const source = (flag: string, value: number) =>
      `const show = (globalThis as unknown as Record<symbol, (b: object, o: object) => void>)[Symbol.for('jupyter.display')];
show({'text/plain': 'data ${value}'}, {metadata: {unroll: {${flag}: true}}});`;
    write(notebook(code(source('generated', 2), [display({'text/plain': 'data 1'})])));
    const {status, stdout} = run(path);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /1 lesson ran on generated data\n1 passed/);
    const refused = run(path, '--update');
    assert.match(refused.stdout, /outputs of the real data are kept/);
    assert.equal(refused.status, 1);
    assert.match(readFileSync(path, 'utf8'), /data 1/);
  });

  const wrong: [title: string, args: () => string[], message: RegExp][] = [
    ['an unknown id', () => ['9.9'], /^unknown notebook '9\.9'; [^\n]*\n$/],
    ['an unknown parameter', () => [path, '-p', 'epoch=2'], /has no parameter 'epoch'; it has: epochs\n$/],
    [
      'a parameter of the wrong type',
      () => [path, '-p', 'epochs=two'],
      /^[^\n]*does not fit 'const epochs = 3;'[^\n]*\n$/,
    ],
    ['an unknown option', () => [path, '--updat'], /unknown option '--updat'/],
  ];
  for (const [title, args, message] of wrong) {
    it(`refuses ${title} at once with exit code 2 or 1`, () => {
      write(sound());
      const {status, stderr} = run(...args());
      assert.ok(status === 2 || (title === 'an unknown option' && status === 1));
      assert.match(stderr, message);
    });
  }

  it('refuses a broken notebook before anything runs', () => {
    writeFileSync(path, '{"cells": [');
    const {status, stderr, stdout} = run(path);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /lesson\.ipynb[^\n]*broken JSON[^\n]*\n$/);
  });

  it('interrupted leaves no half-written file and no process', async () => {
    write(
      notebook(code('const first = 1;\nfirst;'), code('await new Promise((resolve) => setTimeout(resolve, 120_000));')),
    );
    const before = readFileSync(path, 'utf8');
    const child = spawn(process.execPath, [...cli, 'run', path, '--update'], {cwd: inProject(), env: environment()});
    let output = '';
    child.stderr.on('data', (data) => {
      output += data;
    });
    // The kernel is below Python, which is below the program: three generations, and the cell's own process.
    const isRunning = () => [...descendants(child.pid ?? 0).values()].some((depth) => depth >= 3);
    for (let i = 0; i < 300 && !isRunning(); i++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(isRunning(), 'the kernel did not start');
    const pids = [...descendants(child.pid ?? 0).keys()];
    const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
    child.kill('SIGINT');
    assert.equal(await closed, 2);
    assert.match(output, /^interrupted; nothing half-written[^\n]*\n$/);
    assert.equal(readFileSync(path, 'utf8'), before);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
    const alive = pids.filter((pid) => descendants(1).has(pid));
    assert.deepEqual(alive, [], 'processes are left');
  });
});

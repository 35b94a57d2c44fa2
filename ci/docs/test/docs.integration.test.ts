import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {makeCourse} from './course';

const root = resolve(__dirname, '../../..');
const run = (...args: string[]) => spawnSync(process.execPath, args, {cwd: root, encoding: 'utf8'});
const docs = (...args: string[]) => run('--import', 'tsx', 'ci/docs/cli.ts', ...args);

describe('npm run docs', function () {
  this.timeout(120_000);
  const tested = "import {data, layers} from '../src';\nlayers.extra.twice(data.windows().length);\nlayers.cell();\n";
  const course = makeCourse({
    'lib/src/layers/extra.ts': '/** Twice. */\nexport const twice = (x: number): number => 2 * x;\n',
    'lib/test/all.test.ts': tested,
  });
  const source = join(course.root, 'lib/src/data/index.ts');
  after(() => course.remove());

  it('writes pages that --check finds fresh', () => {
    assert.equal(docs('--root', course.root).status, 0);
    assert.deepEqual(readdirSync(join(course.root, 'docs/api')).sort(), ['README.md', 'data.md', 'layers.md']);
    const {status, stdout} = docs('--check', '--root', course.root);
    assert.equal(status, 0, stdout);
    assert.match(stdout, /5 public names, 5 with a docstring\n3 values, 3 named by a test\n/);
    assert.match(stdout, /3 pages fresh, 0 stale/);
  });

  it('fails naming the page when a docstring has changed, and writes nothing', () => {
    writeFileSync(source, readFileSync(source, 'utf8').replace('Cuts.', 'Cuts a series.'));
    const before = readFileSync(join(course.root, 'docs/api/data.md'), 'utf8');
    const {status, stdout} = docs('--check', '--root', course.root);
    assert.equal(status, 1);
    assert.match(stdout, /docs\/api\/data\.md is stale; run `npm run docs`/);
    assert.equal(readFileSync(join(course.root, 'docs/api/data.md'), 'utf8'), before);
  });

  it('fails naming a public name without a docstring or a test, though the pages are fresh', () => {
    writeFileSync(source, `${readFileSync(source, 'utf8')}\nexport const fresh = 1;\n`);
    assert.equal(docs('--root', course.root).status, 0);
    const {status, stdout} = docs('--check', '--root', course.root);
    assert.equal(status, 1);
    assert.match(stdout, /without a docstring: data\.fresh\nnamed by no test: data\.fresh\n/);
  });

  it('deletes the page of a room that is gone', () => {
    writeFileSync(join(course.root, 'docs/api/gone.md'), 'old');
    assert.match(docs('--root', course.root).stdout, /deleted docs\/api\/gone\.md/);
  });

  it('says in one line that a folder is no course', () => {
    const {status, stderr} = docs('--check', '--root', join(course.root, 'docs'));
    assert.equal(status, 2);
    assert.match(stderr, /^lib\/src\/index\.ts exports no rooms; is this the folder of the course\?\n$/);
  });
});

describe('the tasks of the index', function () {
  this.timeout(120_000);

  it('compile strictly against the built library', () => {
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2022', '--module', 'CommonJS'];
    const more = ['--moduleResolution', 'node10', '--esModuleInterop', '--types', 'node', '--noUnusedLocals'];
    const files = readdirSync(join(root, 'ci/docs/tasks')).map((name) => `ci/docs/tasks/${name}`);
    const {status, stdout} = run('node_modules/typescript/bin/tsc', ...options, ...more, ...files);
    assert.equal(status, 0, stdout);
  });

  it('run, every one of at least 25, without an error', () => {
    const {status, stdout, stderr} = run('--import', 'tsx', 'ci/docs/run-tasks.ts');
    assert.equal(status, 0, stderr);
    const lines = stdout.trim().split('\n');
    const results = lines.map((line) => JSON.parse(line) as {task: string; error?: string});
    assert.ok(results.length >= 25, `${results.length} tasks`);
    assert.deepEqual(
      results.filter(({error}) => error !== undefined),
      [],
    );
  });

  it('take something from every room', () => {
    const page = readFileSync(join(root, 'docs/api/README.md'), 'utf8');
    const rooms = readdirSync(join(root, 'docs/api')).map((name) => name.replace('.md', ''));
    for (const room of rooms.filter((name) => name !== 'README')) {
      assert.match(page, new RegExp(`→ .*\\[\`${room}\\.`), room);
    }
  });
});

import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {projectFolder} from '../../../notebooks/paths';
import {notebook, RIGHT} from '../../attacks/attack';
import type {Result} from '../../results/result';
import {freePort} from '../../services/free-port';
import {type Program, programs, until} from './processes';

/** Enough that each test can end something in their middle. */
const COUNT = 8;

/** Marks that differ: every second student has one answer more. */
const answersOf = (index: number) => (index % 2 === 0 ? RIGHT : {});

/** What must not depend on where work was graded. */
const lasting = ({seconds: _, parts, ...rest}: Result) => ({
  ...rest,
  parts: parts.map(({seconds: __, ...part}) => part),
});

describe('grading on a Dask cluster', function () {
  this.timeout(600_000);
  let [folder, secret, submitted, port] = ['', '', '', 0];
  let expected: object[] = [];
  let running: ReturnType<typeof programs>;

  const cli = (out: string, ...more: string[]): string[] => [
    ...['--import', 'tsx', join(projectFolder, 'ci/grading/cli.ts'), submitted, '--secret', secret],
    ...['--out', join(folder, out), '--no-feedback', ...more],
  ];
  const grade = (out: string, ...more: string[]): Program => running.start(process.execPath, cli(out, ...more));
  const onCluster = () => ['--scheduler', `tcp://127.0.0.1:${port}`];
  const filesOf = (out: string): string[] => {
    const place = join(folder, out, 'results/02');
    if (!existsSync(place)) return [];
    return readdirSync(place)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(place, name));
  };
  const resultsOf = (out: string) =>
    filesOf(out).map((file) => lasting(JSON.parse(readFileSync(file, 'utf8')) as Result));
  const graded = (out: string, count: number) => until(`${count} results`, () => filesOf(out).length >= count);
  const whole = async (program: Program, out: string) => {
    assert.equal(await program.code, 0, program.said());
    assert.match(program.said(), new RegExp(`^${COUNT} submissions graded`, 'm'));
    assert.deepEqual(resultsOf(out), expected);
  };

  before(function () {
    folder = mkdtempSync(join(tmpdir(), 'unroll-cluster-'));
    [secret, submitted] = [join(folder, 'secret'), join(folder, 'submitted')];
    writeFileSync(secret, 'y'.repeat(64), {mode: 0o600});
    for (let index = 0; index < COUNT; index++) {
      const student = join(submitted, `student${index}`, '02-dimensions');
      mkdirSync(student, {recursive: true});
      const [content] = Object.values(notebook({answers: answersOf(index), before: `// ${index}`}));
      writeFileSync(join(student, '02-dimensions.ipynb'), content as string);
    }
    const alone = spawnSync(process.execPath, cli('alone', '--slots', '1', '--scheduler', 'none'), {encoding: 'utf8'});
    if (/cannot be locked in/.test(alone.stderr)) this.skip();
    assert.equal(alone.status, 0, alone.stderr);
    expected = resultsOf('alone');
    assert.equal(expected.length, COUNT);
    assert.equal(new Set(expected.map((result) => (result as Result).points)).size, 2);
  });
  after(() => rmSync(folder, {recursive: true, force: true}));
  beforeEach(async () => {
    running = programs();
    port = await freePort();
  });
  afterEach(() => running.endAll());

  it('gives the same results on a cluster of this machine as on one core', async () => {
    await whole(grade('local', '--scheduler', 'local', '--slots', '2'), 'local');
  });

  it('loses nothing when a worker dies, and when the scheduler dies with all it knows', async () => {
    let scheduler = await running.scheduler(port);
    const workers = [running.worker(port), running.worker(port)];
    const grader = grade('lossy', ...onCluster());
    await graded('lossy', 1);
    await running.kill(workers[0]);
    await graded('lossy', 3);
    await running.kill(scheduler);
    scheduler = await running.scheduler(port);
    running.worker(port);
    await whole(grader, 'lossy');
  });

  it('goes on where a killed grader stopped, and does nothing twice', async () => {
    await running.scheduler(port);
    running.worker(port);
    const first = grade('killed', ...onCluster());
    await graded('killed', 3);
    await running.kill(first);
    const [kept, times] = [filesOf('killed'), filesOf('killed').map((file) => statSync(file).mtimeMs)];
    assert.ok(kept.length < COUNT, 'it was killed too late to prove anything');
    const second = grade('killed', ...onCluster());
    await whole(second, 'killed');
    assert.match(second.said(), new RegExp(`${kept.length} of them in an earlier run`));
    assert.deepEqual(
      kept.map((file) => statSync(file).mtimeMs),
      times,
    );
  });

  it('says in one line where there is no scheduler, and that no worker has come yet', async () => {
    const nobody = grade('nobody', ...onCluster());
    assert.equal(await nobody.code, 3);
    assert.match(nobody.said(), /^there is no scheduler at tcp:\/\/127\.0\.0\.1:\d+; start one: [^\n]+\n$/);
    await running.scheduler(port);
    const waiting = grade('nobody', ...onCluster());
    await until('it says what is missing', () => /^no worker at .*; start one .*dask worker tcp/m.test(waiting.said()));
    running.worker(port);
    await whole(waiting, 'nobody');
  });

  it('keeps what is graded when the disk is full, and goes on when there is room', async function () {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const mount = (...options: string[]) => spawnSync('mount', [...options, disk], {encoding: 'utf8'}).status === 0;
    if (process.getuid?.() !== 0 || !mount('-t', 'tmpfs', '-o', 'size=24k', 'tmpfs')) this.skip();
    try {
      const full = grade('disk', '--scheduler', 'none', '--slots', '2');
      assert.equal(await full.code, 2, full.said());
      assert.match(
        full.said(),
        /^the disk that holds [^\n]*disk is full \(ENOSPC\); what is graded is kept: make room/m,
      );
      assert.ok(resultsOf('disk').length < COUNT);
      assert.deepEqual(
        readdirSync(disk, {recursive: true, encoding: 'utf8'}).filter((name) => name.endsWith('.tmp')),
        [],
      );
      assert.ok(mount('-o', 'remount,size=64m'));
      await whole(grade('disk', '--scheduler', 'none', '--slots', '2'), 'disk');
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

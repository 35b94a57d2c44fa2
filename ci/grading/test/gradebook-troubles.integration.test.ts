import assert from 'node:assert/strict';
import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {projectFolder, pythonPath} from '../../notebooks/paths';
import {writeGradebook} from '../gradebook/gradebook';
import type {Result} from '../results/result';
import {openStore} from '../results/store';
import {result02, runPython, show, startWriter} from './gradebook-behaviour';

describe('a gradebook in trouble', function () {
  this.timeout(240_000);
  let [folder, out, url]: string[] = [];
  before(function () {
    if (existsSync(pythonPath())) return;
    console.log('      skipped: there is no Python environment here (.venv); npm start -- --setup-only makes it');
    this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-troubles-'));
    out = join(folder, 'grades');
    mkdirSync(out);
    url = `sqlite:///${join(out, 'gradebook.db')}`;
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const write = (results: Result[], place = url, patience = 1, said: string[] = []) =>
    writeGradebook({results, submissions: []}, {url: place, out, patience, say: (line) => said.push(line)});
  const refused = async (place: string, message: RegExp, exitCode = 2) => {
    await assert.rejects(write([result02('eve')], place), (error: Error & {exitCode?: number}) => {
      assert.match(error.message, message);
      assert.match(error.message, /^[^\n]+$/);
      assert.equal(error.exitCode, exitCode);
      return true;
    });
  };

  it('says in one line what cannot be a gradebook, and shows no password', async () => {
    await refused('sqlite://', /a database in memory keeps nothing/);
    await refused('nonsense://ada:sesame@host/x', /^(?!.*sesame).*there is no such kind of database/);
    await refused('mysql+pymysql://ada:sesame@host/x', /^(?!.*sesame).*the driver 'pymysql' is not installed/);
    await refused('postgresql://ada:sesame@host:port/x', /^(?!.*sesame).*is no database URL/);
    await refused(`sqlite:///${join(folder, 'none/grades.db')}`, /there is no folder .*none$/);
    writeFileSync(join(folder, 'text.db'), 'no database, but a text that is long enough to be looked at');
    await refused(`sqlite:///${join(folder, 'text.db')}`, /the file is no database/);
    await write([result02('ada')]);
    const file = join(out, 'gradebook.db');
    await refused(`sqlite:///file:${file}?mode=ro&uri=true`, /it is read-only/);
    const half = readFileSync(file).subarray(0, 20_000);
    writeFileSync(join(folder, 'half.db'), half);
    await refused(`sqlite:///${join(folder, 'half.db')}`, /damaged|no database/);
    assert.deepEqual(readdirSync(folder).sort(), ['grades', 'half.db', 'text.db'], 'nothing is left behind');
  });

  it('refuses the database of another version of nbgrader', async () => {
    await write([result02('ada')]);
    const program = `import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute("UPDATE alembic_version SET version_num='50a4d84c131a'"); c.commit()`;
    assert.equal(runPython(['-c', program, join(out, 'gradebook.db')]).status, 0);
    await refused(
      url,
      /made by another version of nbgrader \(50a4d84c131a, here [0-9a-f]+\); copy it, then run nbgrader db upgrade/,
    );
  });

  it('refuses an exercise that lost cells for which there are marks', async () => {
    await write([result02('ada')]);
    const program = `import sys
from nbgrader.api import Gradebook
with Gradebook(sys.argv[1], 'unroll') as g:
    g.add_grade_cell('e02-old-test', '02-dimensions', '02-dimensions', max_score=1, cell_type='code')`;
    assert.equal(runPython(['-c', program, url]).status, 0);
    await refused(url, /02-dimensions in the gradebook has cells that the exercise has no more \(e02-old-test\)/);
  });

  it('says when the disk is full, and keeps what was there', async function () {
    const small = join(folder, 'small');
    mkdirSync(small);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', small]);
    if (mounted.status !== 0) this.skip();
    try {
      const place = `sqlite:///${join(small, 'grades.db')}`;
      await write([result02('ada')], place);
      const before = show(place);
      const many = Array.from({length: 1500}, (_, index) => result02(`student${index}`));
      await assert.rejects(write(many, place), {message: /the disk is full/, exitCode: 2});
      assert.deepEqual(show(place), before);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  it('waits for a database that somebody holds, and says what to do where that takes too long', async () => {
    await write([result02('ada')]);
    const program = `import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); time.sleep(120)`;
    const holder = spawn(pythonPath(), ['-c', program, join(out, 'gradebook.db')]);
    await new Promise((held) => holder.stdout.once('data', held));
    const said: string[] = [];
    const waiting = write([result02('bob')], url, 60, said);
    try {
      await refused(
        url,
        /locked.*; results are stored in .*grades, run the same command again when the database is back$/,
        3,
      );
    } finally {
      holder.kill();
    }
    await waiting;
    assert.match(said.join('\n'), /^[^\n]*locked; trying again for up to 60 seconds$/);
    assert.deepEqual(Object.keys(show(url).marks).sort(), ['02-dimensions/ada', '02-dimensions/bob']);
  });

  it('has the old state or the new one, whenever the program is killed', async () => {
    await write([result02('student0'), result02('ada')]);
    const count = 1500;
    for (const wait of [1500, 2500, 3500, 5000]) {
      const child = startWriter(url, out, count);
      const closed = new Promise((ended) => child.once('close', ended));
      await new Promise((begun) => child.stdout?.once('data', begun));
      await pause(wait);
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      } catch {
        // it was done
      }
      await closed;
      const {rows, marks} = show(url);
      const isNew = rows.submitted_notebook === count + 1;
      assert.ok(isNew || rows.submitted_notebook === 2, `${rows.submitted_notebook} submissions after ${wait} ms`);
      assert.equal(rows.grade, 6 * rows.submitted_notebook);
      assert.equal(marks['02-dimensions/student0'].score, isNew ? 0 : 2);
    }
    await write(Array.from({length: count}, (_, index) => result02(`student${index}`, 0)));
    assert.equal(show(url).rows.submitted_notebook, count + 1);
  });

  describe('from the command', () => {
    const grade = (args: string[], env: Record<string, string> = {}) => {
      const program = join(projectFolder, 'ci/grading/cli.ts');
      const places = ['--secret', join(folder, 'secret'), '--out', out];
      return spawnSync(process.execPath, ['--import', 'tsx', program, ...places, ...args], {
        cwd: projectFolder,
        encoding: 'utf8',
        env: {...process.env, ...env},
      });
    };
    beforeEach(() => writeFileSync(join(folder, 'secret'), 'x'.repeat(64), {mode: 0o600}));

    it('refuses options that say nothing, before anything is graded', () => {
      const refuses = (message: RegExp, ...args: string[]) => {
        const {status, stdout, stderr} = grade(args);
        assert.match(stderr, message);
        assert.deepEqual([status, stdout, stderr.trim().split('\n').length], [2, '', 1]);
      };
      refuses(/what follows --db is no URL; .*or put --db last/, '--db', folder);
      refuses(/--due and --config are about the gradebook; they need --db/, folder, '--due', '2026-12-01T12:00Z');
      refuses(/a date with its time and zone, such as 2026-12-01T12:00Z/, folder, '--db', '--due', '2026-12-01');
      refuses(/there is no configuration at .*none\.py/, folder, '--db', '--config', join(folder, 'none.py'));
      assert.deepEqual(readdirSync(out), []);
    });

    it('forgets a student in the gradebook too, and says where it does not', async () => {
      // A name that no random number in hexadecimal digits holds by chance.
      const store = openStore(out);
      for (const student of ['zuzanna', 'bob']) store.save(result02(student));
      await write(store.all());
      const without = grade(['--forget', 'zuzanna']);
      assert.match(without.stdout, /the gradebook keeps its marks; --forget with --db removes them as well/);
      assert.ok(!existsSync(join(out, 'autograded/zuzanna')));
      assert.ok('02-dimensions/zuzanna' in show(url).marks);
      assert.equal(grade(['--forget', 'zuzanna', '--db']).status, 0);
      assert.deepEqual(show(url).students, [['bob', null]]);
      assert.ok(!readFileSync(join(out, 'gradebook.db')).includes('zuzanna'), 'not even in what SQLite has freed');
      assert.equal(grade(['--forget', 'zuzanna', '--db']).status, 1);
    });

    it('writes what it graded, and says what to do where the database is away', () => {
      const submitted = join(folder, 'submitted/ada/02-dimensions');
      mkdirSync(submitted, {recursive: true});
      copyFileSync(join(projectFolder, 'exercises/02-dimensions.ipynb'), join(submitted, '02-dimensions.ipynb'));
      writeFileSync(join(submitted, 'timestamp.txt'), '2026-12-01 14:00:00 UTC\n');
      utimesSync(join(submitted, '02-dimensions.ipynb'), new Date(0), new Date(0));
      const args = [join(folder, 'submitted'), '--trust', '--slots', '1', '--no-feedback'];
      const away = grade([...args, '--db', 'postgresql://ada:sesame@127.0.0.1:1/grades'], {
        UNROLL_DATABASE_SECONDS: '2',
      });
      assert.match(
        away.stderr,
        /results are stored in .*grades, run the same command again when the database is back\n$/,
      );
      assert.doesNotMatch(away.stderr, /sesame/);
      assert.equal(away.status, 3, away.stderr);
      assert.ok(existsSync(join(out, 'results/02/ada.json')));

      const {status, stdout, stderr} = grade([...args, '--due', '2026-12-01T12:00Z', '--db']);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /1 submissions graded, 1 of them in an earlier run/);
      assert.match(stdout, /1 results in the gradebook at sqlite:/);
      const {marks, assignments} = show(url);
      assert.equal(assignments['02-dimensions'].duedate, '2026-12-01T12:00:00');
      assert.equal(marks['02-dimensions/ada'].time, '2026-12-01T14:00:00');
      assert.deepEqual(marks['02-dimensions/ada'].grades['e02-last-test'], [0, null, null, false]);
    });
  });
});

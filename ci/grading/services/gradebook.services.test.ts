import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {pythonPath} from '../../notebooks/paths';
import {writeGradebook} from '../gradebook/gradebook';
import type {Result} from '../results/result';
import {describeGradebook, mark, result02, show, startWriter} from '../test/gradebook-behaviour';
import {type Postgres, startPostgres} from './postgres';

describe('the gradebook in PostgreSQL', function () {
  this.timeout(300_000);
  let server: Postgres;
  let out: string;
  before(async () => {
    server = await startPostgres();
  });
  after(() => server?.remove());
  beforeEach(() => {
    out = mkdtempSync(join(tmpdir(), 'unroll-services-'));
  });
  afterEach(() => rmSync(out, {recursive: true, force: true}));

  describeGradebook(() => server.newDatabase());

  const names = (count: number) => Array.from({length: count}, (_, index) => `student${index}`);
  const write = (url: string, results: Result[], patience = 60, said: string[] = []) =>
    writeGradebook({results, submissions: []}, {url, out, patience, say: (line) => said.push(line)});

  /** Sleeps in the middle of the transaction, when the grades are there and the comments are not. */
  const slowDown = (url: string) =>
    sql(
      url,
      `CREATE FUNCTION doze() RETURNS trigger AS $$ BEGIN
         IF current_setting('unroll.dozed', true) IS DISTINCT FROM txid_current()::text THEN
           PERFORM set_config('unroll.dozed', txid_current()::text, false);
           PERFORM pg_sleep(4);
         END IF;
         RETURN NULL;
       END $$ LANGUAGE plpgsql;
       CREATE TRIGGER doze AFTER INSERT OR UPDATE ON comment FOR EACH STATEMENT EXECUTE FUNCTION doze()`,
    );
  const wakeUp = (url: string) => sql(url, 'DROP TRIGGER doze ON comment');

  it('keeps the old state where the server is killed in the middle of a write, and gets the new one when it is back', async () => {
    const url = server.newDatabase();
    await write(url, [result02('ada'), result02('bob')]);
    mark(url, {assignment: '02-dimensions', student: 'ada', grades: {'e02-last-test': [1, null]}});
    await slowDown(url);
    const before = show(url);
    const changed = [result02('ada', 0), ...names(20).map((name) => result02(name))];
    const said: string[] = [];
    const writing = write(url, changed, 60, said).then(
      () => 'written',
      (error: Error) => error.message,
    );
    await inDoze(url);
    await server.kill();
    await server.start();
    // Quick: whatever was begun is gone, before it is tried again.
    assert.deepEqual(show(url), before);
    await wakeUp(url);
    assert.equal(await writing, 'written');
    assert.match(
      said.join('\n'),
      /^postgresql\+psycopg:\/\/unroll@127\.0\.0\.1:\d+\/grades\d+: .*; trying again for up to 60 seconds$/,
    );
    const after = show(url);
    assert.equal(Object.keys(after.marks).length, 22);
    assert.deepEqual(after.marks['02-dimensions/ada'].grades['e02-last-test'], [0, 1, null, true]);
    assert.deepEqual(after.rows, {grade: 132, submitted_notebook: 22});
  });

  it('keeps the old state where the grader’s own program is killed', async () => {
    const url = server.newDatabase();
    await write(url, [result02('ada')]);
    await slowDown(url);
    const before = show(url);
    const child = startWriter(url, out, 20);
    const closed = new Promise((ended) => child.once('close', ended));
    await inDoze(url);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await closed;
    await pause(5000);
    assert.deepEqual(show(url), before);
  });

  it('says what to do where the server stays away', async () => {
    const url = server.newDatabase();
    await write(url, [result02('ada')]);
    await server.kill();
    const said: string[] = [];
    const begin = performance.now();
    await assert.rejects(write(url, [result02('bob')], 3, said), {
      name: 'GradebookError',
      exitCode: 3,
      message: /^postgresql.*; results are stored in .*, run the same command again when the database is back$/,
    });
    assert.ok(performance.now() - begin < 30_000);
    assert.equal(said.length, 1);
    await server.start();
    await write(url, [result02('ada'), result02('bob')]);
    assert.equal(Object.keys(show(url).marks).length, 2);
  });

  it('refuses at once what trying again does not help', async () => {
    const [url, started] = [server.newDatabase(), performance.now()];
    await write(url, [result02('ada')]);
    const refused = (place: string, message: RegExp) =>
      assert.rejects(write(place, [result02('bob')]), {name: 'GradebookError', exitCode: 2, message});
    await refused(`${url}x`, /there is no such database, user or role/);
    await refused(url.replace('unroll@', 'nobody:sesame@'), /^(?!.*sesame).*there is no such database, user or role/);
    await refused(url.replace('127.0.0.1', 'no-such-host.invalid'), /there is no such host/);
    await sql(url, "UPDATE alembic_version SET version_num = '0123456789ab'");
    await refused(url, /made by another version of nbgrader \(0123456789ab, here [0-9a-f]+\)/);
    const other = server.newDatabase();
    await sql(other, 'CREATE TABLE recipes (id int)');
    await refused(other, /none of nbgrader's; name a database of its own/);
    const frozen = server.newDatabase();
    await write(frozen, [result02('ada')]);
    await sql(frozen, `ALTER DATABASE ${frozen.split('/').pop()} SET default_transaction_read_only = on`);
    await refused(frozen, /it is read-only/);
    assert.ok(performance.now() - started < 120_000);
  });

  it('takes 10,000 results in a minute or two', async function () {
    this.timeout(600_000);
    const url = server.newDatabase();
    const results = names(10_000).map((name) => result02(name));
    const seconds = async (act: () => Promise<unknown>) => {
      const begin = performance.now();
      await act();
      return ((performance.now() - begin) / 1000).toFixed(1);
    };
    const first = await seconds(() => write(url, results));
    const again = await seconds(() => write(url, results));
    const other = await seconds(() =>
      write(
        url,
        results.map(({student}) => result02(student, 0)),
      ),
    );
    console.log(`      10,000 results: ${first} s; once more: ${again} s; all changed: ${other} s`);
    const counted =
      'SELECT count(*) FROM grade JOIN submitted_notebook s ON s.id = grade.notebook_id WHERE auto_score = 0';
    assert.equal(await sql(url, counted), '60000');
  });

  /** Runs SQL as the owner of the server would. */
  async function sql(url: string, statement: string): Promise<string> {
    const program =
      'import psycopg, sys\nwith psycopg.connect(sys.argv[1], autocommit=True) as c:\n r = c.execute(sys.argv[2])\n print(r.fetchone()[0] if r.description else "")';
    const child = spawn(pythonPath(), ['-c', program, url, statement], {stdio: ['ignore', 'pipe', 'pipe']});
    let [output, errors] = ['', ''];
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (errors += piece.toString()));
    const code = await new Promise((ended) => child.once('close', ended));
    assert.equal(code, 0, errors);
    return output.trim();
  }

  /** Waits until a write sleeps in its transaction. */
  async function inDoze(url: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      const found = await sql(url, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
      if (found !== '0') return;
      await pause(100);
    }
    assert.fail('the write never came to its comments');
  }
});

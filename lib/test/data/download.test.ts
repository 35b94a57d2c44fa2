import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {
  type FetchOptions,
  fetchFiles,
  type RemoteSet,
  readMirror,
  UnreachableError,
  WrongFileError,
} from '../../src/data/download';
import {folderStore} from '../../src/data/files/folders';

const BODY = Buffer.from(Array.from({length: 5000}, (_, i) => (i * 37) % 251));
const sha256 = createHash('sha256').update(BODY).digest('hex');
const setOf = (...paths: string[]): RemoteSet => ({
  repository: 'owner/name',
  commit: 'c0ffee',
  files: paths.map((path) => ({path, bytes: BODY.length, sha256})),
});
const SET = setOf('folder/one file.bin');

describe('fetchFiles', () => {
  let server: Server;
  let folder: string;
  let asked: string[];
  /** What the server does with the n-th request, counting from 1. */
  let answer: (n: number, response: ServerResponse, request: IncomingMessage) => void;
  let notes: string[];

  const serve = (response: ServerResponse) => response.writeHead(200, {'content-length': BODY.length}).end(BODY);
  const options = (more: Partial<FetchOptions> = {}): FetchOptions => ({
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cache: folderStore(join(folder, 'cache')),
    say: (note) => notes.push(note),
    pause: 1,
    patience: 2000,
    ...more,
  });
  const cachedFiles = () =>
    existsSync(join(folder, 'cache'))
      ? readdirSync(join(folder, 'cache'), {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
      : [];

  beforeEach((done) => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-data-'));
    [asked, notes] = [[], []];
    answer = (_, response) => serve(response);
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      answer(asked.length, response, request);
    }).listen(0, '127.0.0.1', done);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, {recursive: true, force: true});
  });

  it('asks for OWNER/NAME/COMMIT/PATH once, then answers from the cache', async () => {
    for (let time = 0; time < 2; time++) {
      const files = await fetchFiles(SET, options());
      assert.deepEqual(Buffer.from(files.get('folder/one file.bin') ?? []), BODY);
    }
    assert.deepEqual(asked, ['/owner/name/c0ffee/folder/one%20file.bin']);
    assert.deepEqual(readFileSync(join(folder, 'cache/owner/name/c0ffee/folder/one file.bin')), BODY);
  });
  it('fetches many files and counts them', async () => {
    const paths = Array.from({length: 30}, (_, i) => `${i}.bin`);
    const counts: string[] = [];
    answer = (n, response) => setTimeout(() => serve(response), (n % 8) * 5); // they come in another order
    const files = await fetchFiles(setOf(...paths), options({progress: (done, all) => counts.push(`${done}/${all}`)}));
    assert.deepEqual([...files.keys()], paths);
    assert.deepEqual([counts[0], counts.at(-1)], ['1/30', '30/30']);
  });
  it('tries again after a cut connection and keeps no half of a file', async () => {
    answer = (n, response) => {
      if (n > 2) return serve(response);
      response.writeHead(200, {'content-length': BODY.length}).write(BODY.subarray(0, 1000));
      setTimeout(() => response.destroy(), 20);
    };
    assert.equal((await fetchFiles(SET, options())).size, 1);
    assert.equal(asked.length, 3);
    assert.equal(cachedFiles().length, 1);
  });
  it('takes an early end without a length for a cut connection', async () => {
    answer = (n, response) => (n > 1 ? serve(response) : response.writeHead(200).end(BODY.subarray(0, 1000)));
    assert.equal((await fetchFiles(SET, options())).size, 1);
    assert.equal(asked.length, 2);
  });
  it('gives up after its tries, with the reason, and leaves the cache empty', async () => {
    answer = (_, response) => {
      response.writeHead(200, {'content-length': BODY.length}).write(BODY.subarray(0, 1000));
      setTimeout(() => response.destroy(), 20);
    };
    await assert.rejects(fetchFiles(SET, options({tries: 2})), (error: Error) => {
      assert.ok(error instanceof UnreachableError);
      assert.match(error.message, /one%20file\.bin: .+, after 2 tries$/);
      return true;
    });
    assert.deepEqual([asked.length, cachedFiles()], [2, []]);
  });
  it('refuses wrong bytes at once, of the right length or longer, and keeps none', async () => {
    const wrong = Buffer.from(BODY);
    wrong[4000] ^= 1;
    answer = (_, response) => response.end(wrong);
    await assert.rejects(fetchFiles(SET, options()), (error: Error) => {
      assert.ok(error instanceof WrongFileError);
      assert.match(
        error.message,
        new RegExp(`one%20file.bin is not the file expected: sha256 .* instead of ${sha256}`),
      );
      return true;
    });
    answer = (_, response) => response.end(Buffer.concat([BODY, BODY]));
    await assert.rejects(fetchFiles(SET, options()), /more than its 5000 bytes/);
    assert.deepEqual([asked.length, cachedFiles()], [2, []]);
  });
  it('does not ask twice for what is not there, but does where the server is in trouble', async () => {
    answer = (_, response) => response.writeHead(404).end('no');
    await assert.rejects(fetchFiles(SET, options()), /the server answered 404$/);
    assert.equal(asked.length, 1);
    answer = (n, response) => (n < 4 ? response.writeHead(503).end() : serve(response));
    assert.equal((await fetchFiles(SET, options())).size, 1);
    assert.equal(asked.length, 4);
  });
  it('waits for a slow server as long as bytes come, not for a silent one', async () => {
    answer = (_, response) => {
      response.writeHead(200, {'content-length': BODY.length});
      for (let i = 0; i < 10; i++) {
        setTimeout(() => response.write(BODY.subarray(i * 500, (i + 1) * 500)), 60 * i);
      }
    };
    assert.equal((await fetchFiles(SET, options({patience: 400, tries: 1}))).size, 1);
    answer = (_, response) => response.writeHead(200, {'content-length': BODY.length}).write(BODY.subarray(0, 9));
    const other = setOf('silent.bin');
    await assert.rejects(fetchFiles(other, options({patience: 100, tries: 1})), /no byte for 0\.1 s/);
  });
  it('names the reason where there is no server', async () => {
    const asWithServer = options({tries: 1});
    await new Promise((resolve) => server.close(resolve));
    await assert.rejects(fetchFiles(SET, asWithServer), (error: Error) => {
      assert.ok(error instanceof UnreachableError);
      assert.match(error.message, /fetch failed \(ECONNREFUSED\)/);
      return true;
    });
  });
  it('fetches a damaged file of the cache again and mends it', async () => {
    await fetchFiles(SET, options());
    const path = join(folder, 'cache/owner/name/c0ffee/folder/one file.bin');
    for (const damage of [BODY.subarray(0, 100), Buffer.alloc(BODY.length)]) {
      writeFileSync(path, damage);
      assert.equal((await fetchFiles(SET, options())).get('folder/one file.bin')?.[1], BODY[1]);
      assert.deepEqual(readFileSync(path), BODY);
    }
    assert.equal(asked.length, 3);
  });
  it('works in memory, and says so once, where the cache cannot be written', async () => {
    // A file where a folder should be: nobody can write below it, not even the superuser.
    writeFileSync(join(folder, 'cache'), 'in the way');
    const files = await fetchFiles(setOf('a', 'b', 'c'), options());
    assert.equal(files.size, 3);
    assert.equal(notes.length, 1);
    assert.match(notes[0], /cache cannot be written \(.*\): the data stay in memory only/);
  });
  it('works in memory where the file system of the cache is read-only', async () => {
    const error = Object.assign(new Error('EROFS: read-only file system'), {code: 'EROFS'});
    const cache = {read: async () => undefined, write: () => Promise.reject(error)};
    assert.equal((await fetchFiles(setOf('a', 'b'), options({cache}))).size, 2);
    assert.deepEqual(notes, [`The cache cannot be written (${error.message}): the data stay in memory only.`]);
  });
  it('lets several processes fill one cache at once', async () => {
    const set = setOf(...Array.from({length: 12}, (_, i) => `${i}.bin`));
    const program = join(__dirname, 'download-process.ts');
    const run = () =>
      promisify(execFile)(process.execPath, [
        '--import',
        'tsx',
        program,
        options().address,
        join(folder, 'cache'),
        JSON.stringify(set),
      ]);
    for (const {stdout, stderr} of await Promise.all([run(), run(), run()])) {
      assert.deepEqual([stdout.trim(), stderr], [Array(12).fill(5000).join(), '']);
    }
    assert.equal(cachedFiles().length, 12); // No drafts are left behind.
    for (const {name} of cachedFiles())
      assert.deepEqual(readFileSync(join(folder, 'cache/owner/name/c0ffee', name)), BODY);
  });
});

describe('readMirror', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-mirror-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  it('reads files as they lie, refuses wrong ones, and names what is missing', async () => {
    const mirror = folderStore(folder);
    await assert.rejects(readMirror(SET, mirror, 'M'), (error: Error) => {
      assert.ok(error instanceof UnreachableError);
      assert.equal(error.message, 'the mirror M has no owner/name/c0ffee/folder/one file.bin');
      return true;
    });
    await mirror.write('owner/name/c0ffee/folder/one file.bin', BODY);
    assert.deepEqual(Buffer.from((await readMirror(SET, mirror, 'M')).get('folder/one file.bin') ?? []), BODY);
    await mirror.write('owner/name/c0ffee/folder/one file.bin', BODY.subarray(1));
    await assert.rejects(readMirror(SET, mirror, 'M'), (error: Error) => {
      assert.ok(error instanceof WrongFileError);
      assert.match(error.message, /^M\/owner.* is not the file expected: 4999 bytes instead of 5000$/);
      return true;
    });
  });
});

import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {createHash} from 'node:crypto';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type Server, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {load, WrongFileError} from '../../src/data';
import {fetchFiles} from '../../src/data/download';
import {folderStore} from '../../src/data/files/folders';
import {manifestOf} from '../../src/data/sets/manifest';

const BODY = Buffer.from(Array.from({length: 4000}, (_, i) => (i * 29) % 251));
const FILE = {bytes: BODY.length, sha256: createHash('sha256').update(BODY).digest('hex')};
const SET = {
  repository: 'owner/name',
  commit: 'c0ffee',
  files: [
    {path: 'a.bin', ...FILE},
    {path: 'b.bin', ...FILE},
  ],
};
/** A user without rights, by number. */
const NOBODY = 65534;

/** Runs something without the rights of the superuser, whom permissions do not bind. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const own = process.geteuid?.();
  if (own === 0) process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    if (own === 0) process.seteuid?.(0);
  }
}

describe('data in trouble', () => {
  let server: Server;
  let folder: string;
  let said: string[];
  let answer: (response: ServerResponse, url: string) => void;
  const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cache = () => join(folder, 'cache');
  const say = (note: string) => said.push(note);
  const options = () => ({mirror: address(), cache: cache(), say, network: {tries: 2, pause: 1, patience: 1000}});
  const kept = () =>
    existsSync(cache())
      ? readdirSync(cache(), {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile())
      : [];

  beforeEach((done) => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-trouble-'));
    said = [];
    answer = (response) => response.end(BODY);
    server = createServer((request, response) => answer(response, request.url ?? '')).listen(0, '127.0.0.1', done);
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, {recursive: true, force: true});
  });

  it('is made by the generator, said aloud, where every connection is cut', async () => {
    const {files} = await manifestOf('splice-junction');
    answer = (response) => {
      response.writeHead(200, {'content-length': files[0].bytes}).write('x'.repeat(100));
      setTimeout(() => response.destroy(), 10);
    };
    assert.equal((await load('splice-junction', options())).origin, 'generated');
    assert.equal(said.length, 1);
    assert.match(said[0], /, after 2 tries\. These are GENERATED data of the same form\.$/);
    assert.deepEqual(kept(), []);
  });

  it('is an error, and no generated data, where a mirror over HTTP gives other bytes', async () => {
    const {files} = await manifestOf('splice-junction');
    answer = (response) => response.end('x'.repeat(files[0].bytes));
    await assert.rejects(load('splice-junction', options()), (error: Error) => {
      assert.ok(error instanceof WrongFileError);
      assert.match(error.message, /is not the file expected: sha256 [0-9a-f]{64} instead of ebbae10c/);
      return true;
    });
    assert.deepEqual([said, kept()], [[], []]);
  });

  it('stays in memory, with one note, where permissions forbid to write the cache', async function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(cache());
    chmodSync(folder, 0o755);
    chmodSync(cache(), 0o555);
    const fetching = {address: address(), cache: folderStore(cache()), say, tries: 1};
    const files = await asNobody(() => fetchFiles(SET, fetching));
    assert.deepEqual(Buffer.from(files.get('b.bin') ?? []), BODY);
    assert.equal(said.length, 1);
    assert.match(said[0], /^The cache cannot be written \(EACCES: .*\): the data stay in memory only\.$/);
    assert.deepEqual(kept(), []);
    // with the right to write, the same call fills it
    chmodSync(cache(), 0o755);
    await fetchFiles(SET, fetching);
    assert.equal(kept().length, 2);
  });

  it('is read from a cache that may be read but not written, without asking the network', async function () {
    if (process.platform === 'win32') this.skip();
    const fetching = {cache: folderStore(cache()), say, tries: 1};
    await fetchFiles(SET, {...fetching, address: address()});
    chmodSync(folder, 0o755);
    chmodSync(cache(), 0o555);
    const files = await asNobody(() => fetchFiles(SET, {...fetching, address: 'http://127.0.0.1:1'}));
    assert.deepEqual([files.size, said], [2, []]);
  });

  it('is whole after a process was killed in the middle of it', async () => {
    const halfway = new Promise<void>((resolve) => {
      answer = (response, url) => {
        if (url.endsWith('a.bin')) return response.end(BODY);
        response.writeHead(200, {'content-length': BODY.length}).write(BODY.subarray(0, 2000));
        // the other file is kept before the process dies
        const look = setInterval(() => {
          if (kept().length === 0) return;
          clearInterval(look);
          resolve();
        }, 5);
      };
    });
    const program = ['--import', 'tsx', join(__dirname, 'download-process.ts')];
    const child = spawn(process.execPath, [...program, address(), cache(), JSON.stringify(SET)]);
    const closed = new Promise((resolve) => child.on('close', resolve));
    await halfway;
    child.kill('SIGKILL');
    await closed;
    const asked: string[] = [];
    answer = (response, url) => {
      asked.push(url);
      response.end(BODY);
    };
    const files = await fetchFiles(SET, {address: address(), cache: folderStore(cache()), say, tries: 1});
    assert.deepEqual([...files.values()].map(Buffer.from), [BODY, BODY]);
    assert.ok(asked.includes('/owner/name/c0ffee/b.bin'));
    for (const name of ['a.bin', 'b.bin'])
      assert.deepEqual(readFileSync(join(cache(), 'owner/name/c0ffee', name)), BODY);
  });
});

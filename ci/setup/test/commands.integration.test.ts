import {strict as assert} from 'node:assert';
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const root = resolve(__dirname, '../../..');

function program(path: string, ...args: string[]) {
  const {status, stderr} = spawnSync(process.execPath, ['--import', 'tsx', join(root, path), ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 20000,
  });
  return {status, lines: stderr.trim().split('\n')};
}

describe('npm start', () => {
  it('says in one line that the port is in use', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const {port} = server.address() as AddressInfo;
    try {
      const {status, lines} = program('ci/setup/start.ts', '--no-browser', '--port', String(port));
      assert.equal(status, 1);
      assert.equal(lines.length, 1);
      assert.match(lines[0], new RegExp(`^Port ${port} is in use by another program; name a free one`));
    } finally {
      server.close();
    }
  });

  for (const port of ['0', '65536', '88.5', 'http']) {
    it(`refuses --port ${port} in one line`, () => {
      const {status, lines} = program('ci/setup/start.ts', '--port', port);
      assert.equal(status, 1);
      assert.equal(lines.length, 1);
      assert.match(lines[0], /a port is a whole number from 1 to 65535/);
    });
  }
});

for (const kind of ['unit', 'integration']) {
  describe(`npm run test:${kind}`, () => {
    it('refuses a word that is no file, which would else run every test', () => {
      const {status, lines} = program('ci/setup/test-mocha.ts', kind, 'lib/test/engin');
      assert.equal(status, 2);
      assert.match(lines[0], /^There is no test file or folder 'lib\/test\/engin'/);
      assert.equal(program('ci/setup/test-mocha.ts', kind, 'engine').status, 2);
    });
  });
}

interface PythonModule {
  isVenvReady(venv: string, lock: string): boolean;
  makeVenv(options: object): Promise<void>;
}

describe('the Python environment', function () {
  this.timeout(120000);
  let folder: string;
  let python: PythonModule;
  before(async () => {
    python = (await import(pathToFileURL(join(root, 'ci/setup/python.mjs')).href)) as PythonModule;
    folder = mkdtempSync(join(tmpdir(), 'unroll-venv-'));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  it('is made anew where its folder was moved or its Python is gone, since its programs name both', async () => {
    const lock = join(folder, 'lock.txt');
    writeFileSync(lock, '# nothing to install\n');
    const make = (venv: string) =>
      python.makeVenv({venv, lock, root: folder, logs: join(folder, 'logs'), onDetail: () => {}});
    const [here, there] = [join(folder, 'a', '.venv'), join(folder, 'b', '.venv')];
    mkdirSync(join(folder, 'a'));
    await make(here);
    assert.ok(python.isVenvReady(here, lock));
    renameSync(join(folder, 'a'), join(folder, 'b'));
    assert.ok(!python.isVenvReady(there, lock));
    await make(there);
    assert.ok(python.isVenvReady(there, lock));
    assert.equal(spawnSync(join(there, 'bin/pip'), ['--version']).status, 0);
    rmSync(join(there, 'bin/python'));
    symlinkSync('/nonexistent/python3', join(there, 'bin/python'));
    assert.ok(!python.isVenvReady(there, lock));
  });
});

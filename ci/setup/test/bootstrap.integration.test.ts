import {strict as assert} from 'node:assert';
import {spawn, spawnSync} from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';

const root = resolve(__dirname, '../../..');

/** A folder with what a fresh clone has of set-up; every test works in one of its own. */
function freshClone(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unroll-setup-'));
  for (const path of [
    'package.json',
    'package-lock.json',
    '.npmrc',
    'lib/package.json',
    'ci/package.json',
    'ci/setup',
  ]) {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    cpSync(join(root, path), join(folder, path), {recursive: true});
  }
  return folder;
}

/** A PATH that holds node, npm, and a `python3` made of these shell lines (none: no Python at all). */
function pathWith(folder: string, python?: string): string {
  const bin = join(folder, 'bin-for-test');
  mkdirSync(bin, {recursive: true});
  const npm = spawnSync('which', ['npm'], {encoding: 'utf8'}).stdout.trim();
  symlinkSync(process.execPath, join(bin, 'node'));
  symlinkSync(npm, join(bin, 'npm'));
  if (python !== undefined) {
    writeFileSync(join(bin, 'python3'), `#!/bin/sh\n${python}\n`);
    chmodSync(join(bin, 'python3'), 0o755);
  }
  return `${bin}:/nonexistent`;
}

// a closed port stands for a missing network: the request is refused at once
const noNetwork = {
  npm_config_registry: 'http://127.0.0.1:9/',
  npm_config_fetch_retries: '0',
  PIP_INDEX_URL: 'http://127.0.0.1:9/',
  PIP_EXTRA_INDEX_URL: '',
  PIP_FIND_LINKS: '',
  PIP_CONFIG_FILE: '/dev/null',
  PIP_RETRIES: '0',
  PIP_NO_CACHE_DIR: '1',
};

function bootstrap(folder: string, args: string[], env: Record<string, string> = {}, nodeArgs: string[] = []) {
  const result = spawnSync(process.execPath, [...nodeArgs, join(folder, 'ci/setup/bootstrap.mjs'), ...args], {
    cwd: folder,
    env: {...process.env, npm_config_cache: join(folder, 'npm-cache'), ...env},
    encoding: 'utf8',
    timeout: 100000,
  });
  return {
    code: result.status,
    stdout: result.stdout,
    stderr: result.stderr,
    lastLine: result.stderr.trim().split('\n').pop() ?? '',
  };
}

describe('bootstrap', function () {
  this.timeout(120000);
  let folder: string;
  beforeEach(() => {
    folder = freshClone();
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  it('names the commands when asked for one that does not exist', () => {
    const {code, stderr} = bootstrap(folder, ['strat']);
    assert.equal(code, 2);
    assert.match(stderr, /There is no command 'strat'/);
    assert.match(stderr, /npm start/);
  });

  it('answers --help on a fresh clone without installing anything', () => {
    const {code, stdout} = bootstrap(folder, ['notebooks', '--help']);
    assert.equal(code, 0);
    assert.match(stdout, /run lessons and solutions/);
    assert.ok(!existsSync(join(folder, 'node_modules')));
  });

  it('says in one line that Node is too old, and which one it found', () => {
    const pretend = "data:text/javascript,Object.defineProperty(process.versions,'node',{value:'18.20.4'})";
    const {code, lastLine} = bootstrap(folder, ['start'], {}, ['--import', pretend]);
    assert.equal(code, 1);
    assert.match(lastLine, /^Node 20\.19 or newer is needed, but this is 18\.20\.4/);
  });

  it('says in one line that Python is missing', () => {
    const {code, stdout} = bootstrap(folder, ['doctor'], {PATH: pathWith(folder)});
    assert.equal(code, 1);
    assert.match(stdout, /Python 3\.11 to 3\.13 is needed, but no python3 was found/);
    assert.ok(!existsSync(join(folder, '.venv')));
  });

  it('says which Python it saw when none is in range', () => {
    const old = `echo '[3, 8, 10, true, "/usr/bin/python3"]'`;
    const {stdout, code} = bootstrap(folder, ['doctor'], {PATH: pathWith(folder, old)});
    assert.equal(code, 1);
    assert.match(stdout, /Python 3\.11 to 3\.13 is needed, but found only python3 = 3\.8\.10/);
  });

  it('says what to install when venv or ensurepip is missing', () => {
    const bare = `echo '[3, 12, 4, false, "/usr/bin/python3"]'`;
    const {stdout} = bootstrap(folder, ['doctor'], {PATH: pathWith(folder, bare)});
    assert.match(stdout, /Python 3\.12 \(python3\) lacks the venv or ensurepip module; install it .*python3\.12-venv/);
  });

  it('says that the registry could not be reached, and marks nothing as done', () => {
    const {code, stderr} = bootstrap(folder, ['start', '--setup-only'], noNetwork);
    assert.equal(code, 1);
    assert.match(stderr, /failed: the package registry could not be reached; check the network/);
    assert.ok(!existsSync(join(folder, '.cache/setup/packages')));
    assert.ok(!existsSync(join(folder, '.venv/unroll-setup.json')));
    assert.ok(!existsSync(join(folder, '.cache/setup.lock')), 'the lock is given back');
  });

  it('refuses a package whose checksum is not the locked one', async () => {
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
    const tarball = Buffer.from('not the package that was locked');
    const server: Server = createServer((request, response) => {
      const name = decodeURIComponent((request.url ?? '/').slice(1));
      const port = (server.address() as AddressInfo).port;
      if (name.endsWith('.tgz')) return response.end(tarball);
      const version = lock.packages[`node_modules/${name}`]?.version ?? '1.0.0';
      const dist = {tarball: `http://127.0.0.1:${port}/${name}.tgz`};
      response.setHeader('content-type', 'application/json');
      return response.end(
        JSON.stringify({name, 'dist-tags': {latest: version}, versions: {[version]: {name, version, dist}}}),
      );
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const registry = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const child = spawn(process.execPath, [join(folder, 'ci/setup/bootstrap.mjs'), 'start', '--setup-only'], {
        cwd: folder,
        env: {
          ...process.env,
          ...noNetwork,
          npm_config_cache: join(folder, 'npm-cache'),
          npm_config_registry: registry,
          PATH: pathWith(folder, `echo '[3, 12, 4, true, "/usr/bin/python3"]'`),
        },
      });
      let output = '';
      child.stderr.on('data', (chunk) => {
        output += chunk;
      });
      const code = await new Promise((done) => child.on('close', done));
      assert.equal(code, 1);
      assert.match(
        output,
        /Installing the npm packages failed: a downloaded package does not have the locked checksum/,
      );
      assert.ok(!existsSync(join(folder, '.cache/setup/packages')));
    } finally {
      server.close();
    }
  });

  it('says that Python is missing before it installs anything', () => {
    const {code, lastLine} = bootstrap(folder, ['start', '--setup-only'], {PATH: pathWith(folder)});
    assert.equal(code, 1);
    assert.match(lastLine, /^Python 3\.11 to 3\.13 is needed, but no python3 was found/);
    assert.ok(!existsSync(join(folder, 'node_modules')));
    assert.ok(!existsSync(join(folder, '.cache/logs')));
  });

  it('takes over the lock of a set-up that died', () => {
    mkdirSync(join(folder, '.cache'));
    writeFileSync(join(folder, '.cache/setup.lock'), '999999999');
    const {stdout} = bootstrap(folder, ['doctor']);
    assert.match(stdout, /set-up: packages/);
    assert.ok(!existsSync(join(folder, '.cache/setup.lock')));
  });

  it('takes over a lock with its own number, as a new container finds it', () => {
    mkdirSync(join(folder, '.cache'));
    const lock = join(folder, '.cache/setup.lock');
    const writer = `import {writeFileSync} from 'node:fs'; writeFileSync(${JSON.stringify(lock)}, String(process.pid));`;
    const {stdout, code} = bootstrap(folder, ['doctor'], {}, ['--import', `data:text/javascript,${writer}`]);
    assert.notEqual(code, null, 'it waited for itself');
    assert.match(stdout, /set-up: packages/);
  });

  it('ends what it started and gives the lock back when it is told to stop', async () => {
    const [npm, trace] = [join(folder, 'npm-that-hangs.js'), join(folder, 'trace')];
    const write = (word: string) => `require('fs').writeFileSync(${JSON.stringify(trace)}, '${word}');`;
    const ending = `process.on('SIGTERM', () => { ${write('ended')} process.exit(); });`;
    writeFileSync(npm, `${ending} ${write('started')} setInterval(() => {}, 1000);`);
    const traced = async (word: string) => {
      while (!existsSync(trace) || readFileSync(trace, 'utf8') !== word)
        await new Promise((done) => setTimeout(done, 50));
    };
    const child = spawn(process.execPath, [join(folder, 'ci/setup/bootstrap.mjs'), 'start', '--setup-only'], {
      cwd: folder,
      stdio: 'ignore',
      env: {...process.env, ...noNetwork, npm_execpath: npm},
    });
    const ended = new Promise((done) => child.on('close', done));
    await traced('started');
    child.kill('SIGTERM');
    assert.equal(await ended, 128 + 15);
    await traced('ended');
    assert.ok(!existsSync(join(folder, '.cache/setup.lock')));
  });
});

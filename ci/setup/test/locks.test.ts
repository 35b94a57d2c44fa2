import {strict as assert} from 'node:assert';
import {readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';

const root = resolve(__dirname, '../../..');
const folders = [
  'ci/setup/python',
  'ci/setup/engine',
  'ci/peers',
  'ci/kernel/conformance',
  'ci/notebooks/runners/locks',
];
const locks = folders.flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.txt'))
    .map((name) => `${folder}/${name}`),
);
const read = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the lock of Python packages', () => {
  for (const lock of locks) {
    const text = read(lock);
    const source = lock.replace(/(\.lock)?\.txt$/, '.in');

    it(`${lock} says in line 1 what it is made from`, () => {
      assert.ok(text.startsWith(`# Generated from ${source} by \`uv pip compile`), text.slice(0, 100));
    });

    it(`${lock} has a hash for every package and no address`, () => {
      const entries = text.split(/\n(?=[\w-])/).slice(1);
      assert.ok(entries.length > 1);
      for (const entry of entries) assert.match(entry, /^[\w.-]+(\[[\w,]+\])?==[^\n]+\\\n +--hash=sha256:[0-9a-f]{64}/);
      assert.doesNotMatch(text, /:\/\/|--(index|extra-index|find-links)/);
    });

    it(`${lock} is not older than ${source}`, () => {
      const normal = (word: string) => word.toLowerCase().replaceAll('_', '-');
      const asked = read(source)
        .split('\n')
        .filter((line) => /^[\w-]/.test(line));
      for (const line of asked) {
        const [, name, version] = /^([\w.-]+)(?:\[[^\]]*\])?==(\S+)/.exec(line) ?? [];
        assert.ok(name && version, `${source}: '${line}' is not pinned`);
        assert.ok(normal(text).includes(`\n${normal(name)}==${version}`), `${name}==${version} is not in ${lock}`);
      }
    });
  }
});

describe('the lock of npm packages', () => {
  for (const lock of ['package-lock.json', 'ci/setup/engine/package-lock.json']) {
    it(`${lock} has a checksum for every package and no address`, () => {
      const {packages} = JSON.parse(read(lock)) as {packages: Record<string, Record<string, string>>};
      for (const [path, {link, integrity, resolved}] of Object.entries(packages)) {
        if (!path.startsWith('node_modules/')) continue;
        if (!link) assert.match(integrity ?? '', /^sha512-/, path);
        assert.doesNotMatch(resolved ?? '', /:\/\//, path);
      }
    });
  }
});

describe('the sources of the addon', () => {
  it('bring no TensorFlow.js of their own: a second one would know nothing of the tensors of the first', () => {
    const {packages} = JSON.parse(read('ci/setup/engine/package-lock.json')) as {packages: Record<string, object>};
    const names = Object.keys(packages).filter(Boolean);
    const own = ['@tensorflow/tfjs-node-gpu', 'google-protobuf', 'node-api-headers'];
    assert.deepEqual(
      names.sort(),
      own.map((name) => `node_modules/${name}`),
    );
  });
});

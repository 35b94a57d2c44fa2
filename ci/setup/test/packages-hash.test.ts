import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

describe('what decides whether packages are installed again', () => {
  let [root, hash]: [string, (root: string) => string] = ['', () => ''];
  before(async () => {
    const steps = await import(pathToFileURL(join(__dirname, '../steps.mjs')).href);
    hash = (steps as {packagesHash(root: string): string}).packagesHash;
    root = mkdtempSync(join(tmpdir(), 'unroll-packages-'));
    for (const folder of ['lib', 'ci']) mkdirSync(join(root, folder));
    for (const file of ['package.json', 'lib/package.json', 'ci/package.json', 'package-lock.json']) put(file, {});
  });
  after(() => rmSync(root, {recursive: true}));
  const put = (file: string, content: object) => writeFileSync(join(root, file), JSON.stringify(content));

  it('is a dependency, a workspace or the lock, and no command', () => {
    put('package.json', {scripts: {start: 'a'}, dependencies: {x: '1.0.0'}});
    const first = hash(root);
    put('package.json', {scripts: {start: 'b', stop: 'c'}, dependencies: {x: '1.0.0'}});
    assert.equal(hash(root), first);
    put('package.json', {scripts: {start: 'a'}, dependencies: {x: '1.0.1'}});
    const second = hash(root);
    put('package-lock.json', {lockfileVersion: 3});
    const third = hash(root);
    put('ci/package.json', {dependencies: {y: '1.0.0'}});
    assert.equal(new Set([first, second, third, hash(root)]).size, 4);
  });
});

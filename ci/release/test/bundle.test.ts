import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {HIDDEN} from '../../grading/hidden-check';
import {exerciseFiles, writeRelease} from '../bundle';

describe("a learner's copy of the course", () => {
  let folder: string;
  let out: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-release-'));
    out = join(folder, 'class');
    writeRelease(['02', '14'], out);
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  const files = () =>
    readdirSync(out, {recursive: true, withFileTypes: true})
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1));

  it('holds the exercises that were named, and no others', () => {
    assert.deepEqual(readdirSync(join(out, 'exercises')), ['02-dimensions.ipynb', '14-named-entities.ipynb']);
    assert.match(readFileSync(join(out, 'README.md'), 'utf8'), /exercises\/14-named-entities\.ipynb/);
  });

  it('holds checks and hints, lessons with their recorded results, library and kernel', () => {
    const expected = [
      'lib/src/checks/02.ts',
      'notebooks/welcome.ipynb',
      'ci/kernel/src/front/main.ts',
      'package-lock.json',
    ];
    for (const path of expected) assert.ok(existsSync(join(out, path)), path);
    assert.ok(readdirSync(join(out, 'ci/experiments/results')).length > 20);
  });

  it('holds no solution, no hidden check, no mark scheme, no bench, no test', () => {
    const all = files();
    assert.deepEqual(
      all.filter((path) => /^(solutions|ci\/(grading|exercises\/bench|browser))\b|\/test\//.test(path)),
      [],
    );
    const [hidden] = Object.keys(HIDDEN);
    assert.ok(hidden);
    for (const path of all.filter((one) => one.endsWith('.ipynb'))) {
      assert.doesNotMatch(readFileSync(join(out, path), 'utf8'), /BEGIN SOLUTION|BEGIN MARK SCHEME|hiddenCheck/, path);
    }
    for (const path of all)
      assert.doesNotMatch(readFileSync(join(out, path), 'latin1'), /checks the hidden|export const hidden\b/, path);
  });

  it('knows only commands that work in it', () => {
    const {scripts} = JSON.parse(readFileSync(join(out, 'package.json'), 'utf8'));
    assert.deepEqual(Object.keys(scripts), ['start', 'progress', 'doctor', 'engine:tensorflow']);
  });

  it('is written whole or not at all, and never over something', () => {
    assert.throws(() => writeRelease(['02'], out), {name: 'InputError', message: /exists; name a folder/});
    const other = join(folder, 'other');
    assert.throws(() => writeRelease(['02', '99'], other), {
      name: 'InputError',
      message: /no exercise 99; there are 01, 02/,
    });
    assert.deepEqual(readdirSync(folder), ['class']);
    assert.throws(() => exerciseFiles(['2']), {name: 'InputError'});
  });
});

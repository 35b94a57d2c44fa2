import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readerOf, writeCodeCache} from '../course/code-cache';
import {CELL_LIMITS} from '../sandbox/limits';
import {nodeOptions} from '../sandbox/sandbox';

describe('the compiled form of the rooms', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-code-'));
    writeFileSync(join(folder, 'other.js'), 'module.exports = 40;');
    writeFileSync(
      join(folder, 'rooms.js'),
      `const other = require('./other.js'); const made = {}; exports.made = made; exports.sum = (x) => x + other;`,
    );
    writeFileSync(
      join(folder, 'course.js'),
      `const rooms = ${readerOf('rooms.js')}; Object.defineProperty(exports, Symbol.for('unroll.rooms'), {value: rooms});`,
    );
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  /** What a child would see, and what V8 thought of the compiled form: undefined where there was none. */
  const read = () => {
    const program = `
      const rooms = require('./course.js')[Symbol.for('unroll.rooms')];
      let rejected;
      const first = rooms((script) => { rejected = script.cachedDataRejected; });
      console.log(JSON.stringify({sum: first.sum(2), once: rooms().made === first.made, rejected}));`;
    const args = [...nodeOptions(CELL_LIMITS), '--eval', program];
    return JSON.parse(execFileSync(process.execPath, args, {cwd: folder, encoding: 'utf8'}));
  };

  it('is taken where it is there, and the rooms are read once', () => {
    assert.deepEqual(read(), {sum: 42, once: true});
    writeCodeCache(folder, 'rooms.js');
    assert.deepEqual(read(), {sum: 42, once: true, rejected: false});
  });

  it('is not needed where it is damaged, or of another file', () => {
    writeFileSync(join(folder, 'rooms.js.cache'), 'no code of any kind');
    assert.deepEqual(read(), {sum: 42, once: true, rejected: true});
    writeCodeCache(folder, 'rooms.js');
    writeFileSync(join(folder, 'rooms.js'), `exports.made = {}; exports.sum = (x) => x + 41; // another length`);
    assert.deepEqual(read(), {sum: 43, once: true, rejected: true});
  });

  it('is left out where the rooms cannot be read', () => {
    writeFileSync(join(folder, 'rooms.js'), 'throw new Error("no rooms")');
    writeCodeCache(folder, 'rooms.js');
    assert.ok(!existsSync(join(folder, 'rooms.js.cache')));
  });
});

import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {PARTS} from '../../src/checks';
import {solution} from '../../src/notebook';
import {solutionOf} from '../../src/notebook/solution';
import {readState, updateState} from '../../src/notebook/state';

const HOOK = Symbol.for('jupyter.display');
const world = globalThis as unknown as Record<symbol, unknown>;
const ROOT = join(__dirname, '../../..');
const cellsOf = (exercise: string) => {
  const folder = join(ROOT, 'solutions');
  const name = readdirSync(folder).find((one) => one.startsWith(`${exercise}-`)) ?? '';
  return JSON.parse(readFileSync(join(folder, name), 'utf8')).cells;
};

describe('the solution of a part', () => {
  it('is there for every part: an answer and why, without marks', () => {
    for (const {id, answers} of PARTS) {
      const text = solutionOf(cellsOf(id.split('.')[0]), id) ?? '';
      for (const name of Object.keys(answers)) assert.ok(text.includes(name), `${id} has no ${name}`);
      assert.doesNotMatch(text, /(BEGIN|END) SOLUTION|hiddenCheck/);
      assert.match(text, /```typescript\n/);
      assert.match(text, /\*\*Why/, `${id} is not explained`);
    }
  });

  it('holds nothing of other parts', () => {
    assert.doesNotMatch(solutionOf(cellsOf('02'), '02.2') ?? '', /function (lastShape|bidirectionalShape)/);
    assert.equal(solutionOf(cellsOf('02'), '02.99'), undefined);
  });
});

describe('solution', () => {
  let [folder, shown]: [string, string[]] = ['', []];
  const before = {cwd: process.cwd(), state: process.env.UNROLL_STATE};
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-solution-'));
    process.env.UNROLL_STATE = join(folder, 'progress.json');
    writeFileSync(join(folder, 'package.json'), '{}');
    process.chdir(folder);
    shown = [];
    world[HOOK] = (bundle: Record<string, unknown>) => shown.push(String(bundle['text/markdown']));
  });
  afterEach(() => {
    process.chdir(before.cwd);
    if (before.state === undefined) delete process.env.UNROLL_STATE;
    else process.env.UNROLL_STATE = before.state;
    delete world[HOOK];
    rmSync(folder, {recursive: true, force: true});
  });
  const tried = () => updateState('02.1', (old) => ({...old, tries: 1}));
  const withSolutions = () => {
    mkdirSync(join(folder, 'solutions'));
    writeFileSync(join(folder, 'solutions', '02-dimensions.ipynb'), JSON.stringify({cells: cellsOf('02')}));
  };

  it('opens only after a try', () => {
    withSolutions();
    solution('02.1');
    assert.match(shown[0], /opens after a try/);
    assert.doesNotMatch(shown[0], /units/);
    tried();
    solution('02.1');
    assert.match(shown[1], /Solution of 02\.1 The last output[\s\S]*return \[batch, units\]/);
    assert.equal(readState()['02.1'].seen, true);
  });

  it('is not held against who has passed already', () => {
    withSolutions();
    updateState('02.1', (old) => ({...old, tries: 1, passed: true}));
    solution('02.1');
    assert.equal(readState()['02.1'].seen, undefined);
  });

  it('says so where the course came without solutions, or with a damaged one', () => {
    tried();
    solution('02.1');
    assert.match(shown[0], /has no solution of 02\.1/);
    mkdirSync(join(folder, 'solutions'));
    writeFileSync(join(folder, 'solutions', '02-dimensions.ipynb'), '{"cells": [');
    solution('02.1');
    assert.match(shown[1], /has no solution of 02\.1/);
  });

  it('lists the parts when there is no such part', () => {
    assert.throws(() => solution('02.9'), /no part '02\.9'; there are: 02\.1/);
  });
});

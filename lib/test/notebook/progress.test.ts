import assert from 'node:assert/strict';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {byHand} from '../../src/checks';
import {progress} from '../../src/notebook';
import {type PartState, readState, updateState} from '../../src/notebook/state';

const MINUTE = 60_000;

describe('progress', () => {
  const state = (part: Partial<PartState>) => ({'02.1': {tries: 1, hints: 2, passed: true, seconds: 130, ...part}});

  it('sums up each exercise: points, parts, tries, hints, time', () => {
    const {text} = progress(undefined, state({}));
    assert.match(text, /^2 of \d+ points, and \d+ marked by your teacher, 2 min\n/);
    assert.match(text, /02 Dimensions +2 of 15 +1 of 6 +1 +2 +2 min/);
    assert.match(text, /20 Backpropagation by hand +0 of \d+ +0 of 5 +0 +0/);
  });

  it('lists the parts of one exercise, and says where the solution was opened first', () => {
    const {text} = progress('02', state({passed: false, seen: true}));
    assert.match(text, /^0 of 15 points/);
    assert.match(text, /02\.1 +The last output +2 +1 +2 +2 min +solution seen/);
    assert.doesNotMatch(text, /20\.1/);
    assert.match(progress('02', state({})).text, /02\.1 .*✓/);
  });

  it('marks an exercise whose parts are all passed', () => {
    const all = Object.fromEntries([1, 2, 3, 4, 5, 6].map((i) => [`02.${i}`, {tries: 1, hints: 0, passed: true}]));
    assert.match(progress(undefined, all).text, /02 Dimensions +15 of 15 +6 of 6 +6 +0 +✓/);
  });

  it('says how many points the teacher marks, and lists them in the exercise', () => {
    assert.match(progress(undefined, {}).text, /14 Named entities +0 of 14 +6 +0 of 7/);
    const {text} = progress('14', {});
    assert.match(text, /^0 of 14 points, and 6 marked by your teacher\n/);
    assert.match(text, /\nB +The errors +3 +marked by your teacher/);
    assert.doesNotMatch(progress('02', {}).text, /teacher/);
  });

  it('names the exercises when there is no such one', () => {
    assert.throws(() => progress('99', {}), /no exercise '99'; there are: /);
  });
});

describe('parts marked by the teacher', () => {
  interface Cell {
    source: string | string[];
    metadata: {nbgrader?: {grade?: boolean; task?: boolean; points?: number}};
  }
  const folder = join(__dirname, '..', '..', '..', 'solutions');

  it('are those of the solutions that no check reads (else add them to lib/src/checks/by-hand.ts)', () => {
    const stored = readdirSync(folder)
      .filter((name) => name.endsWith('.ipynb'))
      .flatMap((name) => {
        const {cells} = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {cells: Cell[]};
        let heading = '';
        return cells.flatMap(({source, metadata: {nbgrader}}) => {
          const text = [source].flat().join('');
          heading = text.match(/^#+ .*$/gm)?.at(-1) ?? heading;
          const isMarked = nbgrader?.task || (nbgrader?.grade && !text.includes('notebook.check('));
          return isMarked ? [`${name.slice(0, 2)} ${heading.replace(/^#+ /, '')}: ${nbgrader?.points}`] : [];
        });
      });
    const listed = byHand.map(({exercise, part, title, points}) => {
      return `${exercise} ${part.length === 1 ? `${part}.` : part} ${title}: ${points}`;
    });
    assert.deepEqual(listed, stored);
  });
});

describe('the time of a part', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-time-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  it('adds up the gaps between calls, of whatever part, and leaves pauses out', () => {
    const path = join(folder, 'progress.json');
    const same = (old: PartState) => old;
    const start = 1_800_000_000_000;
    updateState('02.1', same, {path, now: start});
    updateState('02.1', same, {path, now: start + 2 * MINUTE});
    updateState('02.2', same, {path, now: start + 5 * MINUTE});
    updateState('02.1', same, {path, now: start + 65 * MINUTE});
    updateState('02.1', same, {path, now: start + 66 * MINUTE});
    // A clock that was set back counts nothing.
    updateState('02.2', same, {path, now: start + MINUTE});
    const state = readState(path);
    assert.deepEqual([state['02.1'].seconds, state['02.2'].seconds], [180, 180]);
  });
});

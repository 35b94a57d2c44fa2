import assert from 'node:assert/strict';
import type {Result} from '../../results/result';
import {compareMarks, type Expected, type Manifest} from '../manifest';

const honest: Expected = {
  ...{student: 'ada', exercise: '02', kind: 'honest', about: '02.2 no batch axis'},
  ...{parts: {'02.1': 2, '02.2': 0}, isUnreadable: false},
};
const cut: Expected = {
  ...honest,
  student: 'bob',
  kind: 'damaged',
  about: 'cut',
  parts: {'02.1': 0, '02.2': 0},
  isUnreadable: true,
};
const hostile: Expected = {...honest, student: 'eve', kind: 'hostile', about: 'patch-json'};
const manifest: Manifest = {seed: 1, exercises: ['02'], submissions: [honest, cut, hostile]};

function result(student: string, points: number[], more: Partial<Result> = {}): Result {
  const parts = points.map((one, index) => ({part: `02.${index + 1}`, points: one, most: 2, message: 'why'}));
  const total = points.reduce((sum, one) => sum + one, 0);
  return {
    student,
    exercise: '02',
    points: total,
    parts,
    problem: null,
    suspicious: false,
    ...more,
  } as unknown as Result;
}

const right = () => [result('ada', [2, 0]), result('bob', [0, 0], {problem: 'no JSON'}), result('eve', [2, 0])];
const faults = (change: (results: Result[]) => Result[]) => compareMarks(manifest, change(right()));

describe('marks against the manifest', () => {
  it('are right where every submission has one result with the marks it must get', () => {
    assert.deepEqual(compareMarks(manifest, right()), []);
  });

  it('are wrong where points were won', () => {
    const [fault, ...others] = faults(([, ...rest]) => [result('ada', [2, 2]), ...rest]);
    assert.match(fault, /^ada 02 \(honest, 02\.2 no batch axis\): 02\.2 has 2 points, not 0 \(why\)$/);
    assert.deepEqual(others, []);
  });

  it('are wrong where points were lost', () => {
    assert.match(faults(([, ...rest]) => [result('ada', [0, 0]), ...rest]).join(), /02\.1 has 0 points, not 2/);
  });

  it('are wrong where the sum is not that of the parts', () => {
    assert.match(faults(([ada, ...rest]) => [{...ada, points: 15}, ...rest]).join(), /15 points in all, 2 by part/);
  });

  it('are wrong where an attack won points, and right where it lost some', () => {
    assert.match(
      faults(([a, b]) => [a, b, result('eve', [2, 2])]).join(),
      /eve .*patch-json.*02\.2 has 2 points, not 0/,
    );
    assert.deepEqual(
      faults(([a, b]) => [a, b, result('eve', [0, 0], {suspicious: true})]),
      [],
    );
  });

  it('are wrong where a result is missing, is there twice, or is about nobody', () => {
    assert.deepEqual(
      faults(([, ...rest]) => rest),
      ['ada 02: no result'],
    );
    assert.deepEqual(
      faults((all) => [...all, all[0]]),
      ['ada 02: a second result'],
    );
    assert.deepEqual(
      faults((all) => [...all, result('mallory', [2, 0])]),
      ["mallory 02: a result of nobody's submission"],
    );
  });

  it('are wrong where a part has no marks', () => {
    assert.match(faults(([, ...rest]) => [result('ada', [2]), ...rest]).join(), /marks for 1 parts of 2/);
  });

  it('are wrong where a whole file was not read, or a cut one was', () => {
    assert.match(faults(([a, ...rest]) => [{...a, problem: 'no JSON'}, ...rest]).join(), /not read: no JSON/);
    assert.match(faults(([a, b, c]) => [a, {...b, problem: null}, c]).join(), /read, though it cannot be/);
  });

  it('are wrong where honest work is said to break the rules', () => {
    assert.match(faults(([a, ...rest]) => [{...a, suspicious: true}, ...rest]).join(), /marked as breaking the rules/);
  });
});

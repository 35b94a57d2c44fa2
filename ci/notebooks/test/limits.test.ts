import assert from 'node:assert/strict';
import {type Cost, costTable, overLimits, processorSeconds, slowLines} from '../run/limits';

const cost = (more: Partial<Cost> = {}): Cost => ({
  notebook: 'notebooks/02-a/2.1-b.ipynb',
  room: 'lesson',
  seconds: 40,
  userSeconds: 30,
  compilerSeconds: 12,
  userMegabytes: 250,
  bytes: 500_000,
  ...more,
});

describe('the limits of a lesson', () => {
  it('fail a run that needs more than 400 MB, or a file of more than a megabyte, and say what to do', () => {
    assert.deepEqual(overLimits(cost()), []);
    assert.match(overLimits(cost({userMegabytes: 401})).join(), /its cells used 401 MB; at most 400: dispose/);
    assert.match(overLimits(cost({bytes: 1_000_001})).join(), /^1\.00 MB; at most 1 MB/);
    assert.deepEqual(overLimits(cost({room: 'solution', userMegabytes: 900})), []);
    assert.deepEqual(overLimits(cost({userMegabytes: undefined})), []);
  });

  it('are wider for texts, sounds and pictures: 500 MB and 120 s', () => {
    for (const name of ['05-text/5.3-attention', '06-applications/6.2-speech', '07-reference/7.2-common-mistakes']) {
      const notebook = `notebooks/${name}.ipynb`;
      assert.deepEqual(overLimits(cost({notebook, userMegabytes: 499})), []);
      assert.match(overLimits(cost({notebook, userMegabytes: 501})).join(), /at most 500/);
      assert.deepEqual(slowLines([cost({notebook, seconds: 119, userSeconds: 120})]), []);
      assert.match(slowLines([cost({notebook, seconds: 121, userSeconds: 120})])[0], /under 120 s/);
    }
    for (const notebook of ['notebooks/07-reference/7.1-a.ipynb', 'notebooks/05-a/4.2-b.ipynb']) {
      assert.match(overLimits(cost({notebook, userMegabytes: 401})).join(), /at most 400/);
    }
  });

  it('warn of a slow lesson, but not of a busy machine', () => {
    assert.deepEqual(slowLines([cost({seconds: 300, userSeconds: 60, compilerSeconds: 20})]), []);
    assert.match(slowLines([cost({seconds: 95, userSeconds: 120})])[0], /2\.1-b\.ipynb takes 95 s; .* under 90 s/);
    assert.match(slowLines([cost({seconds: 95, userSeconds: undefined})])[0], /takes 95 s/);
  });

  it('warn of lessons that take more than 25 processor minutes together', () => {
    const many = Array.from({length: 28}, () => cost({seconds: 60, userSeconds: 45, compilerSeconds: 8}));
    assert.deepEqual(slowLines(many), []);
    assert.match(slowLines([...many, cost({seconds: 60, userSeconds: 45})])[0], /25\.7 processor minutes together/);
  });

  it('are shown beside what each notebook used, in one table with a sum', () => {
    const table = costTable([cost(), cost({notebook: 'notebooks/01-a/1.1.ipynb', userSeconds: undefined})]);
    assert.match(table[0], /^notebook +wall s +CPU s +compiler s +peak MB +file MB$/);
    assert.match(table[1], /^notebooks\/01-a\/1\.1\.ipynb +40\.0 +\? +12\.0 +250 +0\.50$/);
    assert.match(table[3], /^all +80\.0 +30\.0 +24\.0 +1\.00$/);
    assert.equal(new Set(table.slice(0, 3).map((line) => line.length)).size, 1);
    assert.deepEqual(costTable([]), []);
  });

  it('count the work of the cells apart from that of the compiler', () => {
    assert.equal(processorSeconds(cost()), 42);
    assert.equal(processorSeconds(cost({userSeconds: undefined})), undefined);
  });
});

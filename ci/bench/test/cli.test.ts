import {strict as assert} from 'node:assert';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parsePeers, peerPython} from '../contestants';
import {ALLOWED_DRIFT, drifts} from '../guard';
import {chooseWorkloads, curvePoints, workloads} from '../workloads';

describe('the choice of peers', () => {
  it('keeps the order of the table, and knows none', () => {
    assert.deepEqual(parsePeers('torch,keras'), ['keras', 'torch']);
    assert.deepEqual(parsePeers('none'), []);
  });

  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'unroll-peers-'));
  });
  after(() => rmSync(folder, {recursive: true, force: true}));

  it('says what is missing and how to get it where there is no Python for them', () => {
    assert.throws(
      () => peerPython(['keras', 'torch'], join(folder, 'none')),
      /^SetupMissing: Keras is not set up: \.venv-peers is missing\.\nSet it up with: python3 -m venv .*requirements\.lock\.txt\n.*--peer none/,
    );
  });

  it('refuses another version than that of the lock', function () {
    if (process.platform === 'win32') return this.skip();
    const bin = join(folder, 'old', 'bin');
    mkdirSync(bin, {recursive: true});
    writeFileSync(join(bin, 'python'), '#!/bin/sh\necho \'{"torch": "1.0.0+cpu"}\'\n', {mode: 0o755});
    assert.throws(
      () => peerPython(['torch'], join(folder, 'old')),
      /has torch 1\.0\.0\+cpu, but ci\/peers\/requirements-torch\.lock\.txt says \d/,
    );
  });
});

describe('workloads', () => {
  it('are chosen by name in the order of the table', () => {
    const {workloads: chosen, extras} = chooseWorkloads(['load', 'gru', 'lstm']);
    assert.deepEqual(
      chosen.map(({name}) => name),
      ['lstm', 'gru'],
    );
    assert.deepEqual([...extras], ['load']);
  });

  it('have names of their own and at least one way', () => {
    assert.equal(new Set(workloads.map(({name}) => name)).size, workloads.length);
    for (const {goals} of workloads) assert.ok(Object.keys(goals).length > 0);
  });

  it('vary one size at a time along the curves', () => {
    for (const {axis, sizes} of curvePoints) {
      const changed = (['batch', 'length', 'units'] as const).filter(
        (size) => sizes[size] !== {batch: 32, length: 50, units: 20}[size],
      );
      assert.ok(changed.length === 0 || (changed.length === 1 && changed[0] === axis));
    }
  });
});

describe('the guard', () => {
  const recorded = {'training.fit lstm': 2, 'model.fit lstm': 4};

  it('lets pass what drifts by less than the allowed factor, either way', () => {
    const [up, down] = [2 * ALLOWED_DRIFT * 0.99, (4 / ALLOWED_DRIFT) * 1.01];
    assert.equal(drifts({'training.fit lstm': up, 'model.fit lstm': down}, recorded).size, 0);
  });

  it('names what became slower, and by how much', () => {
    const [line] = drifts({'training.fit lstm': 3.2, 'model.fit lstm': 4}, recorded).values();
    assert.match(
      line,
      /^training\.fit lstm is 1\.60 times as slow as recorded \(3\.20 against 2\.00 of the yardstick\)$/,
    );
  });

  it('asks for a new record where something became faster', () => {
    const [line] = drifts({'training.fit lstm': 2, 'model.fit lstm': 2}, recorded).values();
    assert.match(line, /^model\.fit lstm is 2\.00 times as fast as recorded; record it anew/);
  });

  it('notices that a recorded workload has gone', () => {
    const [line] = drifts({'training.fit lstm': 2}, recorded).values();
    assert.match(line, /^model\.fit lstm is recorded, but cannot be measured any more/);
  });
});

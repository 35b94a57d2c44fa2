import assert from 'node:assert/strict';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {engine} from '../../../lib/src';
import {confirmSample} from '../confirm';
import type {Experiment} from '../experiment';
import {Parts} from '../parts';
import {runExperiment, storeResult} from '../run';

describe('an experiment', () => {
  let cache = '';
  let computed: string[] = [];
  let cutAt: string | undefined;
  beforeEach(() => {
    cache = mkdtempSync(join(tmpdir(), 'experiments-'));
    [computed, cutAt] = [[], undefined];
  });
  afterEach(() => rmSync(cache, {recursive: true}));

  const toy: Experiment<{squares: number[]; luck: number[]}> = {
    name: 'toy',
    lesson: '1.1',
    question: 'What is a square?',
    seeds: [1, 2, 3],
    async run({seeds, expect, part}) {
      expect(seeds.length);
      const found: {square: number; luck: number}[] = [];
      for (const seed of seeds) {
        const key = `seed-${seed}`;
        found.push(
          await part(key, () => {
            if (key === cutAt) throw new Error('cut');
            computed.push(key);
            return {square: seed * seed, luck: engine.nextSeed()};
          }),
        );
      }
      return {squares: found.map(({square}) => square), luck: found.map(({luck}) => luck)};
    },
    sample: () => ({'squares.2': 9}),
  };
  const parts = (hash = 'a') => new Parts('toy', hash, cache);

  it('stores its numbers behind the command, the engine and the seeds that made them', async () => {
    const result = await runExperiment(toy, {parts: parts()});
    assert.deepEqual(Object.keys(result).slice(0, 6), ['command', 'lesson', 'engine', 'library', 'seeds', 'seconds']);
    assert.deepEqual([result.command, result.squares], ['npm run experiments -- toy', [1, 4, 9]]);
    assert.equal(
      (await runExperiment(toy, {parts: parts('b'), seeds: [2]})).command,
      'npm run experiments -- toy --seeds 2',
    );
  });

  it('goes on after its last finished part when a run was cut, with the numbers of a run in one go', async () => {
    const whole = await runExperiment(toy, {parts: new Parts('toy', 'whole', cache)});
    cutAt = 'seed-3';
    await assert.rejects(runExperiment(toy, {parts: parts()}), /cut/);
    [computed, cutAt] = [[], undefined];
    const {squares, luck} = await runExperiment(toy, {parts: parts()});
    assert.deepEqual(computed, ['seed-3']);
    assert.deepEqual({squares, luck}, {squares: whole.squares, luck: whole.luck});
  });

  it('computes anew what other sources, or a damaged file, have left', async () => {
    await runExperiment(toy, {parts: parts('old')});
    computed = [];
    await runExperiment(toy, {parts: parts('new')});
    assert.equal(computed.length, 3);
    writeFileSync(join(cache, 'experiments/toy/new/seed-2.json'), '{"seconds"');
    computed = [];
    await runExperiment(toy, {parts: parts('new')});
    assert.deepEqual(computed, ['seed-2']);
  });

  it('starts the engine anew before each part, so that no part depends on those before it', async () => {
    const {luck} = await runExperiment(toy, {parts: parts()});
    assert.equal(new Set(luck).size, 1);
  });

  it('refuses numbers that JSON would turn into null, saying where', async () => {
    const run: Experiment['run'] = async ({part}) => part('a', () => ({loss: [1, Number.NaN]}));
    await assert.rejects(runExperiment({...toy, run}, {parts: parts()}), /a\.loss\.1 is NaN/);
    const typed: Experiment['run'] = async () => ({values: Float32Array.of(1)});
    await assert.rejects(runExperiment({...toy, run: typed}, {parts: parts()}), /toy\.values is a typed array/);
    const twice: Experiment['run'] = async ({part}) => ({one: await part('a', () => 1), two: await part('a', () => 2)});
    await assert.rejects(runExperiment({...toy, run: twice}, {parts: parts('c')}), /two parts have the key 'a'/);
    const outside: Experiment['run'] = async ({part}) => ({one: await part('../a', () => 1)});
    await assert.rejects(runExperiment({...toy, run: outside}, {parts: parts('d')}), /a part has a key such as/);
  });

  it('is confirmed by its sample, which finds a changed number, a missing one and a missing file', async () => {
    const path = join(cache, 'results/toy.json');
    assert.match((await confirmSample(toy, path))[0], /toy\.json is not there; npm run experiments -- toy/);
    storeResult(path, {squares: [1, 4, 9]});
    assert.deepEqual(await confirmSample(toy, path), []);
    storeResult(path, {squares: [1, 4, 9.1]});
    assert.match((await confirmSample(toy, path))[0], /squares\.2 is 9\.1, recomputed 9/);
    storeResult(path, {squares: [1, 4]});
    assert.match((await confirmSample(toy, path))[0], /has no number at squares\.2/);
    assert.match((await confirmSample({...toy, sample: () => ({})}, path))[0], /recomputes no number/);
    assert.deepEqual(readdirSync(join(cache, 'results')), ['toy.json']);
    assert.ok(existsSync(path) && readFileSync(path, 'utf8').endsWith('}\n'));
  });
});

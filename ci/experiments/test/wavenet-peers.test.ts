import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {notebook} from '../../../lib/src';
import {buildWaveNet} from '../../../lib/src/models';
import {countParameters} from '../../../lib/src/training';

const read = (folder: string) =>
  JSON.parse(readFileSync(join(__dirname, '../..', folder, 'results/wavenet.json'), 'utf8'));
const peers: notebook.WaveNetPeers = read('peers');
const ours: notebook.WaveNetExperiment = read('experiments');
const own = (name: string) => ours.designs[name]?.runs.map(({testMse}) => testMse['15'] ?? Number.NaN) ?? [];
const keras = (name: string) => peers.networks[name]?.map(({testMse}) => testMse) ?? [];

describe('lesson 4.2 beside Keras on the same series', () => {
  it('has the parameter counts of Keras, those of the medium WaveNet among them', () => {
    for (const [name, {parameters}] of Object.entries(ours.designs)) {
      assert.equal(peers.parameters[name], parameters, name);
      assert.deepEqual([...new Set(peers.networks[name]?.map((run) => run.parameters))], [parameters], name);
    }
    const medium = buildWaveNet({blocks: 6, stacks: 2, filters: 32, outputs: 10});
    assert.equal(peers.parameters.medium, countParameters(medium));
    medium.dispose();
  });

  for (const name of Object.keys(ours.designs)) {
    it(`has test MSEs of ${name} near those of the other library: each median within a factor of 1.5 of the other range`, () => {
      const [a, b] = [own(name), keras(name)];
      assert.ok(a.length >= 3 && b.length >= 2, name);
      const middle = [...a].sort((x, y) => x - y)[Math.floor(a.length / 2)] ?? Number.NaN;
      assert.ok(middle > Math.min(...b) / 1.5 && middle < Math.max(...b) * 1.5, `${middle} beside ${b}`);
    });
  }

  it('has test MSEs of the medium WaveNet on few series within a tenth of those of the other library', () => {
    const own = ours.few.designs.medium?.runs.map(({testMse}) => testMse['15'] ?? Number.NaN) ?? [];
    const theirs = peers.few.networks.medium?.map(({testMse}) => testMse) ?? [];
    assert.deepEqual([ours.few.train, own.length, theirs.length], [peers.few.train, 3, 3]);
    for (const one of own)
      assert.ok(one > 0.9 * Math.min(...theirs) && one < 1.1 * Math.max(...theirs), `${own}; ${theirs}`);
  });

  it('ranks the CNN of nine steps last by far, and no network of Keras above the line on 50 steps but that', () => {
    const line = ours.baselines.leastSquares?.mse ?? Number.NaN;
    for (const runs of [own, keras]) {
      assert.ok(Math.min(...runs('cnn')) > 1.5 * line);
      for (const name of ['simple', 'small', 'lstm']) assert.ok(Math.max(...runs(name)) < line, name);
    }
  });
});

import {strict as assert} from 'node:assert';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {notebook} from '../../../lib/src';

const read = (folder: string) =>
  JSON.parse(readFileSync(join(__dirname, '../..', folder, 'results/convolution-over-time.json'), 'utf8'));
const peers: notebook.ConvolutionOverTimePeers = read('peers');
const ours: notebook.ConvolutionOverTime = read('experiments');

describe('lesson 4.1 beside Keras on the same series', () => {
  it('has the parameter counts of Keras, those that the syllabus names among them', () => {
    const named: Record<string, number> = {
      conv3Max: 4933,
      conv5Conv3Max: 27205,
      conv5Lstm: 42195,
      dilatedMax: 8037,
      dilatedLast: 8037,
    };
    for (const [name, count] of Object.entries(named)) assert.equal(ours.networks[name]?.parameters, count, name);
    for (const [name, runs] of Object.entries(peers.networks)) {
      assert.deepEqual([...new Set(runs.map(({parameters}) => parameters))], [ours.networks[name]?.parameters], name);
    }
  });

  it('has a Keras run of every network of the syllabus', () => {
    const asked = ['conv3Max', 'conv5Conv3Max', 'dilatedMax', 'dilatedLast', 'conv5Lstm', 'lstm32_32', 'lstm32_32_32'];
    assert.deepEqual(Object.keys(peers.networks).sort(), asked.sort());
  });

  for (const [name, runs] of Object.entries(peers.networks)) {
    it(`has test MSEs of ${name} near those of the other library: ranges meet, and no median is far outside`, () => {
      const own = ours.networks[name]?.runs.map(({testMse}) => testMse['10'] ?? Number.NaN) ?? [];
      const keras = runs.map(({testMse}) => testMse);
      const middle = [...own].sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? Number.NaN;
      assert.ok(Math.min(...keras) < 1.25 * Math.max(...own) && Math.max(...keras) > 0.75 * Math.min(...own));
      assert.ok(middle > 0.7 * Math.min(...keras) && middle < 1.6 * Math.max(...keras), `${middle} beside ${keras}`);
    });
  }

  it('ranks the ways of reading as Keras does: last step, then maximum of the same stack, then of two short kernels', () => {
    const medianOf = (mses: number[]) => [...mses].sort((a, b) => a - b)[Math.floor(mses.length / 2)] ?? Number.NaN;
    for (const of of [
      (name: string) => medianOf(ours.networks[name]?.runs.map(({testMse}) => testMse['10'] ?? Number.NaN) ?? []),
      (name: string) => medianOf(peers.networks[name]?.map(({testMse}) => testMse) ?? []),
    ]) {
      assert.ok(5 * of('dilatedLast') < of('dilatedMax') && 1.5 * of('dilatedMax') < of('conv3Max'));
      assert.ok(of('lstm32_32') < of('dilatedLast'));
    }
  });
});

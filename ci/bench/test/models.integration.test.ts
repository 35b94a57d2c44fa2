import {strict as assert} from 'node:assert';
import {buildOurs} from '../build-ours';
import {Contestant} from '../contestant';
import {type Sizes, type Way, workloads} from '../workloads';

/** A recurrent layer of g gates on n inputs. */
const gates = (g: number, n: number, units: number) => g * units * (n + units + 1);
const dense = (n: number, units: number) => (n + 1) * units;
const conv = (taps: number, n: number, filters: number) => (taps * n + 1) * filters;

const parameters: Record<string, number> = {
  lstm: gates(4, 1, 20) + gates(4, 20, 20) + dense(20, 1),
  'simple-rnn': gates(1, 1, 20) + gates(1, 20, 20) + dense(20, 1),
  // a GRU that resets after the product has a second bias
  gru: gates(3, 1, 20) + gates(3, 20, 20) + 2 * 3 * 20 + dense(20, 1),
  'copy-task': 15 * 32 + gates(4, 32, 64) + dense(64, 10),
  bilstm: 1000 * 32 + 2 * gates(4, 32, 64) + dense(128, 2),
  'lstm-256': 60 * 128 + gates(4, 128, 256) + dense(256, 60),
  cnn: 27_205, // as the syllabus counts it
  'video-frames': conv(9, 1, 16) + 2 * conv(9, 16, 16) + dense(12 * 6 * 6 * 16, 6),
  'video-3d': conv(27, 1, 16) + 2 * conv(27, 16, 16) + dense(3 * 6 * 6 * 16, 6),
  seq2seq: gates(4, 1, 20) + gates(4, 20, 20) + dense(20, 10),
  'wavenet-simple': conv(2, 1, 20) + 7 * conv(2, 20, 20) + conv(1, 20, 10),
  wavenet:
    conv(2, 1, 16) +
    8 * (2 * conv(2, 16, 16) + conv(1, 16, 16)) +
    7 * conv(1, 16, 16) +
    conv(1, 16, 16) +
    conv(1, 16, 10),
  'one-step': gates(4, 1, 20) + gates(4, 20, 20) + dense(20, 1),
};

/** In a process of its own: a second copy of the library here would register its layers over those of other tests. */
const startOurs = (way: Way) =>
  Contestant.start({name: 'ours', title: 'ours', program: process.execPath, args: [buildOurs(), way]});

describe('the models of the bench', () => {
  let ours: Contestant;
  before(async () => {
    ours = await startOurs('training.fit');
  });
  after(() => ours.stop());

  for (const {name, title, sizes} of workloads) {
    it(`count the parameters of ${title}, and train`, async () => {
      const loaded = await ours.ask({do: 'load', workload: name, sizes, batches: 1});
      assert.deepEqual(loaded, {parameters: parameters[name]});
    });
  }

  it('are refused by an unknown name', async () => {
    const unknown = await startOurs('training.fit');
    const asked = unknown.ask({do: 'load', workload: 'transformer', sizes: {}, batches: 1});
    await assert.rejects(asked, /our library has no model 'transformer'/);
    await unknown.stop();
  });
});

describe('our contestant', () => {
  const sizes: Sizes = {batch: 4, length: 5, units: 3, embedding: 2, vocabulary: 7};
  const ways: [Way, string][] = [
    ['training.fit', 'copy-task'],
    ['training.fit, 2 threads', 'gru'],
    ['model.fit', 'lstm'],
    ['training.stream', 'one-step'],
    ['model.predict', 'one-step'],
  ];

  for (const [way, workload] of ways) {
    it(`runs a round of '${workload}' by ${way}, without a TypeScript loader in its process`, async () => {
      const args = [buildOurs(), way];
      const contestant = await Contestant.start({name: way, title: way, program: process.execPath, args});
      try {
        const loaded = await contestant.ask({do: 'load', workload, sizes, batches: 3});
        assert.ok('parameters' in loaded && loaded.parameters > 10);
        const {ms, loss} = await contestant.ask({do: 'round'});
        assert.ok(ms > 0 && Number.isFinite(loss));
        assert.ok((await contestant.ask({do: 'memory'})) > 20);
      } finally {
        await contestant.stop();
      }
    });
  }

  it('does the work of the loss that it reports: training brings it down', async () => {
    const args = [buildOurs(), 'training.fit'];
    const contestant = await Contestant.start({name: 'ours', title: 'ours', program: process.execPath, args});
    try {
      await contestant.ask({do: 'load', workload: 'lstm', sizes, batches: 20});
      const losses: number[] = [];
      for (let i = 0; i < 8; i++) losses.push((await contestant.ask({do: 'round'})).loss);
      assert.ok(losses[7] < losses[0], String(losses));
    } finally {
      await contestant.stop();
    }
  });
});

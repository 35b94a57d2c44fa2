import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {type CrfScores, type FusedCrfInputs, type FusedViterbiInputs, fusedCrf, fusedViterbi} from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

interface GoldenCase {
  name: string;
  inputs: Record<keyof CrfScores, Packed>;
  tags: Packed;
  losses: Packed;
  dLosses: Packed;
  gradients: Record<keyof CrfScores, Packed>;
  bestTags: Packed;
  bestScores: Packed;
}

const NAMES: (keyof CrfScores)[] = ['emissions', 'transitions', 'start', 'end'];

function makeScores([batch, steps, units]: number[], seed: number, deviation = 1): CrfScores {
  const {normal} = random(seed);
  const draw = <T extends tf.Tensor>(shape: number[]) =>
    tf.tensor(
      Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
      shape,
    ) as T;
  return {
    emissions: draw<tf.Tensor3D>([batch, steps, units]),
    transitions: draw<tf.Tensor2D>([units, units]),
    start: draw<tf.Tensor1D>([units]),
    end: draw<tf.Tensor1D>([units]),
  };
}

function drawTags([batch, steps, units]: number[], seed: number): tf.Tensor2D {
  const {integer} = random(seed);
  return tf.tensor2d(
    Array.from({length: batch * steps}, () => integer(0, units)),
    [batch, steps],
  );
}

/** Score of a path of sequence 0, in float64. */
function scoreOf({emissions, transitions, start, end}: CrfScores, path: number[]): number {
  const [E, A] = [emissions.arraySync()[0], transitions.arraySync()];
  const steps = path.reduce((sum, tag, t) => sum + E[t][tag] + (t > 0 ? A[path[t - 1]][tag] : 0), 0);
  return start.arraySync()[path[0]] + steps + end.arraySync()[path[path.length - 1]];
}

/** All paths of so many steps. */
function pathsOf(steps: number, units: number): number[][] {
  if (steps === 0) return [[]];
  return pathsOf(steps - 1, units).flatMap((path) => Array.from({length: units}, (_, tag) => [...path, tag]));
}

function differentiate(scores: CrfScores, tags: tf.Tensor2D, d?: tf.Tensor1D) {
  const {value, grads} = tf.valueAndGrads((...sources: tf.Tensor[]) => {
    const inputs = Object.fromEntries(NAMES.map((name, i) => [name, sources[i]]));
    return fusedCrf({...inputs, tags} as unknown as FusedCrfInputs);
  })(
    NAMES.map((name) => scores[name]),
    d,
  );
  return {losses: value as tf.Tensor1D, gradients: Object.fromEntries(NAMES.map((name, i) => [name, grads[i]]))};
}

describe('fusedCrf and fusedViterbi', () => {
  before(() => engine.start().then(() => undefined));

  for (const wanted of readGolden<GoldenCase>('crf-torch')) {
    it(`have PyTorch’s losses, gradients and best paths: ${wanted.name}`, () => {
      tf.tidy(() => {
        const scores = Object.fromEntries(
          NAMES.map((name) => [name, unpack(wanted.inputs[name])]),
        ) as unknown as CrfScores;
        const tags = unpack(wanted.tags) as tf.Tensor2D;
        const {losses, gradients} = differentiate(scores, tags, unpack(wanted.dLosses) as tf.Tensor1D);
        expectClose(losses, wanted.losses, 1e-5, 'loss');
        for (const name of NAMES) expectClose(gradients[name], wanted.gradients[name], 1e-5, `gradient of ${name}`);
        const mask = tags.greaterEqual(0).toFloat() as tf.Tensor2D;
        const best = fusedViterbi({...scores, mask});
        expectClose(best.tags, wanted.bestTags, 0, 'best tags');
        expectClose(best.scores, wanted.bestScores, 1e-6, 'best score');
      });
    });
  }

  it('weigh the tags against all paths, and find the best of them', () => {
    for (const [steps, units] of [
      [1, 1],
      [1, 4],
      [4, 3],
      [6, 2],
      [3, 5],
    ]) {
      const scores = makeScores([1, steps, units], steps * units);
      const tags = drawTags([1, steps, units], steps);
      const all = pathsOf(steps, units);
      const values = all.map((path) => scoreOf(scores, path));
      const total = Math.log(values.reduce((sum, score) => sum + Math.exp(score), 0));
      const loss = total - scoreOf(scores, tags.arraySync()[0]);
      const [found] = fusedCrf({...scores, tags}).dataSync();
      assert.ok(Math.abs(found - loss) <= 2e-6 * Math.max(1, loss), `${found} should be ${loss}`);
      const best = fusedViterbi(scores);
      const most = Math.max(...values);
      assert.deepEqual(best.tags.arraySync()[0], all[values.indexOf(most)]);
      assert.ok(Math.abs(best.scores.dataSync()[0] - most) <= 2e-6 * Math.max(1, Math.abs(most)));
    }
  });

  it('have posteriors as gradients: every one adds up to what the tags took', () => {
    const shape = [3, 7, 5];
    const tags = drawTags(shape, 2);
    const {gradients} = differentiate(makeScores(shape, 2), tags);
    const oneHot = tf.oneHot(tags.toInt(), 5);
    const posteriors = gradients.emissions.add(oneHot);
    expectClose(posteriors.sum(2), tf.ones([3, 7]), 1e-5);
    assert.ok(posteriors.min().dataSync()[0] >= -1e-6);
    expectClose(gradients.start, gradients.emissions.slice([0, 0, 0], [3, 1, 5]).sum([0, 1]), 1e-5);
    expectClose(gradients.end, gradients.emissions.slice([0, 6, 0], [3, 1, 5]).sum([0, 1]), 1e-5);
    // A step comes from some tag and goes to some tag: sums of pairs are sums of single tags.
    expectClose(gradients.transitions.sum(0), gradients.emissions.slice([0, 1, 0], [3, 6, 5]).sum([0, 1]), 1e-5);
    expectClose(gradients.transitions.sum(1), gradients.emissions.slice([0, 0, 0], [3, 6, 5]).sum([0, 1]), 1e-5);
  });

  it('have the gradient of softmax cross-entropy where transitions say nothing', () => {
    const shape = [4, 6, 5];
    const {emissions} = makeScores(shape, 3);
    const tags = drawTags(shape, 3);
    const scores = {emissions, transitions: tf.zeros([5, 5]), start: tf.zeros([5]), end: tf.zeros([5])} as CrfScores;
    const {losses, gradients} = differentiate(scores, tags);
    const oneHot = tf.oneHot(tags.toInt(), 5);
    expectClose(losses, emissions.logSoftmax().mul(oneHot).sum([1, 2]).neg(), 1e-5);
    expectClose(gradients.emissions, emissions.softmax().sub(oneHot), 1e-5);
  });

  it('never find less than any path that is drawn', () => {
    for (let seed = 10; seed < 20; seed++) {
      const [steps, units] = [5 + seed, 1 + (seed % 7)];
      const scores = makeScores([1, steps, units], seed);
      const [best] = fusedViterbi(scores).scores.dataSync();
      for (let i = 0; i < 20; i++) {
        const path = drawTags([1, steps, units], 100 * seed + i).arraySync()[0];
        assert.ok(scoreOf(scores, path) <= best + 1e-4);
      }
      const path = fusedViterbi(scores).tags.arraySync()[0];
      assert.ok(Math.abs(scoreOf(scores, path) - best) < 1e-4);
    }
  });

  it('do not read masked steps, wherever they lie', () => {
    const scores = makeScores([2, 6, 3], 30);
    const tags = tf.tensor2d([
      [-1, 2, -1, 0, 1, -1],
      [1, 0, 2, -1, -1, -1],
    ]);
    const kept = tags.greaterEqual(0).toFloat() as tf.Tensor2D;
    const moved = scores.emissions.add<tf.Tensor3D>(tf.sub(1, kept).mul(1e6).expandDims(2));
    const [first, other] = [scores.emissions, moved].map((emissions) => differentiate({...scores, emissions}, tags));
    assert.deepEqual(other.losses.arraySync(), first.losses.arraySync());
    assert.deepEqual(other.gradients.emissions.arraySync(), first.gradients.emissions.arraySync());
    assert.equal(first.gradients.emissions.mul(tf.sub(1, kept).expandDims(2)).abs().max().dataSync()[0], 0);
    const short = scores.emissions.gather(tf.tensor1d([1, 3, 4], 'int32'), 1).slice(0, 1);
    const alone = fusedCrf({...scores, emissions: short, tags: tf.tensor2d([[2, 0, 1]])});
    assert.equal(alone.dataSync()[0], first.losses.dataSync()[0]);
    const best = fusedViterbi({...scores, emissions: moved, mask: kept});
    assert.deepEqual(
      best.tags.arraySync().map((row) => row.map((tag) => tag >= 0)),
      kept.arraySync().map((row) => row.map(Boolean)),
    );
  });

  it('respect forbidden transitions, with -∞ and without NaN', () => {
    const scores = makeScores([2, 5, 3], 40);
    const forbidden = tf.tensor2d([
      [0, 0, -Infinity],
      [0, 0, 0],
      [-Infinity, -Infinity, 0],
    ]);
    const chain = {...scores, transitions: scores.transitions.add<tf.Tensor2D>(forbidden)};
    const tags = tf.tensor2d([
      [0, 1, 2, 2, 2],
      [1, 1, 0, 0, 1],
    ]);
    const {losses, gradients} = differentiate(chain, tags);
    assert.ok(losses.dataSync().every((loss) => Number.isFinite(loss) && loss > 0));
    for (const name of NAMES) assert.ok(gradients[name].dataSync().every(Number.isFinite), name);
    const zeros = tf.where(forbidden.equal(0), tf.zeros([3, 3]), gradients.transitions);
    assert.equal(zeros.abs().max().dataSync()[0], 0);
    for (const path of fusedViterbi(chain).tags.arraySync()) {
      path.slice(1).forEach((tag, t) => {
        assert.equal(forbidden.arraySync()[path[t]][tag], 0);
      });
    }
  });

  it('know tags that only begin a sequence: nothing leads to them', () => {
    const scores = makeScores([2, 4, 3], 45);
    const closed = tf.tensor2d([[0, -Infinity, 0]]).tile([3, 1]) as tf.Tensor2D;
    const chain = {...scores, transitions: scores.transitions.add<tf.Tensor2D>(closed)};
    const tags = tf.tensor2d([
      [1, 2, 0, 2],
      [0, 0, 2, 0],
    ]);
    const {losses, gradients} = differentiate(chain, tags);
    assert.ok(losses.dataSync().every((loss) => Number.isFinite(loss) && loss > 0));
    for (const name of NAMES) assert.ok(gradients[name].dataSync().every(Number.isFinite), name);
    assert.equal(gradients.emissions.slice([0, 1, 1], [2, 3, 1]).abs().max().dataSync()[0], 0);
  });

  it('find, of several best paths, the one of the smallest tags', () => {
    const scores = makeScores([1, 4, 3], 46, 0);
    assert.deepEqual(fusedViterbi(scores).tags.arraySync(), [[0, 0, 0, 0]]);
  });

  it('stay precise over 1,000 steps', () => {
    const shape = [1, 1000, 4];
    const scores = makeScores(shape, 50, 10);
    const tags = drawTags(shape, 50);
    const {losses, gradients} = differentiate(scores, tags);
    const [E, A] = [scores.emissions.arraySync()[0], scores.transitions.arraySync()];
    const add = (logs: number[]) => {
      const most = Math.max(...logs);
      return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
    };
    let alpha = scores.start.arraySync().map((score, j) => score + E[0][j]);
    for (const row of E.slice(1)) alpha = row.map((score, j) => score + add(alpha.map((a, i) => a + A[i][j])));
    const end = scores.end.arraySync();
    const wanted = add(alpha.map((a, j) => a + end[j])) - scoreOf(scores, tags.arraySync()[0]);
    assert.ok(Math.abs(losses.dataSync()[0] / wanted - 1) < 1e-6, `${losses.dataSync()[0]} should be ${wanted}`);
    expectClose(gradients.emissions.sum(2), tf.zeros([1, 1000]), 1e-5);
  });

  it('keep neither tensors nor kernel memory over 300 steps of training', () => {
    const scores = makeScores([3, 8, 5], 60);
    const tags = drawTags([3, 8, 5], 60);
    const step = () => {
      tf.tidy(() => {
        differentiate(scores, tags);
        fusedViterbi(scores);
      });
    };
    step();
    const [count, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 300; i++) step();
    assert.equal(tf.memory().numTensors, count);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuse what does not fit, by name and value', () => {
    const scores = makeScores([2, 3, 4], 70);
    const tags = drawTags([2, 3, 4], 70);
    const cases: [Partial<Record<keyof FusedCrfInputs, tf.Tensor>>, RegExp][] = [
      [{emissions: tf.zeros([2, 3])}, /emissions must have shape \[any,any,any\], got \[2,3\]/],
      [{emissions: tf.zeros([2, 0, 4])}, /emissions must not be empty, got shape \[2,0,4\]/],
      [{transitions: tf.zeros([4, 3])}, /transitions must have shape \[4,4\], got \[4,3\]/],
      [{start: tf.zeros([3])}, /start must have shape \[4\], got \[3\]/],
      [{end: tf.zeros([1, 4])}, /end must have shape \[4\], got \[1,4\]/],
      [{tags: tf.zeros([2, 4])}, /tags must have shape \[2,3\], got \[2,4\]/],
      [{tags: tf.fill([2, 3], 4)}, /tags must be whole numbers below 4, negative where masked, got 4/],
      [{tags: tf.fill([2, 3], 0.5)}, /tags must be whole numbers.*got 0.5/],
    ];
    for (const [wrong, message] of cases) {
      assert.throws(() => fusedCrf({...scores, tags, ...wrong} as FusedCrfInputs), message);
    }
    const mask = tf.zeros<tf.Rank.R2>([3, 2]);
    assert.throws(
      () => fusedViterbi({...scores, mask} as FusedViterbiInputs),
      /mask must have shape \[2,3\], got \[3,2\]/,
    );
  });
});

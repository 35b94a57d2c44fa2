import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {type FusedAttentionInputs, fusedAttention} from '../../src/engine';
import type {AttentionOptions} from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

type Tensors = Record<string, tf.Tensor>;
type Sizes = [batch: number, queries: number, keys: number, width: number, features: number];

interface GoldenCase {
  name: string;
  options: AttentionOptions;
  inputs: Record<string, Packed>;
  weights?: Packed[];
  output: Packed;
  scores?: Packed;
  dOutput: Packed;
  dScores?: Packed;
  gradients: Record<string, Packed>;
  weightGradients?: Packed[];
}

const run = (tensors: Tensors, options: AttentionOptions) =>
  fusedAttention(tensors as unknown as FusedAttentionInputs, {...options, returnAttentionScores: true}) as {
    output: tf.Tensor3D;
    scores: tf.Tensor3D;
  };

function draw(seed: number, shape: number[], deviation = 1): tf.Tensor {
  const {normal} = random(seed);
  return tf.tensor(
    Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
    shape,
  );
}

const makeTensors = ([batch, queries, keys, width, features]: Sizes, seed: number): Tensors => ({
  query: draw(seed, [batch, queries, width]),
  value: draw(seed + 1, [batch, keys, features]),
  key: draw(seed + 2, [batch, keys, width]),
});

const SCORES = ['dot', 'scaledDot', 'additive'] as const;
/** Sizes around the tiles of the kernels, 1 included. */
const SIZES: Sizes[] = [1, 2, 3, 4, 5, 8, 9, 13].map((n): Sizes => [(n % 3) + 1, n, 14 - n, (n % 5) + 1, (n % 7) + 1]);

for (const golden of ['attention-keras', 'attention-torch']) {
  describe(`fusedAttention against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));

    for (const wanted of readGolden<GoldenCase>(golden)) {
      it(`has the same output, weights and gradients: ${wanted.name}`, () => {
        tf.tidy(() => {
          const tensors: Tensors = Object.fromEntries(
            Object.entries(wanted.inputs).map(([key, value]) => [key, unpack(value)]),
          );
          if (wanted.weights?.length) tensors.scale = unpack(wanted.weights[0]);
          const {output, scores} = run(tensors, wanted.options);
          expectClose(output, wanted.output, 1e-5, 'output');
          if (wanted.scores) expectClose(scores, wanted.scores, 1e-5, 'scores');
          const gradients: Record<string, Packed> = {...wanted.gradients};
          if (wanted.weightGradients?.length) gradients.scale = wanted.weightGradients[0];
          const names = Object.keys(gradients);
          const loss = (...sources: tf.Tensor[]) => {
            const replaced = Object.fromEntries(names.map((key, i) => [key, sources[i]]));
            const got = run({...tensors, ...replaced}, wanted.options);
            const value = got.output.mul(unpack(wanted.dOutput)).sum();
            return (wanted.dScores ? value.add(got.scores.mul(unpack(wanted.dScores)).sum()) : value) as tf.Scalar;
          };
          const found = tf.grads(loss)(names.map((key) => tensors[key]));
          found.forEach((gradient, i) => {
            expectClose(gradient, gradients[names[i]], 1e-5, `gradient of ${names[i]}`);
          });
        });
      });
    }
  });
}

describe('fusedAttention', () => {
  before(() => engine.start().then(() => undefined));

  it('gives weights that add up to 1 for each query, none of them negative', () => {
    for (const sizes of SIZES) {
      for (const score of SCORES) {
        const {scores} = run(makeTensors(sizes, sizes[1]), {score});
        expectClose(scores.sum(2), tf.ones(sizes.slice(0, 2)), 1e-6, `${score} ${sizes}`);
        assert.ok(scores.min().dataSync()[0] >= 0);
      }
    }
  });

  it('does not see the order of keys and values', () => {
    for (const score of SCORES) {
      const tensors = makeTensors([3, 4, 7, 5, 6], 40);
      const order = tf.tensor1d([3, 0, 6, 2, 5, 1, 4], 'int32');
      const shuffled = {...tensors, value: tensors.value.gather(order, 1), key: tensors.key.gather(order, 1)};
      const [plain, other] = [tensors, shuffled].map((all) => run(all, {score}));
      expectClose(other.output, plain.output, 1e-6, score);
      expectClose(other.scores, plain.scores.gather(order, 2), 1e-6, score);
    }
  });

  it('is causal if asked to be: a change of later keys and values changes nothing before, bit for bit', () => {
    for (const score of SCORES) {
      const tensors = makeTensors([2, 9, 9, 5, 3], 50);
      const later = tf.concat([tf.zeros([5]), tf.ones([4])]).reshape([1, 9, 1]);
      const changed = {...tensors, key: tensors.key.add(later), value: tensors.value.sub(later)};
      const [before, after] = [tensors, changed].map((all) => run(all, {score, causal: true}).output.arraySync());
      for (let b = 0; b < 2; b++) {
        assert.deepEqual(after[b].slice(0, 5), before[b].slice(0, 5));
        assert.notDeepEqual(after[b][5], before[b][5]);
      }
      const {scores} = run(tensors, {score, causal: true});
      assert.equal(
        scores
          .sub(tf.linalg.bandPart(scores, -1, 0))
          .abs()
          .max()
          .dataSync()[0],
        0,
      );
    }
  });

  it('gives masked values the weight 0 exactly, whatever they hold, and a gradient of 0', () => {
    for (const score of SCORES) {
      const tensors = makeTensors([2, 3, 6, 5, 4], 60);
      const valueMask = tf.tensor2d([1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 1], [2, 6]);
      const huge = tf.sub(1, valueMask).expandDims(2).mul(1e6);
      const changed = {...tensors, key: tensors.key.add(huge), value: tensors.value.add(huge)};
      const [plain, other] = [tensors, changed].map((all) => run({...all, valueMask}, {score}));
      assert.deepEqual(other.output.arraySync(), plain.output.arraySync());
      assert.equal(plain.scores.mul(tf.sub(1, valueMask).expandDims(1)).max().dataSync()[0], 0);
      const [dKey, dValue] = tf.grads((key, value) =>
        run({...tensors, key, value, valueMask}, {score})
          .output.square()
          .sum(),
      )([tensors.key, tensors.value]);
      for (const gradient of [dKey, dValue]) {
        assert.equal(gradient.mul(tf.sub(1, valueMask).expandDims(2)).abs().max().dataSync()[0], 0);
        assert.ok(gradient.abs().max().dataSync()[0] > 0);
      }
    }
  });

  it('gives zeros, and no NaN, where every value is masked', () => {
    for (const score of SCORES) {
      const tensors = makeTensors([2, 3, 5, 4, 3], 70);
      const valueMask = tf.tensor2d([0, 0, 0, 0, 0, 1, 0, 1, 1, 0], [2, 5]);
      const {output, scores} = run({...tensors, valueMask}, {score});
      const [empty, some] = tf.unstack(output);
      assert.equal(empty.abs().max().dataSync()[0], 0);
      assert.ok(some.abs().min().dataSync()[0] > 0);
      expectClose(scores.sum(2), tf.tensor2d([0, 0, 0, 1, 1, 1], [2, 3]), 1e-6);
      const gradients = tf.grads((...sources: tf.Tensor[]) => {
        const [query, value, key] = sources;
        return run({query, value, key, valueMask}, {score}).output.square().sum();
      })([tensors.query, tensors.value, tensors.key]);
      for (const gradient of gradients) assert.ok(gradient.dataSync().every(Number.isFinite));
    }
  });

  it('looks at one value only where its score is far above the others, without overflow', () => {
    const keys = tf.eye(5).expandDims<tf.Tensor3D>(0);
    const {output, scores} = run({query: keys.mul(1e30), value: draw(1, [1, 5, 3]), key: keys}, {});
    expectClose(scores, keys, 0);
    expectClose(output, draw(1, [1, 5, 3]), 0);
  });

  it('adds up the gradients of values that are keys, and queries, too', () => {
    const x = draw(80, [2, 5, 6]);
    const self = tf.grad((x: tf.Tensor) => run({query: x, value: x}, {score: 'scaledDot'}).output.square().sum())(x);
    const apart = tf.grads((query, value, key) => run({query, value, key}, {score: 'scaledDot'}).output.square().sum())(
      [x, x.clone(), x.clone()],
    );
    expectClose(self, tf.addN(apart), 1e-5);
  });

  it('scales dot products by √width on top of what it learns', () => {
    const tensors = makeTensors([2, 3, 4, 6, 5], 85);
    const [scaled, plain] = [
      tf.valueAndGrad((scale: tf.Tensor) =>
        run({...tensors, scale}, {score: 'scaledDot'})
          .output.square()
          .sum(),
      ),
      tf.valueAndGrad((scale: tf.Tensor) =>
        run({...tensors, scale: scale.div(Math.sqrt(6))}, {})
          .output.square()
          .sum(),
      ),
    ].map((differentiate) => differentiate(tf.scalar(1.7)));
    expectClose(scaled.value, plain.value, 1e-6);
    expectClose(scaled.grad, plain.grad, 1e-5);
  });

  it('gives the same bits whether weights are asked for, and a gradient follows, or not', () => {
    const tensors = makeTensors([3, 5, 7, 6, 5], 90) as unknown as FusedAttentionInputs;
    const plain = fusedAttention(tensors);
    assert.equal(plain.scores, undefined);
    const asked = run(tensors as unknown as Tensors, {});
    assert.deepEqual(asked.output.arraySync(), plain.output.arraySync());
    const {value} = tf.valueAndGrad((query: tf.Tensor) => run({...tensors, query} as Tensors, {}).output)(
      tensors.query,
    );
    assert.deepEqual(value.arraySync(), plain.output.arraySync());
  });

  it('keeps neither tensors nor kernel memory over 300 steps of training', () => {
    const tensors = makeTensors([3, 5, 7, 6, 5], 95);
    const step = () =>
      tf.tidy(() => {
        tf.grad((query) => run({...tensors, query}, {score: 'additive', causal: true}).output.sum())(tensors.query);
      });
    step();
    const [count, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 300; i++) step();
    assert.equal(tf.memory().numTensors, count);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses shapes that do not fit, by name', () => {
    const tensors = makeTensors([2, 3, 4, 5, 6], 99);
    const units = tf.zeros([5, 7]);
    const cases: [Tensors, AttentionOptions, RegExp][] = [
      [{query: tf.zeros([2, 3])}, {}, /query must have shape \[any,any,any\], got \[2,3\]/],
      [{query: tf.zeros([2, 0, 5])}, {}, /query must not be empty, got shape \[2,0,5\]/],
      [{value: tf.zeros([3, 4, 6])}, {}, /value must have shape \[2,any,any\], got \[3,4,6\]/],
      [{key: tf.zeros([2, 5, 5])}, {}, /key must have shape \[2,4,any\], got \[2,5,5\]/],
      [{key: tf.zeros([2, 4, 6])}, {}, /key must be as wide as query, 5, got shape \[2,4,6\]/],
      [{queryMask: tf.zeros([2, 4])}, {}, /queryMask must have shape \[2,3\], got \[2,4\]/],
      [{valueMask: tf.zeros([2, 3])}, {}, /valueMask must have shape \[2,4\], got \[2,3\]/],
      [{scale: tf.zeros([5])}, {}, /scale must have shape \[\], got \[5\]/],
      [{scale: tf.zeros([])}, {score: 'additive'}, /scale must have shape \[5\], got \[\]/],
      [{queryKernel: units}, {score: 'additive'}, /queryKernel and keyKernel go together/],
      [{queryKernel: units, keyKernel: units}, {}, /go together, with score 'additive', got 'dot'/],
      [{queryKernel: units, keyKernel: tf.zeros([5, 6])}, {score: 'additive'}, /keyKernel must have shape \[5,7\]/],
    ];
    for (const [wrong, options, message] of cases) assert.throws(() => run({...tensors, ...wrong}, options), message);
  });
});

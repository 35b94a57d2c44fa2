import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {type FusedMultiHeadInputs, fusedMultiHeadAttention} from '../../src/engine';
import type {MultiHeadOptions} from '../../src/engine/internal';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

type Values = Omit<FusedMultiHeadInputs, 'weights'>;

interface GoldenCase {
  name: string;
  options: MultiHeadOptions;
  inputs: Record<string, Packed>;
  weights: Packed[];
  output: Packed;
  scores: Packed;
  dOutput: Packed;
  dScores: Packed;
  gradients: Record<string, Packed>;
  weightGradients: Packed[];
}

const run = (inputs: FusedMultiHeadInputs, options: MultiHeadOptions = {}) =>
  fusedMultiHeadAttention(inputs, {...options, returnAttentionScores: true}) as {output: tf.Tensor; scores: tf.Tensor};

/** Self-attention of 3 heads over 5 features, with key and value sizes of 3 and 2. */
function example(seed: number, steps = 7): FusedMultiHeadInputs {
  const {normal} = random(seed);
  const draw = <T extends tf.Tensor>(shape: number[]) =>
    tf.tensor(
      Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, 0.7)),
      shape,
    ) as T;
  const shapes = [[5, 3, 3], [3, 3], [5, 3, 3], [3, 3], [5, 3, 2], [3, 2], [3, 2, 6], [6]];
  const x = draw<tf.Tensor3D>([2, steps, 5]);
  return {query: x, value: x, weights: shapes.map(draw)};
}

describe('fusedMultiHeadAttention', () => {
  before(() => engine.start().then(() => undefined));

  for (const wanted of readGolden<GoldenCase>('multi-head-keras')) {
    it(`has Keras’ output, weights and gradients: ${wanted.name}`, () => {
      tf.tidy(() => {
        const names = Object.keys(wanted.gradients);
        const inputs = Object.fromEntries(Object.entries(wanted.inputs).map(([key, value]) => [key, unpack(value)]));
        const weights = wanted.weights.map(unpack);
        const {output, scores} = run({...(inputs as unknown as Values), weights}, wanted.options);
        expectClose(output, wanted.output, 1e-5, 'output');
        expectClose(scores, wanted.scores, 1e-5, 'scores');
        const loss = (...sources: tf.Tensor[]) => {
          const replaced = Object.fromEntries(names.map((key, i) => [key, sources[i]]));
          const given = {...inputs, ...replaced} as unknown as Values;
          const got = run({...given, weights: sources.slice(names.length)}, wanted.options);
          return got.output
            .mul(unpack(wanted.dOutput))
            .sum()
            .add(got.scores.mul(unpack(wanted.dScores)).sum());
        };
        const found = tf.grads(loss)([...names.map((key) => inputs[key]), ...weights]);
        const expected = [...names.map((key) => wanted.gradients[key]), ...wanted.weightGradients];
        found.forEach((gradient, i) => {
          expectClose(gradient, expected[i], 1e-5, `gradient of ${names[i] ?? `weight ${i - names.length}`}`);
        });
      });
    });
  }

  it('gives weights that add up to 1 in every head', () => {
    expectClose(run(example(1)).scores.sum(3), tf.ones([2, 3, 7]), 1e-6);
  });

  it('does not see the order of keys and values', () => {
    const {query, weights} = example(2);
    const order = tf.tensor1d([3, 0, 6, 2, 5, 1, 4], 'int32');
    const shuffled = query.gather(order, 1);
    expectClose(run({query, value: shuffled, weights}).output, run({query, value: query, weights}).output, 1e-6);
  });

  it('is causal if asked to be: a change of later steps changes nothing before, bit for bit', () => {
    const {query, weights} = example(3);
    const changed = query.add<tf.Tensor3D>(tf.concat([tf.zeros([4]), tf.ones([3])]).reshape([1, 7, 1]));
    const [before, after] = [query, changed].map(
      (x) => run({query: x, value: x, weights}, {causal: true}).output.arraySync() as number[][][],
    );
    assert.deepEqual(after[0].slice(0, 4), before[0].slice(0, 4));
    assert.notDeepEqual(after[0][4], before[0][4]);
  });

  it('is the sum of its heads, each of them attention on its own', () => {
    const {query, weights} = example(4);
    const part = (weight: tf.Tensor, axis: number, head: number) => weight.gather(tf.tensor1d([head], 'int32'), axis);
    const heads = [0, 1, 2].map((head) => {
      const [qk, qb, kk, kb, vk, vb, ok, ob] = weights;
      const own = [qk, kk, vk].map((kernel) => part(kernel, 1, head));
      const biases = [qb, kb, vb].map((bias) => part(bias, 0, head));
      const mine = [own[0], biases[0], own[1], biases[1], own[2], biases[2], part(ok, 0, head), ob.div(3)];
      return run({query, value: query, weights: mine}).output;
    });
    expectClose(tf.addN(heads), run({query, value: query, weights}).output, 1e-6);
  });

  it('gives the bias of the output, and no NaN, to a query that looks at nothing', () => {
    const {query, weights} = example(5);
    const valueMask = tf.tensor2d([...Array(7).fill(0), 1, 1, 0, 0, 0, 1, 0], [2, 7]);
    const {output, scores} = run({query, value: query, valueMask, weights});
    expectClose(tf.unstack(output)[0], tf.tile(weights[7].expandDims(0), [7, 1]), 0);
    expectClose(scores.sum([1, 2, 3]), tf.tensor1d([0, 21]), 1e-5);
    const gradients = tf.grads((...all: tf.Tensor[]) =>
      run({query, value: query, valueMask, weights: all}).output.square().sum(),
    )(weights);
    for (const gradient of gradients) assert.ok(gradient.dataSync().every(Number.isFinite));
  });

  it('keeps neither tensors nor kernel memory over 300 steps of training', () => {
    const inputs = example(6);
    const step = () =>
      tf.tidy(() => {
        tf.grads((...weights: tf.Tensor[]) => run({...inputs, weights}).output.sum())(inputs.weights);
      });
    step();
    const [count, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 300; i++) step();
    assert.equal(tf.memory().numTensors, count);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses shapes that do not fit, by name', () => {
    const inputs = example(7);
    const swapped = (i: number, shape: number[]) => ({
      weights: inputs.weights.map((weight, k) => (k === i ? tf.zeros(shape) : weight)),
    });
    const cases: [Partial<Record<keyof FusedMultiHeadInputs, unknown>>, RegExp][] = [
      [{query: tf.zeros([2, 5])}, /query must have shape \[any,any,any\], got \[2,5\]/],
      [{value: tf.zeros([3, 7, 5])}, /value must have shape \[2,any,any\], got \[3,7,5\]/],
      [{valueMask: tf.zeros([2, 6])}, /valueMask must have shape \[2,7\], got \[2,6\]/],
      [{weights: inputs.weights.slice(1)}, /weights must be 4 kernels or 4 kernels with biases, got 7/],
      [swapped(0, [4, 3, 3]), /query kernel must have shape \[5,any,any\], got \[4,3,3\]/],
      [swapped(2, [5, 3, 4]), /key kernel must have shape \[5,3,3\], got \[5,3,4\]/],
      [swapped(5, [2, 3]), /value bias must have shape \[3,2\], got \[2,3\]/],
      [swapped(6, [3, 3, 6]), /output kernel must have shape \[3,2,any\], got \[3,3,6\]/],
      [swapped(7, [5]), /output bias must have shape \[6\], got \[5\]/],
      [swapped(0, [5, 9]), /query kernel must have shape \[5,any,any\], got \[5,9\]/],
    ];
    for (const [wrong, message] of cases)
      assert.throws(() => run({...inputs, ...wrong} as FusedMultiHeadInputs), message);
  });
});

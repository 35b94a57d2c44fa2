import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {fusedWaveNetBlock} from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import {type ConvolutionCase, draw, expectCase, gradientsOf, type Named, type Run} from './convolution-golden';
import {expectClose, readGolden} from './golden';

type Tensors = Parameters<typeof fusedWaveNetBlock>[0];
interface BlockOptions {
  dilationRate: number;
}

const run =
  ({dilationRate}: BlockOptions): Run =>
  (tensors) => {
    const {residual, skip} = fusedWaveNetBlock(tensors as unknown as Tensors, {dilationRate});
    return residual ? [residual, skip] : [skip];
  };

const [batch, steps, features, filters, skips] = [3, 10, 5, 6, 7]; // all different, so a swapped axis fails
const SHAPES = {
  x: [batch, steps, features],
  kernel: [2, features, 2 * filters],
  bias: [2 * filters],
  residualKernel: [filters, features],
  residualBias: [features],
  skipKernel: [filters, skips],
  skipBias: [skips],
};
const makeInputs = (seed: number): Named =>
  Object.fromEntries(Object.entries(SHAPES).map(([name, shape], i) => [name, draw(shape, seed + i, 0.6)]));

for (const golden of ['wavenet-keras', 'wavenet-torch']) {
  describe(`fusedWaveNetBlock against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));

    for (const one of readGolden<ConvolutionCase<BlockOptions>>(golden)) {
      it(`has the same outputs and gradients: ${one.name}`, () => expectCase(run(one.options), one));
    }
  });
}

describe('fusedWaveNetBlock', () => {
  before(() => engine.start().then(() => undefined));

  it('leaves every output before a changed step as it was, bit for bit', () => {
    const inputs = makeInputs(100);
    for (const dilationRate of [1, 3]) {
      const before = run({dilationRate})(inputs).map(
        (output) => output.transpose([1, 0, 2]).arraySync() as number[][][],
      );
      for (const step of [1, 4, 9]) {
        const bump = tf.oneHot(tf.tensor1d([step], 'int32'), steps).reshape([1, steps, 1]);
        const changed = run({dilationRate})({...inputs, x: inputs.x.add(bump)});
        changed.forEach((output, i) => {
          const after = output.transpose([1, 0, 2]).arraySync() as number[][][];
          assert.deepEqual(after.slice(0, step), before[i].slice(0, step));
          assert.notDeepEqual(after[step], before[i][step]);
        });
      }
    }
  });

  it('hands its input on unchanged when the gate is closed', () => {
    const inputs = makeInputs(120);
    const closed = tf.concat([tf.zeros([filters]), tf.fill([filters], -60)]);
    const [residual, skip] = run({dilationRate: 2})({...inputs, bias: closed, residualBias: tf.zeros([features])});
    expectClose(residual, inputs.x, 1e-6, 'residual output');
    expectClose(skip, inputs.skipBias.reshape([1, 1, skips]).tile([batch, steps, 1]), 1e-6, 'skip');
  });

  it('treats missing biases as zeros', () => {
    const {bias, residualBias, skipBias, ...rest} = makeInputs(140);
    const zeros = {
      bias: tf.zerosLike(bias),
      residualBias: tf.zerosLike(residualBias),
      skipBias: tf.zerosLike(skipBias),
    };
    const [without, withZeros] = [rest, {...rest, ...zeros}].map((tensors) => run({dilationRate: 1})(tensors));
    without.forEach((output, i) => {
      assert.deepEqual(output.arraySync(), withZeros[i].arraySync());
    });
  });

  it('conditioned on the same numbers at every step gives the same, globally and locally', () => {
    const inputs: Named = {...makeInputs(160), conditionKernel: draw([3, 2 * filters], 180, 0.5)};
    const global = draw([batch, 3], 181);
    const local = global.expandDims(1).tile([1, steps, 1]);
    const [one, other] = [global, local].map((condition) => run({dilationRate: 2})({...inputs, condition}));
    one.forEach((output, i) => {
      expectClose(output, other[i], 1e-6, `output ${i}`);
    });
  });

  it('keeps neither tensors nor kernel memory over 1,000 steps of training', () => {
    const inputs = makeInputs(200);
    const d = [draw([batch, steps, features], 220), draw([batch, steps, skips], 221)];
    const step = () =>
      tf.tidy(() => {
        gradientsOf(run({dilationRate: 2}), inputs, d);
      });
    step();
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 1000; i++) step();
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses shapes that do not fit, by name', () => {
    const inputs = makeInputs(230);
    const cases: [Named, RegExp][] = [
      [{kernel: tf.zeros([2, features, 11])}, /kernel must have shape \[2,5,10\] for x of \[3,10,5\], got \[2,5,11\]/],
      [{residualKernel: tf.zeros([filters, 4])}, /residualKernel must have shape \[6,5\].*got \[6,4\]/],
      [{skipKernel: tf.zeros([5, skips])}, /skipKernel must have shape \[6,7\].*got \[5,7\]/],
      [{condition: tf.zeros([batch, 2])}, /condition and conditionKernel go together/],
      [
        {condition: tf.zeros([batch, 9, 2]), conditionKernel: tf.zeros([2, 2 * filters])},
        /condition must have shape \[3,10,2\].*got \[3,9,2\]/,
      ],
    ];
    for (const [wrong, message] of cases) assert.throws(() => run({dilationRate: 1})({...inputs, ...wrong}), message);
    assert.throws(() => run({dilationRate: 0})(inputs), /dilationRate must be a whole number above 0, got 0/);
  });
});

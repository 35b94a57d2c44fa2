import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import {type FusedSimpleRnnInputs, type FusedSimpleRnnOptions, fusedSimpleRnn} from '../../src/engine';
import {useKernels} from '../../src/engine/kernels-host';
import {expectClose, type Packed, readGolden, unpack} from './golden';

interface GoldenCase {
  name: string;
  options: Required<FusedSimpleRnnOptions>;
  inputs: Record<string, Packed>;
  output: Packed;
  state: Packed;
  dOutput: Packed;
  dState: Packed;
  gradients: Record<string, Packed>;
}

type Sizes = [batch: number, steps: number, features: number, units: number];

function makeInputs([batch, steps, features, units]: Sizes, seed: number): FusedSimpleRnnInputs {
  const {normal} = random(seed);
  const draw = (shape: number[], deviation: number) =>
    tf.tensor(
      Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
      shape,
    );
  return {
    x: draw([batch, steps, features], 1) as tf.Tensor3D,
    kernel: draw([features, units], 0.5) as tf.Tensor2D,
    recurrentKernel: draw([units, units], 1 / Math.sqrt(units)) as tf.Tensor2D,
    bias: draw([units], 0.3) as tf.Tensor1D,
    initialState: draw([batch, units], 0.5) as tf.Tensor2D,
  };
}

/** The same layer, one TensorFlow.js operation after the other: every product of its own and differentiated by tfjs. */
function stepByStep(inputs: FusedSimpleRnnInputs, {activation, goBackwards, returnSequences}: FusedSimpleRnnOptions) {
  const {kernel, recurrentKernel, bias, initialState} = inputs as Required<FusedSimpleRnnInputs>;
  let H = initialState;
  const all: tf.Tensor[] = [];
  const steps = tf.unstack(inputs.x, 1) as tf.Tensor2D[];
  for (const X of goBackwards ? [...steps].reverse() : steps) {
    const A = X.matMul(kernel).add(H.matMul(recurrentKernel)).add<tf.Tensor2D>(bias);
    H = activation === 'relu' ? A.relu() : activation === 'linear' ? A : A.tanh();
    all.push(H);
  }
  return returnSequences ? tf.stack(all, 1) : H;
}

for (const golden of ['simple-rnn-keras', 'simple-rnn-torch']) {
  describe(`fusedSimpleRnn against ${golden}`, () => {
    before(() => engine.start().then(() => undefined));

    for (const {name, options, inputs, output, state, dOutput, dState, gradients} of readGolden<GoldenCase>(golden)) {
      it(`has the same outputs and gradients: ${name}`, () => {
        tf.tidy(() => {
          const tensors = Object.fromEntries(Object.entries(inputs).map(([key, value]) => [key, unpack(value)]));
          const all = tensors as unknown as FusedSimpleRnnInputs;
          const result = fusedSimpleRnn(all, options);
          expectClose(result.output, output, 1e-5, 'output');
          expectClose(result.state, state, 1e-5, 'state');
          const names = Object.keys(gradients);
          const loss = (...sources: tf.Tensor[]) => {
            const replaced = Object.fromEntries(names.map((key, i) => [key, sources[i]]));
            const {output, state} = fusedSimpleRnn({...all, ...replaced}, options);
            return tf.add(output.mul(unpack(dOutput)).sum(), state.mul(unpack(dState)).sum()) as tf.Scalar;
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

describe('fusedSimpleRnn', () => {
  before(() => engine.start().then(() => undefined));

  it('agrees with the same layer made of single operations, for every size around the kernel tiles', () => {
    const sizes: Sizes[] = [];
    for (const units of [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 20])
      sizes.push([(units % 5) + 1, 4, (units % 6) + 1, units]);
    for (const shape of [...sizes, [9, 3, 17, 6] as Sizes, [1, 30, 1, 33] as Sizes]) {
      for (const options of [
        {returnSequences: true, stateGradient: false},
        {activation: 'relu', goBackwards: true} as const,
      ]) {
        tf.tidy(() => {
          const inputs = makeInputs(shape, shape[3]);
          const values = Object.values(inputs) as tf.Tensor[];
          const weigh = (y: tf.Tensor) => y.mul(tf.sin(tf.range(0, y.size)).reshape(y.shape)).sum() as tf.Scalar;
          const rebuild = (tensors: tf.Tensor[]) =>
            Object.fromEntries(
              Object.keys(inputs).map((key, i) => [key, tensors[i]]),
            ) as unknown as FusedSimpleRnnInputs;
          const fused = tf.valueAndGrads((...t: tf.Tensor[]) => weigh(fusedSimpleRnn(rebuild(t), options).output))(
            values,
          );
          const plain = tf.valueAndGrads((...t: tf.Tensor[]) => weigh(stepByStep(rebuild(t), options)))(values);
          expectClose(fused.value, plain.value, 1e-5, `loss of ${shape}`);
          fused.grads.forEach((gradient, i) => {
            expectClose(gradient, plain.grads[i], 2e-5, `${Object.keys(inputs)[i]} of ${shape}`);
          });
        });
      }
    }
  });

  it('approximates tanh to 1e-6, saturates, and lets NaN through', () => {
    const values = Float32Array.from({length: 4001}, (_, i) => (i - 2000) / 200);
    const x = tf.tensor3d([...values, 1e30, -1e30, Number.NaN], [4004, 1, 1]);
    const identity = {kernel: tf.tensor2d([[1]]), recurrentKernel: tf.tensor2d([[0]])};
    const found = fusedSimpleRnn({x, ...identity}).output.dataSync();
    values.forEach((value, i) => {
      assert.ok(Math.abs(found[i] - Math.tanh(value)) < 1e-6, `tanh(${value}) gave ${found[i]}`);
    });
    assert.ok(Math.abs(found[4001] - 1) < 1e-6 && Math.abs(found[4002] + 1) < 1e-6);
    assert.ok(Number.isNaN(found[4003]));
  });

  it('is causal: a change at step t leaves earlier outputs as they were, bit for bit', () => {
    const inputs = makeInputs([3, 8, 2, 6], 3);
    const before = fusedSimpleRnn(inputs, {returnSequences: true}).output.arraySync() as number[][][];
    const changed = inputs.x.add(tf.oneHot([5], 8).reshape([1, 8, 1])) as tf.Tensor3D;
    const after = fusedSimpleRnn({...inputs, x: changed}, {returnSequences: true}).output.arraySync() as number[][][];
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(after[i].slice(0, 5), before[i].slice(0, 5));
      assert.notDeepEqual(after[i][5], before[i][5]);
    }
  });

  it('goes on where it stopped: two halves with the state handed over are the whole', () => {
    const inputs = makeInputs([4, 10, 3, 7], 4);
    const whole = fusedSimpleRnn(inputs).state;
    const first = fusedSimpleRnn({...inputs, x: inputs.x.slice([0, 0, 0], [4, 6, 3])}).state;
    const second = fusedSimpleRnn({...inputs, x: inputs.x.slice([0, 6, 0], [4, 4, 3]), initialState: first}).state;
    assert.deepEqual(second.arraySync(), whole.arraySync());
  });

  it('gives the right gradients when two forward passes come before the backward passes', () => {
    const inputs = makeInputs([3, 5, 2, 6], 5);
    const other = makeInputs([2, 9, 2, 6], 6);
    const alone = (x: tf.Tensor3D) =>
      tf.grad((kernel) =>
        fusedSimpleRnn({...inputs, initialState: undefined, x, kernel: kernel as tf.Tensor2D}).output.sum(),
      )(inputs.kernel);
    const both = tf.grad((kernel) => {
      const shared = {...inputs, initialState: undefined, kernel: kernel as tf.Tensor2D};
      return tf.add(fusedSimpleRnn(shared).output.sum(), fusedSimpleRnn({...shared, x: other.x}).output.sum());
    })(inputs.kernel);
    expectClose(both, alone(inputs.x).add(alone(other.x)), 1e-6, 'sum of gradients');
  });

  it('computes the same bits on the plain JavaScript engine', async () => {
    const run = () => {
      const inputs = makeInputs([3, 7, 2, 9], 8);
      return tf
        .grad((x) => fusedSimpleRnn({...inputs, x: x as tf.Tensor3D}).output.sum())(inputs.x)
        .arraySync();
    };
    const wasm = run();
    await engine.start({engine: 'cpu'});
    const cpu = run();
    await engine.start();
    assert.deepEqual(cpu, wasm);
  });

  it('keeps neither tensors nor kernel memory over 1,000 steps of training', () => {
    const inputs = makeInputs([8, 12, 3, 10], 9);
    const step = () =>
      tf.tidy(() => {
        tf.grad((x) => fusedSimpleRnn({...inputs, x: x as tf.Tensor3D}, {returnSequences: true}).output.sum())(
          inputs.x,
        );
      });
    step();
    const [tensors, bytes] = [tf.memory().numTensors, useKernels().bytes];
    for (let i = 0; i < 1000; i++) step();
    assert.equal(tf.memory().numTensors, tensors);
    assert.equal(useKernels().bytes, bytes);
  });

  it('refuses shapes that do not fit, by name', () => {
    const inputs = makeInputs([2, 3, 4, 5], 10);
    const cases: [Partial<FusedSimpleRnnInputs>, RegExp][] = [
      [{kernel: tf.zeros([3, 5])}, /kernel must have shape \[4,5\] for x of \[2,3,4\], got \[3,5\]/],
      [{recurrentKernel: tf.zeros([5, 4])}, /recurrentKernel must have shape \[5,5\]/],
      [{bias: tf.zeros([4])}, /bias must have shape \[5\].*got \[4\]/],
      [{initialState: tf.zeros([3, 5])}, /initialState must have shape \[2,5\].*got \[3,5\]/],
      [{mask: tf.zeros([2, 4])}, /mask must have shape \[2,3\].*got \[2,4\]/],
      [{x: tf.zeros([2, 0, 4])}, /x needs at least one time step, got shape \[2,0,4\]/],
    ];
    for (const [wrong, message] of cases) assert.throws(() => fusedSimpleRnn({...inputs, ...wrong}), message);
  });
});

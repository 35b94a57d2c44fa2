import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import {fusedLstm, type RecurrenceOptions} from '../../src/engine';
import {blockLstm} from '../../src/engine/native/block-lstm';
import {agrees, type FusedRun} from '../../src/engine/native/choose-lstm';
import {cudnnLstm, packCudnnWeights, unpackCudnnGradient} from '../../src/engine/native/cudnn-lstm';
import type {NativeBackend} from '../../src/engine/native/moved-tensors';
import {type LstmTensors, type NativeLstm, runNativeLstm} from '../../src/engine/native/native-lstm';
import {nativeBackend} from '../../src/engine/native/tensorflow';
import * as layers from '../../src/layers';
import {expectClose, type Packed, readGolden, unpack} from './golden';

type Sizes = [batch: number, steps: number, features: number, units: number];
type Outputs = [output: tf.Tensor, state: tf.Tensor, cellState: tf.Tensor];

const SMALL: Sizes = [3, 4, 2, 5]; // all different, and none a multiple of 4 but the steps
const LARGE: Sizes = [64, 6, 3, 36]; // above what choose-lstm.ts asks for
const NAMES = ['x', 'kernel', 'recurrentKernel', 'bias', 'h0', 'c0'] as const;

const noise = (shape: number[], seed: number, scale = 0.5) => tf.randomNormal(shape, 0, scale, 'float32', seed);

function draw([batch, steps, features, units]: Sizes): LstmTensors {
  const scale = 1 / Math.sqrt(units);
  return {
    x: noise([batch, steps, features], 1) as tf.Tensor3D,
    kernel: noise([features, 4 * units], 2, scale) as tf.Tensor2D,
    recurrentKernel: noise([units, 4 * units], 3, scale) as tf.Tensor2D,
    bias: noise([4 * units], 4) as tf.Tensor1D,
    h0: noise([batch, units], 5) as tf.Tensor2D,
    c0: noise([batch, units], 6) as tf.Tensor2D,
  };
}

/** The fused kernels, or what stands in for them where `mask` is not given. */
const fused = ({h0, c0, ...rest}: LstmTensors, options: RecurrenceOptions, mask?: tf.Tensor2D): Outputs => {
  const {output, state, cellState} = fusedLstm({...rest, initialState: h0, initialCellState: c0, mask}, options);
  return [output, state, cellState];
};

/** Outputs, and gradients of all tensors for gradients of the outputs that differ from place to place. */
function passes(run: (tensors: LstmTensors) => tf.Tensor[], tensors: LstmTensors, gradients: number): Float32Array[] {
  return tf.tidy(() => {
    const given = (list: tf.Tensor[]) =>
      Object.fromEntries(NAMES.map((name, i) => [name, list[i]])) as unknown as LstmTensors;
    const loss = (...list: tf.Tensor[]) =>
      tf.addN(
        run(given(list))
          .slice(0, gradients)
          .map((output, k) => output.mul(noise(output.shape, 20 + k)).sum()),
      ) as tf.Scalar;
    const list = NAMES.map((name) => tensors[name]);
    return [...run(tensors), ...tf.grads(loss)(list)].map((tensor) => tensor.dataSync() as Float32Array);
  });
}

function expectNear(found: Float32Array[], wanted: Float32Array[], relative: number): void {
  assert.equal(found.length, wanted.length);
  wanted.forEach((numbers, which) => {
    const scale = Math.max(...numbers.map(Math.abs), 1e-3);
    assert.equal(found[which].length, numbers.length);
    numbers.forEach((number, i) => {
      const difference = Math.abs(found[which][i] - number);
      assert.ok(difference <= relative * scale, `${which}[${i}]: ${found[which][i]} against ${number}`);
    });
  });
}

/** Names of the operations that run in the addon meanwhile. */
async function operationsDuring(backend: NativeBackend, action: () => unknown): Promise<string[]> {
  const {binding} = backend;
  const names: string[] = [];
  backend.binding = Object.create(binding, {
    executeOp: {
      value: (...args: Parameters<typeof binding.executeOp>) => {
        names.push(args[0]);
        return binding.executeOp(...args);
      },
    },
  }) as typeof binding;
  try {
    await action();
  } finally {
    backend.binding = binding;
  }
  return names;
}

describe('weights for cuDNN', () => {
  before(() => engine.start({seed: 1}));

  interface Case {
    sizes: Sizes;
    inputs: Record<'kernel' | 'recurrentKernel' | 'bias', Packed>;
    params: Packed;
  }
  const cases = readGolden<Case>('cudnn-weights-keras');

  it('lie in the row that Keras 3 makes of them', () => {
    for (const {inputs, params} of cases) {
      const row = packCudnnWeights({
        kernel: unpack(inputs.kernel) as tf.Tensor2D,
        recurrentKernel: unpack(inputs.recurrentKernel) as tf.Tensor2D,
        bias: unpack(inputs.bias) as tf.Tensor1D,
      });
      expectClose(row, params, 1e-7);
    }
  });

  it('get their gradients from the places of the row where they lie', () => {
    for (const {sizes, inputs, params} of cases) {
      const gradients = unpackCudnnGradient(unpack(params), sizes[2], sizes[3]);
      expectClose(gradients[0], inputs.kernel, 1e-7);
      expectClose(gradients[1], inputs.recurrentKernel, 1e-7);
      expectClose(gradients[2], inputs.bias, 1e-7);
    }
  });
});

describe('an LSTM in operations of TensorFlow', () => {
  let backend: NativeBackend;
  const kernels: FusedRun = (tensors) => fused(tensors, {returnSequences: true, stateGradient: false})[0];

  before(async function () {
    // only npm run test:tensorflow has them
    if (process.env.UNROLL_ENGINE !== 'tensorflow') {
      process.stdout.write('    skipped: no TensorFlow\n');
      return this.skip();
    }
    await engine.start({seed: 1});
    backend = (nativeBackend() as {backend: NativeBackend}).backend;
  });

  for (const goBackwards of [false, true]) {
    for (const returnSequences of [false, true]) {
      for (const stateGradient of [false, true]) {
        const options = {goBackwards, returnSequences, stateGradient};
        it(`agrees with the kernels, values and gradients: ${JSON.stringify(options)}`, () => {
          const tensors = draw(SMALL);
          const count = stateGradient ? 3 : 1;
          const native = (given: LstmTensors) => {
            const {output, states} = runNativeLstm(backend, blockLstm, given, options);
            return [output, ...states];
          };
          expectNear(
            passes(native, tensors, count),
            passes((given) => fused(given, options), tensors, count),
            1e-5,
          );
        });
      }
    }
  }

  it('runs where the layer is large, and nowhere else', async () => {
    const block = (names: string[]) => names.filter((name) => name.startsWith('BlockLSTM'));
    const apply = (sizes: Sizes, options: RecurrenceOptions = {}, mask?: tf.Tensor2D) =>
      operationsDuring(backend, () => passes((given) => fused(given, options, mask), draw(sizes), 3));
    if (!engine.info().devices[0].startsWith('GPU ('))
      // there it may be cuDNN's
      assert.deepEqual(block(await apply(LARGE)), ['BlockLSTMV2', 'BlockLSTMV2', 'BlockLSTMGradV2']);
    assert.deepEqual(block(await apply(SMALL)), []);
    assert.deepEqual(block(await apply(LARGE, {}, tf.ones([LARGE[0], LARGE[1]]))), []);
    let seed = 1;
    const nextSeed = () => seed++;
    const dropout = {inputs: 0.5, states: 0, kind: 'variational', nextSeed} as const;
    assert.deepEqual(block(await apply(LARGE, {dropout})), []);
  });

  it('agrees with the kernels on a large layer', () => {
    const tensors = draw(LARGE);
    const options = {returnSequences: true};
    const everything = tf.ones<tf.Rank.R2>([LARGE[0], LARGE[1]]); // a mask that hides nothing, but only the kernels know
    expectNear(
      passes((given) => fused(given, options), tensors, 3),
      passes((given) => fused(given, options, everything), tensors, 3),
      1e-5,
    );
  });

  const makes: [name: string, make: () => tf.layers.Layer][] = [
    ['with states', () => layers.lstm({units: LARGE[3], returnState: true, returnSequences: true})],
    ['without bias', () => layers.lstm({units: LARGE[3], useBias: false, goBackwards: true})],
    ['that is stateful', () => layers.lstm({units: LARGE[3], stateful: true})],
    ['in both directions', () => layers.bidirectional({layer: layers.lstm({units: LARGE[3]})})],
  ];
  for (const [name, make] of makes) {
    it(`gives a layer ${name} the numbers of WebAssembly`, async () => {
      const results: Float32Array[][] = [];
      for (const name of ['tensorflow', 'wasm'] as const) {
        await engine.start({engine: name, seed: 5});
        const layer = make();
        results.push(
          tf.tidy(() => {
            const x = noise(LARGE.slice(0, 3), 1);
            const outputs = () => [layer.apply(tf.input({batchShape: LARGE.slice(0, 3)})), layer.apply(x)][1];
            const all = [outputs(), outputs()].flat() as tf.Tensor[]; // twice: a stateful layer goes on
            const {value, grads} = tf.variableGrads(() => {
              const given = layer.apply(x) as tf.Tensor | tf.Tensor[];
              return tf.addN([given].flat().map((output) => output.square().sum())) as tf.Scalar;
            });
            return [...all, value, ...Object.values(grads)].map((tensor) => tensor.dataSync() as Float32Array);
          }),
        );
        layer.dispose();
      }
      await engine.start({engine: 'tensorflow'});
      expectNear(results[0], results[1], 1e-4);
    });
  }

  it('keeps no tensor', () => {
    passes((given) => fused(given, {}), draw(LARGE), 3);
    const tensors = draw(LARGE);
    const [count, inside] = [tf.memory().numTensors, backend.numDataIds()];
    passes((given) => fused(given, {returnSequences: true}), tensors, 3);
    fused(tensors, {stateGradient: false}).map((output) => output.dispose());
    assert.deepEqual([tf.memory().numTensors, backend.numDataIds()], [count, inside]);
  });

  it('is found out where it computes something else', () => {
    assert.equal(agrees(backend, blockLstm, kernels), true);
    const swapped: NativeLstm = {
      ...blockLstm,
      backward: (...args) => {
        const gradients = blockLstm.backward(...args);
        return {...gradients, h0: gradients.c0, c0: gradients.h0};
      },
    };
    assert.equal(agrees(backend, swapped, kernels), false);
  });

  it("has names, attributes and inputs of cuDNN's operations that TensorFlow takes, where it has no kernel for them", function () {
    if (engine.info().devices[0].startsWith('GPU (')) return this.skip();
    const tensors = draw(SMALL);
    const [batch, steps, , units] = SMALL;
    const states = [1, 2].map(() => tf.zeros<tf.Rank.R3>([1, batch, units]));
    const H = tf.zeros<tf.Rank.R3>([steps, batch, units]);
    const kept = [H, ...states, tf.zeros([1]), tf.zeros([1], 'int32')];
    const nothing = /Could not find device for node.*no registered kernels/s;
    assert.throws(() => cudnnLstm.forward(backend, tensors), nothing);
    assert.throws(() => cudnnLstm.backward(backend, tensors, kept, H, states[0]), nothing);
  });
});

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';

type Make = (name: string) => tf.layers.Layer;
interface Subject {
  make: Make;
  shape: number[];
  /** Whether another number of features fits too. */
  anyWidth?: boolean;
  /** Whether other ranks fit too. */
  anyRank?: boolean;
  /** Whether no examples are fine: they give none. */
  anyCount?: boolean;
  masks?: boolean;
  twice?: boolean;
}

const steps = [2, 4, 3];
const recurrent = (make: Make): Subject => ({make, shape: steps, masks: true});
const SUBJECTS: Record<string, Subject> = {
  simpleRNN: recurrent((name) => layers.simpleRNN({name, units: 2})),
  lstm: recurrent((name) => layers.lstm({name, units: 2})),
  gru: recurrent((name) => layers.gru({name, units: 2})),
  peepholeLstm: recurrent((name) => layers.peepholeLstm({name, units: 2})),
  layerNormLstm: recurrent((name) => layers.layerNormLstm({name, units: 2})),
  layerNormSimpleRNN: recurrent((name) => layers.layerNormSimpleRNN({name, units: 2})),
  layerNormGru: recurrent((name) => layers.layerNormGru({name, units: 2})),
  bidirectional: recurrent((name) => layers.bidirectional({name, layer: layers.gru({units: 2, name})})),
  conv1d: {make: (name) => layers.conv1d({name, filters: 2, kernelSize: 2}), shape: steps},
  causalConv1d: {make: (name) => layers.causalConv1d({name, filters: 2, kernelSize: 2}), shape: steps},
  conv2d: {make: (name) => layers.conv2d({name, filters: 2, kernelSize: 2}), shape: [2, 4, 4, 3]},
  conv3d: {make: (name) => layers.conv3d({name, filters: 2, kernelSize: 2}), shape: [2, 4, 4, 4, 3]},
  waveNetBlock: {make: (name) => layers.waveNetBlock({name, filters: 2}), shape: steps},
  maxPooling1d: {make: (name) => layers.maxPooling1d({name}), shape: steps, anyWidth: true},
  averagePooling2d: {make: (name) => layers.averagePooling2d({name}), shape: [2, 4, 4, 3], anyWidth: true},
  globalMaxPooling1d: {make: (name) => layers.globalMaxPooling1d({name}), shape: steps, anyWidth: true},
  dense: {make: (name) => layers.dense({name, units: 2}), shape: steps, anyRank: true, anyCount: true},
  lastStep: {make: (name) => layers.lastStep({name}), shape: steps, anyWidth: true},
  positionEmbedding: {make: (name) => layers.positionEmbedding({name}), shape: steps},
  layerNormalization: {make: (name) => layers.layerNormalization({name}), shape: steps, anyRank: true, anyCount: true},
  batchNormalization: {make: (name) => layers.batchNormalization({name}), shape: steps, anyRank: true, anyCount: true},
  crf: {make: (name) => layers.crf({name, units: 3}), shape: steps, anyCount: true},
  attention: {make: (name) => layers.attention({name, score: 'additive'}), shape: steps, twice: true},
  multiHeadAttention: {
    make: (name) => layers.multiHeadAttention({name, numHeads: 2, keyDim: 2}),
    shape: steps,
    twice: true,
  },
};

/** Fails unless calling throws one line that names the layer and the shape. */
function expectRefused(call: () => unknown, shape: number[], what: string): void {
  const {numTensors} = tf.memory();
  assert.throws(
    call,
    (error: Error) => {
      assert.ok(error instanceof RangeError, `${what}: ${error}`);
      const {message} = error;
      assert.ok(message.includes('subject') && message.includes(`[${shape}]`), `${what}: ${message}`);
      assert.ok(!message.includes('\n') && message.length < 200, message);
      return true;
    },
    what,
  );
  assert.equal(tf.memory().numTensors, numTensors, `${what}: nothing is left behind`);
}

describe('layers refuse what does not fit in one line that names layer and shape', () => {
  before(() => engine.start({engine: 'wasm', seed: 4}).then(() => undefined));

  for (const [name, {make, shape, anyWidth, anyRank, anyCount, masks, twice}] of Object.entries(SUBJECTS)) {
    it(name, () => {
      tf.tidy(() => {
        const layer = make('subject');
        const call = (x: tf.Tensor, mask?: tf.Tensor) => layer.apply(twice ? [x, x] : x, {mask});
        const given = (sizes: number[], dtype?: 'int32' | 'bool') => tf.zeros(sizes, dtype);
        call(given(shape));
        const before = layer.getWeights().map((weight) => Array.from(weight.dataSync()));
        const width = shape[shape.length - 1];
        const bad = [
          ...(anyWidth ? [] : [[...shape.slice(0, -1), width + 1]]),
          ...(anyRank ? [] : [shape.slice(0, -1), [...shape, 1]]),
          ...(anyCount
            ? []
            : [
                [0, ...shape.slice(1)],
                [shape[0], 0, ...shape.slice(2)],
              ]),
        ];
        for (const sizes of bad) {
          const x = given(sizes);
          expectRefused(() => tf.tidy(() => call(x) as tf.Tensor), sizes, `${name} of [${sizes}]`);
        }
        if (masks) {
          const x = given(shape);
          for (const sizes of [[2, 3], [4], [2, 4, 1]]) {
            const mask = tf.ones(sizes, 'bool');
            expectRefused(() => tf.tidy(() => call(x, mask) as tf.Tensor), sizes, `${name} with a mask of [${sizes}]`);
          }
        }
        for (const dtype of ['int32', 'bool'] as const) call(given(shape, dtype)); // are numbers all the same
        assert.deepEqual(
          layer.getWeights().map((weight) => Array.from(weight.dataSync())),
          before,
        );
      });
    });
  }

  it('and options by name and value', () => {
    const cases: [() => unknown, string][] = [];
    for (const value of [0, -1, Number.NaN, 2.5]) {
      const whole = (name: string, layer: string) => `${layer}: ${name} must be a whole number >= 1, got ${value}`;
      cases.push([() => layers.lstm({units: value}), whole('units', 'lstm')]);
      cases.push([() => layers.conv2d({filters: value, kernelSize: 2}), whole('filters', 'conv2d')]);
      cases.push([() => layers.conv1d({filters: 2, kernelSize: value}), whole('kernelSize', 'conv1d')]);
      cases.push([() => layers.maxPooling1d({poolSize: value}), whole('poolSize', 'maxPooling1d')]);
      cases.push([() => layers.crf({units: value}), whole('units', 'crf')]);
      cases.push([
        () => layers.multiHeadAttention({numHeads: value, keyDim: 1}),
        whole('numHeads', 'multiHeadAttention'),
      ]);
    }
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      cases.push([
        () => layers.layerNormalization({epsilon: value}),
        `layerNormalization: epsilon must be a number above 0, got ${value}`,
      ]);
      cases.push([
        () => layers.batchNormalization({epsilon: value}),
        `batchNormalization: epsilon must be a number above 0, got ${value}`,
      ]);
    }
    for (const value of [-0.1, 1.1, Number.NaN]) {
      cases.push([
        () => layers.batchNormalization({momentum: value}),
        `batchNormalization: momentum must lie in 0..1, got ${value}`,
      ]);
    }
    for (const [make, message] of cases) assert.throws(make, {name: 'RangeError', message});
  });
});

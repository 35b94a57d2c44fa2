import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import {random} from '../../src/data/random';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {NotPlannable} from '../../src/layers/planning/planning';
import {type Numbers, planLayer, tapeLayer} from './plan';

const SIZES = [
  [1, 1, 1, 1],
  [2, 3, 3, 4],
  [3, 5, 2, 5],
  [5, 1, 6, 3],
  [4, 7, 1, 9],
] as const;

/** Options of recurrent layers that plans know. */
type Options = {units: number} & Record<string, unknown>;

const MAKERS: Record<string, (options: Options) => layers.FusedRnn> = {
  simpleRNN: layers.simpleRNN,
  'simpleRNN, relu': (options) => layers.simpleRNN({...options, activation: 'relu'}),
  lstm: layers.lstm,
  gru: layers.gru,
  'gru, reset before': (options) => layers.gru({...options, resetAfter: false}),
};

const draw = (shape: number[], seed: number, deviation = 1) => {
  const {normal} = random(seed);
  return tf.tensor(
    Float32Array.from({length: tf.util.sizeFromShape(shape)}, () => normal(0, deviation)),
    shape,
  );
};

/** Weights away from zero, so that every bias counts. */
function shake(layer: tf.layers.Layer): void {
  layer.setWeights(layer.getWeights().map((weight, i) => weight.add(draw(weight.shape, 40 + i, 0.3))));
}

/** A mask with a step left out at the start, in the middle and at the end, each in another sequence. */
function makeMask(batch: number, steps: number): tf.Tensor2D {
  const kept = Array.from({length: batch}, (_, i) =>
    Array.from({length: steps}, (_, t) => (t === [0, steps >> 1, steps - 1][i % 3] ? 0 : 1)),
  );
  return tf.tensor2d(kept).toBool() as tf.Tensor2D;
}

function assertSame(found: Numbers[], wanted: Numbers[], tolerance: number, what: string): void {
  assert.equal(found.length, wanted.length, what);
  found.forEach(({shape, values}, k) => {
    assert.deepEqual(shape, wanted[k].shape, `${what} ${k}`);
    values.forEach((value, i) => {
      const expected = wanted[k].values[i];
      const limit = tolerance * Math.max(1, Math.abs(expected));
      assert.ok(Math.abs(value - expected) <= limit, `${what} ${k}[${i}] should be ${expected}, is ${value}`);
    });
  });
}

/** Fails unless plan and tape agree, for two steps one after the other. */
function compare(
  layer: tf.layers.Layer,
  sizes: readonly number[],
  masked: boolean,
  states: number,
  what: string,
): void {
  const [batch, steps, features, units] = sizes;
  layer.build([batch, steps, features]);
  shake(layer);
  const x = draw([batch, steps, features], 1);
  const mask = masked ? makeMask(batch, steps) : undefined;
  const initialStates = Array.from({length: states}, (_, k) => draw([batch, units], 10 + k, 0.5));
  const outputs = layer.call(x, {mask, initialState: states > 0 ? initialStates : undefined});
  const dOutputs = (Array.isArray(outputs) ? outputs : [outputs]).map(({shape}, k) => draw(shape, 20 + k));
  const wanted = tapeLayer(layer, {x, mask, initialStates, dOutputs});
  const plan = planLayer(layer, {x, mask, initialStates, dOutputs});
  for (const time of ['first', 'second']) {
    const found = plan.step();
    assertSame(found.outputs, wanted.outputs, 1e-6, `${what}, ${time} step: output`);
    assertSame(found.gradients, wanted.gradients, 1e-5, `${what}, ${time} step: gradient`);
  }
}

const CASES: Record<string, unknown>[] = [
  {returnSequences: true},
  {},
  {goBackwards: true, returnSequences: true, returnState: true},
  {returnState: true, useBias: false},
];

describe('plans of recurrent layers', () => {
  before(() => engine.start({engine: 'wasm', seed: 3}).then(() => undefined));

  for (const [name, make] of Object.entries(MAKERS)) {
    it(`have the outputs and gradients of the tape: ${name}`, () => {
      for (const sizes of SIZES) {
        for (const options of CASES) {
          for (const masked of [false, true]) {
            const layer = () => make({units: sizes[3], ...options});
            const what = `${sizes} ${JSON.stringify(options)}${masked ? ' masked' : ''}`;
            tf.tidy(() => compare(layer(), sizes, masked, 0, what));
            tf.tidy(() => compare(layer(), sizes, masked, name === 'lstm' ? 2 : 1, `${what}, states given`));
          }
        }
      }
    });
  }

  it('hand the mask on with sequences only', () => {
    const [batch, steps, features, units] = [2, 3, 2, 4];
    for (const returnSequences of [true, false]) {
      for (const layer of [
        layers.lstm({units, returnSequences, returnState: true}),
        layers.bidirectional({layer: layers.gru({units, returnSequences, returnState: true})}),
      ]) {
        layer.build([batch, steps, features]);
        const {outputs} = planLayer(layer, {
          x: draw([batch, steps, features], 1),
          mask: makeMask(batch, steps),
          dOutputs: [],
        });
        assert.deepEqual(
          outputs.map(({mask}) => mask !== undefined),
          [returnSequences, ...outputs.slice(1).map(() => false)],
        );
      }
    }
  });

  it('learn no weights of a frozen layer', () => {
    const layer = layers.gru({units: 3});
    layer.build([2, 3, 2]);
    layer.trainable = false;
    const plan = planLayer(layer, {x: draw([2, 3, 2], 1), dOutputs: [draw([2, 3], 2)]});
    assert.equal(plan.step().gradients.length, 1, 'of x alone');
  });

  it('are refused, with the reason, where the kernels do not know what is asked for', () => {
    const x = draw([2, 3, 2], 1);
    const cases: [tf.layers.Layer, RegExp][] = [
      [layers.lstm({units: 2, activation: 'relu', name: 'odd'}), /odd: .* tanh and sigmoid, not relu and sigmoid/],
      [layers.gru({units: 2, recurrentActivation: 'hardSigmoid'}), /tanh and sigmoid, not tanh and hardSigmoid/],
      [layers.simpleRNN({units: 2, activation: 'elu'}), /linear, tanh, relu, not elu/],
      [layers.lstm({units: 2, stateful: true, batchInputShape: [2, 3, 2]}), /a stateful layer/],
      [layers.bidirectional({layer: layers.lstm({units: 2, activation: 'relu'})}), /tanh and sigmoid/],
    ];
    for (const [layer, reason] of cases) {
      layer.build([2, 3, 2]);
      assert.throws(
        () => planLayer(layer, {x, dOutputs: []}),
        (error: Error) => error instanceof NotPlannable && reason.test(error.message),
      );
    }
  });

  it('refuse a wrong number of initial states', () => {
    const layer = layers.lstm({units: 2, name: 'memory'});
    layer.build([2, 3, 2]);
    const inputs = {x: draw([2, 3, 2], 1), initialStates: [draw([2, 2], 2)], dOutputs: []};
    assert.throws(() => planLayer(layer, inputs), /memory has 2 state\(s\), got 1 initial states/);
  });
});

describe('plans of bidirectional layers', () => {
  before(() => engine.start({engine: 'wasm', seed: 3}).then(() => undefined));

  for (const mergeMode of ['concat', 'sum', 'mul', 'ave', null] as const) {
    it(`have the outputs and gradients of the tape, merged by ${mergeMode}`, () => {
      for (const sizes of SIZES) {
        for (const options of CASES) {
          for (const masked of [false, true]) {
            const name = ['simpleRNN', 'lstm', 'gru'][sizes[3] % 3];
            const layer = () => layers.bidirectional({layer: MAKERS[name]({units: sizes[3], ...options}), mergeMode});
            const what = `${name} ${sizes} ${JSON.stringify(options)}${masked ? ' masked' : ''}`;
            tf.tidy(() => compare(layer(), sizes, masked, 0, what));
            tf.tidy(() => compare(layer(), sizes, masked, name === 'lstm' ? 4 : 2, `${what}, states given`));
          }
        }
      }
    });
  }
});

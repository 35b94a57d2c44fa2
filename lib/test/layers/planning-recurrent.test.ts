import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import {NotPlannable} from '../../src/layers/planning/planning';
import {comparePlan, draw, makeMask, planLayer} from './plan';

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

const CASES: Record<string, unknown>[] = [
  {returnSequences: true},
  {},
  {goBackwards: true, returnSequences: true, returnState: true},
  {returnState: true, useBias: false},
];

describe('plans of recurrent layers', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  for (const [name, make] of Object.entries(MAKERS)) {
    it(`have the outputs and gradients of the tape: ${name}`, () => {
      for (const sizes of SIZES) {
        for (const options of CASES) {
          for (const masked of [false, true]) {
            const layer = () => make({units: sizes[3], ...options});
            const what = `${sizes} ${JSON.stringify(options)}${masked ? ' masked' : ''}`;
            tf.tidy(() => comparePlan(layer(), sizes, masked, 0, what));
            tf.tidy(() => comparePlan(layer(), sizes, masked, name === 'lstm' ? 2 : 1, `${what}, states given`));
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
  before(() => engine.start({seed: 3}).then(() => undefined));

  for (const mergeMode of ['concat', 'sum', 'mul', 'ave', null] as const) {
    it(`have the outputs and gradients of the tape, merged by ${mergeMode}`, () => {
      for (const sizes of SIZES) {
        for (const options of CASES) {
          for (const masked of [false, true]) {
            const name = ['simpleRNN', 'lstm', 'gru'][sizes[3] % 3];
            const layer = () => layers.bidirectional({layer: MAKERS[name]({units: sizes[3], ...options}), mergeMode});
            const what = `${name} ${sizes} ${JSON.stringify(options)}${masked ? ' masked' : ''}`;
            tf.tidy(() => comparePlan(layer(), sizes, masked, 0, what));
            tf.tidy(() => comparePlan(layer(), sizes, masked, name === 'lstm' ? 4 : 2, `${what}, states given`));
          }
        }
      }
    });
  }
});

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import type * as internal from '../../src/engine/internal';
import {restartSeeds} from '../../src/engine/seeds';
import * as layers from '../../src/layers';
import {expectClose} from '../engine/golden';
import {onSingleOperations, saveAndLoad} from './model-files';
import {comparePlan, draw, makeMask, planLayer, shakeLayer, tapeLayer} from './plan';

type Options = {units: number} & Record<string, unknown>;

const MAKERS: Record<string, (options: Options) => layers.FusedRnn> = {
  simpleRNN: layers.simpleRNN,
  lstm: layers.lstm,
  gru: layers.gru,
  'gru, reset before': (options) => layers.gru({...options, resetAfter: false}),
};
const DROPS = [{dropout: 0.4}, {recurrentDropout: 0.3}, {dropout: 0.3, recurrentDropout: 0.5}];

describe('dropout inside recurrent layers', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  for (const [name, make] of Object.entries(MAKERS)) {
    it(`has the same masks in plans as on the tape: ${name}`, () => {
      for (const dropoutKind of ['variational', 'plain']) {
        for (const drops of DROPS) {
          for (const options of [{}, {returnSequences: true, goBackwards: true, returnState: true}]) {
            for (const masked of [false, true]) {
              const all = {...options, ...drops, dropoutKind};
              const layer = make({units: 5, ...all});
              const states = name === 'lstm' ? 2 : 1;
              tf.tidy(() => comparePlan(layer, [3, 5, 2, 5], masked, masked ? states : 0, JSON.stringify(all)));
            }
          }
        }
      }
    });

    it(`is the identity outside of training: ${name}`, () => {
      const [dropping, plain] = [make({units: 4, dropout: 0.5, recurrentDropout: 0.5}), make({units: 4})];
      for (const layer of [dropping, plain]) layer.build([3, 5, 2]);
      plain.setWeights(dropping.getWeights());
      const x = draw([3, 5, 2], 1);
      const wanted = plain.call(x, {}) as tf.Tensor;
      for (const training of [undefined, false]) expectClose(dropping.call(x, {training}) as tf.Tensor, wanted, 0);
      const {outputs} = planLayer(dropping, {x, dOutputs: []}, false).step();
      expectClose(tf.tensor(outputs[0].values, outputs[0].shape), wanted, 0);
    });
  }

  // The stock cells of tfjs draw their masks in the same order; that of its LSTM draws one for each gate.
  for (const name of ['simpleRNN', 'gru']) {
    it(`is that of single operations with the same masks, where steps are masked too: ${name}`, () => {
      for (const drops of DROPS) {
        for (const options of [{returnSequences: true}, {goBackwards: true}]) {
          tf.tidy(() => {
            const [batch, steps, features, units] = [3, 5, 2, 6];
            const layer = MAKERS[name]({units, ...options, ...drops});
            const slow = onSingleOperations(MAKERS[name]({units, ...options, ...drops}));
            for (const one of [layer, slow]) one.build([batch, steps, features]);
            shakeLayer(layer);
            slow.setWeights(layer.getWeights());
            const dOutputs = [draw(options.goBackwards ? [batch, units] : [batch, steps, units], 4)];
            const inputs = {x: draw([batch, steps, features], 1), mask: makeMask(batch, steps), dOutputs};
            const [fused, single] = [layer, slow].map((one) => {
              restartSeeds(7);
              return tapeLayer(one, {...inputs, mask: options.goBackwards ? undefined : inputs.mask});
            });
            const pairs = [...fused.outputs, ...fused.gradients].map((found, i) => [
              found,
              [...single.outputs, ...single.gradients][i],
            ]);
            for (const [found, wanted] of pairs) {
              // tfjs repeats the zero state, not zeros, before the first step that is not masked: the same here.
              expectClose(tf.tensor(found.values, found.shape), tf.tensor(wanted.values, wanted.shape), 1e-5);
            }
          });
        }
      }
    });
  }

  it('keeps the expected output of a linear layer', () => {
    const layer = layers.simpleRNN({units: 1, activation: 'linear', dropout: 0.5, useBias: false});
    layer.build([1, 1, 50]);
    layer.setWeights([tf.ones([50, 1]), tf.zeros([1, 1])]);
    const output = layer.call(tf.ones([4000, 1, 50]), {training: true}) as tf.Tensor;
    const mean = output.mean().dataSync()[0];
    assert.ok(Math.abs(mean - 50) < 4 * Math.sqrt(50 / 4000), `mean of 4,000 outputs: ${mean}`);
  });

  it('remembers its kind in saved files, and says nothing of the usual one', async () => {
    const make = (options: object) =>
      tf.sequential({layers: [layers.lstm({units: 2, dropout: 0.1, inputShape: [3, 2], ...options})]});
    const [loaded] = await saveAndLoad(make({dropoutKind: 'plain'}));
    assert.equal((loaded.layers[0] as layers.Lstm).dropoutKind, 'plain');
    assert.equal('dropoutKind' in make({}).layers[0].getConfig(), false);
    const inner = layers.bidirectional({layer: layers.gru({units: 2, dropoutKind: 'plain'})});
    assert.equal((inner.backwardLayer as layers.Gru).dropoutKind, 'plain');
  });

  it('refuses kinds that are none, and the plain kind where the kernels do not compute', () => {
    const wrong = {units: 2, dropoutKind: 'naive' as internal.DropoutKind};
    assert.throws(() => layers.gru(wrong), /gru: dropoutKind must be 'variational' or 'plain', got 'naive'/);
    const odd = layers.lstm({units: 2, activation: 'relu', dropout: 0.5, dropoutKind: 'plain', name: 'odd'});
    odd.build([2, 3, 2]);
    assert.throws(() => odd.call(tf.ones([2, 3, 2]), {training: true}), /odd: dropoutKind 'plain' needs activations/);
    (odd.call(tf.ones([2, 3, 2]), {}) as tf.Tensor).dispose();
  });
});

describe('inputs of recurrent layers', () => {
  before(() => engine.start({seed: 3}).then(() => undefined));

  it('are refused with the layer’s name and the shape where they are no batch of sequences', () => {
    for (const [name, make] of Object.entries(MAKERS)) {
      for (const activation of ['tanh', 'softsign']) {
        const layer = make({units: 2, activation, name: `memory_${name}`});
        layer.build([2, 3, 4]);
        const call = (x: tf.Tensor) => () => layer.call(x, {});
        const start = `memory_${name}: inputs`;
        assert.throws(call(tf.zeros([2, 4])), new RegExp(`${start} must have shape .*, got \\[2,4\\]`));
        assert.throws(
          call(tf.zeros([0, 3, 4])),
          new RegExp(`${start} need at least one example, got shape \\[0,3,4\\]`),
        );
        assert.throws(call(tf.zeros([2, 0, 4])), new RegExp(`${start} need at least one time step, .* \\[2,0,4\\]`));
        assert.throws(
          call(tf.tensor(Array(24).fill('a'), [2, 3, 4], 'string')),
          new RegExp(`${start} must be numbers, got string`),
        );
        assert.throws(
          call(tf.zeros([2, 3, 5])),
          new RegExp(`${start} must have 4 feature\\(s\\), got shape \\[2,3,5\\]`),
        );
      }
    }
  });

  it('may be whole numbers', () => {
    const layer = layers.gru({units: 3});
    layer.build([2, 3, 4]);
    const x = tf.ones([2, 3, 4], 'int32');
    expectClose(layer.call(x, {}) as tf.Tensor, layer.call(x.toFloat(), {}) as tf.Tensor, 0);
  });
});

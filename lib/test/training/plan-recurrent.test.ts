import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {draw} from '../layers/plan';

const [EXAMPLES, STEPS, FEATURES] = [22, 7, 3];

const BODIES: Record<string, () => tf.layers.Layer[]> = {
  'LSTM and GRU with dropout': () => [
    layers.lstm({units: 5, returnSequences: true, dropout: 0.3, recurrentDropout: 0.2}),
    layers.gru({units: 4, dropout: 0.2, recurrentDropout: 0.3, dropoutKind: 'plain'}),
  ],
  'a bidirectional SimpleRNN with dropout': () => [
    layers.bidirectional({layer: layers.simpleRNN({units: 4, recurrentDropout: 0.4, dropout: 0.1})}),
  ],
  'an LSTM with peepholes': () => [layers.peepholeLstm({units: 5})],
  'LSTM and GRU with layer normalisation': () => [
    layers.layerNormLstm({units: 5, returnSequences: true, dropout: 0.2}),
    layers.layerNormGru({units: 3, goBackwards: true, useBias: false}),
  ],
  'a SimpleRNN with layer normalisation': () => [layers.layerNormSimpleRNN({units: 5, recurrentDropout: 0.2})],
};

describe('training.fit of recurrent layers', () => {
  for (const [name, body] of Object.entries(BODIES)) {
    it(`gives the same losses and weights by a plan as on the tape, with the same masks: ${name}`, async () => {
      const run = async (onTape: boolean) => {
        await engine.start({seed: 9});
        const masking = tf.layers.masking({maskValue: 0, inputShape: [STEPS, FEATURES]});
        const model = tf.sequential({layers: [masking, ...body(), layers.dense({units: 2})]});
        training.compile(model, {optimizer: 'adam', learningRate: 0.01, loss: 'meanSquaredError'});
        const kept = tf.range(0, STEPS).less(tf.range(0, EXAMPLES).mod(STEPS).add(1).expandDims(1)).toFloat();
        const x = draw([EXAMPLES, STEPS, FEATURES], 1).mul(kept.expandDims(2));
        const data = {train: {x, y: draw([EXAMPLES, 2], 2)}};
        const history = await training.fit(model, data.train, {epochs: 3, batchSize: 8, onTape});
        assert.equal(history.trainedBy, onTape ? 'tape' : 'plan', history.tapeReason);
        return {loss: history.history.loss, weights: model.getWeights().map((weight) => [...weight.dataSync()])};
      };
      const [tape, plan] = [await run(true), await run(false)];
      const close = (found: number, wanted: number) =>
        assert.ok(Math.abs(found - wanted) <= 1e-5 * Math.max(1, Math.abs(wanted)), `${found}, not ${wanted}`);
      plan.loss.forEach((value, i) => {
        close(value, tape.loss[i]);
      });
      plan.weights.flat().forEach((value, i) => {
        close(value, tape.weights.flat()[i]);
      });
      assert.ok(plan.loss[2] < plan.loss[0]);
    });
  }

  it('trains cells in own words on the tape, and says why', async () => {
    await engine.start({seed: 9});
    const cell: layers.OwnCell<{kernel: [number, number]; recurrentKernel: [number, number]}> = {
      units: 4,
      build: (features) => ({kernel: [features, 4], recurrentKernel: [4, 4]}),
      step(X, [H], {kernel, recurrentKernel}) {
        const state = X.matMul(kernel).add(H.matMul(recurrentKernel)).tanh();
        return [state, [state]];
      },
    };
    const model = tf.sequential({
      layers: [layers.rnn({cell, inputShape: [STEPS, FEATURES]}), layers.dense({units: 2})],
    });
    training.compile(model, {optimizer: 'adam', learningRate: 0.01, loss: 'meanSquaredError'});
    const data = {x: draw([EXAMPLES, STEPS, FEATURES], 1), y: draw([EXAMPLES, 2], 2)};
    const history = await training.fit(model, data, {epochs: 3, batchSize: 8});
    assert.equal(history.trainedBy, 'tape');
    assert.match(history.tapeReason ?? '', /OwnRNN/);
    assert.ok(history.history.loss[2] < history.history.loss[0]);
  });
});

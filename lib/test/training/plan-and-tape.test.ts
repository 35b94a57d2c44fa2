import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as layers from '../../src/layers';
import * as training from '../../src/training';
import {CASES, make, sequential, weightsOf, x, y} from './models';

describe('training by a plan and on the tape', () => {
  before(() => engine.start().then(() => undefined));

  for (const [name, one] of Object.entries(CASES)) {
    it(`give the same losses over 3 epochs, with a batch that is not full: ${name}`, async () => {
      const run = async (onTape: boolean) => {
        const model = await make(one);
        const data = {...one.data, valid: one.data};
        const result = await training.fit(model, data, {epochs: 3, batchSize: 8, seed: 2, clipNorm: 1, onTape});
        assert.equal(result.trainedBy, onTape ? 'tape' : 'plan', result.tapeReason);
        return {...result, weights: weightsOf(model)};
      };
      const [plan, tape] = [await run(false), await run(true)];
      const recorded = Object.values(tape.history); // names of several outputs count on from model to model
      assert.equal(Object.keys(plan.history).length, recorded.length);
      Object.entries(plan.history).forEach(([key, values], i) => {
        values.forEach((value, epoch) => {
          const other = recorded[i][epoch];
          const limit = 1e-5 * Math.max(Math.abs(other), 0.01);
          assert.ok(Math.abs(value - other) <= limit, `${key} of epoch ${epoch + 1}: ${value} and ${other}`);
        });
      });
      plan.gradientNorms?.before.forEach((norm, i) => {
        const other = tape.gradientNorms?.before[i] ?? Number.NaN;
        assert.ok(Math.abs(norm - other) <= 1e-4 * other, `norm of batch ${i}: ${norm} and ${other}`);
      });
      plan.weights.flat().forEach((value, i) => {
        assert.ok(Math.abs(value - tape.weights.flat()[i]) < 2e-4, `weight ${i}`);
      });
    });
  }

  it('measure the norms of each layer alike, without the padding of odd sizes', async () => {
    const run = async (onTape: boolean) => {
      const model = await make(CASES['two inputs and two outputs']);
      const options = {batchSize: 8, seed: 2, globalClipNorm: 0.1, recordGradientNorms: 'layers' as const, onTape};
      const {gradientNorms} = await training.fit(model, CASES['two inputs and two outputs'].data, options);
      assert.ok(gradientNorms);
      const own = Object.keys(gradientNorms.layers ?? {}).sort();
      const weighted = model.layers.filter(({weights}) => weights.length > 0).map((layer) => layer.name);
      assert.deepEqual(own, weighted.sort());
      const series = model.layers.flatMap(({name}) => gradientNorms.layers?.[name] ?? []);
      for (const when of ['before', 'after'] as const) {
        gradientNorms[when].forEach((norm, batch) => {
          const joined = Math.hypot(...series.map((one) => one[when][batch]));
          assert.ok(Math.abs(norm - joined) < 1e-6 * norm, `${when} batch ${batch}: ${norm} and ${joined}`);
        });
      }
      return series;
    };
    const [plan, tape] = [await run(false), await run(true)];
    plan.forEach(({before}, layer) => {
      before.forEach((norm, batch) => {
        assert.ok(Math.abs(norm - tape[layer].before[batch]) <= 1e-4 * tape[layer].before[batch]);
      });
    });
  });

  it('say why there is no plan, and train all the same', async () => {
    class Strange extends tf.layers.Layer {
      static className = 'StrangeLayerOfThisTest';
      override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
        return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 2);
      }
    }
    const l2 = tf.regularizers.l2({l2: 0.01});
    const cases: [() => tf.LayersModel, training.FitOptions, RegExp][] = [
      [CASES.LSTM.build, {onTape: true}, /^asked for$/],
      [
        () => sequential(layers.lstm({units: 2, kernelRegularizer: l2}), layers.dense({units: 2})),
        {},
        /^regularizers have no plan$/,
      ],
      [
        () => sequential(layers.lstm({units: 2}), layers.dense({units: 2, kernelConstraint: 'nonNeg'})),
        {},
        /constraints have no plan$/,
      ],
      [
        () => sequential(layers.lstm({units: 2}), new Strange({})),
        {},
        /^strange.*: layers of class StrangeLayerOfThisTest have no plan$/,
      ],
      [
        () => sequential(layers.lstm({units: 2, activation: 'relu'}), layers.dense({units: 2})),
        {},
        /^lstm.*: the kernels know activations tanh and sigmoid, not relu and sigmoid$/,
      ],
      [
        () => sequential(layers.lstm({units: 2}), layers.dense({units: 2, activation: 'elu'})),
        {},
        /^dense.*: activation 'elu' has no kernel$/,
      ],
    ];
    for (const [build, options, reason] of cases) {
      const model = await make({build, data: {x, y}});
      const {trainedBy, tapeReason, history} = await training.fit(model, {x, y}, {epochs: 3, ...options});
      assert.equal(trainedBy, 'tape');
      assert.match(tapeReason ?? '', reason);
      assert.ok(history.loss[2] < history.loss[0]);
    }
  });
});

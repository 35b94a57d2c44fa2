// Trains one model twice, by its static plan and on the tape, and compares.
import assert from 'node:assert/strict';
import type * as tf from '@tensorflow/tfjs';
import * as engine from '../../src/engine';
import * as training from '../../src/training';

/** What {@link expectSameTraining} trains with. */
export interface Trial {
  /** Makes the model; called twice, right after the engine's seed was set. */
  build(): tf.LayersModel;
  x: tf.Tensor | tf.Tensor[];
  y: tf.Tensor;
  /** Defaults to 'meanSquaredError'. */
  loss?: string;
  /** Defaults to 1e-5. */
  tolerance?: number;
}

/** Trains two epochs with batches of two sizes. */
async function train({build, x, y, loss = 'meanSquaredError'}: Trial, onTape: boolean) {
  await engine.start({seed: 3});
  const model = build();
  training.compile(model, {optimizer: 'sgd', learningRate: 0.05, loss});
  const valid = {x, y};
  const {history, trainedBy, tapeReason} = await training.fit(
    model,
    {x, y, valid},
    {epochs: 2, batchSize: 3, seed: 5, onTape},
  );
  const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
  return {history, weights, trainedBy, tapeReason};
}

function expectNear(actual: number[], expected: number[], tolerance: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const limit = tolerance * Math.max(1, Math.abs(value));
    assert.ok(Math.abs(actual[i] - value) <= limit, `${what}[${i}] should be ${value}, is ${actual[i]}`);
  });
}

/** Fails unless the model has a plan, learns, and ends with the losses and weights that it has on the tape. */
export async function expectSameTraining(trial: Trial): Promise<void> {
  const planned = await train(trial, false);
  assert.equal(planned.trainedBy, 'plan', planned.tapeReason);
  const taped = await train(trial, true);
  assert.equal(taped.trainedBy, 'tape');
  const {tolerance = 1e-5} = trial;
  for (const [name, values] of Object.entries(taped.history)) {
    expectNear(planned.history[name], values, tolerance, name);
  }
  taped.weights.forEach((weight, i) => {
    expectNear(planned.weights[i], weight, tolerance, `weight ${i}`);
  });
}

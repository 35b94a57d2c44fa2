// The same training for Node and for a page: both must give the same bits.
import type * as unroll from 'unroll';

/** What a training gave, as plain numbers. */
export interface Trained {
  losses: number[];
  weights: number[][];
  predictions: number[];
  /** Whether plan or tape trained, by model. */
  trainedBy: string[];
}

/** Trains a small LSTM with a dense layer, and a small WaveNet, from one seed. */
export async function train({engine, data, models, training, tf}: typeof unroll, wasmPath?: string): Promise<Trained> {
  await engine.start({engine: 'wasm', seed: 42, wasmPath});
  const series = data.generateTimeSeries(120, 21, {seed: 7});
  const {x, y} = data.inputsAndTargets(series, {lookback: 20});
  const [losses, weights, predictions, trainedBy]: [number[], number[][], number[], string[]] = [[], [], [], []];
  const built = [
    models.buildLstm({units: [9], lookback: 20}),
    models.buildCnn({
      stages: [
        {filters: 6, kernelSize: 3},
        {filters: 5, kernelSize: 2, dilationRate: 2},
      ],
      padding: 'causal',
      read: 'last',
      lookback: 20,
    }),
  ];
  for (const model of built) {
    training.compile(model, {learningRate: 0.01});
    const run = await training.fit(model, {x, y}, {epochs: 3, batchSize: 16});
    trainedBy.push(run.trainedBy);
    losses.push(...run.history.loss);
    weights.push(...model.getWeights().map((weight) => Array.from(weight.dataSync())));
    const predicted = tf.tidy(() => (model.predict(x.toTensor()) as unroll.tf.Tensor).dataSync());
    predictions.push(...predicted);
  }
  return {losses, weights, predictions, trainedBy};
}

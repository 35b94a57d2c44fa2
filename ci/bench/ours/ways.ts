/** The ways in which our library does a workload. Runs in the contestant's process, on the built package. */
import {type data, tf, training} from 'unroll';
import type {Sizes, Way} from '../workloads';
import {examplesOf, type Numbers} from './examples';
import {buildModel} from './models';

/** A workload ready to run; `run` gives the last loss (or output). */
export interface Prepared {
  parameters: number;
  run(): Promise<number>;
}

const asArray = ({values, shape}: Numbers): data.NdArray => ({values: Float64Array.from(values), shape});

function prepareFit(workload: string, sizes: Sizes, batches: number): Prepared {
  const {model, loss} = buildModel(workload, sizes);
  training.compile(model, {loss});
  const {x, y} = examplesOf(model, loss, sizes, batches);
  const examples = {x: asArray(x), y: asArray(y)};
  return {
    parameters: model.countParams(),
    run: async () => {
      const {history} = await training.fit(model, examples, {epochs: 1, batchSize: sizes.batch});
      return history.loss[0];
    },
  };
}

function prepareModelFit(workload: string, sizes: Sizes, batches: number): Prepared {
  const {model, loss} = buildModel(workload, sizes);
  training.compile(model, {loss});
  const {x, y} = examplesOf(model, loss, sizes, batches);
  const [inputs, targets] = [x, y].map(({values, shape}) => tf.tensor(values, shape));
  return {
    parameters: model.countParams(),
    run: async () => {
      const {history} = await model.fit(inputs, targets, {
        epochs: 1,
        batchSize: sizes.batch,
        shuffle: true,
        verbose: 0,
      });
      return history.loss[0] as number;
    },
  };
}

function predictStep(model: tf.LayersModel, values: Float32Array): number {
  return tf.tidy(() => (model.predict(tf.tensor3d(values, [1, 1, 1])) as tf.Tensor).dataSync()[0]);
}

function prepareSteps(model: tf.LayersModel, steps: number, step: (values: Float32Array) => number): Prepared {
  const inputs = Array.from({length: steps}, (_, i) => Float32Array.of(Math.sin(i / 5)));
  return {
    parameters: model.countParams(),
    run: async () => {
      let output = 0;
      for (const input of inputs) output = step(input);
      return output;
    },
  };
}

function prepareStream(workload: string, sizes: Sizes, steps: number): Prepared {
  const {model} = buildModel(workload, sizes);
  const stream = training.stream(model);
  return prepareSteps(model, steps, (values) => stream.step(values)[0]);
}

/** A stream carries the states itself; `predict` needs layers that do. */
function preparePredict(workload: string, sizes: Sizes, steps: number): Prepared {
  const {model} = buildModel(`${workload}, stateful`, sizes);
  return prepareSteps(model, steps, (values) => predictStep(model, values));
}

const ways: Record<Way, (workload: string, sizes: Sizes, batches: number) => Prepared> = {
  'training.fit': prepareFit,
  'training.fit, 2 threads': prepareFit,
  'model.fit': prepareModelFit,
  'training.stream': prepareStream,
  'model.predict': preparePredict,
};

/** Builds a workload's model and data. @throws NotBuilt where the library lacks a part of it */
export function prepare(way: Way, workload: string, sizes: Sizes, batches: number): Prepared {
  return ways[way](workload, sizes, batches);
}

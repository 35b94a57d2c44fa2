/** The ways in which our library does a workload. Runs in the contestant's process, on the built package. */
import {type data, tf, training} from 'unroll';
import type {Sizes, Way} from '../workloads';
import {examplesOf, type Numbers} from './examples';
import {buildModel, NotBuilt} from './models';

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

/** A model that takes one time step after the other and carries its state. */
interface Stream {
  step(values: Float32Array): ArrayLike<number>;
}

/** Looked up by name, so that the bench measures it from the day it is there. */
function streamOf(model: tf.LayersModel): Stream {
  const stream = (training as unknown as {stream?: (model: tf.LayersModel) => Stream}).stream;
  if (!stream) throw new NotBuilt('training.stream');
  return stream(model);
}

function predictStep(model: tf.LayersModel, values: Float32Array): number {
  return tf.tidy(() => (model.predict(tf.tensor3d(values, [1, 1, 1])) as tf.Tensor).dataSync()[0]);
}

function prepareSteps(
  workload: string,
  sizes: Sizes,
  steps: number,
  stepOf: (model: tf.LayersModel) => (values: Float32Array) => number,
): Prepared {
  const {model} = buildModel(workload, sizes);
  const step = stepOf(model);
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

type Preparation = (workload: string, sizes: Sizes, batches: number) => Prepared;

const prepareStream: Preparation = (workload, sizes, steps) =>
  prepareSteps(workload, sizes, steps, (model) => {
    const stream = streamOf(model);
    return (values) => stream.step(values)[0];
  });

const preparePredict: Preparation = (workload, sizes, steps) =>
  prepareSteps(workload, sizes, steps, (model) => (values) => predictStep(model, values));

const ways: Record<Way, Preparation> = {
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

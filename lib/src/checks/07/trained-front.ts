import {modelOf, predictions, refuse} from '../frame/built-models';
import type {Learner, ModelAnswer, ModelLayer} from '../frame/frame';

const PATH = 'myNetwork()';
const RECURRENT = /LSTM$|GRU$|RNN$|Bidirectional/;
const CONVOLUTION = /Conv1D$/;

const number = (value: unknown, otherwise = 1) => Number(Array.isArray(value) ? value[0] : (value ?? otherwise));

/** Steps that a layer hands on; a model for any length says null, so a convolution is followed by its own numbers. */
function stepsBehind({kind, output, config}: ModelLayer, before: number): number {
  if (output.length === 3 && output[1] !== null) return output[1];
  if (!CONVOLUTION.test(kind)) return before;
  const [kernelSize, strides] = [number(config.kernelSize ?? config.kernel_size), number(config.strides)];
  const span = (kernelSize - 1) * number(config.dilationRate ?? config.dilation_rate) + 1;
  return (config.padding ?? 'valid') === 'valid'
    ? Math.floor((before - span) / strides) + 1
    : Math.ceil(before / strides);
}

/** Products of a recurrent layer at one step, by what it reads; the number of its gates follows from its weights. */
function recurrentProducts({kind, output, parameters}: ModelLayer, reads: number): (features: number) => number {
  const ways = kind === 'Bidirectional' ? 2 : 1;
  const units = number(output[output.length - 1]) / ways;
  const gates = Math.round(parameters / ways / (units * (reads + units + 1)));
  return (features) => ways * gates * units * (features + units);
}

/** What the network multiplies up to its first recurrent layer, and that layer alone on the series as it is. */
function products({layers, inputs}: ModelAnswer, timeSteps: number): {together: number; alone: number} {
  let [steps, reads, together] = [timeSteps, number(inputs[0][2]), 0];
  for (const layer of layers) {
    if (RECURRENT.test(layer.kind)) {
      const ofOne = recurrentProducts(layer, reads);
      return {together: together + steps * ofOne(reads), alone: timeSteps * ofOne(number(inputs[0][2]))};
    }
    steps = stepsBehind(layer, steps);
    const filters = number(layer.output[layer.output.length - 1]);
    if (CONVOLUTION.test(layer.kind)) {
      together += steps * number(layer.config.kernelSize ?? layer.config.kernel_size) * reads * filters;
    }
    reads = filters;
  }
  return refuse(`${PATH}: no recurrent layer is in it; a convolution in front of one was asked for`);
}

/** Demands that a convolution stands in front of a recurrent layer, and saves it work. */
export function demandFront(answer: unknown, timeSteps: number): ModelAnswer {
  const model = modelOf(PATH, answer);
  const {layers} = model;
  const [front, cell] = [CONVOLUTION, RECURRENT].map((kind) => layers.findIndex((layer) => kind.test(layer.kind)));
  if (front < 0 && cell >= 0) {
    refuse(`${PATH}: nothing stands in front of the ${layers[cell].kind}, so it steps through all ${timeSteps} values`);
  }
  const {together, alone} = products(model, timeSteps);
  if (front > cell) refuse(`${PATH}: the convolution stands behind the ${layers[cell].kind}, which reads all steps`);
  if (together >= alone) {
    const [own, all] = [together, alone].map((count) => count.toLocaleString('en-US'));
    refuse(
      `${PATH}: convolution and ${layers[cell].kind} make ${own} products for a series, the latter alone ${all}: what would leave it fewer steps?`,
    );
  }
  return model;
}

/** Demands that the forecasts are what the network says at its last step. */
export async function demandSaid(
  learner: Learner,
  model: ModelAnswer,
  windows: number[][],
  forecasts: ArrayLike<ArrayLike<number>>,
): Promise<void> {
  const said = await predictions(
    learner,
    model,
    windows.map((row) => row.map((value) => [value])),
  );
  for (const [i, steps] of (said as unknown as (number | number[])[][]).entries()) {
    const row = Array.isArray(steps[0]) ? (steps[steps.length - 1] as number[]) : (steps as number[]);
    const isSame = row.length === forecasts[i].length && row.every((v, k) => Math.abs(v - forecasts[i][k]) < 1e-3);
    if (!isSame) refuse(`forecastNext: these are not the numbers that ${PATH} says at its last step; ask that network`);
  }
}

import {
  build,
  demandInput,
  demandOutput,
  demandParameters,
  distance,
  modelOf,
  predictions,
  refuse,
  right,
} from '../frame/built-models';
import {AnswerError, type Finding, type Learner, type ModelLayer, type NestedList} from '../frame/frame';
import {type CostCase, weightsOf} from './front-costs';

/** Sizes of a network with a convolution in front. */
export interface FrontNetworkCase extends CostCase {
  horizon: number;
  /** [1][timeSteps][features] what it is tried on. */
  probe: NestedList;
}

const dense = (reads: number, units: number): number => units * (reads + 1);

function demandLayers(path: string, layers: ModelLayer[], one: FrontNetworkCase): void {
  const {filters, kernelSize, strides, units, horizon} = one;
  const isOne = (kind: RegExp) => (layer: ModelLayer) => kind.test(layer.kind);
  const convolutions = layers.filter(isOne(/^Conv1D$/));
  const cells = layers.filter(isOne(/LSTM$|GRU$|RNN$|Bidirectional/));
  if (convolutions.length === 0) refuse(`${path}: the convolution is missing`);
  if (convolutions.length > 1) refuse(`${path} has ${convolutions.length} convolutions; one was asked for`);
  if (cells.length === 0) refuse(`${path}: the recurrent layer is missing`);
  if (layers.indexOf(cells[0]) < layers.indexOf(convolutions[0])) {
    refuse(`${path}: the LSTM stands in front of the convolution; it should read fewer steps, so it comes behind`);
  }
  const [convolution, cell] = [convolutions[0], cells[0]];
  if (cell.kind === 'Bidirectional') {
    refuse(`${path}: the LSTM reads both ways: backwards it knows what the earlier steps should forecast`);
  }
  if (cell.kind !== 'LSTM' || cells.length > 1) {
    refuse(`${path}: one LSTM was asked for, this has ${cells.map(({kind}) => kind).join(', ')}`);
  }
  const number = (value: unknown) => Number(Array.isArray(value) ? value[0] : (value ?? 1));
  const got = {
    filters: number(convolution.config.filters),
    kernelSize: number(convolution.config.kernelSize ?? convolution.config.kernel_size),
    strides: number(convolution.config.strides),
  };
  if (got.kernelSize === filters && got.filters === kernelSize && filters !== kernelSize) {
    refuse(`${path}: filters and kernelSize have changed places`);
  }
  if (got.kernelSize === strides && got.strides === kernelSize && strides !== kernelSize) {
    refuse(`${path}: kernelSize and strides have changed places`);
  }
  if (got.strides !== strides) refuse(`${path}: the convolution moves by ${got.strides}; what is its stride?`);
  if (got.kernelSize !== kernelSize) refuse(`${path}: the kernel has size ${got.kernelSize}, not the one given`);
  if (got.filters !== filters) refuse(`${path}: the convolution has ${got.filters} filters, not the number given`);
  const padding = String(convolution.config.padding ?? 'valid');
  if (padding !== 'valid') refuse(`${path}: the padding is '${padding}'; the targets of 07.5 fit 'valid'`);
  if (number(cell.config.units) !== units) refuse(`${path}: the LSTM has ${cell.config.units} units, not ${units}`);
  const last = layers[layers.length - 1];
  if (number(last.config.units) === horizon && (last.config.activation ?? 'linear') !== 'linear') {
    refuse(
      `${path}: the last layer has the activation ${last.config.activation}; forecasts may have any sign and size`,
    );
  }
}

/** An early output must not change with a late input: nothing of what it should forecast may reach it. */
async function demandNoPeeking(
  learner: Learner,
  path: string,
  model: Parameters<typeof predictions>[1],
  {probe, timeSteps, kernelSize, strides}: FrontNetworkCase,
): Promise<void> {
  const series = (probe as number[][][])[0];
  // Values behind the last whole window are read by no step.
  const lastRead = timeSteps - 1 - ((timeSteps - kernelSize) % strides);
  const changed = [series.map((row, t) => (t < lastRead ? row : row.map((value) => value + 3)))];
  const [y] = (await predictions(learner, model, probe)) as number[][][];
  const [other] = (await predictions(learner, model, changed)) as number[][][];
  if (y.length < 2) return;
  if (distance(y.slice(0, -1), other.slice(0, -1)) > 1e-6) {
    refuse(`${path}: the last value that is read moves the output of an earlier step: the network peeks`);
  }
}

/** Calls the builder; series that the kernel does not fit into have a likely reason. */
async function built(learner: Learner, path: string, ...given: unknown[]): Promise<unknown> {
  try {
    return await build(learner, 'buildNetwork', ...given);
  } catch (thrown) {
    if (!(thrown instanceof AnswerError) || !/do(es)? not fit|[Nn]egative dimension/.test(thrown.message)) throw thrown;
    return refuse(
      `${path}: the kernel does not fit into the steps; does inputShape name time steps first, then features?`,
    );
  }
}

/** Findings of 07.6. */
export async function* checkFrontNetwork(learner: Learner, cases: FrontNetworkCase[]): AsyncGenerator<Finding> {
  for (const one of cases) {
    const {timeSteps, features, filters, kernelSize, strides, units, horizon} = one;
    const front = {filters, kernelSize, strides};
    const path = `buildNetwork(${timeSteps}, ${features}, {${filters}, ${kernelSize}, ${strides}}, ${units}, ${horizon})`;
    const model = modelOf(path, await built(learner, path, timeSteps, features, front, units, horizon));
    demandInput(path, model, timeSteps, features);
    demandLayers(path, model.layers, one);
    const left = Math.floor((timeSteps - kernelSize) / strides) + 1;
    demandOutput(
      path,
      model,
      [null, left, horizon],
      [
        ['the LSTM hands on its last state only; each step has targets of its own', [null, horizon]],
        ['the layer of forecasts is missing: these are the states of the LSTM', [null, left, units]],
        ['the forecasts have an axis of the wrong size; each step forecasts `horizon` values', [null, left, 1]],
        ['the outputs of all steps are in one row; keep the time axis', [null, left * units]],
        ['the outputs of all steps are in one row; keep the time axis', [null, left * horizon]],
      ],
    );
    yield right(`${path}: shapes are right`);
    const weights = weightsOf(one);
    const all = weights.convolution + weights.recurrent + dense(units, horizon);
    demandParameters(path, model.parameters, all, [
      ['the convolution has no bias; leave useBias as it is', all - filters],
      ['the LSTM has no bias; leave useBias as it is', all - 4 * units],
      ['the last layer has no bias; leave useBias as it is', all - horizon],
      ['there is a Dense layer too many', all + dense(units, units)],
      ['there is a Dense layer too many', all + dense(horizon, horizon)],
      ['there is a Dense layer too many', all + dense(filters, filters)],
    ]);
    yield right(`${path}: layers are right`);
    await demandNoPeeking(learner, path, model, one);
    yield right(`${path}: no step sees what it should forecast`);
  }
}

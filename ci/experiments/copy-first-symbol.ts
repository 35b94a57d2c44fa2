/**
 * Lesson 3.2: who still knows the first symbol at the end of 10, 25, 50 or 100 steps, and is it the cell or its first weights?
 *
 * The task of `data.copyTask`: 10 symbols, then noise of 5 tokens. 500 sequences, all in one batch, 150 updates; 200 others
 * test. Embedding of 32, 64 units, Adam 0.01, gradient clipped at a norm of 5. Cells start as in Keras unless said; what is
 * changed one at a time: the recurrent kernel, the bias of the gate that keeps, the scale of the embedding.
 */
import {data, engine, layers, metrics, type notebook, tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

type Start = Omit<notebook.CopyStart, 'parameters' | 'runs'>;
interface Plan extends Start {
  lengths: number[];
}

const [units, width] = [64, 32];
const sizes = {train: 500, test: 200, symbols: 10, noise: 5};
const fitting = {updates: 150, optimizer: 'adam', learningRate: 0.01, globalClipNorm: 5};
const all = [10, 25, 50, 100];
const keras = {recurrent: 'orthogonal', embedding: 'small'} as const;

/** Every start is trained at 25 steps. */
const plans: Plan[] = [
  {...keras, cell: 'SimpleRNN', gate: '', lengths: all},
  {...keras, cell: 'GRU', gate: '0', lengths: all},
  {...keras, cell: 'LSTM', gate: '1', lengths: all},
  {...keras, cell: 'SimpleRNN', gate: '', embedding: 'unit', lengths: [25]},
  {...keras, cell: 'GRU', gate: '0', embedding: 'unit', lengths: [25]},
  {...keras, cell: 'LSTM', gate: '1', embedding: 'unit', lengths: [25]},
  {...keras, cell: 'GRU', gate: 'log T', lengths: [25]},
  {...keras, cell: 'LSTM', gate: 'log T', lengths: all},
  {...keras, cell: 'LSTM', gate: 'log T', embedding: 'unit', lengths: [25]},
  {...keras, cell: 'LSTM', gate: '0', lengths: [25]},
  {cell: 'SimpleRNN', gate: '', recurrent: 'uniform', embedding: 'small', lengths: [25]},
  {cell: 'SimpleRNN', gate: '', recurrent: 'uniform', embedding: 'unit', lengths: [25]},
  {cell: 'LSTM', gate: '1', recurrent: 'uniform', embedding: 'small', lengths: [25]},
];

/** Tokens and first symbols as examples. */
export function copyExamples(count: number, length: number, seed: number) {
  const {x, y} = data.copyTask(count, length, {seed, symbols: sizes.symbols, noise: sizes.noise});
  return {
    x: new data.Tokens(Float64Array.from(x.flat()), [count, length]),
    y: new data.Targets(y, [count, 1]),
    tokens: x,
  };
}

/** PyTorch's first recurrent weights, and its embedding; else Keras' own. */
const uniform = () => tf.initializers.randomUniform({minval: -1 / Math.sqrt(units), maxval: 1 / Math.sqrt(units)});
const normal = () => tf.initializers.randomNormal({mean: 0, stddev: 1});

function makeCell({cell, recurrent, gate}: Start, length: number) {
  const options = {units, ...(recurrent === 'uniform' ? {recurrentInitializer: uniform()} : {})};
  const bias = gate === 'log T' ? Math.log(length) : Number(gate);
  if (cell === 'SimpleRNN') return layers.simpleRNN(options);
  if (cell === 'GRU') return layers.gru({...options, biasInitializer: layers.gateBias([bias, 0, 0])});
  return layers.lstm({...options, unitForgetBias: false, biasInitializer: layers.gateBias([0, bias, 0, 0])});
}

function makeModel(start: Start, length: number) {
  const cell = makeCell(start, length);
  const table = start.embedding === 'unit' ? {embeddingsInitializer: normal()} : {};
  const embed = layers.embedding({
    ...{inputDim: sizes.symbols + sizes.noise, outputDim: width, inputLength: length, ...table},
  });
  const model = tf.sequential({layers: [embed, cell, layers.dense({units: sizes.symbols, activation: 'softmax'})]});
  training.compile(model, {
    ...{learningRate: fitting.learningRate, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy']},
  });
  /** What is left of the gradient of the last state at the first input, against the last: median of five sequences. */
  const reach = (sequences: number[][]) => {
    const rows = embed.getWeights()[0].arraySync() as number[][];
    const shares = sequences.slice(0, 5).map((tokens, i) => {
      const {inputs} = training.stateGradientNorms(
        cell,
        tokens.map((token) => rows[token]),
        {seed: i},
      );
      return inputs[0] / inputs[length - 1];
    });
    return metrics.median(shares);
  };
  return {model, reach};
}

/** One training; the loss after ten updates is what a short run can confirm. */
async function copyFirst(start: Start, length: number, seed: number, updates = fitting.updates) {
  await engine.start({engine: 'wasm', seed});
  const {model, reach} = makeModel(start, length);
  const [train, test] = [copyExamples(sizes.train, length, seed), copyExamples(sizes.test, length, 1000)];
  const before = rounded(reach(test.tokens), 4);
  const {history} = await training.fit(
    model,
    {x: train.x, y: train.y},
    {epochs: updates, batchSize: sizes.train, globalClipNorm: fitting.globalClipNorm, seed},
  );
  const accuracy = ({x, y}: typeof test) => rounded(training.evaluate(model, {x, y}).acc, 4);
  const run = {
    ...{seed, reach: before, lossAfterTen: rounded(history.loss[9])},
    ...{trainAccuracy: accuracy(train), testAccuracy: accuracy(test)},
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {run, parameters};
}

const keyOf = ({cell, recurrent, gate, embedding}: Start) =>
  [cell, recurrent, gate || 'no', embedding].join('-').replaceAll(' ', '-').toLowerCase();

async function computeAll({seeds, expect, part}: Run): Promise<notebook.CopyExperiment> {
  const jobs = plans.flatMap(({lengths, ...start}, i) =>
    lengths.flatMap((length) => {
      return seeds.map((seed) => ({seed, start, i, length}));
    }),
  );
  expect(jobs.length);
  const starts = plans.map(({lengths, ...start}): notebook.CopyStart => {
    return {...start, parameters: 0, runs: Object.fromEntries(lengths.map((length) => [length, []]))};
  });
  for (const {seed, start, i, length} of jobs) {
    const {run, parameters} = await part(`${keyOf(start)}-${length}-seed-${seed}`, () =>
      copyFirst(start, length, seed),
    );
    starts[i].parameters = parameters;
    starts[i].runs[length].push(run);
  }
  return {task: {...sizes, lengths: all}, training: {units, embedding: width, ...fitting}, starts};
}

export const copyFirstSymbol: Experiment<notebook.CopyExperiment> = {
  name: 'copy-first-symbol',
  lesson: '3.2',
  question: 'Does an LSTM remember the first symbol longer than a plain cell, or does its start only look like it?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const numbers: Record<string, number> = {};
    for (const i of [0, 1, 2, 5]) {
      const {run, parameters} = await copyFirst(plans[i], 25, 1, 10);
      numbers[`starts.${i}.parameters`] = parameters;
      numbers[`starts.${i}.runs.25.0.lossAfterTen`] = run.lossAfterTen;
      numbers[`starts.${i}.runs.25.0.reach`] = run.reach;
    }
    return numbers;
  },
};

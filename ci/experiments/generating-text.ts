/**
 * Lesson 5.2 over several seeds: which cell writes Shakespeare's next character best and whether the state must be carried
 * from window to window.
 *
 * Time is that of the processor, so that what else the machine does hardly matters.
 */
import {data, engine, models, type notebook, type tf, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [STREAMS, WINDOW, RATE] = [32, 50, 0.005];
/** The lesson's network; the others read the text once. */
const WIDE: Design = {cell: 'gru', units: [128], passes: 2};
const [PRIOR, CONTEXT] = [25, 6];

type Result = notebook.GeneratingText;

const SYMBOLS = 66; // the characters of the real text, and PAD

/** The real text, cut and encoded; nothing where it cannot be had. */
async function makeData() {
  const {name, text, origin} = await data.load('tinyshakespeare');
  if (origin !== 'original') return undefined;
  const parts = data.splitText(text, {valid: 0.05, test: 0.05});
  const vocabulary = data.buildVocabulary([Array.from(parts.train)], {unknown: false});
  const [train, valid, test] = [parts.train, parts.valid, parts.test].map((part) =>
    vocabulary.encode(Array.from(part)),
  );
  return {name, parts, size: vocabulary.size, train, valid, test};
}

type Sets = NonNullable<Awaited<ReturnType<typeof makeData>>>;

const bits = (nats: Float64Array) => nats.reduce((sum, value) => sum + value, 0) / nats.length / Math.LN2;

function bitsReset(model: tf.LayersModel, ids: number[]): number {
  const windows = Math.floor((ids.length - 1) / WINDOW);
  const of = (i: number) => training.streamSurprises(model, ids.slice(i * WINDOW, (i + 1) * WINDOW + 1));
  return Array.from({length: windows}, (_, i) => bits(of(i))).reduce((sum, value) => sum + value, 0) / windows;
}

interface Design {
  cell?: 'simpleRNN' | 'lstm' | 'gru';
  units?: number[];
  embedding?: number;
  passes?: number;
  learningRate?: number;
  /** Whether the state goes on from window to window. */
  carried?: boolean;
}

async function trainOnce({size, train, valid, test}: Sets, design: Design, seed: number) {
  const {cell = 'lstm', units = [64], embedding = 32, passes = 1, learningRate = RATE, carried = true} = design;
  await engine.start({engine: 'wasm', seed});
  const model = models.buildLanguageModel({vocabulary: size, embedding, units, cell});
  training.compile(model, {loss: 'sparseCategoricalCrossentropy', learningRate});
  const length = carried ? Math.floor((train.length - 1) / STREAMS / WINDOW) * WINDOW : WINDOW;
  const texts = data.tokenWindows(train, {length});
  // The rate falls over all passes: a schedule goes by the optimizer's count of updates.
  const decaySteps = passes * Math.floor((train.length - 1) / STREAMS / WINDOW);
  const schedule = training.schedules.cosineDecay({initialLearningRate: learningRate, decaySteps});
  const validBits: number[] = [];
  let micros = 0;
  for (let pass = 1; pass <= passes; pass++) {
    const before = process.cpuUsage();
    await training.fit(model, texts, {
      ...{batchSize: STREAMS, shuffle: !carried, globalClipNorm: 1, seed: seed + 100 * pass, schedule},
      ...(carried ? {truncate: {steps: WINDOW, update: 'window' as const}} : {}),
    });
    const {user, system} = process.cpuUsage(before);
    micros += user + system;
    validBits.push(rounded(bits(training.streamSurprises(model, valid)), 4));
  }
  const run: notebook.LanguageRun = {
    ...{seed, validBits, testBits: rounded(bits(training.streamSurprises(model, test)), 4)},
    ...{testBitsReset: rounded(bitsReset(model, test), 4), cpuSeconds: rounded(micros / 1e6, 3)},
  };
  const parameters = training.countParameters(model);
  model.dispose();
  return {parameters, run};
}

function countBits({parts}: Sets): Result['counts'] {
  const counts = models.countNgrams([parts.train], {context: CONTEXT, prior: PRIOR});
  const of = (text: string) => Array.from({length: CONTEXT + 1}, (_, k) => rounded(counts.bits([text], k), 4));
  return {prior: PRIOR, validBits: of(parts.valid), testBits: of(parts.test)};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  expect(5 * seeds.length);
  const sets = await makeData();
  if (!sets) throw new Error('the text is generated: set UNROLL_DATA_MIRROR or be online');
  const over = async (name: string, design: Design, some = seeds) => {
    const runs: notebook.LanguageRun[] = [];
    let parameters = 0;
    for (const seed of some) {
      const done = await part(`${name}-seed-${seed}`, () => trainOnce(sets, design, seed));
      runs.push(done.run);
      parameters = done.parameters;
    }
    return {parameters, runs};
  };
  const wide = await over('wide', WIDE);
  const gru = await over('gru', {cell: 'gru'});
  const lstm = await over('lstm', {cell: 'lstm'});
  const simpleRNN = await over('simpleRNN', {cell: 'simpleRNN'});
  const reset = await over('reset', {cell: 'gru', carried: false});
  const {train, valid, test} = sets;
  return {
    text: {name: sets.name, train: train.length, valid: valid.length, test: test.length},
    training: {optimizer: 'adam', learningRate: RATE, streams: STREAMS, window: WINDOW},
    counts: countBits(sets),
    cells: {simpleRNN, lstm, gru},
    wide,
    reset,
  };
}

export const generatingText: Experiment<Result> = {
  name: 'generating-text',
  lesson: '5.2',
  question: 'Which cell foretells the next character of Shakespeare best, and does the state have to be carried on?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const parameters = (design: models.LanguageModelOptions) => {
      const model = models.buildLanguageModel(design);
      const count = training.countParameters(model);
      model.dispose();
      return count;
    };
    const vocabulary = SYMBOLS;
    const counts = {
      'cells.gru.parameters': parameters({vocabulary, embedding: 32, units: [64], cell: 'gru'}),
      'wide.parameters': parameters({vocabulary, embedding: 32, units: [128], cell: 'gru'}),
    };
    const sets = await makeData();
    if (!sets) return counts;
    const {testBits} = countBits(sets);
    return {...counts, 'counts.testBits.0': testBits[0], 'counts.testBits.6': testBits[6]};
  },
};

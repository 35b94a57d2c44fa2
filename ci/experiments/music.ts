/**
 * Lesson 6.1 over several seeds: the next note of a chorale, by dilated convolutions and an LSTM.
 *
 * Chorales on their beats, four notes a chord, each read from its start. Training: windows of 64 notes in up to twelve
 * keys. `both` is the lesson's network; the lesson itself trains seed 2.
 */
import {data, decoding, engine, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

type Result = notebook.MusicExperiment;

const SEMITONES = [-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6];
const [STEPS, WINDOW, EPOCHS] = [4, 64, 5];
/** Chorales that each network composes, and how many chords each has. */
const [COMPOSED, BEATS] = [24, 32];
const [batchSize, learningRate] = [16, 0.006];
const vocabulary = data.ARPEGGIO_TOKENS;
const small = {vocabulary, embedding: 32, filters: 48, units: [64]};

/** How a network is built and taught. */
interface Way {
  build: () => ReturnType<typeof models.buildMusicModel>;
  epochs: number;
}
const WAYS: Record<string, Way> = {
  both: {build: () => models.buildMusicModel(small), epochs: EPOCHS},
};

/** The chorales as the lesson prepares them. */
function prepare(set: data.ChoraleSet) {
  const onBeats = (chorales: number[][][]) => chorales.map((chorale) => chorale.filter((_, t) => t % STEPS === 0));
  const notes = (chorales: number[][][]) => chorales.map((chorale) => data.toArpeggio(chorale));
  const [train, valid, test] = [set.train, set.valid, set.test].map(onBeats);
  let counted: models.VoiceCounts | undefined;
  const counts = () => {
    counted ??= models.countVoices(data.transposed(train, SEMITONES));
    return counted;
  };
  return {
    counts,
    inKeys: (semitones: number[]) => notes(data.transposed(train, semitones)),
    valid: notes(valid),
    test: notes(test),
  };
}
type Prepared = ReturnType<typeof prepare>;

const mean = (lists: ArrayLike<number>[], take: (value: number, t: number, i: number) => number | undefined) => {
  let [sum, count] = [0, 0];
  lists.forEach((list, i) => {
    Array.from(list).forEach((value, t) => {
      const taken = take(value, t, i);
      if (taken === undefined) return;
      sum += taken;
      count++;
    });
  });
  return rounded(sum / count, 5);
};

/** One network, trained on windows and measured on windows of the validation chorales after each epoch. */
async function trainOnce(chorales: Prepared, way: Way, seed: number, semitones = SEMITONES, epochs = way.epochs) {
  const windows = data.tokenWindowsOfEach(chorales.inKeys(semitones), {length: WINDOW});
  const valid = data.tokenWindowsOfEach(chorales.valid, {length: WINDOW});
  const model = training.compile(way.build(), {loss: 'sparseCategoricalCrossentropy', learningRate});
  const decaySteps = Math.ceil(windows.x.length / batchSize) * epochs;
  const schedule = training.schedules.cosineDecay({initialLearningRate: learningRate, decaySteps});
  const {history} = await training.fit(model, {...windows, valid}, {epochs, batchSize, schedule, seed});
  return {model, valid: history.val_loss.map((loss) => rounded(loss, 5))};
}

/** What a network composes, in rules kept. */
function rulesOf(model: Parameters<typeof decoding.streamStep>[0]): metrics.ChoraleRules {
  const step = decoding.streamStep(model);
  const rules = Array.from({length: COMPOSED}, (_, i) => {
    const {tokens} = decoding.sample(step, {maxLength: 4 * BEATS, temperature: 1, seed: i});
    return metrics.choraleRules(data.fromArpeggio(tokens), 1);
  });
  const names = Object.keys(rules[0]) as (keyof metrics.ChoraleRules)[];
  const share = (name: keyof metrics.ChoraleRules) => {
    const found = rules.map((one) => one[name]).filter((value) => !Number.isNaN(value));
    return rounded(found.reduce((sum, value) => sum + value, 0) / found.length, 4);
  };
  return Object.fromEntries(names.map((name) => [name, share(name)])) as unknown as metrics.ChoraleRules;
}

async function runOnce(chorales: Prepared, way: Way, seed: number) {
  const {model, valid} = await trainOnce(chorales, way, seed);
  const parameters = training.countParameters(model);
  const nats = training.surprises(model, chorales.test);
  const rules = rulesOf(model);
  model.dispose();
  const counts = chorales.test.map((tokens) => chorales.counts().surprises(tokens));
  const withCounts = mean(nats, (value, t, i) => -Math.log((Math.exp(-value) + Math.exp(-counts[i][t])) / 2));
  const byVoice = [0, 1, 2, 3].map((voice) => mean(nats, (value, t) => (t % 4 === voice ? value : undefined)));
  const run: notebook.MusicRun = {seed, valid, test: mean(nats, (value) => value), byVoice, withCounts, rules};
  return {parameters, run};
}

/** One epoch in one key on the generator's chorales, which need no download. */
async function onGenerated() {
  const generated = data.generateChorales(60, {chords: 32, seed: 1});
  const [train, valid, test] = [generated.slice(0, 40), generated.slice(40, 50), generated.slice(50)];
  const chorales = prepare({name: 'jsb-chorales', origin: 'generated', train, valid, test});
  const {model, valid: nats} = await trainOnce(chorales, WAYS.both, 1, [0], 1);
  const parameters = training.countParameters(model);
  model.dispose();
  return {parameters, validAfterOneEpoch: nats[0]};
}

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const jobs = Object.keys(WAYS).flatMap((name) => seeds.map((seed) => ({name, seed})));
  expect(jobs.length + 1);
  const chorales = prepare(await data.load('jsb-chorales'));
  const count = (sequences: number[][]) => sequences.reduce((sum, {length}) => sum + length, 0);
  const networks: Result['networks'] = {};
  for (const {name, seed} of jobs) {
    const {parameters, run} = await part(`${name}-seed-${seed}`, async () => {
      await engine.start({engine: 'wasm', seed});
      return runOnce(chorales, WAYS[name], seed);
    });
    networks[name] ??= {parameters, epochs: WAYS[name].epochs, runs: []};
    networks[name].runs.push(run);
  }
  const {validAfterOneEpoch} = await part('generated', async () => {
    await engine.start({engine: 'wasm', seed: 1});
    return onGenerated();
  });
  return {
    chorales: {
      ...{name: 'jsb-chorales', stepsOfFile: STEPS},
      ...{trainNotes: count(chorales.inKeys([0])), testNotes: count(chorales.test)},
    },
    training: {epochs: EPOCHS, batchSize, window: WINDOW, optimizer: 'adam', learningRate, semitones: SEMITONES},
    networks,
    generated: {validAfterOneEpoch},
  };
}

async function sample() {
  await engine.start({engine: 'wasm', seed: 1});
  const {parameters, validAfterOneEpoch} = await onGenerated();
  return {'networks.both.parameters': parameters, 'generated.validAfterOneEpoch': validAfterOneEpoch};
}

export const music: Experiment<Result> = {
  name: 'music',
  lesson: '6.1',
  question: 'How much do the cross-entropy of the network and the rules that it keeps depend on the seed?',
  seeds: [1, 3],
  run: computeAll,
  sample,
};

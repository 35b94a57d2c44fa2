/**
 * Lesson 6.2: how well does a network name spoken digits of voices that it knows and of voices that it does not, and how
 * well does CTC write down strings of digits?
 *
 * Recordings 0 to 2 of each digit and voice are the test, the others train; then each voice in turn is kept out. 'small'
 * is the lesson's network, 'full' the one of published examples (three convolutions of 64 filters, LSTM 128-64 both ways).
 * CTC: 1,000 strings of two to four digits from the training recordings, 200 from the test recordings, and 200 account
 * numbers of four digits whose sum is a multiple of ten.
 */
import {data, decoding, engine, layers, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const sizes = {frames: 48, steps: 160, epochs: 20, ctcEpochs: 15, strings: 1000, asked: 200, overlap: 0.08};
const cut = {sampleRate: 8000, frameLength: 256, hopLength: 160, center: true, mels: 24};
const listen = ({samples}: {samples: Float32Array}) => data.mfcc(samples, cut);
const isNewTake = ({index}: data.Recording) => index < 3;

const classifiers: Record<string, Partial<models.SpeechClassifierOptions>> = {
  small: {stages: [{filters: 32, kernelSize: 3, pool: 2}], units: [32], dropout: 0.2},
  full: {
    stages: [
      {filters: 64, kernelSize: 3},
      {filters: 64, kernelSize: 3},
      {filters: 64, kernelSize: 3, pool: 2},
    ],
    units: [128, 64],
    dropout: 0.2,
  },
};

async function spokenDigits() {
  const set = await data.load('spoken-digits');
  if (set.origin !== 'original') throw new Error('the recordings are generated: set UNROLL_DATA_MIRROR or be online');
  return set.recordings;
}

const build = (name: string) =>
  models.buildSpeechClassifier({features: 13, lookback: sizes.frames, classes: 10, ...classifiers[name]});

async function share(name: string, isTest: (one: data.Recording) => boolean, seed: number, epochs = sizes.epochs) {
  const recordings = await spokenDigits();
  const [train, test] = [recordings.filter((one) => !isTest(one)), recordings.filter(isTest)];
  const known = train.map(listen);
  const {frames} = sizes;
  await engine.start({engine: 'wasm', seed});
  const model = training.compile(build(name), {
    loss: 'sparseCategoricalCrossentropy',
    learningRate: 0.002,
  });
  const digits = (part: data.Recording[]) => part.map(({digit}) => digit);
  const examples = {x: data.scaledFrames(known, {frames, known}), y: data.asTargets(digits(train))};
  await training.fit(model, examples, {epochs, seed});
  const said = metrics.likeliest(training.predict(model, data.scaledFrames(test.map(listen), {frames, known})));
  const result = {
    parameters: training.countParameters(model),
    share: rounded(metrics.accuracy(digits(test), said.values)),
  };
  model.dispose();
  return result;
}

async function transcripts(seed: number, epochs = sizes.ctcEpochs) {
  const recordings = await spokenDigits();
  const [oldTakes, newTakes] = [recordings.filter((one) => !isNewTake(one)), recordings.filter(isNewTake)];
  const {strings, asked: count, overlap, steps} = sizes;
  const spoken = data.spokenStrings(oldTakes, {count: strings, overlap, seed: 1});
  const asked = data.spokenStrings(newTakes, {count, overlap, seed: 2});
  const accounts = data.spokenStrings(newTakes, {count, overlap, digits: [4, 4], checkDigit: true, seed: 3});
  const known = spoken.map(listen);
  const frames = (part: data.SpokenString[]) => data.scaledFrames(part.map(listen), {frames: steps, known});
  await engine.start({engine: 'wasm', seed});
  const stages = [
    {filters: 48, kernelSize: 5, pool: 2},
    {filters: 48, kernelSize: 3},
  ];
  const model = training.compile(
    models.buildCtcModel({features: 13, lookback: steps, symbols: 10, stages, units: [48]}),
    {loss: layers.ctcLoss, learningRate: 0.003},
  );
  const labels = data.asLabels(spoken.map(({digits}) => digits.map((digit) => digit + 1)));
  await training.fit(model, {x: frames(spoken), y: labels}, {epochs, batchSize: 16, seed});
  const digitsOf = ({labels: found}: decoding.Labelling) => found.map((label) => label - 1);
  const isValid = (digits: number[]) => digits.length > 0 && digits.reduce((sum, digit) => sum + digit, 0) % 10 === 0;
  const decoders: Record<string, (logs: data.Grid) => number[]> = {
    greedy: (logs) => digitsOf(decoding.ctcGreedy(logs)),
    beam: (logs) => digitsOf(decoding.ctcBeamSearch(logs, {width: 8})[0]),
    checked(logs) {
      const candidates = decoding.ctcBeamSearch(logs, {width: 16, best: 16}).map(digitsOf);
      return candidates.find(isValid) ?? candidates[0];
    },
  };
  const test = (part: data.SpokenString[], names: string[]) => {
    const heard = decoding.logSoftmaxOfEach(training.predict(model, frames(part)));
    const truth = part.map(({digits}) => digits);
    return Object.fromEntries(
      names.map((name) => {
        const {rate, wrong} = metrics.labelErrors(truth, heard.map(decoders[name]));
        return [name, {rate: rounded(rate), wrong: rounded(wrong)}];
      }),
    );
  };
  const result = {strings: test(asked, ['greedy', 'beam']), accounts: test(accounts, ['greedy', 'beam', 'checked'])};
  model.dispose();
  return {seed, ...result};
}

async function computeAll({seeds, expect, part}: Run): Promise<notebook.SpeechExperiment> {
  const names = Object.keys(classifiers);
  const speakers = [...new Set((await spokenDigits()).map(({speaker}) => speaker))];
  // The full network takes ten times as long: one seed, and no strangers.
  const seedsOf = (name: string) => (name === 'full' ? seeds.slice(0, 1) : seeds);
  expect(3 * seeds.length + 1);
  const result: notebook.SpeechExperiment['classifiers'] = {};
  for (const name of names) {
    const key = name.replace(/[^a-z]+/g, '-');
    result[name] = {parameters: 0, newTakes: [], newVoices: []};
    for (const seed of seedsOf(name)) {
      const run = await part(`${key}-takes-seed-${seed}`, () => share(name, isNewTake, seed));
      result[name].parameters = run.parameters;
      result[name].newTakes.push(run.share);
    }
    for (const seed of name === 'full' ? [] : seeds) {
      const shares = await part(`${key}-voices-seed-${seed}`, async () => {
        const each: number[] = [];
        for (const voice of speakers) each.push((await share(name, ({speaker}) => speaker === voice, seed)).share);
        return each;
      });
      result[name].newVoices.push(shares);
    }
  }
  const ctc: notebook.SpeechExperiment['ctc'] = [];
  for (const seed of seeds) ctc.push(await part(`ctc-seed-${seed}`, () => transcripts(seed)));
  return {sizes, speakers, classifiers: result, ctc};
}

export const speech: Experiment<notebook.SpeechExperiment> = {
  name: 'speech',
  lesson: '6.2',
  question: 'How well are digits heard from known and unknown voices, alone and in strings?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const model = build('small');
    const count = {'classifiers.small.parameters': training.countParameters(model)};
    model.dispose();
    const {origin} = await data.load('spoken-digits');
    if (origin !== 'original') return count;
    const {share: right} = await share('small', isNewTake, 1);
    return {...count, 'classifiers.small.newTakes.0': right};
  },
};

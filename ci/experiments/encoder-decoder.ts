/**
 * Lesson 5.4: what does an encoder-decoder write with and without attention, when the decoder is told nothing of what it
 * wrote, and how many pairs does it need?
 *
 * Dates: 6,000 pairs for six epochs, tested on 1,000 dates of days that did not train. Grammar: 500, 2,000 and 8,000 pairs
 * for 940 updates each, tested on 500 new sentences. Tatoeba: English and French sentences of at most 10 and 12 words, 150 of them
 * for the test; 100 others are for validation, and wait in the lesson. All networks: 64 units, embedding 32, Adam 0.003 (Tatoeba 0.005), batches of 32. BLEU: greedy decoding, words in small letters.
 */
import {data, decoding, engine, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

const [units, embedding, learningRate, batchSize] = [64, 32, 0.003, 32];
const dates = {pairs: 6000, test: 1000, epochs: 6};
const grammar = {updates: 940, test: 500, sizes: [500, 2000, 8000]};
const tatoeba = {epochs: 20, test: 150, valid: 100, source: 10, target: 12, learningRate: 0.005};

type Pairs = data.TokenisedPair[];
interface Task {
  train: Pairs;
  test: Pairs;
  sources: data.Vocabulary;
  targets: data.Vocabulary;
}

function taskOf(train: Pairs, test: Pairs, minCount = 1): Task {
  const read = train.map(({source}) => source);
  const written = train.map(({target}) => target);
  const unknown = minCount > 1;
  return {
    ...{train, test},
    sources: data.buildVocabulary(read, {unknown, minCount}),
    targets: data.buildVocabulary(written, {unknown, minCount, ends: true}),
  };
}

function datesTask(): Task {
  const pairs = data.generateDates(8000, {seed: 42});
  const known = new Set(pairs.slice(0, dates.pairs).map(({target}) => target));
  const fresh = pairs.slice(dates.pairs).filter(({target}) => !known.has(target));
  const [train, test] = [pairs.slice(0, dates.pairs), fresh.slice(0, dates.test)];
  return taskOf(data.tokenisePairs(train, {kind: 'character'}), data.tokenisePairs(test, {kind: 'character'}));
}

function grammarTask(size: number): Task {
  const pairs = data.tokenisePairs(data.generateTranslations(9000, {language: 'fra', seed: 42}));
  return taskOf(pairs.slice(0, size), pairs.slice(8000, 8000 + grammar.test));
}

async function tatoebaTask(): Promise<Task> {
  const set = await data.load('tatoeba');
  if (set.origin !== 'original') throw new Error('the sentences are generated: set UNROLL_DATA_MIRROR or be online');
  const all = data.tokenisePairs(set.pairs.fra);
  const short = all.filter(({source, target}) => source.length <= tatoeba.source && target.length <= tatoeba.target);
  const distinct = [...new Map(short.map((pair) => [pair.source.join(' '), pair])).values()];
  const shuffled = data.random(1).shuffle(distinct);
  return taskOf(shuffled.slice(tatoeba.test + tatoeba.valid), shuffled.slice(0, tatoeba.test), 2);
}

function build({sources, targets}: Task, attention?: 'additive', rate = learningRate): models.EncoderDecoder {
  const sizes = {sourceVocabulary: sources.size, targetVocabulary: targets.size, embedding, units};
  const network = models.buildEncoderDecoder({...sizes, attention});
  training.compile(network.model, {loss: 'sparseCategoricalCrossentropy', learningRate: rate});
  return network;
}

function written(network: models.EncoderDecoder, {sources, targets}: Task, pairs: Pairs, maxLength: number) {
  const ids = pairs.map(({source}) => sources.encode(source));
  const ends = {start: targets.startId, end: targets.endId, maxLength};
  return decoding.translate(network, ids, ends).map(({tokens}) => targets.decode(tokens));
}

/** START at every step in place of what was written. */
const toldNothing = ({values, shape}: data.Tokens, start: number) =>
  new data.Tokens(
    values.map(() => start),
    shape,
  );

async function trainDates(name: string, seed: number, epochs = dates.epochs) {
  const task = datesTask();
  const network = build(task, name === 'no attention' ? undefined : 'additive');
  const start = task.targets.startId as number;
  const examplesOf = (pairs: Pairs) => {
    const {x, y} = data.teacherForced(pairs, task.sources, task.targets);
    return {x: name.endsWith('told nothing') ? ([x[0], toldNothing(x[1], start)] as typeof x) : x, y};
  };
  const [train, test] = [examplesOf(task.train), examplesOf(task.test)];
  const width = test.y.timeSteps;
  const exactByEpoch: number[] = [];
  let isRight: boolean[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    await training.fit(network.model, train, {batchSize, seed: 100 * seed + epoch});
    // All tokens are right when told the right ones before just when they are right on its own.
    const said = decoding.forcedTokens(network, test.x);
    isRight = said.map((row, i) => row.every((token, t) => token === test.y.values[i * width + t]));
    exactByEpoch.push(rounded(isRight.filter(Boolean).length / isRight.length));
  }
  const byLength = [
    [0, 12],
    [13, 16],
    [17, 20],
    [21, 28],
  ].map(([from, to]) => {
    const inside = isRight.filter((_, i) => task.test[i].source.length >= from && task.test[i].source.length <= to);
    return {length: `${from} to ${to}`, right: inside.filter(Boolean).length, of: inside.length};
  });
  const parameters = training.countParameters(network.model);
  network.model.dispose();
  return {parameters, run: {seed, exactByEpoch, byLength}};
}

async function trainGrammar(size: number, seed: number, updates = grammar.updates) {
  const task = grammarTask(size);
  const network = build(task, 'additive');
  const examples = data.teacherForced(task.train, task.sources, task.targets);
  await training.fit(network.model, examples, {batchSize, epochs: Math.round((updates * batchSize) / size), seed});
  const references = task.test.map(({target}) => target);
  const hypotheses = written(network, task, task.test, 16);
  network.model.dispose();
  const {score} = metrics.bleu(references, hypotheses);
  return {seed, bleu: rounded(score), exact: rounded(metrics.exactMatch(references, hypotheses))};
}

function rulesOn({train, test}: Task): {nearest: number; words: number} {
  const references = test.map(({target}) => target);
  const score = (translate: (source: string[]) => string[]) =>
    rounded(
      metrics.bleu(
        references,
        test.map(({source}) => translate(source)),
      ).score,
    );
  return {nearest: score(models.nearestTranslation(train)), words: score(models.wordTranslation(train).translate)};
}

async function trainTatoeba(name: string, seed: number) {
  const task = await tatoebaTask();
  const network = build(task, name === 'no attention' ? undefined : 'additive', tatoeba.learningRate);
  const examples = data.teacherForced(task.train, task.sources, task.targets);
  await training.fit(network.model, examples, {batchSize, epochs: tatoeba.epochs, seed});
  const scoreOf = (pairs: Pairs) =>
    metrics.bleu(
      pairs.map(({target}) => target),
      written(network, task, pairs, 14),
    );
  const [test, trained] = [scoreOf(task.test), scoreOf(task.train.slice(0, tatoeba.test))];
  network.model.dispose();
  const run = {seed, bleu: rounded(test.score), unigrams: rounded(test.precisions[0]), trained: rounded(trained.score)};
  return {pairs: task.train.length, run};
}

const keyOf = (...words: (string | number)[]) =>
  words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

async function computeAll({seeds, expect, part}: Run): Promise<notebook.EncoderDecoderExperiment> {
  const kinds = ['no attention', 'attention', 'attention, told nothing'];
  const readers = ['no attention', 'attention'];
  const few = seeds.slice(0, 2);
  expect(kinds.length * seeds.length + grammar.sizes.length * (few.length + 1) + readers.length * seeds.length);
  const started = async <T>(seed: number, compute: () => T | Promise<T>) => {
    await engine.start({engine: 'wasm', seed});
    return compute();
  };
  const onDates: notebook.EncoderDecoderExperiment['dates']['networks'] = {};
  for (const seed of seeds) {
    for (const name of kinds) {
      const key = keyOf('dates', name, 'seed', seed);
      const {parameters, run} = await part(key, () => started(seed, () => trainDates(name, seed)));
      onDates[name] ??= {parameters, runs: []};
      onDates[name].runs.push(run);
    }
  }
  const sizes: notebook.EncoderDecoderExperiment['grammar']['sizes'] = [];
  for (const pairs of grammar.sizes) {
    const rules = await part(keyOf('grammar-rules', pairs), () => rulesOn(grammarTask(pairs)));
    const runs = [];
    for (const seed of few) {
      runs.push(
        await part(keyOf('grammar', pairs, 'seed', seed), () => started(seed, () => trainGrammar(pairs, seed))),
      );
    }
    sizes.push({pairs, ...rules, runs});
  }
  const {test, epochs} = tatoeba;
  const onTatoeba: notebook.EncoderDecoderExperiment['tatoeba'] = {pairs: 0, test, epochs, networks: {}};
  for (const name of readers) {
    onTatoeba.networks[name] = [];
    for (const seed of seeds) {
      const key = keyOf('tatoeba', name, 'seed', seed);
      const {pairs, run} = await part(key, () => started(seed, () => trainTatoeba(name, seed)));
      onTatoeba.pairs = pairs;
      onTatoeba.networks[name].push(run);
    }
  }
  return {
    training: {batchSize, optimizer: 'adam', learningRate, units, embedding},
    dates: {...dates, networks: onDates},
    grammar: {updates: grammar.updates, test: grammar.test, sizes},
    tatoeba: onTatoeba,
  };
}

export const encoderDecoder: Experiment<notebook.EncoderDecoderExperiment> = {
  name: 'encoder-decoder',
  lesson: '5.4',
  question: 'What does an encoder-decoder write with and without attention, and how many pairs does it need?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    await engine.start({engine: 'wasm', seed: 1});
    const {parameters, run} = await trainDates('no attention', 1, 1);
    const {nearest, words} = rulesOn(grammarTask(500));
    return {
      'dates.networks.no attention.parameters': parameters,
      'dates.networks.no attention.runs.0.exactByEpoch.0': run.exactByEpoch[0],
      'grammar.sizes.0.nearest': nearest,
      'grammar.sizes.0.words': words,
    };
  },
};

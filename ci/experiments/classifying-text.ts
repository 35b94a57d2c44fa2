/**
 * Lesson 5.1: is the order of words worth anything to a classifier of sentences?
 *
 * Five folds, so that every sentence of the set is tested once, by models that have not seen it; with the same words in
 * random order as the control. Early stopping looks at a validation part of each fold, never at its test part.
 */
import {data, engine, metrics, models, type notebook, training} from '../../lib/src';
import {type Experiment, type Run, rounded} from './experiment';

type Result = notebook.ClassifyingText;
type Group = notebook.SentenceGroup;
const settings = {epochs: 5, patience: 1, batchSize: 32, embedding: 32, units: 32, dropout: 0.3};
const folds = 5;
const length = 40;
const denies = /^(not|no|never|nothing|none|nor|neither|without|hardly|cannot)$|n't$/;

interface Sentence {
  words: string[];
  label: number;
}
const groupOf = (words: string[]): Group =>
  words.slice(1, -1).includes('but') ? 'but' : words.some((word) => denies.test(word)) ? 'denial' : 'neither';

/** The sentences in the lesson's order; its test part is the last fifth. */
async function readSentences(): Promise<Sentence[]> {
  const {sentences, labels, origin} = await data.load('sentence-polarity');
  if (origin !== 'original') throw new Error('the reviews are generated: set UNROLL_DATA_MIRROR or be online');
  const order = data.random(42).permutation(sentences.length);
  return order.map((i) => ({words: data.tokenise(sentences[i]), label: labels[i]}));
}

/** Each fifth in turn for the test, the last one first: that is the lesson's split. */
function splitFold(all: Sentence[], fold: number) {
  const [from, to] = [folds - 1 - fold, folds - fold].map((fifth) => Math.round((fifth * all.length) / folds));
  const rest = [...all.slice(to), ...all.slice(0, from)];
  const count = Math.round(0.7 * all.length);
  return {train: rest.slice(0, count), valid: rest.slice(count), test: all.slice(from, to)};
}

const shuffled = (list: Sentence[]) => {
  const orders = data.shuffleEach(list.map(({words}) => words));
  return list.map(({label}, i) => ({words: orders[i], label}));
};

/** Ids and targets for networks, by a vocabulary of the training sentences. */
function encoder(train: Sentence[], minCount: number, steps: number) {
  const vocabulary = data.buildVocabulary(
    train.map(({words}) => words),
    {minCount},
  );
  const encode = (list: Sentence[]) => ({
    x: data.padSequences(
      list.map(({words}) => vocabulary.encode(words)),
      {length: steps, padding: 'before'},
    ),
    y: new data.Targets(
      list.map(({label}) => label),
      [list.length, 1],
    ),
  });
  return {vocabulary, encode};
}

const base = {classes: 1, embedding: settings.embedding, embeddingDropout: settings.dropout};
type Options = Omit<models.TextClassifierOptions, 'vocabulary'>;
const lstm: Options = {...base, units: [settings.units]};
const compileIt = (model: Parameters<typeof training.compile>[0]) =>
  training.compile(model, {loss: 'binaryCrossentropy', metrics: ['accuracy']});

/** '1' for each sentence that is classified rightly. */
const marks = (list: Sentence[], positive: (i: number) => boolean) =>
  list.map(({label}, i) => (positive(i) === (label === 1) ? '1' : '0')).join('');

const shareOf = (bits: string) => rounded([...bits].filter((bit) => bit === '1').length / bits.length);

async function trainOne(train: Sentence[], valid: Sentence[], options: Options, seed: number) {
  const {vocabulary, encode} = encoder(train, 2, length);
  await engine.start({engine: 'wasm', seed});
  const model = compileIt(models.buildTextClassifier({vocabulary: vocabulary.size, ...options}));
  const {epochs, patience, batchSize} = settings;
  const history = await training.fit(
    model,
    {...encode(train), valid: encode(valid)},
    {epochs, batchSize, seed, earlyStopping: {patience}},
  );
  const judge = (list: Sentence[]) => {
    const p = training.predict(model, encode(list).x).values;
    return marks(list, (i) => p[i] > 0.5);
  };
  const losses = history.history.val_loss;
  const bestEpoch = losses.indexOf(Math.min(...losses)) + 1;
  return {model, judge, bestEpoch, parameters: training.countParameters(model)};
}

type Marks = Record<string, string>;

function judgeBags(all: Sentence[], fold: number): Marks {
  const {train, test} = splitFold(all, fold);
  const judge = (known: Sentence[], asked: Sentence[], longest: number) => {
    const bayes = models.naiveBayes(
      known.map(({words}) => words),
      known.map(({label}) => label),
      {longest},
    );
    const classes = bayes.predict(asked.map(({words}) => words));
    return marks(asked, (i) => classes[i] === 1);
  };
  return {
    'naive Bayes': judge(train, test, 1),
    'naive Bayes, pairs': judge(train, test, 2),
    'naive Bayes, pairs of shuffled words': judge(shuffled(train), shuffled(test), 2),
  };
}

async function judgeNetworks(all: Sentence[], fold: number, seed: number): Promise<Marks> {
  const {train, valid, test} = splitFold(all, fold);
  const read = await trainOne(train, valid, lstm, seed);
  const [ordered, mixed] = [read.judge(test), read.judge(shuffled(test))];
  read.model.dispose();
  const blind = await trainOne(shuffled(train), shuffled(valid), lstm, seed);
  const mixedAll = blind.judge(shuffled(test));
  blind.model.dispose();
  return {LSTM: ordered, 'LSTM, tested on shuffled words': mixed, 'LSTM, shuffled throughout': mixedAll};
}

const generators = {
  counting: () => data.generateReviews(1000, {length: 15}),
  turning: () => data.generateTurningReviews(1000, {side: 7}),
};
type Task = keyof typeof generators;

function taskSentences(task: Task) {
  const {sentences, labels} = generators[task]();
  const all = sentences.map((sentence, i) => ({words: sentence.split(' '), label: labels[i]}));
  return {train: all.slice(0, 800), test: all.slice(800)};
}

function taskBag(task: Task): number {
  const {train, test} = taskSentences(task);
  const labels = train.map(({label}) => label);
  const bayes = models.naiveBayes(
    train.map(({words}) => words),
    labels,
    {repeats: true},
  );
  return metrics.accuracy(
    test.map(({label}) => label),
    bayes.predict(test.map(({words}) => words)),
  );
}

async function taskRun(task: Task, seed: number, epochs = 50) {
  const {train, test} = taskSentences(task);
  const {vocabulary, encode} = encoder(train, 1, 15);
  await engine.start({engine: 'wasm', seed});
  const model = compileIt(models.buildTextClassifier({vocabulary: vocabulary.size, ...lstm}));
  const history = await training.fit(model, encode(train), {epochs, batchSize: settings.batchSize, seed});
  const score = (list: Sentence[]) => rounded(training.evaluate(model, encode(list)).acc);
  const lossAfterTwoEpochs = rounded(history.history.loss[1]);
  const run = {seed, accuracy: score(test), shuffled: score(shuffled(test)), lossAfterTwoEpochs};
  model.dispose();
  return run;
}

const compared: [string, string][] = [
  ['naive Bayes', 'LSTM'],
  ['LSTM', 'LSTM, tested on shuffled words'],
  ['LSTM', 'LSTM, shuffled throughout'],
  ['naive Bayes', 'naive Bayes, pairs'],
  ['naive Bayes', 'naive Bayes, pairs of shuffled words'],
];

async function computeAll({seeds, expect, part}: Run): Promise<Result> {
  const all = await readSentences();
  expect(folds + folds * seeds.length + 2 * seeds.length);
  // By model and seed, every sentence once, in the order of the test parts.
  const bits: Record<string, Record<number, string>> = {};
  const tested: Sentence[] = [];
  for (let fold = 0; fold < folds; fold++) {
    tested.push(...splitFold(all, fold).test);
    const add = (found: Marks, seed: number) => {
      for (const [name, more] of Object.entries(found)) {
        bits[name] ??= {};
        bits[name][seed] = (bits[name][seed] ?? '') + more;
      }
    };
    add(await part(`bags-${fold}`, () => judgeBags(all, fold)), 0);
    for (const seed of seeds) add(await part(`networks-${fold}-${seed}`, () => judgeNetworks(all, fold, seed)), seed);
  }
  const groups = tested.map(({words}) => groupOf(words));
  const inGroup = (group: Group, i: number) => group === 'all' || groups[i] === group;
  const byGroup = (bitsOf: string): Record<Group, number> => {
    const count = (group: Group) => [...bitsOf].filter((bit, i) => bit === '1' && inGroup(group, i)).length;
    return {all: count('all'), but: count('but'), denial: count('denial'), neither: count('neither')};
  };
  const disagree = ([first, second]: [string, string]): notebook.Disagreement => {
    const runs = Object.keys({...bits[first], ...bits[second]}).filter((seed) => seed !== '0' || bits[second][0]);
    return {
      ...{first, second},
      runs: runs.map((key) => {
        const seed = Number(key);
        const [a, b] = [bits[first][seed] ?? bits[first][0], bits[second][seed] ?? bits[second][0]];
        const only = (one: string, other: string) =>
          [...one].filter((bit, i) => bit === '1' && other[i] === '0').length;
        return {seed, onlyFirst: only(a, b), onlySecond: only(b, a)};
      }),
    };
  };
  const byFold = seeds.map((seed) => {
    let from = 0;
    const accuracy = Array.from({length: folds}, (_, fold) => {
      const own = bits.LSTM[seed].slice(from, from + splitFold(all, fold).test.length);
      from += own.length;
      return shareOf(own);
    });
    return {seed, accuracy};
  });
  const tasks = {} as Result['tasks'];
  for (const task of ['counting', 'turning'] as const) {
    tasks[task] = {bag: taskBag(task), runs: []};
    for (const seed of seeds) tasks[task].runs.push(await part(`${task}-${seed}`, () => taskRun(task, seed)));
  }
  return {
    sentences: byGroup('1'.repeat(tested.length)),
    ...{folds, training: settings},
    models: Object.fromEntries(
      Object.entries(bits).map(([name, bySeed]) => [
        name,
        Object.entries(bySeed).map(([seed, marksOf]) => ({seed: Number(seed), hits: byGroup(marksOf)})),
      ]),
    ),
    byFold,
    compared: compared.map(disagree),
    tasks,
  };
}

export const classifyingText: Experiment<Result> = {
  name: 'classifying-text',
  lesson: '5.1',
  question: 'Is the order of words worth anything to a classifier of sentences?',
  seeds: [1, 2, 3],
  run: computeAll,
  async sample() {
    const turning = await taskRun('turning', 1, 2);
    return {
      'tasks.counting.bag': taskBag('counting'),
      'tasks.turning.bag': taskBag('turning'),
      'tasks.turning.runs.0.lossAfterTwoEpochs': turning.lossAfterTwoEpochs,
    };
  },
};

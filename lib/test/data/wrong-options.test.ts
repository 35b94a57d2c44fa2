import * as data from '../../src/data';
import {
  NOT_FLAG,
  NOT_LIST,
  NOT_POSITIVE,
  NOT_RATE,
  NOT_SEED,
  NOT_WHOLE,
  refuses,
  suggests,
} from '../arguments/refusals';

const series = data.generateTimeSeries(4, 10, {seed: 1});
const samples = Float32Array.from({length: 600}, (_, i) => Math.sin(i));

/** Generators by count, with a seed: [name, call, a misspelt option, the right one]. */
const generators: [string, (n: number, options: object) => unknown][] = [
  ['generateTimeSeries', (n, options) => data.generateTimeSeries(n, 5, options)],
  ['generateDaily', (n, options) => data.generateDaily(n, 5, options)],
  ['generateTwoSines', (n, options) => data.generateTwoSines(n, 5, options)],
  ['generateSines', (n, options) => data.generateSines(n, 5, options)],
  ['generateLongDependencies', (n, options) => data.generateLongDependencies(n, options)],
  ['generateRecall', (n, options) => data.generateRecall(n, 5, options)],
  ['copyTask', (n, options) => data.copyTask(n, 5, options)],
  ['generateDates', (n, options) => data.generateDates(n, options)],
  ['generateReviews', (n, options) => data.generateReviews(n, options)],
  ['generateScenes', (n, options) => data.generateScenes(n, options)],
  ['generateVideos', (n, options) => data.generateVideos(n, options)],
  ['generateChorales', (n, options) => data.generateChorales(n, options)],
  ['generateMelodies', (n, options) => data.generateMelodies(n, options)],
  ['generateDna', (n, options) => data.generateDna(n, options)],
  ['generateSketches', (n, options) => data.generateSketches(n, options)],
  ['generateTaggedSentences', (n, options) => data.generateTaggedSentences(n, options)],
  ['generateTranslations', (n, options) => data.generateTranslations(n, options)],
];

describe('generators of data refuse wrong arguments', () => {
  for (const [name, call] of generators) {
    refuses(name, 'n', NOT_WHOLE, (n) => call(n, {}));
    refuses(name, 'seed', NOT_SEED, (seed) => call(3, {seed}));
    suggests(name, 'sead', 'seed', (options) => call(3, options));
    refuses(name, 'options', [7, null, []], (options) => call(3, options));
  }
  refuses('generateTimeSeries', 'steps', [1, ...NOT_WHOLE], (steps) => data.generateTimeSeries(3, steps));
  refuses('generateBirths', 'seed', NOT_SEED, (seed) => data.generateBirths(seed));
  refuses('generateVideos', 'noise', NOT_RATE, (noise) => data.generateVideos(2, {noise}));
  refuses('generateDna', 'unknown', NOT_RATE, (unknown) => data.generateDna(2, {unknown}));
  refuses('generateLongDependencies', 'kind', ['total', 7], (kind) => data.generateLongDependencies(2, {kind}));
  refuses('generateTranslations', 'language', ['german'], (language) => data.generateTranslations(2, {language}));
  refuses('normalRows', 'deviation', [-1, Number.NaN, '1'], (deviation) => data.normalRows(2, 2, {deviation}));
});

describe('windows, splits and scaling refuse wrong arguments', () => {
  const values = [1, 2, 3, 4, 5];
  for (const name of ['lookback', 'horizon', 'stride']) {
    refuses('windows', name, NOT_WHOLE, (value) => data.windows(values, {lookback: 2, [name]: value}));
  }
  refuses('windows', 'lookback', [5, 9], (lookback) => data.windows(values, {lookback}));
  refuses('windows', 'series', NOT_LIST, (wrong) => data.windows(wrong, {lookback: 2}));
  suggests('windows', 'lookBack', 'lookback', (options) => data.windows(values, options));
  refuses('inputsAndTargets', 'lookback', [10, ...NOT_WHOLE], (lookback) => data.inputsAndTargets(series, {lookback}));
  suggests('inputsAndTargets', 'horizn', 'horizon', (options) => data.inputsAndTargets(series, options));
  refuses('split', 'train', [4, ...NOT_WHOLE], (train) => data.split(series, {train, valid: 1, test: 1}));
  refuses('splitInTime', 'valid', [0, 1, -1, Number.NaN, '0.5'], (valid) => data.splitInTime(values, {valid}));
  suggests('splitInTime', 'tset', 'test', (options) => data.splitInTime(values, options));
  refuses('splitGroups', 'valid', [0, 1, Number.NaN], (valid) => data.splitGroups(values, String, {valid}));
  refuses('fitScaler', 'kind', ['minmax'], (kind) => data.fitScaler(values, {kind}));
  refuses('fitScaler', 'train', [[], 7], (train) => data.fitScaler(train));
  refuses('fitScaler', 'perSeries', NOT_FLAG, (perSeries) => data.fitScaler(series, {perSeries}));
  suggests('fitScaler', 'perseries', 'perSeries', (options) => data.fitScaler(series, options));
  refuses('oneHot', 'depth', NOT_WHOLE, (depth) => data.oneHot([0, 1], depth));
});

describe('text functions refuse wrong arguments', () => {
  const vocabulary = data.buildVocabulary([['a', 'b']], {unknown: false});
  refuses('tokenise', 'text', [7, null], (text) => data.tokenise(text));
  refuses('tokenise', 'kind', ['letter'], (kind) => data.tokenise('a', {kind}));
  suggests('tokenise', 'lowercase', 'lowerCase', (options) => data.tokenise('a', options));
  refuses('splitText', 'text', ['', 7], (text) => data.splitText(text));
  refuses('buildVocabulary', 'maxSize', NOT_WHOLE, (maxSize) => data.buildVocabulary([['a']], {maxSize}));
  refuses('countTokens', 'sequences', ['a text', 7], (sequences) => data.countTokens(sequences));
  refuses('Vocabulary.id', 'token', ['unheard'], (token) => vocabulary.id(token));
  refuses('Vocabulary.encode', 'token', ['unheard'], (token) => vocabulary.encode([token]));
  refuses('Vocabulary.token', 'id', [99, -1, 0.5], (id) => vocabulary.token(id));
  refuses('padSequences', 'length', NOT_WHOLE, (length) => data.padSequences([[1]], {length}));
  refuses('padSequences', 'sequences', [[], 7, null], (sequences) => data.padSequences(sequences));
  refuses('bucketByLength', 'batchSize', NOT_WHOLE, (batchSize) => data.bucketByLength([[1]], {batchSize}));
  refuses('tokenWindows', 'length', [3, ...NOT_WHOLE], (length) => data.tokenWindows([1, 2, 3], {length}));
  refuses('statefulBatches', 'batchSize', [3, ...NOT_WHOLE], (batchSize) =>
    data.statefulBatches([1, 2, 3], {length: 1, batchSize}),
  );
});

describe('sound, music, drawings and DNA refuse wrong arguments', () => {
  refuses('spectrogram', 'samples', [[], 7, null], (wrong) => data.spectrogram(wrong));
  refuses('spectrogram', 'frameLength', NOT_WHOLE, (frameLength) => data.spectrogram(samples, {frameLength}));
  refuses('soundFrames', 'frameLength', [601], (frameLength) => data.soundFrames(samples, {frameLength}));
  suggests('mfcc', 'sampleRates', 'sampleRate', (options) => data.mfcc(samples, options));
  refuses('mfcc', 'sampleRate', NOT_POSITIVE, (sampleRate) => data.mfcc(samples, {sampleRate}));
  refuses('muLawEncode', 'levels', [1, ...NOT_WHOLE], (levels) => data.muLawEncode(samples, levels));
  refuses('synthesise', 'tempo', [0, Number.NaN, '100'], (tempo) =>
    data.synthesise([{pitch: 60, start: 0, duration: 1}], {tempo}),
  );
  refuses('fromArpeggio', 'voices', NOT_WHOLE, (voices) => data.fromArpeggio([1], voices));
  refuses('simplifyDrawing', 'epsilon', [-1, Number.NaN, '2'], (epsilon) =>
    data.simplifyDrawing(
      [
        [
          [0, 1],
          [0, 1],
        ],
      ],
      epsilon,
    ),
  );
  refuses('reverseComplement', 'sequence', ['U', 7], (sequence) => data.reverseComplement(sequence));
  refuses('encodeDna', 'sequences', [[], 7], (sequences) => data.encodeDna(sequences));
  refuses('load', 'name', ['births', 7], (name) => data.load(name));
});

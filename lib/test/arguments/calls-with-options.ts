// How public functions are called whose options are not their first argument; only the options are wrong.
import * as tf from '@tensorflow/tfjs';
import * as data from '../../src/data';
import * as decoding from '../../src/decoding';
import * as forecasting from '../../src/forecasting';
import * as layers from '../../src/layers';
import * as metrics from '../../src/metrics';
import * as models from '../../src/models';
import * as scratch from '../../src/scratch';
import * as training from '../../src/training';

/** A call with these options, whatever the function makes of them. */
export type Call = (options: never) => unknown;

const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
const series = () => data.generateTimeSeries(2, 12);
const notes = () => data.generateMelodies(1, {seed: 1})[0];
const logs = [Math.log(0.7), Math.log(0.2), Math.log(0.1)];
const step = () => logs;
const naive = {predict: (x: {length: number}) => Array.from({length: x.length}, () => [1])};
const model = () =>
  training.compile(
    tf.sequential({layers: [layers.simpleRNN({units: 2, inputShape: [3, 1]}), layers.dense({units: 1})]}),
  );
const series3 = () => new data.Series([1, 2, 3], [1, 3, 1]);
const examples = () => ({x: tf.zeros([2, 3, 1]), y: tf.zeros([2, 1])});
const series3Examples = () => ({x: series3(), y: new data.Targets([1], [1, 1])});
const {matrix} = scratch;
const X = [matrix([[1]]), matrix([[2]])];
const gru = {
  ...scratch.randomWeights({kernel: [1, 6], recurrentKernel: [2, 6]}, {seed: 1}),
  bias: scratch.zeros(2, 6),
};
const lstm = {
  ...scratch.randomWeights({kernel: [1, 8], recurrentKernel: [2, 8]}, {seed: 1}),
  bias: scratch.zeros(1, 8),
};
const dH = [scratch.zeros(1, 2), scratch.zeros(1, 2)];
const weights = {W: matrix([[1]])};
const gradient = () => ({W: matrix([[0]])});

export const CALLS: Record<string, Record<string, Call>> = {
  data: {
    addFeature: (options) => data.addFeature(data.windows(numbers, {lookback: 3}), numbers, options),
    batchAtRandom: (options) => data.batchAtRandom([[1]], options),
    bucketByLength: (options) => data.bucketByLength([[1]], options),
    buildVocabulary: (options) => data.buildVocabulary([['a']], options),
    choraleNotes: (options) => data.choraleNotes([[60, 55, 52, 48]], options),
    cutSequences: (options) => data.cutSequences({sequences: ['ab'], labels: [0]}, options),
    copyTask: (options) => data.copyTask(1, 5, options),
    fitScaler: (options) => data.fitScaler(numbers, options),
    generateBetween: (options) => data.generateBetween(1, 5, options),
    generateChorales: (options) => data.generateChorales(1, options),
    generateChoiceTask: (options) => data.generateChoiceTask('waves', 1, options),
    generateDaily: (options) => data.generateDaily(1, 5, options),
    drawingPixels: (options) =>
      data.drawingPixels(
        [
          [
            [
              [0, 1],
              [0, 1],
            ],
          ],
        ] as never,
        options,
      ),
    generateDates: (options) => data.generateDates(1, options),
    generateDna: (options) => data.generateDna(1, options),
    generateGappy: (options) => data.generateGappy(10, options),
    generateHeldLetters: (options) => data.generateHeldLetters(1, 5, options),
    generateHold: (options) => data.generateHold(1, 5, options),
    generateLongDependencies: (options) => data.generateLongDependencies(1, options),
    generateColouredThings: (options) => data.generateColouredThings(1, options),
    generateMarked: (options) => data.generateMarked(1, 5, options),
    generateMelodies: (options) => data.generateMelodies(1, options),
    generateMoments: (options) => data.generateMoments(2, options),
    generatePlay: (options) => data.generatePlay(100, options),
    generateRandomWalk: (options) => data.generateRandomWalk(10, options),
    generateRecall: (options) => data.generateRecall(1, 5, options),
    generateReviews: (options) => data.generateReviews(1, options),
    generateTurningReviews: (options) => data.generateTurningReviews(1, options),
    generateRisingWave: (options) => data.generateRisingWave(10, options),
    generateScenes: (options) => data.generateScenes(1, options),
    holdOutPairs: (options) => data.holdOutPairs(data.generateScenes(9), options),
    generateSines: (options) => data.generateSines(1, 5, options),
    generateSketches: (options) => data.generateSketches(1, options),
    generateTaggedSentences: (options) => data.generateTaggedSentences(1, options),
    fromMelody: (options) => data.fromMelody([1, 2], options),
    toMelody: (options) => data.toMelody(notes(), options),
    generateTunes: (options) => data.generateTunes(2, options),
    generateTimeSeries: (options) => data.generateTimeSeries(1, 5, options),
    generateTranslations: (options) => data.generateTranslations(1, options),
    generateTrendAndSeasons: (options) => data.generateTrendAndSeasons(10, options),
    generateTwoScenes: (options) => data.generateTwoScenes(1, options),
    generateTwoSines: (options) => data.generateTwoSines(1, 5, options),
    generateVideos: (options) => data.generateVideos(1, options),
    inputsAndTargets: (options) => data.inputsAndTargets(series(), options),
    varySketches: (options) => data.varySketches(data.generateSketches(1), options),
    load: (options) => data.load('us-births', options),
    loudestFrequencies: (options) =>
      data.loudestFrequencies({samples: Float32Array.from(numbers), sampleRate: 8}, options),
    melSpectrogram: (options) => data.melSpectrogram(numbers, options),
    mfcc: (options) => data.mfcc(numbers, options),
    normalRows: (options) => data.normalRows(1, 2, options),
    notesToChorale: (options) => data.notesToChorale(notes(), options),
    onGrid: (options) => data.onGrid(numbers, numbers, options),
    padSequences: (options) => data.padSequences([[1]], options),
    penStates: (options) => data.penStates([[[1, 1, 0]]] as never, options),
    penMoveTensor: (options) => data.penMoveTensor([[[1, 1, 0]]] as never, options),
    seq2seqExamples: (options) => data.seq2seqExamples(series(), options),
    scaledFrames: (options) => data.scaledFrames([new data.Grid([1], [1, 1])], options),
    soundFrames: (options) => data.soundFrames(numbers, options),
    spectrogram: (options) => data.spectrogram(numbers, options),
    alikeGroups: (options) => data.alikeGroups(['ab', 'ba'], options),
    spokenStrings: (options) => data.spokenStrings(data.generateSpokenDigits({recordings: 1}), options),
    splitGroups: (options) => data.splitGroups(numbers, (n) => n, options),
    splitInTime: (options) => data.splitInTime(numbers, options),
    splitText: (options) => data.splitText('some text that is long enough', options),
    statefulBatches: (options) => data.statefulBatches(numbers, options),
    synthesise: (options) => data.synthesise(notes(), options),
    toDecibels: (options) => data.toDecibels(data.spectrogram(numbers, {frameLength: 4, hopLength: 2}), options),
    tokenWindows: (options) => data.tokenWindows(numbers, options),
    tokenWindowsOfEach: (options) => data.tokenWindowsOfEach([numbers], options),
    shortPairs: (options) => data.shortPairs([{source: ['a'], target: ['b']}], options),
    tokenisePairs: (options) => data.tokenisePairs([{source: 'a', target: 'b'}], options),
    tokenise: (options) => data.tokenise('a b', options),
    uniformRows: (options) => data.uniformRows(1, 2, options),
    textExamples: (options) => data.textExamples([['a']], [1], data.buildVocabulary([['a']]), options),
    windows: (options) => data.windows(numbers, options),
    windowsEnding: (options) => data.windowsEnding(data.onGrid(numbers, numbers, {step: 1, steps: 9}), [3], options),
    windowsOfEach: (options) => data.windowsOfEach(series(), options),
    wordReader: (options) => data.wordReader([{tokens: ['a', 'a']}], options),
  },
  scratch: {
    bestTime: (options) => scratch.bestTime(() => 1, options),
    ctcAlignments: (options) => scratch.ctcAlignments([1], options),
    countGruParameters: (options) => scratch.countGruParameters(1, 2, options),
    gruBackward: (options) => scratch.gruBackward(X, scratch.gruForward(X, gru), dH, gru, options),
    gruForward: (options) => scratch.gruForward(X, gru, undefined, options),
    gruStep: (options) => scratch.gruStep(X[0], dH[0], gru, options),
    lstmBackward: (options) => scratch.lstmBackward(X, scratch.lstmForward(X, lstm), dH, lstm, undefined, options),
    lstmTraces: (options) => scratch.lstmTraces(scratch.lstmForward(X, lstm), options),
    networkGradient: (options) =>
      scratch.networkGradient({X, Y: X}, scratch.networkWeights({features: 1, units: 2, outputs: 1, seed: 1}), options),
    nudges: (options) => scratch.nudges(() => 1, [matrix([[1]])], options),
    randomMatrix: (options) => scratch.randomMatrix(1, 2, options),
    randomTask: (options) => scratch.randomTask((sequence) => sequence, options),
    randomWeights: (options) => scratch.randomWeights({W: [1, 1]}, options),
    trainEach: (options) => scratch.trainEach([weights], [1], {one: gradient}, options),
    trainWeights: (options) => scratch.trainWeights(weights, [1], gradient, options),
    trainWithHistory: (options) => scratch.trainWithHistory(weights, [1], gradient, options),
  },
  layers: {
    ctcLoss: (options) => layers.ctcLoss(tf.ones([1, 1]), tf.zeros([1, 3, 2]), undefined, undefined, options),
  },
  models: {
    buildCandidate: (options) => models.buildCandidate('GRU', options),
    buildAttentionReader: (options) =>
      models.buildAttentionReader({...{vocabulary: 5, read: 'dot', classes: 2}, ...(options as object)}),
    countVoices: (options) => models.countVoices([[[1]]] as never, options),
    countNgrams: (options) => models.countNgrams(['abc'], options),
    nearestSequences: (options) => models.nearestSequences(['ab'], ['ba'], options),
    filterMotifs: (options) => models.filterMotifs([], ['AC'], [0], options),
    filterHits: (options) => models.filterHits(model(), series3(), options),
    fitPositionWeights: (options) => models.fitPositionWeights(['ab', 'ba'], [0, 1], options),
    lineAccuracy: (options) => models.lineAccuracy(series3(), [1], options as never),
    layerReadouts: (options) => {
      const layer = tf.layers.dense({units: 1, inputShape: [3, 1]});
      return models.layerReadouts(tf.sequential({layers: [layer]}), series3(), new data.Targets([1], [1, 1]), options);
    },
    leastSquares: (options) => models.leastSquares([[1]], [[1]], options),
    movingAverage: (options) => models.movingAverage(2, options),
    naiveBayes: (options) => models.naiveBayes([['a'], ['b']], [0, 1], options),
    nearestNeighbours: (options) => models.nearestNeighbours([[1]], [[1]], options),
    nearestTranslation: (options) => models.nearestTranslation([{source: ['a'], target: ['b']}], options),
    translationRules: (options) => models.translationRules([{source: ['a'], target: ['b']}], options),
    wordTranslation: (options) => models.wordTranslation([{source: ['a'], target: ['b']}], options),
    paddingDrift: (options) => models.paddingDrift([1], options),
    paddingKept: (options) => models.paddingKept([1], options),
    seasonalMean: (options) => models.seasonalMean(2, options),
    seasonalNaive: (options) => models.seasonalNaive(2, options),
    selfAttentionBlock: (options) => models.selfAttentionBlock(tf.input({shape: [3, 4]}), options),
    similarWindows: (options) => models.similarWindows(numbers, options),
    startGates: (options) => models.startGates(models.buildLstm({units: [1]}), options),
    sineFit: (options) => models.sineFit({...(options as object), frequencies: [[0.1, 0.2]]}),
    startUpperLstm: (options) => models.startUpperLstm(models.buildLstm({units: [1, 1]}), options as never),
    startWeights: (options) => models.startWeights(1, 2, options),
    stepInfluences: (options) => models.stepInfluences({}, series3(), options),
    stepInfluence: (options) =>
      models.stepInfluence((x) => new data.Targets(x.values, [x.length, 3, 1]), series3(), options),
    trendSlope: (options) => models.trendSlope(numbers, options),
  },
  training: {
    stepTimes: (options) => training.stepTimes({one: model}, series3(), options),
    predictInChunks: (options) => training.predictInChunks(model(), series3(), options),
    clip: (options) => training.clip([new Float32Array(1)], options),
    compare: (options) => training.compare({one: model()}, {...examples(), test: examples()}, options),
    compile: (options) => training.compile(model(), options),
    fit: (options) => training.fit(model(), examples(), options),
    eachOverSeeds: (options) => training.eachOverSeeds({one: model}, examples(), {seeds: [1], ...(options as object)}),
    overSeeds: (options) => training.overSeeds(model, examples(), {seeds: [1], ...(options as object)}),
    startGradients: (options) => training.startGradients(() => layers.simpleRNN({units: 2}), options),
    normSummary: (options) =>
      training.normSummary({gradientNorms: {before: [1], after: [1]}, history: {loss: [1]}}, options),
    stateGradientNorms: (options) => training.stateGradientNorms(layers.simpleRNN({units: 2}), [[1]], options),
    testErrors: (options) =>
      training.testErrors(
        model,
        {train: series3Examples(), test: series3Examples()},
        {seeds: [1], ...(options as object)},
      ),
    trainingMemory: (options) => training.trainingMemory(model(), options),
    stream: (options) => training.stream(model(), options),
  },
  forecasting: {
    backtest: (options) => forecasting.backtest(numbers, naive, options),
    conformal: (options) => forecasting.conformal(numbers, numbers, options),
    direct: (options) => forecasting.direct(naive, [numbers], options),
    fedWithTruth: (options) => forecasting.fedWithTruth(naive, [numbers], options),
    iterated: (options) => forecasting.iterated(naive, [numbers], options),
    nudgeResponse: (options) => forecasting.nudgeResponse(naive, [numbers], options),
    rollingConformal: (options) => forecasting.rollingConformal(numbers, numbers, options),
    samplePaths: (options) => forecasting.samplePaths(naive, [numbers], options),
    seq2seq: (options) => forecasting.seq2seq(naive, [numbers], options),
  },
  decoding: {
    beamNodes: (options) => decoding.beamNodes(step, options),
    beamTranslate: (options) => decoding.beamTranslate({} as never, [[1]], options),
    beamSearch: (options) => decoding.beamSearch(step, options),
    ctcBeamSearch: (options) => decoding.ctcBeamSearch([logs], options),
    ctcGreedy: (options) => decoding.ctcGreedy([logs], options),
    drawSketches: (options) => decoding.drawSketches({} as never, options),
    greedy: (options) => decoding.greedy(step, options),
    sample: (options) => decoding.sample(step, options),
    translate: (options) => decoding.translate({} as never, [[1]], options),
    viterbi: (options) => decoding.viterbi([[0]], [[0]], options),
  },
  metrics: {
    anomaliesByError: (options) =>
      metrics.anomaliesByError([1, 2, 3], [1, 2, 3], {from: 0, train: 2, anomalies: [], ...(options as object)}),
    bitsPerCharacter: (options) => metrics.bitsPerCharacter(1, options),
    bleu: (options) => metrics.bleu([['a']], [['a']], options),
    confusionMatrix: (options) => metrics.confusionMatrix([0], [0], options),
    entityLead: (options) => metrics.entityLead([['O']], [['O']], [['O']], [1], options),
    coverage: (options) => metrics.coverage(numbers, numbers, numbers, options),
    crpsEnsemble: (options) => metrics.crpsEnsemble([1], [[1, 2]], options),
    mase: (options) => metrics.mase(numbers, numbers, numbers, options),
    precisionRecallF1: (options) => metrics.precisionRecallF1([0], [0], options),
    shareInterval: (options) => metrics.shareInterval(1, 2, options),
    sentenceBleu: (options) => metrics.sentenceBleu(['a'], ['a'], options),
    worthOfOrder: (options) => metrics.worthOfOrder([[1, 2]], options),
  },
};

// Small models of all builders, with data that they can learn.
import * as tf from '@tensorflow/tfjs';
import * as layers from '../../src/layers';
import * as models from '../../src/models';
import type {CompileOptions, TrainingData} from '../../src/training';

const [conv3, dilated] = [
  {filters: 32, kernelSize: 3},
  [1, 2, 4, 8].map((dilationRate) => ({filters: 32, kernelSize: 2, dilationRate})),
];
const draw = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
const [count, steps] = [24, 12];
const x = draw([count, steps, 2], 1);
const y = x.mean([1, 2]).expandDims(1);
const every = tf.concat([x.square(), x], 2).slice([0, 0, 0], [count, steps, 2]);
const words = tf.randomUniform([count, steps], 1, 6, 'int32', 2);
const padded = words.mul(
  tf
    .range(0, steps, 1, 'int32')
    .less(tf.randomUniform([count, 1], 3, 13, 'int32', 3))
    .toInt(),
);
const next = words.toFloat();
const classes = words.slice([0, 0], [count, 1]).toFloat().mod(2);
const labels = tf.tensor2d(Array.from({length: count}, (_, i) => [1 + (i % 3), 1 + ((i >> 2) % 3), -1]));
const clips = draw([count, 4, 8, 8, 1], 4);
const images = draw([count, 8, 8, 3], 5);
const pens = tf.oneHot(words.mod(tf.scalar(3, 'int32')), 3).toFloat();
const strokes = tf.concat([x, pens], 2);
const drawn = () => models.mixtureTargets({values: Float64Array.from(strokes.dataSync()), shape: strokes.shape}, 3);
const sparse = 'sparseCategoricalCrossentropy';
const input = {lookback: steps, features: 2};
const units = [7, 6];
const frames = {height: 8, width: 8, classes: 2, filters: [4, 5]};

/** A small model with data that it can learn. */
export interface Small {
  build(): tf.LayersModel;
  data(): TrainingData;
  loss?: CompileOptions['loss'] | ((model: tf.LayersModel) => CompileOptions['loss']);
}

const toVector = () => ({x, y});
const toSequence = () => ({x, y: every});
const ofText = () => ({x: padded, y: classes});
const ofSpeech = () => ({x, y: classes});
const ofClips = () => ({x: clips, y: classes});

export const SMALL: Record<string, Small> = {
  'a deep LSTM with dense layers': {build: () => models.buildLstm({units, hidden: [5], ...input}), data: toVector},
  'a bidirectional GRU with layer normalisation': {
    build: () => models.buildGru({units, bidirectional: true, normalise: 'layer', ...input}),
    data: toVector,
  },
  'a residual RNN': {
    build: () => models.buildRecurrent({cell: 'simpleRNN', units: [6, 6, 6], residual: true, ...input}),
    data: toVector,
  },
  'a residual RNN for sequences': {
    build: () =>
      models.buildRecurrent({
        cell: 'simpleRNN',
        units: [6, 6],
        residual: true,
        returnSequences: true,
        outputs: 2,
        ...input,
      }),
    data: toSequence,
  },
  'a decoder of forecasts': {
    build: () => models.buildForecastDecoder({units: 6, horizon: 4, outputs: 2, ...input}),
    data: () => ({x, y: x.slice([0, 0, 0], [count, 4, 2])}),
  },
  'a CNN with global pooling': {
    build: () => models.buildCnn({stages: [conv3, {...conv3, pool: 2}], hidden: [9], ...input}),
    data: toVector,
  },
  'a CNN read at the last step': {
    build: () => models.buildCnn({stages: dilated, padding: 'causal', read: 'last', ...input}),
    data: toVector,
  },
  'a CNN with an LSTM': {build: () => models.buildCnn({stages: [conv3], units, ...input}), data: toVector},
  'the simplified WaveNet': {build: () => models.buildCausalCnn({outputs: 2, ...input}), data: toSequence},
  'the full WaveNet': {build: () => models.buildWaveNet({outputs: 2, filters: 6, ...input}), data: toSequence},
  'a waveform model': {
    build: () => models.buildWaveNet({levels: 6, outputs: 6, activation: 'softmax', filters: 5, lookback: steps}),
    data: () => ({x: words, y: next}),
    loss: sparse,
  },
  'a Transformer of series': {build: () => models.buildTransformer({width: 8, blocks: 2, ...input}), data: toVector},
  'a causal Transformer': {
    build: () => models.buildTransformer({width: 6, causal: true, read: 'all', outputs: 2, ...input}),
    data: toSequence,
  },
  'a Transformer of texts': {
    build: () => models.buildTransformer({lookback: steps, vocabulary: 6, width: 6}),
    data: ofText,
    loss: 'binaryCrossentropy',
  },
  'a text classifier': {
    build: () => models.buildTextClassifier({vocabulary: 6, embedding: 5, units}),
    data: ofText,
    loss: sparse,
  },
  'a text classifier with additive attention': {
    build: () => models.buildTextClassifier({vocabulary: 6, embedding: 5, units, attention: 'additive'}),
    data: ofText,
    loss: sparse,
  },
  'a language model': {
    build: () => models.buildLanguageModel({vocabulary: 6, embedding: 5, units}),
    data: () => ({x: words, y: next}),
    loss: sparse,
  },
  'a small music model': {
    build: () => models.buildMusicModel({vocabulary: 6, embedding: 5, filters: 6, units, lookback: steps}),
    data: () => ({x: words, y: next}),
    loss: sparse,
  },
  ...Object.fromEntries(
    ([undefined, 'additive', 'dot', 'scaledDot'] as const).map((attention) => [
      `an encoder-decoder with attention ${attention ?? 'of no kind'}`,
      {
        build: () =>
          models.buildEncoderDecoder({sourceVocabulary: 6, targetVocabulary: 6, embedding: 5, units: 6, attention})
            .model,
        data: () => ({x: [padded, words], y: next}),
        loss: sparse,
      },
    ]),
  ),
  'a tagger': {
    build: () => models.buildTagger({vocabulary: 6, embedding: 5, tags: 6, units: [5]}),
    data: () => ({x: padded, y: padded.toFloat()}),
    loss: sparse,
  },
  'a small tagger with CRF': {
    build: () => models.buildTagger({vocabulary: 6, embedding: 5, tags: 6, units: [5], crf: true}),
    data: () => ({x: padded, y: padded.toFloat().add(padded.equal(0).toFloat().mul(-1))}),
    loss: (model: tf.LayersModel) => models.crfOf(model).loss,
  },
  'a speech classifier': {
    build: () => models.buildSpeechClassifier({features: 2, classes: 2, units: [4]}),
    data: ofSpeech,
    loss: sparse,
  },
  'a small CTC model': {
    build: () => models.buildCtcModel({features: 2, symbols: 3, units: [4], lookback: steps}),
    data: () => ({x, y: labels}),
    loss: layers.ctcLoss,
  },
  'a video classifier': {
    build: () => models.buildVideoClassifier({...frames, units: [5]}),
    data: ofClips,
    loss: sparse,
  },
  'a video classifier with padding and attention': {
    build: () => models.buildVideoClassifier({...frames, units: [5], maskZero: true, attention: 'dot', frames: 4}),
    data: ofClips,
    loss: sparse,
  },
  'a video classifier that keeps places': {
    build: () => models.buildVideoClassifier({...frames, units: [5], maskZero: true, keepPlaces: true, frames: 4}),
    data: ofClips,
    loss: sparse,
  },
  'a small 3D CNN with an LSTM': {
    build: () => models.buildVideoCnn({...frames, frames: 4, units: [5]}),
    data: ofClips,
    loss: sparse,
  },
  'a small 3D CNN': {build: () => models.buildVideoCnn({...frames, frames: 4}), data: ofClips, loss: sparse},
  ...Object.fromEntries(
    ([undefined, 'additive'] as const).map((attention) => [
      `a caption model with attention ${attention ?? 'of no kind'}`,
      {
        build: () =>
          models.buildCaptionModel({
            height: 8,
            width: 8,
            vocabulary: 6,
            embedding: 5,
            units: 6,
            filters: [4],
            attention,
          }).model,
        data: () => ({x: [images, words], y: next}),
        loss: sparse,
      },
    ]),
  ),
  'a DNA classifier': {
    build: () => models.buildDnaClassifier({vocabulary: 6, filters: 6, units: [5], classes: 2}),
    data: () => ({x: words, y: classes}),
    loss: sparse,
  },
  'a small sketch classifier': {
    build: () => models.buildSketchClassifier({classes: 2, features: 2, units: [5]}),
    data: ofSpeech,
    loss: sparse,
  },
  'a small sketch generator': {
    build: () => models.buildSketchModel({components: 3, units: [8]}),
    data: drawn,
    loss: models.mixtureLoss(3),
  },
};

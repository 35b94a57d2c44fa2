// The builders with sizes whose parameter counts the syllabus names or a formula gives.
import type * as tf from '@tensorflow/tfjs';
import * as models from '../../src/models';

const recurrent = (gates: number, f: number, u: number) => gates * u * (f + u + 1);
const gru = (f: number, u: number) => 3 * u * (f + u + 2);
const dense = (f: number, u: number) => u * (f + 1);
const conv = (k: number, f: number, u: number) => u * (k * f + 1);
const sum = (numbers: number[]) => numbers.reduce((all, one) => all + one, 0);

const series = {lookback: 50, features: 10};
const text = {vocabulary: 10000, units: [256]};
const [conv3, conv5, conv3x64] = [
  {filters: 32, kernelSize: 3},
  {filters: 32, kernelSize: 5},
  {filters: 64, kernelSize: 3},
];
const dilated = [1, 2, 4, 8].map((dilationRate) => ({filters: 32, kernelSize: 2, dilationRate}));
const powers = Array.from({length: 10}, (_, i) => 2 ** i);

/** Weights by the formula that is written beside `buildWaveNet`. */
const waveNet = (n: number, u: number, k: number, f: number, o: number) =>
  conv(k, f, u) + n * conv(k, u, 2 * u) + (2 * n - 1) * dense(u, u) + dense(u, u) + dense(u, o);

/** Numbers that the syllabus names. */
export const NAMED: [string, () => tf.LayersModel, number][] = [
  ['SimpleRNN 50-25', () => models.buildRecurrent({cell: 'simpleRNN', units: [50, 25], hidden: [32], ...series}), 5815],
  ['LSTM 128-64-32', () => models.buildLstm({units: [128, 64, 32], hidden: [16], ...series}), 133537],
  [
    'GRU 128-64-32 with batch normalisation',
    () => models.buildGru({units: [128, 64, 32], hidden: [16], normalise: 'batch', ...series}),
    101857,
  ],
  ['BiLSTM 64-32', () => models.buildLstm({units: [64, 32], bidirectional: true, hidden: [32], ...series}), 81729],
  ['a text classifier of RNN', () => models.buildTextClassifier({...text, cell: 'simpleRNN'}), 1379074],
  ['a text classifier of LSTM', () => models.buildTextClassifier(text), 1674754],
  ['a text classifier of GRU', () => models.buildTextClassifier({...text, cell: 'gru'}), 1576962],
  ['a text classifier of BiLSTM', () => models.buildTextClassifier({...text, bidirectional: true}), 2069506],
  ['conv 32x3 twice', () => models.buildCnn({stages: [conv3, conv3], hidden: [50]}), 4933],
  [
    'conv 32x5 and 64x3 twice',
    () => models.buildCnn({stages: [conv5, {...conv5, pool: 2}, conv3x64, conv3x64], hidden: [50]}),
    27205,
  ],
  ['conv 32x5 and LSTM', () => models.buildCnn({stages: [conv5, {...conv5, pool: 2}], units: [50, 50]}), 42195],
  ['dilated convolutions', () => models.buildCnn({stages: dilated, padding: 'causal', hidden: [50]}), 8037],
  [
    'dilated convolutions read at the last step',
    () => models.buildCnn({stages: dilated, padding: 'causal', read: 'last', hidden: [50]}),
    8037,
  ],
];

/** Numbers that a formula gives. */
export const BY_FORMULA: [string, () => tf.LayersModel, number][] = [
  [
    'LSTM 20-20 for ten steps',
    () => models.buildLstm({units: [20, 20], outputs: 10}),
    recurrent(4, 1, 20) + recurrent(4, 20, 20) + dense(20, 10),
  ],
  ['GRU 20', () => models.buildGru({units: [20]}), gru(1, 20) + dense(20, 1)],
  [
    'an encoder-decoder of 256',
    () => models.buildForecastDecoder({units: 256, horizon: 10, ...series}),
    recurrent(4, 10, 256) + recurrent(4, 256, 256) + dense(256, 1),
  ],
  [
    'ten dilated layers of kernel 2',
    () => models.buildCausalCnn({dilationRates: powers}),
    conv(2, 1, 20) + 9 * conv(2, 20, 20) + dense(20, 1),
  ],
  [
    'three layers of kernel 342',
    () => models.buildCausalCnn({kernelSize: 342, dilationRates: [1, 1, 1]}),
    conv(342, 1, 20) + 2 * conv(342, 20, 20) + dense(20, 1),
  ],
  ['the small WaveNet', () => models.buildWaveNet({outputs: 10}), waveNet(8, 16, 2, 1, 10)],
  [
    'the medium WaveNet',
    () => models.buildWaveNet({blocks: 6, stacks: 2, filters: 32, outputs: 10}),
    waveNet(12, 32, 2, 1, 10),
  ],
  [
    'WaveNet of 256 levels',
    () => models.buildWaveNet({levels: 256, outputs: 256, activation: 'softmax', kernelSize: 3}),
    256 * 16 + waveNet(8, 16, 3, 16, 256),
  ],
  [
    'a Transformer of two blocks',
    () => models.buildTransformer({lookback: 50, blocks: 2}),
    dense(1, 32) + 50 * 32 + 2 * (4 * 32 * 33 + 2 * 32 * 128 + 32 + 128 + 4 * 32) + 2 * 32 + dense(32, 1),
  ],
  [
    'the big character model',
    () => models.buildLanguageModel({vocabulary: 60, units: [256, 256, 128]}),
    60 * 100 + recurrent(4, 100, 256) + recurrent(4, 256, 256) + recurrent(4, 256, 128) + dense(128, 60),
  ],
  [
    'a music model',
    () => models.buildMusicModel({vocabulary: 50, units: [256, 256], embedding: 5}),
    50 * 5 + conv(2, 5, 48) + 3 * conv(2, 48, 48) + recurrent(4, 48, 256) + recurrent(4, 256, 256) + dense(256, 50),
  ],
  [
    'a tagger with CRF',
    () => models.buildTagger({vocabulary: 100, tags: 9, units: [32], crf: true}),
    100 * 64 + 2 * recurrent(4, 64, 32) + dense(64, 9) + 9 * 9 + 2 * 9,
  ],
  [
    'the speech classifier',
    () => models.buildSpeechClassifier({features: 13, classes: 10}),
    conv(3, 13, 64) + 2 * recurrent(4, 64, 128) + 2 * recurrent(4, 256, 64) + dense(128, 10),
  ],
  [
    'a CTC model',
    () => models.buildCtcModel({features: 13, symbols: 10}),
    conv(3, 13, 64) + 2 * recurrent(4, 64, 64) + dense(128, 11),
  ],
  [
    'the video classifier',
    () => models.buildVideoClassifier({height: 16, width: 16, classes: 4}),
    conv(9, 1, 64) + recurrent(4, 64, 128) + recurrent(4, 128, 64) + dense(64, 4),
  ],
  [
    'a 3D CNN',
    () => models.buildVideoCnn({frames: 8, height: 16, width: 16, classes: 4}),
    conv(27, 1, 16) + conv(27, 16, 32) + dense(32, 4),
  ],
  [
    'a caption model with additive attention',
    () => models.buildCaptionModel({height: 16, width: 16, vocabulary: 30, attention: 'additive'}).model,
    conv(9, 3, 16) +
      conv(9, 16, 32) +
      3 * dense(32, 128) +
      30 * 64 +
      recurrent(4, 64, 128) +
      2 * 128 * 128 +
      128 +
      dense(256, 30),
  ],
  [
    'the DNA classifier',
    () => models.buildDnaClassifier(),
    5 * 32 + conv(3, 32, 64) + recurrent(4, 64, 64) + dense(64, 3),
  ],
  [
    'a sketch classifier',
    () => models.buildSketchClassifier({classes: 5}),
    conv(5, 3, 32) + conv(5, 32, 64) + recurrent(4, 64, 64) + dense(64, 5),
  ],
  ['a sketch generator', () => models.buildSketchModel(), recurrent(4, 5, 128) + dense(128, 33)],
];

/** Both halves of an encoder-decoder of 256 units, by formula. */
export const halves = (score?: 'additive' | 'dot') => ({
  encoder: 40 * 64 + recurrent(4, 64, 256),
  decoder: sum([
    50 * 64,
    recurrent(4, 64, 256),
    dense(score ? 512 : 256, 50),
    score === 'additive' ? 2 * 256 * 256 + 256 : 0,
  ]),
});

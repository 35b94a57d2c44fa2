import * as layers from '../../src/layers';
import {NOT_FLAG, NOT_RATE, NOT_SEED, NOT_WHOLE, refuses, suggests} from '../arguments/refusals';

type Make = (options: never) => unknown;
const sizes = NOT_WHOLE.filter((value) => value !== null);
const recurrent: Record<string, Make> = {
  simpleRNN: layers.simpleRNN as Make,
  lstm: layers.lstm as Make,
  gru: layers.gru as Make,
  peepholeLstm: layers.peepholeLstm as Make,
  layerNormLstm: layers.layerNormLstm as Make,
  layerNormGru: layers.layerNormGru as Make,
  layerNormSimpleRNN: layers.layerNormSimpleRNN as Make,
};
const convolutions: Record<string, Make> = {
  conv1d: layers.conv1d as Make,
  causalConv1d: layers.causalConv1d as Make,
  conv2d: layers.conv2d as Make,
  conv3d: layers.conv3d as Make,
};

describe('layers refuse wrong options', () => {
  for (const [name, make] of Object.entries(recurrent)) {
    const given = (more: object) => make({units: 3, ...more} as never);
    suggests(name, 'unit', 'units', make);
    refuses(name, 'units', NOT_WHOLE, (units) => given({units}));
    for (const rate of ['dropout', 'recurrentDropout'])
      refuses(name, rate, NOT_RATE, (value) => given({[rate]: value}));
    for (const flag of ['returnSequences', 'stateful'])
      refuses(name, flag, NOT_FLAG, (value) => given({[flag]: value}));
    refuses(name, 'activation', ['tanhh', 7], (activation) => given({activation}));
    refuses(name, 'kernelInitializer', ['glorot'], (kernelInitializer) => given({kernelInitializer}));
    refuses(name, 'inputShape', [7, 'wide'], (inputShape) => given({inputShape}));
  }
  for (const [name, make] of Object.entries(convolutions)) {
    const given = (more: object) => make({filters: 3, kernelSize: 2, ...more} as never);
    suggests(name, 'filter', 'filters', make);
    for (const size of ['filters', 'kernelSize', 'strides', 'dilationRate']) {
      refuses(name, size, sizes, (value) => given({[size]: value}));
    }
    if (name !== 'causalConv1d') refuses(name, 'padding', ['full'], (padding) => given({padding}));
  }
  suggests('dense', 'unit', 'units', layers.dense as Make);
  refuses('dense', 'units', NOT_WHOLE, (units) => layers.dense({units}));
  refuses('dense', 'activation', ['softmaxx'], (activation) => layers.dense({units: 3, activation}));
  refuses('dense', 'useBias', NOT_FLAG, (useBias) => layers.dense({units: 3, useBias}));
  suggests('embedding', 'inputDims', 'inputDim', layers.embedding as Make);
  refuses('embedding', 'inputDim', NOT_WHOLE, (inputDim) => layers.embedding({inputDim, outputDim: 2}));
  refuses('embedding', 'outputDim', NOT_WHOLE, (outputDim) => layers.embedding({inputDim: 2, outputDim}));
  suggests('dropout', 'rat', 'rate', layers.dropout as Make);
  refuses('dropout', 'rate', NOT_RATE, (rate) => layers.dropout({rate}));
  refuses('dropout', 'seed', NOT_SEED, (seed) => layers.dropout({rate: 0.5, seed}));
  suggests('layerNormalization', 'epsilom', 'epsilon', layers.layerNormalization as Make);
  refuses('layerNormalization', 'epsilon', [0, -1, '1e-3'], (epsilon) => layers.layerNormalization({epsilon}));
  suggests('batchNormalization', 'momentun', 'momentum', layers.batchNormalization as Make);
  refuses('batchNormalization', 'momentum', [-1, 2, '0.9'], (momentum) => layers.batchNormalization({momentum}));
  suggests('maxPooling1d', 'poolsize', 'poolSize', layers.maxPooling1d as Make);
  refuses('maxPooling1d', 'poolSize', sizes, (poolSize) => layers.maxPooling1d({poolSize}));
  suggests('globalAveragePooling1d', 'nam', 'name', layers.globalAveragePooling1d as Make);
  suggests('masking', 'maskvalue', 'maskValue', layers.masking as Make);
  refuses('masking', 'maskValue', ['0', Number.NaN, [0]], (maskValue) => layers.masking({maskValue}));
  suggests('lastStep', 'nam', 'name', layers.lastStep as Make);
  refuses('lastStep', 'inputShape', [7], (inputShape) => layers.lastStep({inputShape}));
  suggests('positionEmbedding', 'nam', 'name', layers.positionEmbedding as Make);
  refuses('positionEmbedding', 'trainable', NOT_FLAG, (trainable) => layers.positionEmbedding({trainable}));
  suggests('attention', 'scores', 'score', layers.attention as Make);
  refuses('attention', 'score', ['luong'], (score) => layers.attention({score}));
  refuses('attention', 'dropout', NOT_RATE, (dropout) => layers.attention({dropout}));
  suggests('multiHeadAttention', 'heads', 'numHeads', layers.multiHeadAttention as Make);
  refuses('multiHeadAttention', 'keyDim', NOT_WHOLE, (keyDim) => layers.multiHeadAttention({numHeads: 2, keyDim}));
  suggests('waveNetBlock', 'filter', 'filters', layers.waveNetBlock as Make);
  refuses('waveNetBlock', 'filters', NOT_WHOLE, (filters) => layers.waveNetBlock({filters}));
  suggests('crf', 'unit', 'units', layers.crf as Make);
  refuses('crf', 'units', sizes, (units) => layers.crf({units}));
  suggests('bidirectional', 'layers', 'layer', layers.bidirectional as Make);
  refuses('bidirectional', 'layer', [7, {}], (layer) => layers.bidirectional({layer}));
  refuses('timeDistributed', 'layer', [7, {}], (layer) => layers.timeDistributed({layer}));
  refuses('rnn', 'cell', [7, {}], (cell) => layers.rnn({cell}));
  refuses('ctc', 'blank', [-1, 0.5], (blank) => layers.ctc({blank}));
});

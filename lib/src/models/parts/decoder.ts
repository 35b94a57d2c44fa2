import * as tf from '@tensorflow/tfjs';
import {attention, dense, embedding} from '../../layers';
import {apply, CELLS, type CellName, type Node, type ScoreName} from './stack';

/** Options of {@link makeDecoder}. */
export interface DecoderOptions {
  vocabulary: number;
  /** Width of a token's vector. */
  embedding: number;
  units: number;
  cell: CellName;
  score?: ScoreName;
  dropout?: number;
}

/** Layers of a decoder that start from given states; used in training and, step by step, in inference. */
export interface Decoder {
  /** Gives [probabilities, states ..., attention weights]. */
  decode(tokens: Node, states: Node[], memory?: Node): Node[];
  /** The model for inference; `memoryWidth` is that of what it looks at. Steps of zeros there count as padding. */
  stepModel(memoryWidth: number): tf.LayersModel;
}

/** Embedding, recurrent layer, attention where asked for, softmax. */
export function makeDecoder({vocabulary, units, cell, score, dropout, embedding: width}: DecoderOptions): Decoder {
  const embed = embedding({inputDim: vocabulary, outputDim: width, maskZero: true});
  const recurrent = CELLS[cell]({units, returnSequences: true, returnState: true, dropout});
  const look = score && attention({score, ...(score === 'additive' ? {units} : {}), returnAttentionScores: true});
  const classify = dense({units: vocabulary, activation: 'softmax'});
  const join = tf.layers.concatenate();
  const decode = (tokens: Node, states: Node[], memory?: Node): Node[] => {
    const [H, ...last] = recurrent.apply([apply(embed, tokens), ...states]) as Node[];
    if (!look || !memory) return [apply(classify, H), ...last];
    const [context, weights] = look.apply([H, memory]) as Node[];
    return [apply(classify, apply(join, [H, context])), ...last, weights];
  };
  return {
    decode,
    stepModel(memoryWidth) {
      const tokens = tf.input({shape: [null], dtype: 'int32'});
      const states = Array.from({length: cell === 'lstm' ? 2 : 1}, () => tf.input({shape: [units]}));
      const memory = look ? [tf.input({shape: [null, memoryWidth]})] : [];
      const masked = memory.map((seen) => apply(tf.layers.masking(), seen));
      return tf.model({inputs: [tokens, ...states, ...memory], outputs: decode(tokens, states, masked[0])});
    },
  };
}

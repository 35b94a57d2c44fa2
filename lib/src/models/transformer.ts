import * as tf from '@tensorflow/tfjs';
import {checkFlags, checkGiven, checkOneOf, checkOptions, checkRate, checkWhole, show} from '../data/arguments';
import {
  dense,
  dropout,
  embedding,
  globalAveragePooling1d,
  lastStep,
  layerNormalization,
  multiHeadAttention,
  positionEmbedding,
} from '../layers';
import {addClasses, addHead, apply, type Node} from './parts/stack';

/** Options of {@link buildTransformer}. */
export interface TransformerOptions {
  /** Time steps, or tokens, of an input. */
  lookback: number;
  /** Numbers at each time step of a series; defaults to 1. Not beside `vocabulary`. */
  features?: number;
  /** Tokens that there are, PAD (id 0) included, where the input is text; defaults to none: the input is a series. */
  vocabulary?: number;
  /** Width of all that goes from block to block; defaults to 32. */
  width?: number;
  /** Attention heads; they share the width. Defaults to 2. */
  heads?: number;
  /** Blocks of self-attention and feed-forward layers; defaults to 1. */
  blocks?: number;
  /** Width of the hidden feed-forward layer; defaults to 4 · width. */
  feedForward?: number;
  /** Share of what each sublayer gives that training sets to zero, in [0, 1); defaults to 0. */
  dropout?: number;
  /** Whether a step looks at itself and earlier ones only; defaults to false. */
  causal?: boolean;
  /** The mean of all steps (padding does not count), the last step, or all of them; defaults to 'average'. */
  read?: 'average' | 'last' | 'all';
  /** Numbers that the model gives; with `vocabulary` its classes. Defaults to 1. */
  outputs?: number;
}

/** Options of {@link selfAttentionBlock}. */
export interface SelfAttentionBlockOptions extends Pick<TransformerOptions, 'feedForward' | 'dropout' | 'causal'> {
  /** Attention heads; they share the width of x. Defaults to 2. */
  heads?: number;
}

function checkBlock(where: string, width: number, options: SelfAttentionBlockOptions): void {
  const {heads = 2, feedForward, dropout: rate = 0, causal} = options;
  checkGiven(where, {heads, feedForward});
  checkRate(`${where}: dropout`, rate);
  checkFlags(where, {causal});
  if (width % heads !== 0) throw new RangeError(`${where}: heads must divide the width ${width}, got ${heads}`);
}

/**
 * A block of a Transformer encoder: self-attention and a feed-forward layer, each with normalisation before and a residual
 * connection around it.
 *
 *     A = X + MultiHead(Norm(X))        Y = A + relu(Norm(A) W_1 + b_1) W_2 + b_2
 *
 * @param x [batch, time steps, width], of a model that is being built
 * @param options see {@link SelfAttentionBlockOptions}
 * @returns the same shape; its attention layer returns its weights too, see `attentionWeights`
 * @throws RangeError where the heads cannot share the width
 *
 * Source: Vaswani et al. 2017, arXiv:1706.03762, figure 1; Xiong et al. 2020, arXiv:2002.04745 (normalisation first).
 * Lesson: notebooks/05-text/5.3.
 */
export function selfAttentionBlock(x: tf.SymbolicTensor, options: SelfAttentionBlockOptions = {}): tf.SymbolicTensor {
  checkOptions('selfAttentionBlock', options, ['heads', 'feedForward', 'dropout', 'causal']);
  if (!(x instanceof tf.SymbolicTensor) || x.shape.length !== 3) {
    throw new TypeError(
      `selfAttentionBlock: x must be [batch, time steps, width] of a model, got ${show(x?.shape ?? x)}`,
    );
  }
  const width = x.shape[2] as number;
  const {heads = 2, feedForward = 4 * width, dropout: rate = 0, causal} = options;
  checkBlock('selfAttentionBlock', width, {heads, feedForward, dropout: rate, causal});
  const drop = (y: Node) => (rate > 0 ? apply(dropout({rate}), y) : y);
  const normed = apply(layerNormalization({epsilon: 1e-6}), x);
  const layer = multiHeadAttention({numHeads: heads, keyDim: width / heads, causal, returnAttentionScores: true});
  const [attended] = layer.apply(normed) as Node[];
  const a = apply(tf.layers.add(), [x, drop(attended)]);
  const hidden = apply(dense({units: feedForward, activation: 'relu'}), apply(layerNormalization({epsilon: 1e-6}), a));
  return apply(tf.layers.add(), [a, drop(apply(dense({units: width}), hidden))]);
}

/**
 * A Transformer encoder for series or texts: learned positions, blocks of self-attention, a dense layer.
 *
 * With w = width, d = feedForward, T = lookback a block has 4 w (w + 1) + 2 w d + w + d + 4 w weights, positions have T w,
 * the normalisation at the end has 2 w.
 *
 * @param options see {@link TransformerOptions}
 * @returns an uncompiled model: [batch, lookback, features], or tokens [batch, lookback], to [batch, outputs], or
 *   [batch, lookback, outputs] for 'all'; with `vocabulary` the outputs are probabilities
 * @throws RangeError for an option that is unknown or of no meaning, by name and value
 *
 * Source: Vaswani et al. 2017, arXiv:1706.03762. Differs: positions are learned. Lesson: notebooks/05-text/5.3.
 */
export function buildTransformer(options: TransformerOptions): tf.LayersModel {
  checkOptions('buildTransformer', options, [
    ...(['lookback', 'features', 'vocabulary', 'width', 'heads', 'blocks', 'feedForward'] as const),
    ...(['dropout', 'causal', 'read', 'outputs'] as const),
  ]);
  const {lookback, features, vocabulary, width = 32, heads = 2, blocks = 1, read = 'average', outputs = 1} = options;
  const {feedForward, dropout: rate, causal} = options;
  checkWhole('buildTransformer: lookback', lookback);
  checkGiven('buildTransformer', {features, vocabulary, width, blocks, outputs});
  checkBlock('buildTransformer', width, {heads, feedForward, dropout: rate, causal});
  checkOneOf('buildTransformer: read', read, ['average', 'last', 'all']);
  if (vocabulary !== undefined && features !== undefined) {
    throw new RangeError(
      `buildTransformer: features belongs to series, vocabulary to texts: leave one out, got ${features} and ${vocabulary}`,
    );
  }
  if (vocabulary !== undefined && read === 'last') {
    throw new RangeError(
      "buildTransformer: read must be 'average' or 'all' for texts, whose last tokens may be padding, got 'last'",
    );
  }
  const input = vocabulary
    ? tf.input({shape: [lookback], dtype: 'int32'})
    : tf.input({shape: [lookback, features ?? 1]});
  const first = vocabulary
    ? embedding({inputDim: vocabulary, outputDim: width, maskZero: true})
    : dense({units: width});
  let h = apply(positionEmbedding(), apply(first, input));
  for (let i = 0; i < blocks; i++) h = selfAttentionBlock(h, {heads, feedForward, dropout: rate, causal});
  h = apply(layerNormalization({epsilon: 1e-6}), h);
  if (read !== 'all') h = apply(read === 'last' ? lastStep() : globalAveragePooling1d(), h);
  return tf.model({inputs: input, outputs: (vocabulary ? addClasses : addHead)(h, {}, outputs)});
}

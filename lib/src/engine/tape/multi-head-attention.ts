import * as tf from '@tensorflow/tfjs';
import {
  HEADS_FORM,
  type HeadWeights,
  type MultiHeadOptions,
  multiHeadAttentionOp,
  OUTPUT_FORM,
} from '../ops/attention/multi-head-attention';
import type {Weight} from '../ops/value';
import {checkTensors, type FusedAttentionOutputs} from './attention';
import {runOnTape} from './run-on-tape';

/** What {@link fusedMultiHeadAttention} computes with. */
export interface FusedMultiHeadInputs {
  /** [batch, queries, width]. */
  query: tf.Tensor3D;
  /** [batch, keys, features]. */
  value: tf.Tensor3D;
  /** [batch, keys, any width]; defaults to value. */
  key?: tf.Tensor3D;
  /** 0 or 1 per query, [batch, queries]: a masked query looks at nothing. Defaults to no mask. */
  queryMask?: tf.Tensor2D;
  /** 0 or 1 per value, [batch, keys]: a masked value gets no weight. Defaults to no mask. */
  valueMask?: tf.Tensor2D;
  /**
   * In the order of Keras: kernel [features, heads, keyDim] and bias [heads, keyDim] of query, then of key, then of value
   * (valueDim), then [heads, valueDim, width of the output] and [width of the output]; without biases four kernels.
   */
  weights: tf.Tensor[];
}

/**
 * Kernels of query, key, value and output, with their biases where there are eight weights.
 *
 * @param weights four kernels, or eight: kernel and bias by turns
 * @returns four pairs, in the order query, key, value, output
 */
export function headWeights<W>(weights: W[]): {kernel: W; bias?: W}[] {
  if (weights.length === 4) return weights.map((kernel) => ({kernel}));
  return [0, 2, 4, 6].map((i) => ({kernel: weights[i], bias: weights[i + 1]}));
}

/** @throws RangeError for shapes that do not fit */
function check({query, value, key, queryMask, valueMask, weights}: FusedMultiHeadInputs): void {
  const what = 'multiHeadAttention';
  if (weights.length !== 4 && weights.length !== 8) {
    throw new RangeError(`${what}: weights must be 4 kernels or 4 kernels with biases, got ${weights.length}`);
  }
  checkTensors(what, [
    ['query', query, [null, null, null]],
    ['value', value, [query.shape[0], null, null]],
    ['key', key, [query.shape[0], value.shape[1], null]],
    ['queryMask', queryMask, query.shape.slice(0, 2)],
    ['valueMask', valueMask, value.shape.slice(0, 2)],
  ]);
  const [q, k, v, o] = headWeights(weights);
  const [, heads, keyDim] = q.kernel.shape;
  const valueDim = v.kernel.shape[2];
  checkTensors(what, [
    ['query kernel', q.kernel, [query.shape[2], null, null]],
    ['query bias', q.bias, [heads ?? null, keyDim ?? null]],
    ['key kernel', k.kernel, [(key ?? value).shape[2], heads ?? null, keyDim ?? null]],
    ['key bias', k.bias, [heads ?? null, keyDim ?? null]],
    ['value kernel', v.kernel, [value.shape[2], heads ?? null, null]],
    ['value bias', v.bias, [heads ?? null, valueDim ?? null]],
    ['output kernel', o.kernel, [heads ?? null, valueDim ?? null, null]],
    ['output bias', o.bias, [o.kernel.shape[2] ?? null]],
  ]);
}

/**
 * Multi-head attention over whole sequences in one step of the gradient tape.
 *
 *     head_h = softmax((Q W_q^h + b_q^h)(K W_k^h + b_k^h)ᵀ / √keyDim) (V W_v^h + b_v^h)
 *     Y = Σ_h head_h W_o^h + b_o
 *
 * Differentiable in query, key, value and all weights, the attention weights included. Masks and `causal` as in
 * `fusedAttention`; the output of a query that looks at nothing is b_o.
 *
 * @param inputs see {@link FusedMultiHeadInputs}
 * @param options whether queries look at earlier keys only, and whether the weights are asked for
 * @returns the output, [batch, queries, width of the output], and the weights, [batch, heads, queries, keys], if asked
 *   for
 * @throws RangeError for shapes that do not fit
 *
 * Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2. Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function fusedMultiHeadAttention(
  inputs: FusedMultiHeadInputs,
  options: MultiHeadOptions = {},
): FusedAttentionOutputs {
  check(inputs);
  const {query, value, key, queryMask, valueMask, weights} = inputs;
  const constants = [queryMask, valueMask].filter((mask) => mask !== undefined);
  const perHeads = (weights.length * 3) / 4;
  return tf.tidy(() => {
    const [output, scores] = runOnTape(
      (room, values, placed) => {
        const masks = values.slice(key ? 3 : 2);
        const [queryWeights, keyWeights, valueWeights, outputWeights]: HeadWeights[] = headWeights<Weight>(placed);
        return multiHeadAttentionOp(
          room,
          {
            ...{query: values[0], value: values[1], key: key ? values[2] : undefined},
            queryMask: queryMask && masks[0],
            valueMask: valueMask && masks[queryMask ? 1 : 0],
            ...{queryWeights, keyWeights, valueWeights, outputWeights},
          },
          options,
        );
      },
      {
        inputs: key ? [query, value, key] : [query, value],
        constants,
        weights,
        forms: weights.map((_, i) => (i < perHeads ? HEADS_FORM : OUTPUT_FORM)),
      },
    );
    return {output: output as tf.Tensor3D, scores};
  });
}

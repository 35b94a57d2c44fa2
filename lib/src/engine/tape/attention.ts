import * as tf from '@tensorflow/tfjs';
import {ATTENTION_FORM, type AttentionOptions, attentionOp} from '../ops/attention/attention';
import type {Weight} from '../ops/value';
import {runOnTape} from './run-on-tape';

/** What {@link fusedAttention} computes with. */
export interface FusedAttentionInputs {
  /** Queries Q, [batch, queries, width]. */
  query: tf.Tensor3D;
  /** Values V, [batch, keys, features]. */
  value: tf.Tensor3D;
  /** Keys K, [batch, keys, width]; defaults to the values. */
  key?: tf.Tensor3D;
  /** 0 or 1 per query, [batch, queries]: the output of a masked query is zero. Defaults to no mask. */
  queryMask?: tf.Tensor2D;
  /** 0 or 1 per value, [batch, keys]: a masked value gets no weight. Defaults to no mask. */
  valueMask?: tf.Tensor2D;
  /** Learned scale of dot products, []; or v of additive attention, [width] or [units]. Defaults to ones. */
  scale?: tf.Tensor;
  /** W_q of additive attention, [width of a query, units]; with keyKernel or not at all. */
  queryKernel?: tf.Tensor2D;
  /** W_k of additive attention, [width of a key, units]. */
  keyKernel?: tf.Tensor2D;
}

/** Outputs of {@link fusedAttention}. */
export interface FusedAttentionOutputs {
  /** [batch, queries, features]. */
  output: tf.Tensor3D;
  /** Weights of the values, [batch, queries, keys], where they were asked for. */
  scores?: tf.Tensor;
}

/** A tensor by name with the shape that it must have; null for any size. */
export type ExpectedShape = [name: string, tensor: tf.Tensor | undefined, shape: (number | null)[]];

/** @throws RangeError naming the first tensor whose shape does not fit, or that has an axis of size 0 */
export function checkTensors(what: string, expected: ExpectedShape[]): void {
  for (const [name, tensor, shape] of expected) {
    if (!tensor) continue;
    const fits =
      tensor.rank === shape.length && tensor.shape.every((size, i) => shape[i] === null || shape[i] === size);
    if (!fits) {
      const wanted = shape.map((size) => size ?? 'any');
      throw new RangeError(`${what}: ${name} must have shape [${wanted}], got [${tensor.shape}]`);
    }
    if (tensor.size === 0) throw new RangeError(`${what}: ${name} must not be empty, got shape [${tensor.shape}]`);
  }
}

/** @throws RangeError for shapes and options that do not fit */
function check(inputs: FusedAttentionInputs, {score = 'dot'}: AttentionOptions): void {
  const {query, value, key, queryMask, valueMask, scale, queryKernel, keyKernel} = inputs;
  checkTensors('attention', [
    ['query', query, [null, null, null]],
    ['value', value, [query.shape[0], null, null]],
    ['key', key, [query.shape[0], value.shape[1], null]],
  ]);
  const projected = queryKernel !== undefined || keyKernel !== undefined;
  if (projected && !(score === 'additive' && queryKernel && keyKernel)) {
    throw new RangeError(`attention: queryKernel and keyKernel go together, with score 'additive', got '${score}'`);
  }
  const keys = key ?? value;
  const [width, units] = [query.shape[2], queryKernel?.shape[1]];
  if (!projected && keys.shape[2] !== width) {
    const name = key ? 'key' : 'value';
    throw new RangeError(`attention: ${name} must be as wide as query, ${width}, got shape [${keys.shape}]`);
  }
  checkTensors('attention', [
    ['queryMask', queryMask, query.shape.slice(0, 2)],
    ['valueMask', valueMask, value.shape.slice(0, 2)],
    ['scale', scale, score === 'additive' ? [units ?? width] : []],
    ['queryKernel', queryKernel, [width, null]],
    ['keyKernel', keyKernel, [keys.shape[2], units ?? null]],
  ]);
}

/**
 * Attention over whole sequences in one step of the gradient tape: every query gets a mean of the values, weighed by how
 * well their keys fit.
 *
 *     S = scale Q Kᵀ  or  scale Q Kᵀ / √width  or  S_ij = v · tanh(Q_i W_q + K_j W_k)
 *     W = softmax(S)      Y = W V
 *
 * Differentiable in query, key, value and all weights, the weights W of the values included. Masked values, and with
 * `causal` those after the query's own step, have the weight 0 exactly; a query to which no value is left gets zeros.
 *
 * @param inputs see {@link FusedAttentionInputs}
 * @param options see {@link AttentionOptions}
 * @returns see {@link FusedAttentionOutputs}
 * @throws RangeError for shapes that do not fit
 *
 * Source: Bahdanau et al. 2014, arXiv:1409.0473 ('additive'); Luong et al. 2015, arXiv:1508.04025 ('dot'); Vaswani et al.
 * 2017, arXiv:1706.03762 ('scaledDot'). Differs: where all values are masked Keras 3 looks at all of them.
 * Check: agrees with Keras 3 and PyTorch to 1e-5, values and gradients (lib/test/golden).
 */
export function fusedAttention(inputs: FusedAttentionInputs, options: AttentionOptions = {}): FusedAttentionOutputs {
  check(inputs, options);
  const {query, value, key, queryMask, valueMask, scale, queryKernel, keyKernel} = inputs;
  const given = [scale, queryKernel, keyKernel].filter((weight) => weight !== undefined);
  const constants = [queryMask, valueMask].filter((mask) => mask !== undefined);
  return tf.tidy(() => {
    const [output, scores] = runOnTape(
      (room, values, weights) => {
        const masks = values.slice(key ? 3 : 2);
        const kernels = weights.slice(scale ? 1 : 0);
        return attentionOp(
          room,
          {
            ...{query: values[0], value: values[1], key: key ? values[2] : undefined},
            queryMask: queryMask && masks[0],
            valueMask: valueMask && masks[queryMask ? 1 : 0],
            scale: scale && weights[0],
            projections: queryKernel && (kernels as [Weight, Weight]),
          },
          options,
        );
      },
      {
        inputs: key ? [query, value, key] : [query, value],
        constants,
        weights: given,
        forms: given.map(() => ATTENTION_FORM),
      },
    );
    return {output: output as tf.Tensor3D, scores};
  });
}

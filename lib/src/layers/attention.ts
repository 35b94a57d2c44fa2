import * as tf from '@tensorflow/tfjs';
import {type FusedAttentionInputs, fusedAttention, simdWorks} from '../engine';
import type {AttentionScore} from '../engine/internal';
import {seededDropout} from './dropout';
import {installSeededInitialisers} from './initialisers';
import {checkLayerOptions, KINDS, type OptionChecks} from './layer-options';
import {installMasks, withMasks} from './masks';
import {maskedSoftmax} from './plain-attention';
import type {LayerVariable} from './planning/planning';
import './planning/attention';
import {ChoiceSeeds, type RandomState} from './random-state';

installSeededInitialisers();
installMasks();

type Inputs = tf.Tensor | tf.Tensor[];
type Keywords = {mask?: (tf.Tensor | null)[]; training?: boolean};

/** Options of {@link attention}. */
export interface AttentionLayerOptions {
  /** 'dot': Q Kᵀ; 'scaledDot': Q Kᵀ / √width; 'additive': Σ v tanh(Q + K). Defaults to 'dot'. */
  score?: AttentionScore;
  /** Whether scores have a learned scale: a number, or v of 'additive'. Defaults to true for 'additive', else false. */
  useScale?: boolean;
  /** Width of the learned projections of 'additive', tanh(Q W_q + K W_k); defaults to none. */
  units?: number;
  /** Whether query i looks at keys 0..i only. Defaults to false. */
  causal?: boolean;
  /** Share of the weights that is set to zero while training, in [0, 1). Defaults to 0. */
  dropout?: number;
  /** Seed of the dropout; defaults to the engine's next one. */
  seed?: number;
  /** Whether the weights of the values are a second output, [batch, queries, keys]. Defaults to false. */
  returnAttentionScores?: boolean;
  /** Name of the layer. */
  name?: string;
  /** Whether training changes the weights; defaults to true. */
  trainable?: boolean;
}

/** @throws RangeError that names layer, option and value */
function check(options: AttentionLayerOptions): void {
  const {score = 'dot', units, useScale, dropout = 0} = options;
  if (!['dot', 'scaledDot', 'additive'].includes(score)) {
    throw new RangeError(`attention: score must be 'dot', 'scaledDot' or 'additive', got '${score}'`);
  }
  if (units != null && !(Number.isInteger(units) && units > 0)) {
    throw new RangeError(`attention: units must be a whole number above 0, got ${units}`);
  }
  if (units != null && (score !== 'additive' || useScale === false)) {
    throw new RangeError(`attention: units belong to score 'additive' with a scale, got '${score}'`);
  }
  if (!(dropout >= 0 && dropout < 1)) throw new RangeError(`attention: dropout must lie in [0, 1), got ${dropout}`);
}

/** Attention, see {@link attention}. */
export class Attention extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'Attention';
  readonly score: AttentionScore;
  readonly useScale: boolean;
  readonly units: number | undefined;
  readonly causal: boolean;
  readonly dropout: number;
  readonly returnAttentionScores: boolean;
  /** The learned weights that the layer has. */
  readonly variables: {queryKernel?: LayerVariable; keyKernel?: LayerVariable; scale?: LayerVariable} = {};
  private readonly seed: number | undefined;
  private readonly choices: ChoiceSeeds;

  constructor(options: AttentionLayerOptions = {}) {
    check(options);
    const {score, useScale, units, causal, dropout, seed, returnAttentionScores, ...others} = options;
    super(others);
    this.score = score ?? 'dot';
    this.useScale = useScale ?? this.score === 'additive';
    this.units = units ?? undefined;
    this.causal = causal ?? false;
    this.dropout = dropout ?? 0;
    this.seed = seed ?? undefined;
    this.choices = new ChoiceSeeds(this.seed);
    this.returnAttentionScores = returnAttentionScores ?? false;
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.built) return;
    const [query, value, key = value] = shapesOf(this.name, inputShape);
    const [width, keyWidth] = [query[2], key[2]] as [number, number];
    if (this.units === undefined && width !== keyWidth) {
      throw new RangeError(`${this.name}: keys must be as wide as queries, ${width}, got shape [${key}]`);
    }
    const glorot = tf.initializers.glorotUniform({});
    const add = (name: string, shape: tf.Shape, initializer: ReturnType<typeof tf.initializers.zeros>) =>
      this.addWeight(name, shape, 'float32', initializer, undefined, true) as unknown as LayerVariable;
    if (this.units !== undefined) {
      this.variables.queryKernel = add('query_kernel', [width, this.units], glorot);
      this.variables.keyKernel = add('key_kernel', [keyWidth, this.units], glorot);
    }
    if (this.useScale) {
      const additive = this.score === 'additive';
      const shape = additive ? [this.units ?? width] : [];
      this.variables.scale = add('scale', shape, additive ? glorot : tf.initializers.ones());
    }
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    const [query, value] = shapesOf(this.name, inputShape);
    const output = [query[0], query[1], value[2]];
    return this.returnAttentionScores ? [output, [query[0], query[1], value[1]]] : output;
  }

  /** The output has the mask of the queries; the weights have none. */
  override computeMask(_inputs: Inputs, mask?: Inputs): tf.Tensor | tf.Tensor[] {
    const first = (Array.isArray(mask) ? mask[0] : mask) ?? null;
    return (this.returnAttentionScores ? [first, null] : first) as tf.Tensor | tf.Tensor[];
  }

  override apply(
    inputs: Inputs | tf.SymbolicTensor | tf.SymbolicTensor[],
    keywords?: object,
  ): Inputs | tf.SymbolicTensor | tf.SymbolicTensor[] {
    return super.apply(inputs, withMasks(inputs, keywords));
  }

  override call(inputs: Inputs, keywords: Keywords = {}): Inputs {
    return tf.tidy(() => {
      const [query, value = query, key] = (Array.isArray(inputs) ? inputs : [inputs]) as tf.Tensor3D[];
      const {queryKernel, keyKernel, scale} = this.variables;
      const masks = Array.isArray(keywords.mask) ? keywords.mask : [keywords.mask];
      const given: FusedAttentionInputs = {
        ...{query, value, key},
        queryMask: (masks[0] ?? undefined) as tf.Tensor2D | undefined,
        valueMask: ((value === query ? masks[0] : masks[1]) ?? undefined) as tf.Tensor2D | undefined,
        queryKernel: queryKernel?.read() as tf.Tensor2D | undefined,
        keyKernel: keyKernel?.read() as tf.Tensor2D | undefined,
        scale: scale?.read(),
      };
      const drops = keywords.training === true && this.dropout > 0;
      const {output, scores} = drops || !simdWorks() ? this.runPlain(given, drops) : fusedAttention(given, this);
      return this.returnAttentionScores ? [output, scores as tf.Tensor] : output;
    });
  }

  /** The same on TensorFlow.js' own operations, with dropout. */
  private runPlain(inputs: FusedAttentionInputs, drops: boolean): {output: tf.Tensor; scores: tf.Tensor} {
    const {query, value, key = value, queryMask, valueMask, queryKernel, keyKernel, scale} = inputs;
    let scores: tf.Tensor;
    if (this.score === 'additive') {
      const project = (x: tf.Tensor, kernel?: tf.Tensor) =>
        kernel
          ? x
              .reshape([-1, x.shape[2] as number])
              .matMul(kernel)
              .reshape([...x.shape.slice(0, 2), -1])
          : x;
      const [q, k] = [project(query, queryKernel).expandDims(2), project(key, keyKernel).expandDims(1)];
      const sums = q.add(k).tanh();
      scores = (scale ? sums.mul(scale) : sums).sum(3);
    } else {
      const width = this.score === 'scaledDot' ? Math.sqrt(query.shape[2]) : 1;
      scores = query.matMul(key, false, true).div(width);
      if (scale) scores = scores.mul(scale);
    }
    let weights = maskedSoftmax(scores, {valueMask, causal: this.causal});
    if (drops) {
      weights = seededDropout(weights, this.dropout, this.choices.next());
    }
    const output = weights.matMul(value);
    return {output: queryMask ? output.mul(queryMask.toFloat().expandDims(2)) : output, scores: weights};
  }

  /** Where its random choices stand, see {@link ChoiceSeeds}. */
  get randomState(): RandomState | undefined {
    return this.choices.state;
  }

  set randomState(state: RandomState | undefined) {
    this.choices.state = state;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {score, useScale, units = null, causal, dropout, seed = null, returnAttentionScores} = this;
    return {...super.getConfig(), score, useScale, units, causal, dropout, seed, returnAttentionScores};
  }
}
tf.serialization.registerClass(Attention);

/**
 * The shapes of queries, values and keys that attention is given, [batch, time steps, features] each.
 *
 * @throws RangeError naming the layer when there are more than three, or one has another rank
 */
export function shapesOf(layer: string, inputShape: tf.Shape | tf.Shape[]): tf.Shape[] {
  const shapes = (Array.isArray(inputShape[0]) ? inputShape : [inputShape]) as tf.Shape[];
  if (shapes.length > 3) {
    throw new RangeError(`${layer} takes queries, values and keys, got ${shapes.length} inputs`);
  }
  for (const shape of shapes) {
    if (shape.length !== 3 || shape[2] == null) {
      throw new RangeError(`${layer} takes [batch, time steps, features], got [${shape}]`);
    }
  }
  return shapes.length === 1 ? [shapes[0], shapes[0]] : shapes;
}

const CHECKS: OptionChecks<AttentionLayerOptions> = {
  ...{score: KINDS.any, useScale: KINDS.flag, units: KINDS.size, causal: KINDS.flag, dropout: KINDS.rate},
  ...{seed: KINDS.seed, returnAttentionScores: KINDS.flag, name: KINDS.text, trainable: KINDS.flag},
};

/**
 * Attention: every query gets a mean of the values, weighed by how well their keys fit, on the engine's fused kernels.
 *
 *     S = scale Q Kᵀ  or  scale Q Kᵀ / √width  or  S_ij = v · tanh(Q_i W_q + K_j W_k)
 *     W = softmax(S)      Y = W V
 *
 * Takes a list of queries [batch, queries, width] and values [batch, keys, features], and keys [batch, keys, width] where
 * they are not the values; or one sequence, which is all three. Gives [batch, queries, features]; with
 * `returnAttentionScores` the weights W too. 'dot' with `useScale` has one weight, scale []; 'additive' v, [width]; with
 * `units` W_q [width, units], W_k [width of a key, units], v [units]. Masked values get the weight 0, masked queries the
 * output 0. Masks: `apply(inputs, {mask: [queryMask, valueMask]})`, else those that come along with the inputs.
 *
 * @param options see {@link AttentionLayerOptions}; defaults are those of Keras 3 (`Attention`, `AdditiveAttention`)
 * @returns the layer: [batch, queries, width] and [batch, keys, features] -> [batch, queries, features]
 * @throws RangeError for an option of no meaning, by name and value
 *
 * Source: Bahdanau et al. 2014, arXiv:1409.0473 ('additive', with `units`); Luong et al. 2015, arXiv:1508.04025 ('dot');
 * Vaswani et al. 2017, arXiv:1706.03762 ('scaledDot'). Differs: a query whose values are all masked gets zeros, where
 * Keras 3 looks at all of them; causal and returnAttentionScores are options of the call in Keras. Dropout runs on tfjs'
 * own operations (slower). Check: agrees with Keras 3 and PyTorch to 1e-5.
 */
export function attention(options: AttentionLayerOptions = {}): Attention {
  checkLayerOptions('attention', options, CHECKS);
  return new Attention(options);
}

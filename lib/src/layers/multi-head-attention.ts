import * as tf from '@tensorflow/tfjs';
import {fusedMultiHeadAttention, headWeights, simdWorks} from '../engine';
import {shapesOf} from './attention';
import {seededDropout} from './dropout';
import {checkLayerOptions, KINDS, type OptionChecks, WEIGHT_CHECKS} from './layer-options';
import {withMasks} from './masks';
import {maskedSoftmax} from './plain-attention';
import type {LayerVariable} from './planning/planning';
import './planning/multi-head-attention';
import {ChoiceSeeds, type RandomState} from './random-state';

type Inputs = tf.Tensor | tf.Tensor[];
type Keywords = {mask?: (tf.Tensor | null)[]; training?: boolean};
type DenseOptions = Parameters<typeof tf.layers.dense>[0];
/** Options that every kernel or every bias has. */
type WeightOptions = Pick<
  DenseOptions,
  | 'kernelInitializer'
  | 'biasInitializer'
  | 'kernelRegularizer'
  | 'biasRegularizer'
  | 'kernelConstraint'
  | 'biasConstraint'
>;
const WEIGHT_OPTIONS = [
  ...(['kernelInitializer', 'biasInitializer', 'kernelRegularizer', 'biasRegularizer'] as const),
  ...(['kernelConstraint', 'biasConstraint'] as const),
];

/** Options of {@link multiHeadAttention}. */
export interface MultiHeadAttentionOptions extends WeightOptions {
  numHeads: number;
  /** Width of queries and keys in each head. */
  keyDim: number;
  /** Width of values in each head; defaults to keyDim. */
  valueDim?: number;
  /** Width of the output; defaults to that of the queries. */
  outputShape?: number;
  /** Defaults to true. */
  useBias?: boolean;
  /** Whether query i looks at keys 0..i only. Defaults to false. */
  causal?: boolean;
  /** Share of the weights that is set to zero while training, in [0, 1). Defaults to 0. */
  dropout?: number;
  /** Seed of the dropout; defaults to the engine's next one. */
  seed?: number;
  /** Whether the weights of the values are a second output, [batch, heads, queries, keys]. Defaults to false. */
  returnAttentionScores?: boolean;
  /** Name of the layer. */
  name?: string;
  /** Whether training changes the weights; defaults to true. */
  trainable?: boolean;
}

/** @throws RangeError that names layer, option and value */
function check({numHeads, keyDim, valueDim, outputShape, dropout = 0}: MultiHeadAttentionOptions): void {
  for (const [name, size] of Object.entries({numHeads, keyDim, valueDim, outputShape})) {
    const required = name === 'numHeads' || name === 'keyDim';
    if ((required || size != null) && !(Number.isInteger(size) && (size as number) > 0)) {
      throw new RangeError(`multiHeadAttention: ${name} must be a whole number above 0, got ${size}`);
    }
  }
  if (!(dropout >= 0 && dropout < 1)) {
    throw new RangeError(`multiHeadAttention: dropout must lie in [0, 1), got ${dropout}`);
  }
}

/** Initialisers, regularizers and constraints, which tfjs reads for its own layers only: those of a layer of its own. */
function readWeightOptions(options: WeightOptions) {
  const given = Object.fromEntries(WEIGHT_OPTIONS.map((name) => [name, options[name] ?? undefined]));
  const kernelInitializer = options.kernelInitializer ?? 'glorotUniform';
  const holder = tf.layers.dense({units: 1, name: 'weight_options', ...given, kernelInitializer});
  return {
    config: holder.getConfig(),
    ...(holder as unknown as {
      kernelInitializer: ReturnType<typeof tf.initializers.zeros>;
      biasInitializer: ReturnType<typeof tf.initializers.zeros>;
      kernelRegularizer?: ReturnType<typeof tf.regularizers.l2>;
      biasRegularizer?: ReturnType<typeof tf.regularizers.l2>;
      kernelConstraint?: ReturnType<typeof tf.constraints.nonNeg>;
      biasConstraint?: ReturnType<typeof tf.constraints.nonNeg>;
    }),
  };
}

/** Two masks of the same values, where there are two. */
function both(first: tf.Tensor | null | undefined, second: tf.Tensor | null | undefined): tf.Tensor2D | undefined {
  const masks = [first, second].filter((mask) => mask != null).map((mask) => mask.toFloat());
  return masks.length > 0 ? (masks.reduce((all, mask) => all.mul(mask)) as tf.Tensor2D) : undefined;
}

/** Multi-head attention, see {@link multiHeadAttention}. */
export class MultiHeadAttention extends tf.layers.Layer {
  /** The name that tfjs has for a layer of its own, which it does not offer. @nocollapse */
  static className = 'MultiHeadAttention';
  readonly numHeads: number;
  readonly keyDim: number;
  readonly valueDim: number;
  readonly outputSize: number | undefined;
  readonly useBias: boolean;
  readonly causal: boolean;
  readonly dropout: number;
  readonly returnAttentionScores: boolean;
  /** Kernels and biases in the order of Keras. */
  readonly variables: LayerVariable[] = [];
  private readonly weightOptions: ReturnType<typeof readWeightOptions>;
  private readonly seed: number | undefined;
  private readonly choices: ChoiceSeeds;

  constructor(options: MultiHeadAttentionOptions) {
    check(options);
    const {name, trainable} = options;
    super({name, trainable});
    this.weightOptions = readWeightOptions(options);
    this.numHeads = options.numHeads;
    this.keyDim = options.keyDim;
    this.valueDim = options.valueDim ?? options.keyDim;
    this.outputSize = options.outputShape ?? undefined;
    this.useBias = options.useBias ?? true;
    this.causal = options.causal ?? false;
    this.dropout = options.dropout ?? 0;
    this.seed = options.seed ?? undefined;
    this.choices = new ChoiceSeeds(this.seed);
    this.returnAttentionScores = options.returnAttentionScores ?? false;
    this.supportsMasking = true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.built) return;
    const [query, value, key = value] = shapesOf(this.name, inputShape);
    const {numHeads, keyDim, valueDim, useBias} = this;
    const {kernelInitializer, biasInitializer, ...more} = this.weightOptions;
    const add = (name: string, kernel: tf.Shape, bias: tf.Shape) => {
      const {kernelRegularizer, biasRegularizer, kernelConstraint, biasConstraint} = more;
      const weights = [
        ...[
          this.addWeight(
            `${name}/kernel`,
            kernel,
            'float32',
            kernelInitializer,
            kernelRegularizer,
            true,
            kernelConstraint,
          ),
        ],
        ...(useBias
          ? [this.addWeight(`${name}/bias`, bias, 'float32', biasInitializer, biasRegularizer, true, biasConstraint)]
          : []),
      ];
      this.variables.push(...(weights as unknown as LayerVariable[]));
    };
    add('query', [query[2], numHeads, keyDim], [numHeads, keyDim]);
    add('key', [key[2], numHeads, keyDim], [numHeads, keyDim]);
    add('value', [value[2], numHeads, valueDim], [numHeads, valueDim]);
    const size = this.outputSize ?? query[2];
    add('attention_output', [numHeads, valueDim, size], [size]);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    const [query, value] = shapesOf(this.name, inputShape);
    const output = [query[0], query[1], this.outputSize ?? query[2]];
    return this.returnAttentionScores ? [output, [query[0], this.numHeads, query[1], value[1]]] : output;
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
      const masks = Array.isArray(keywords.mask) ? keywords.mask : [keywords.mask];
      const given = {
        ...{query, value, key},
        queryMask: (masks[0] ?? undefined) as tf.Tensor2D | undefined,
        valueMask: value === query ? both(masks[0], null) : both(masks[1], masks[2]),
        weights: this.variables.map((variable) => variable.read()),
      };
      const drops = keywords.training === true && this.dropout > 0;
      const run = drops || !simdWorks() ? this.runPlain(given, drops) : fusedMultiHeadAttention(given, this);
      return this.returnAttentionScores ? [run.output, run.scores as tf.Tensor] : run.output;
    });
  }

  /** The same on TensorFlow.js' own operations, with dropout. */
  private runPlain(inputs: Parameters<typeof fusedMultiHeadAttention>[0], drops: boolean) {
    const {query, value, key = value, queryMask, valueMask, weights} = inputs;
    const [q, k, v, o] = headWeights(weights);
    const project = (x: tf.Tensor, {kernel, bias}: {kernel: tf.Tensor; bias?: tf.Tensor}) => {
      const [batch, steps, features] = x.shape;
      const [, heads, size] = kernel.shape;
      const flat = x.reshape([batch * steps, features]).matMul(kernel.reshape([features, heads * size]));
      const split = flat.reshape([batch, steps, heads, size]);
      return (bias ? split.add(bias) : split).transpose([0, 2, 1, 3]);
    };
    const scores = project(query, q).matMul(project(key, k), false, true).div(Math.sqrt(this.keyDim));
    let open = maskedSoftmax(scores, {queryMask, valueMask, causal: this.causal});
    if (drops) {
      open = seededDropout(open, this.dropout, this.choices.next());
    }
    const [heads, size, width] = o.kernel.shape;
    const context = open
      .matMul(project(value, v))
      .transpose([0, 2, 1, 3])
      .reshape([-1, heads * size]);
    const output = context.matMul(o.kernel.reshape([heads * size, width])).reshape([...query.shape.slice(0, 2), width]);
    return {output: o.bias ? output.add(o.bias) : output, scores: open};
  }

  /** Where its random choices stand, see {@link ChoiceSeeds}. */
  get randomState(): RandomState | undefined {
    return this.choices.state;
  }

  set randomState(state: RandomState | undefined) {
    this.choices.state = state;
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {numHeads, keyDim, valueDim, outputSize, useBias, causal, dropout, seed = null, returnAttentionScores} = this;
    const {config} = this.weightOptions;
    return {
      ...super.getConfig(),
      ...Object.fromEntries(WEIGHT_OPTIONS.map((name) => [name, config[name]])),
      ...{numHeads, keyDim, valueDim, outputShape: outputSize ?? null},
      ...{useBias, causal, dropout, seed, returnAttentionScores},
    };
  }
}
tf.serialization.registerClass(MultiHeadAttention);

const CHECKS: OptionChecks<MultiHeadAttentionOptions> = {
  ...{...WEIGHT_CHECKS, numHeads: KINDS.size, keyDim: KINDS.size, valueDim: KINDS.size, outputShape: KINDS.size},
  ...{causal: KINDS.flag, dropout: KINDS.rate, seed: KINDS.seed, returnAttentionScores: KINDS.flag},
  ...{name: KINDS.text, trainable: KINDS.flag},
};

/**
 * Multi-head attention: several attentions side by side, each on projections of its own, on the engine's fused kernels.
 *
 *     head_h = softmax((Q W_q^h + b_q^h)(K W_k^h + b_k^h)ᵀ / √keyDim) (V W_v^h + b_v^h)
 *     Y = Σ_h head_h W_o^h + b_o
 *
 * Takes a list of queries [batch, queries, width] and values [batch, keys, features], and keys where they are not the
 * values; or one sequence, which is all three (self-attention). Gives [batch, queries, outputShape]; with
 * `returnAttentionScores` the weights too. Weights in the order of Keras: kernel [features, heads, keyDim] and bias
 * [heads, keyDim] of query, key, value (valueDim), then [heads, valueDim, outputShape] and [outputShape]. Masked values
 * get the weight 0; a masked query looks at nothing, and its output is b_o. Masks reach the layer as in `attention`.
 *
 * @param options see {@link MultiHeadAttentionOptions}; defaults are those of Keras 3
 * @returns the layer: [batch, queries, width] and [batch, keys, features] -> [batch, queries, outputShape]
 * @throws RangeError for an option of no meaning, by name and value
 *
 * Source: Vaswani et al. 2017, arXiv:1706.03762, section 3.2.2. Differs: causal and returnAttentionScores are options of
 * the call in Keras, which lets a query without values look at all of them unless it returns the weights. Dropout runs on
 * tfjs' own operations (slower). Check: agrees with Keras 3 to 1e-5.
 */
export function multiHeadAttention(options: MultiHeadAttentionOptions): MultiHeadAttention {
  checkLayerOptions('multiHeadAttention', options, CHECKS, ['numHeads', 'keyDim']);
  return new MultiHeadAttention(options);
}

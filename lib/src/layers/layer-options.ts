import type * as tf from '@tensorflow/tfjs';
import {checkFlag, checkOptions, checkRate, checkWhole, nearest, show} from '../data/arguments';

type Check = (name: string, value: unknown) => void;

/** A whole number, or a list of them where the layer goes over several axes. */
const sizes: Check = (name, value) => {
  if (!Array.isArray(value)) return checkWhole(name, value);
  if (value.length === 0) throw new RangeError(`${name} must not be empty, got []`);
  value.forEach((size, i) => {
    checkWhole(`${name}[${i}]`, size);
  });
};

/** A shape; null where a size is not known. */
const shape: Check = (name, value) => {
  if (!Array.isArray(value))
    throw new TypeError(`${name} must be a list of sizes such as [null, 3], got ${show(value)}`);
  value.forEach((size, i) => {
    if (size != null) checkWhole(`${name}[${i}]`, size);
  });
};

const oneOf =
  (...words: string[]): Check =>
  (name, value) => {
    if (words.includes(value as string)) return;
    const meant = typeof value === 'string' ? nearest(value, words) : undefined;
    const hint = meant ? `; did you mean '${meant}'?` : '';
    throw new RangeError(`${name} must be ${words.map((word) => `'${word}'`).join(' or ')}, got ${show(value)}${hint}`);
  };

/** A name that tfjs knows, or an object (a class of tfjs, or its saved form). */
const named = (...words: string[]): Check => {
  const isWord = oneOf(...words);
  // Saved models and registered classes use the names of classes: 'GlorotUniform'.
  const known = words.flatMap((word) => [word, word[0].toUpperCase() + word.slice(1)]);
  return (name, value) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject && !known.includes(value as string)) isWord(name, value);
  };
};

const activation = named(
  ...['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax', 'softplus', 'softsign', 'tanh'],
  ...['swish', 'mish', 'gelu', 'gelu_new'],
);
const initializer = named(
  ...['constant', 'glorotNormal', 'glorotUniform', 'heNormal', 'heUniform', 'identity', 'leCunNormal', 'leCunUniform'],
  ...['ones', 'orthogonal', 'randomNormal', 'randomUniform', 'truncatedNormal', 'varianceScaling', 'zeros'],
);
const regularizer = named('l1l2');
const constraint = named('maxNorm', 'minMaxNorm', 'nonNeg', 'unitNorm');
const dtype = oneOf('float32', 'int32', 'bool', 'complex64', 'string');
const text: Check = (name, value) => {
  if (typeof value !== 'string' || value === '') throw new TypeError(`${name} must be a text, got ${show(value)}`);
};
const seed: Check = (name, value) => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${name} must be a whole number, got ${show(value)}`);
};
const unit: Check = (name, value) => {
  if (!(typeof value === 'number' && value >= 0 && value <= 1)) {
    throw new RangeError(`${name} must lie in 0..1, got ${show(value)}`);
  }
};
const positive: Check = (name, value) => {
  if (!(typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${name} must be a number above 0, got ${show(value)}`);
  }
};
const axis: Check = (name, value) => {
  if (![value].flat().every(Number.isInteger))
    throw new RangeError(`${name} must be a whole number, got ${show(value)}`);
};
/** What the layer looks at itself, or what tfjs and the compiler know best. */
const any: Check = () => {};

/** What options may be, by kind. */
export const KINDS = {
  size: checkWhole as Check,
  ...{
    sizes,
    shape,
    oneOf,
    activation,
    initializer,
    regularizer,
    constraint,
    dtype,
    text,
    seed,
    unit,
    positive,
    axis,
    any,
  },
  flag: checkFlag as Check,
  rate: checkRate as Check,
};

/** Options by name, each with its check; the compiler sees to it that none is missing. */
export type OptionChecks<Options> = Record<keyof Options & string, Check>;
/** What `tf.layers.flatten` takes, and so every layer. */
type FlattenArgs = NonNullable<Parameters<typeof tf.layers.flatten>[0]>;
/** Options that every layer of tfjs has. */
export type LayerArgs = Omit<FlattenArgs, 'dataFormat'>;

/** What they may be. */
export const LAYER_CHECKS: OptionChecks<LayerArgs> = {
  ...{
    inputShape: shape,
    batchInputShape: shape,
    batchSize: KINDS.size,
    dtype,
    name: text,
    trainable: checkFlag as Check,
  },
  ...{weights: any, inputDType: dtype},
};

/** Options of weights: how they start, what they cost, what they must be. */
export const WEIGHT_CHECKS = {
  ...{useBias: KINDS.flag, kernelInitializer: initializer, biasInitializer: initializer},
  ...{kernelConstraint: constraint, biasConstraint: constraint},
  ...{kernelRegularizer: regularizer, biasRegularizer: regularizer},
};

/** Options of convolutions. */
export const CONVOLUTION_CHECKS = {
  ...{...LAYER_CHECKS, ...WEIGHT_CHECKS, filters: KINDS.size, kernelSize: sizes, strides: sizes, dilationRate: sizes},
  ...{padding: any, activation, activityRegularizer: regularizer},
};

/** Options of recurrent layers. */
export const RECURRENT_CHECKS = {
  ...{...LAYER_CHECKS, ...WEIGHT_CHECKS, units: KINDS.size, activation, recurrentInitializer: initializer},
  ...{
    recurrentRegularizer: regularizer,
    recurrentConstraint: constraint,
    dropout: KINDS.rate,
    recurrentDropout: KINDS.rate,
  },
  ...{returnSequences: KINDS.flag, returnState: KINDS.flag, goBackwards: KINDS.flag, stateful: KINDS.flag},
  ...{unroll: KINDS.flag, inputDim: KINDS.size, inputLength: KINDS.size, dropoutKind: oneOf('variational', 'plain')},
};
/** Options of recurrent layers with gates. */
export const GATED_CHECKS = {...RECURRENT_CHECKS, recurrentActivation: activation, implementation: any};

/**
 * Throws unless all options are known and have a value of their kind. For what a reader writes, that is in the function
 * that makes a layer: the constructor also gets saved models, which say more.
 *
 * @param required names that must be given
 * @throws RangeError or TypeError that names layer, option and value
 */
export function checkLayerOptions(
  layer: string,
  options: object,
  checks: Record<string, Check>,
  required: readonly string[] = [],
): void {
  checkOptions<Record<string, unknown>>(layer, options as Record<string, unknown>, Object.keys(checks));
  for (const name of required) {
    if ((options as Record<string, unknown>)[name] == null) checks[name](`${layer}: ${name}`, undefined);
  }
  for (const [name, value] of Object.entries(options)) if (value != null) checks[name](`${layer}: ${name}`, value);
}

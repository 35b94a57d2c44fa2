import * as tf from '@tensorflow/tfjs';
import {checkRate} from '../data/arguments';
import {random} from '../data/random';
import {nextSeed} from '../engine';
import {checkLayerOptions, KINDS, type OptionChecks} from './layer-options';
import './planning/dropout';
import {ChoiceSeeds, type RandomState} from './random-state';

/** Sets a share of `x` to zero and scales the rest by 1 / (1 - rate); the choice comes from the engine's seed. */
export function seededDropout(x: tf.Tensor, rate: number, seed: number = nextSeed()): tf.Tensor {
  const {uniform} = random(seed);
  const kept = Float32Array.from({length: x.size}, () => (uniform() < rate ? 0 : 1 / (1 - rate)));
  return tf.tidy(() => x.mul(tf.tensor(kept, x.shape)));
}

/** Options of {@link dropout}. */
export interface DropoutOptions {
  /** Share of the inputs that is set to zero while training, in [0, 1). */
  rate: number;
  /** Seed of the choice; defaults to the engine's next one. */
  seed?: number;
  /** Name of the layer. */
  name?: string;
}

/** Dropout, see {@link dropout}. */
export class Dropout extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'UnrollDropout';
  readonly rate: number;
  private readonly seed: number | undefined;
  private readonly choices: ChoiceSeeds;

  constructor(options: DropoutOptions) {
    super({name: options.name});
    checkRate('dropout: rate', options.rate);
    this.rate = options.rate;
    this.seed = options.seed ?? undefined;
    this.choices = new ChoiceSeeds(this.seed);
    this.supportsMasking = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords?: {training?: boolean}): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    if (keywords?.training !== true || this.rate === 0) return x.clone();
    return seededDropout(x, this.rate, this.nextMaskSeed());
  }

  /** Seed of the next choice. */
  nextMaskSeed(): number {
    return this.choices.next();
  }

  /** Where its choices stand, see {@link ChoiceSeeds}. */
  get randomState(): RandomState | undefined {
    return this.choices.state;
  }

  set randomState(state: RandomState | undefined) {
    this.choices.state = state;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {...super.getConfig(), rate: this.rate, seed: this.seed ?? null};
  }
}
tf.serialization.registerClass(Dropout);

const CHECKS: OptionChecks<DropoutOptions> = {rate: KINDS.rate, seed: KINDS.seed, name: KINDS.text};

/**
 * Dropout whose choice comes from a seed (tf.layers.dropout draws from Math.random).
 *
 * @param options see {@link DropoutOptions}
 * @returns the layer: the same shape in and out; it only drops while training
 * @throws RangeError when the rate does not lie in [0, 1)
 *
 * Source: Srivastava et al. 2014. Check: lib/test/layers/dropout.test.ts.
 */
export function dropout(options: DropoutOptions): Dropout {
  checkLayerOptions('dropout', options, CHECKS, ['rate']);
  return new Dropout(options);
}

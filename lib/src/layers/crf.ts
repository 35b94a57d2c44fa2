import * as tf from '@tensorflow/tfjs';
import {type CrfScores, type FusedViterbiOutputs, fusedCrf, fusedViterbi} from '../engine';
import {crfOp, type Op, type Value} from '../engine/internal';
import {classNumbers} from './class-numbers';
import {installSeededInitialisers} from './initialisers';
import {checkLayerOptions, KINDS, type OptionChecks} from './layer-options';
import type {LayerVariable, Planning, PlanValue} from './planning/planning';
import {afterRefresh, plannedNumbers} from './planning/sequence-loss';
import './planning/crf';

installSeededInitialisers();

/** Options of {@link crf}. */
export interface CrfOptions {
  /** Number of tags; defaults to the width of the input. */
  units?: number;
  /** Name of the layer. */
  name?: string;
  /** Shape of one input, where the layer is the first one. */
  inputShape?: tf.Shape;
  /** Whether training changes the weights; defaults to true. */
  trainable?: boolean;
}

/** A conditional random field, see {@link crf}. */
export class Crf extends tf.layers.Layer {
  /** @nocollapse */
  static className = 'Crf';
  private readonly units: number | undefined;
  private scores: {transitions?: LayerVariable; start?: LayerVariable; end?: LayerVariable} = {};

  constructor(options: CrfOptions = {}) {
    const {units, ...others} = options;
    if (units != null && !(Number.isInteger(units) && units > 0)) {
      throw new RangeError(`crf: units must be a whole number above 0, got ${units}`);
    }
    super(others);
    this.units = units ?? undefined;
    this.supportsMasking = true;
  }

  private check(shape: tf.Shape, units: number | null | undefined): void {
    if (shape.length === 3 && shape[2] != null && (units ?? shape[2]) === shape[2]) return;
    throw new RangeError(`${this.name} takes [batch, time steps, ${units ?? 'units'}], got [${shape}]`);
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.built) return;
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    this.check(shape, this.units);
    const width = shape[2] as number;
    const small = tf.initializers.randomUniform({minval: -0.1, maxval: 0.1});
    const add = (name: string, sizes: tf.Shape) =>
      this.addWeight(name, sizes, 'float32', small, undefined, true) as unknown as LayerVariable;
    this.scores = {
      transitions: add('transitions', [width, width]),
      start: add('start', [width]),
      end: add('end', [width]),
    };
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    return inputShape;
  }

  /** Ends the mask: the loss is one number a sequence, and learns from its tags which steps count. */
  override computeMask(): tf.Tensor {
    return null as unknown as tf.Tensor; // what tfjs means by no mask
  }

  /** Hands the emissions on. */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const emissions = Array.isArray(inputs) ? inputs[0] : inputs;
    this.check(emissions.shape, this.scores.start?.shape[0] ?? this.units);
    return emissions.clone();
  }

  private variables(): {transitions: LayerVariable; start: LayerVariable; end: LayerVariable} {
    const {transitions, start, end} = this.scores;
    if (!transitions || !start || !end) throw new Error(`${this.name}: the layer has no weights before it is built`);
    return {transitions, start, end};
  }

  private scoresOf(emissions: tf.Tensor): CrfScores {
    const {transitions, start, end} = this.variables();
    return {
      emissions: emissions as tf.Tensor3D,
      transitions: transitions.read() as tf.Tensor2D,
      start: start.read() as tf.Tensor1D,
      end: end.read() as tf.Tensor1D,
    };
  }

  /**
   * Negative log-likelihood of tags: the loss to train a model with whose output is that of this layer.
   *
   * @param tags class numbers with -1 for steps that do not count, [batch, time steps]; or one-hot with rows of zeros
   * @param emissions the layer's output, [batch, time steps, units]
   * @returns the loss of each sequence, [batch]
   * @throws RangeError for shapes that do not fit and tags that are no class
   */
  readonly loss = Object.assign(
    (tags: tf.Tensor, emissions: tf.Tensor): tf.Tensor1D =>
      tf.tidy(() => {
        const numbers = classNumbers(`${this.name}.loss`, tags, emissions.shape[2] ?? 0);
        return fusedCrf({...this.scoresOf(emissions), tags: numbers});
      }),
    {takesClassNumbers: 'steps' as const, plan: this.planLoss.bind(this)},
  );

  private planLoss(planning: Planning, emissions: PlanValue, target: Value): Op {
    const {room} = planning;
    const tags = plannedNumbers(room, `${this.name}.loss`, target, emissions.shape[2]);
    if (tags.value.shape[1] !== emissions.shape[1]) {
      throw new RangeError(`${this.name}.loss: tags [${target.shape}] do not fit emissions [${emissions.shape}]`);
    }
    const {transitions, start, end} = this.variables();
    const weights = {
      transitions: planning.weight(transitions),
      start: planning.weight(start),
      end: planning.weight(end),
    };
    return afterRefresh(tags, crfOp(room, {emissions, tags: tags.value, ...weights}));
  }

  /**
   * The most probable tags, by Viterbi's algorithm.
   *
   * @param emissions the layer's output, [batch, time steps, units]
   * @param mask 0 or 1 per step, [batch, time steps]; defaults to no mask
   * @returns tags [batch, time steps], -1 where masked, and their scores [batch]
   * @throws RangeError for shapes that do not fit
   */
  decode(emissions: tf.Tensor, mask?: tf.Tensor): FusedViterbiOutputs {
    return fusedViterbi({...this.scoresOf(emissions), mask: mask as tf.Tensor2D | undefined});
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {...super.getConfig(), units: this.units ?? null};
  }
}
tf.serialization.registerClass(Crf);

const CHECKS: OptionChecks<CrfOptions> = {
  ...{units: KINDS.size, name: KINDS.text, inputShape: KINDS.shape, trainable: KINDS.flag},
};

/**
 * A linear-chain conditional random field over the scores of tags: what tag follows what is learned, and whole sequences
 * of tags are judged instead of one step at a time.
 *
 *     score(y) = start(y_1) + Σ_t E_t(y_t) + Σ_t A(y_{t-1}, y_t) + end(y_T)
 *     P(y | E) = exp score(y) / Σ over all y' of exp score(y')
 *
 * Takes emissions E [batch, time steps, units], as of a dense layer without activation, and hands them on; its weights are
 * transitions A [units, units] (from row to column), start [units], end [units], drawn from -0.1..0.1. Train with
 * `crf.loss`, -ln P of the tags, and predict with `crf.decode(model.predict(x))`.
 *
 * @param options see {@link CrfOptions}
 * @returns the layer: [batch, time steps, units] in and out
 * @throws RangeError when units is no positive whole number, or not the width of the input
 *
 * Source: Lafferty et al. 2001; the form of the pytorch-crf package. Differs: the order of the weights (that of
 * TensorFlow Addons: chain kernel, left and right boundary), and masks may have gaps. TensorFlow Addons' layer also has a
 * dense layer of its own inside. Check: agrees with PyTorch and with sums over all paths to 1e-5.
 */
export function crf(options: CrfOptions = {}): Crf {
  checkLayerOptions('crf', options, CHECKS);
  return new Crf(options);
}

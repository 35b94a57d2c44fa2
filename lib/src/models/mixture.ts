import * as tf from '@tensorflow/tfjs';
import {asNdArray, Grid, type Numbers} from '../data';
import {checkList, checkWhole} from '../data/arguments';

/** A mixture of bivariate normal distributions and the state of the pen, for one step. */
export interface Mixture {
  /** Weights of the components, [components]; they sum to 1. */
  weights: number[];
  /** Mean of Δx and of Δy, each [components]. */
  means: [number[], number[]];
  /** Standard deviation of Δx and of Δy, each [components]. */
  deviations: [number[], number[]];
  /** Correlation of both, [components], in (-1, 1). */
  correlations: number[];
  /** Probabilities of: pen down, pen lifted after this, end. */
  pen: [number, number, number];
}

/** Numbers of an output: weights (as logits), means of x and y, log deviations of x and y, correlations before tanh, pen. */
const PARTS = ['weight', 'meanX', 'meanY', 'logX', 'logY', 'rho'] as const;

/** ln Σ exp along the last axis, which stays. */
const logSumExp = (x: tf.Tensor) => {
  const top = x.max(-1, true);
  return x.sub(top).exp().sum(-1, true).log().add(top);
};

/**
 * The loss of a sketch generator: how improbable the next stroke was.
 *
 *     loss = -ln Σ_m π_m N(Δx, Δy | μ_m, σ_m, ρ_m) - ln q(pen)
 *
 * The first part counts where the sketch has not ended, the second everywhere.
 *
 * @param components normal distributions that are mixed
 * @returns a loss of targets [batch, time steps, 5 or more], see {@link mixtureTargets}, and the model's output; it gives
 *   [batch, time steps]
 * @throws RangeError for a number of components that is none
 *
 * Source: Bishop 1994, Mixture density networks; Graves 2013, arXiv:1308.0850, equations 19 to 25; Ha and Eck 2017,
 * arXiv:1704.03477. Lesson: notebooks/06-applications/6.6. Check: lib/test/models/sketch.test.ts.
 */
export function mixtureLoss(components: number): (target: tf.Tensor, output: tf.Tensor) => tf.Tensor {
  checkWhole('mixtureLoss: components', components);
  return (target, output) =>
    tf.tidy(() => {
      const axis = output.rank - 1;
      const sizes = [...PARTS.map(() => components), 3];
      const [weight, meanX, meanY, logX, logY, raw, pen] = tf.split(output, sizes, axis);
      const [dx, dy, state] = tf.split(
        target.slice(Array(axis + 1).fill(0), [...target.shape.slice(0, -1), 5]),
        [1, 1, 3],
        axis,
      );
      const [down, lifted] = tf.split(state, 3, axis);
      const x = dx.sub(meanX).mul(logX.neg().exp());
      const y = dy.sub(meanY).mul(logY.neg().exp());
      // Kept off 1, where the density of a line in the plane would be infinite.
      const rho = raw.tanh().mul(0.999);
      const rest = tf.scalar(1).sub(rho.square());
      const distance = x.square().add(y.square()).sub(x.mul(y).mul(rho).mul(2));
      const logNormal = distance
        .div(rest.mul(-2))
        .sub(logX)
        .sub(logY)
        .sub(rest.log().mul(0.5))
        .sub(Math.log(2 * Math.PI));
      const logDensity = logSumExp(logNormal.add(weight)).sub(logSumExp(weight));
      const logPen = pen.sub(logSumExp(pen)).mul(state).sum(-1);
      return logDensity.mul(down.add(lifted)).squeeze([axis]).add(logPen).neg();
    });
}

/**
 * Targets of a sketch generator: at each step the next stroke, as wide as the model's output, for `training.fit` compares
 * shapes. What is added is zero, and `mixtureLoss` does not look at it.
 *
 * @param strokes [sketches, strokes, 5]
 * @param components normal distributions that are mixed
 * @returns inputs [sketches, strokes - 1, 5] and targets [sketches, strokes - 1, 6 · components + 3]
 * @throws RangeError for another shape, or less than two strokes
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function mixtureTargets(strokes: Numbers, components: number): {x: Grid; y: Grid} {
  checkWhole('mixtureTargets: components', components);
  const {values, shape} = asNdArray(strokes, 'mixtureTargets: strokes');
  const [count, steps, features] = shape;
  if (shape.length !== 3 || features !== 5 || steps < 2) {
    throw new RangeError(`mixtureTargets: strokes must be [sketches, strokes >= 2, 5], got [${shape.join(', ')}]`);
  }
  const width = 6 * components + 3;
  const x = new Float64Array(count * (steps - 1) * 5);
  const y = new Float64Array(count * (steps - 1) * width);
  for (let i = 0; i < count; i++) {
    const from = i * steps * 5;
    x.set(values.subarray(from, from + (steps - 1) * 5), i * (steps - 1) * 5);
    for (let t = 1; t < steps; t++) {
      y.set(values.subarray(from + t * 5, from + t * 5 + 5), (i * (steps - 1) + t - 1) * width);
    }
  }
  return {x: new Grid(x, [count, steps - 1, 5]), y: new Grid(y, [count, steps - 1, width])};
}

const softmax = (logits: number[]): number[] => {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
};

/**
 * The distribution of the next stroke, out of what a sketch generator gives for one step.
 *
 * @param output [6 · components + 3]
 * @returns see {@link Mixture}
 * @throws RangeError for a length that no number of components has
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function readMixture(output: ArrayLike<number>): Mixture {
  checkList('readMixture: output', output);
  const components = (output.length - 3) / 6;
  if (!(Number.isInteger(components) && components > 0)) {
    throw new RangeError(`readMixture: output must have 6 · components + 3 numbers, got ${output.length}`);
  }
  const all = Array.from(output);
  const [weight, meanX, meanY, logX, logY, rho] = PARTS.map((_, i) => all.slice(i * components, (i + 1) * components));
  return {
    weights: softmax(weight),
    means: [meanX, meanY],
    deviations: [logX.map(Math.exp), logY.map(Math.exp)],
    correlations: rho.map((value) => 0.999 * Math.tanh(value)),
    pen: softmax(all.slice(6 * components)) as [number, number, number],
  };
}

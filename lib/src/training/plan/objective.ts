import * as tf from '@tensorflow/tfjs';
import {
  isLossKind,
  type LossOp,
  lossOp,
  type Program,
  type ProgramRoom,
  padded,
  type Value,
} from '../../engine/internal';
import type {Planning, PlanValue} from '../../layers/planning/planning';
import type {Network} from '../network';
import {metricMean, weightedMean} from '../weights';
import {type PlannedWeights, plannedWeights} from './loss-weights';
import {sequenceLossOp} from './sequence-loss-op';

/** Shapes of the examples of a batch: inputs, targets, and weights by output. */
export interface Shapes {
  x: number[][];
  y: number[][];
  weights: (number[] | undefined)[];
}

/** Loss and metrics of a model's outputs in a program. */
export interface Objective {
  /** Targets, to be set before {@link forward}. */
  targets: Value[];
  /** Weights, where there are some, to be set too. */
  weights: Value[];
  /** The loss of the batch; runs after the program's forward pass. */
  forward(program: Program): number;
  /** The outputs' losses, if several, then the metrics of the batch, in the order of their names. */
  metrics(program: Program): number[];
  /**
   * Adds to the gradients of the outputs those of `scale` times the loss.
   *
   * @param scale defaults to 1
   */
  backward(program: Program, scale?: number): void;
}

/** The loss of output `i`, where the kernels know it. */
function plannedLoss(
  network: Network,
  i: number,
  planning: Planning,
  {output, target, given, weights}: {output: PlanValue; target: Value; given?: Value; weights?: PlannedWeights},
): LossOp | undefined {
  const name = network.lossNames[i];
  if (name !== undefined && isLossKind(name)) return lossOp(planning.room, name, output, target, weights?.value);
  const op = network.lossFunction(i).plan?.(planning, output, target);
  return op && sequenceLossOp(planning.room.kernels, op, given);
}

/**
 * Loss and metrics for a program whose outputs are these. Losses that the kernels do not know, and metrics, are computed
 * by tfjs on tensors.
 *
 * @param planning gives losses their weights, if they have some
 */
export function objectiveOf(
  network: Network,
  room: ProgramRoom,
  planning: Planning,
  outputs: PlanValue[],
  shapes: Shapes,
): Objective {
  const {kernels} = room;
  const targets = shapes.y.map((shape) => room.constant(shape));
  const given = shapes.weights.map((shape) => shape && room.constant(shape));
  const weights = outputs.map((output, i) => plannedWeights(room, output, given[i]));
  const losses = outputs.map((output, i) =>
    plannedLoss(network, i, planning, {output, target: targets[i], given: given[i], weights: weights[i]}),
  );
  room.nextOp();
  const first = (program: Program) => program.parts.inputs.length - targets.length - given.filter(Boolean).length;
  const tensorsOf = (program: Program, i: number) => ({
    target: tf.tensor(program.readInput(first(program) + i), shapes.y[i]),
    output: tf.tensor(program.read(i), outputs[i].shape),
  });
  const weightTensor = (i: number): tf.Tensor | undefined => {
    const value = given[i];
    if (!value) return undefined;
    const {shape, at} = value;
    const [last, rest] = [shape[shape.length - 1], shape.slice(0, -1)];
    const count = rest.reduce((all, n) => all * n, 1);
    const rows = tf.tensor2d(kernels.view(at, count * padded(last)).slice(), [count, padded(last)]);
    return rows.slice([0, 0], [count, last]).reshape(shape);
  };
  const maskTensor = (i: number): tf.Tensor | undefined => {
    const {mask} = outputs[i];
    const read = weights[i]?.mask;
    return mask && read && tf.tensor(read(), mask.shape, 'bool');
  };
  let gradients: (Float32Array | undefined)[] = [];
  const values = losses.map(() => 0);
  return {
    targets,
    weights: given.filter((value) => value !== undefined),
    forward(program) {
      gradients = [];
      losses.forEach((op, i) => {
        if (op) {
          weights[i]?.refresh();
          values[i] = op.forward();
          return;
        }
        tf.tidy(() => {
          const {target, output} = tensorsOf(program, i);
          const [weight, mask] = [weightTensor(i), maskTensor(i)];
          const loss = (y: tf.Tensor) => weightedMean(network.lossFunction(i)(target, y), weight, mask);
          const {value, grad} = tf.valueAndGrad(loss)(output);
          values[i] = value.dataSync()[0];
          gradients[i] = Float32Array.from(grad.dataSync());
        });
      });
      return values.reduce((sum, value) => sum + value, 0);
    },
    metrics(program) {
      const others = network.metricFunctions.map(([metric, i]) =>
        tf.tidy(() => {
          const {target, output} = tensorsOf(program, i);
          return metricMean(metric(target, output), maskTensor(i)).dataSync()[0];
        }),
      );
      return [...(values.length > 1 ? values : []), ...others];
    },
    backward(program, scale = 1) {
      losses.forEach((loss, i) => {
        const gradient = gradients[i];
        if (loss) loss.backward(scale);
        else if (gradient) program.writeGradient(i, scale === 1 ? gradient : gradient.map((value) => value * scale));
      });
    },
  };
}

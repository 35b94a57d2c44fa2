import * as tf from '@tensorflow/tfjs';
import {isLossKind, lossOp, type Program, type ProgramRoom, type Value} from '../../engine';
import type {PlanValue} from '../../layers/planning/planning';
import type {Network} from '../network';

/** Loss and metrics of a model's outputs in a program. */
export interface Objective {
  /** Targets, to be set before {@link forward}. */
  targets: Value[];
  /** The loss of the batch; runs after the program's forward pass. */
  forward(program: Program): number;
  /** Metrics of the batch, in the order of their names. */
  metrics(program: Program): number[];
  /** Adds to the gradients of the outputs. */
  backward(program: Program): void;
}

/**
 * Loss and metrics for a program whose outputs are these. Losses that the kernels do not know, and metrics, are computed
 * by tfjs on tensors.
 */
export function objectiveOf(
  network: Network,
  room: ProgramRoom,
  outputs: PlanValue[],
  targetShapes: number[][],
): Objective {
  const targets = targetShapes.map((shape) => room.constant(shape));
  const losses = outputs.map((output, i) => {
    const name = network.lossNames[i];
    return name !== undefined && isLossKind(name) ? lossOp(room, name, output, targets[i]) : undefined;
  });
  room.nextOp();
  const first = (program: Program) => program.parts.inputs.length - targets.length;
  const tensorsOf = (program: Program, i: number) => ({
    target: tf.tensor(program.readInput(first(program) + i), targetShapes[i]),
    output: tf.tensor(program.read(i), outputs[i].shape),
  });
  let gradients: (Float32Array | undefined)[] = [];
  return {
    targets,
    forward(program) {
      gradients = [];
      let sum = 0;
      losses.forEach((loss, i) => {
        if (loss) {
          sum += loss.forward();
          return;
        }
        tf.tidy(() => {
          const {target, output} = tensorsOf(program, i);
          const {value, grad} = tf.valueAndGrad((y) => tf.mean(network.lossFunction(i)(target, y)) as tf.Scalar)(
            output,
          );
          sum += value.dataSync()[0];
          gradients[i] = Float32Array.from(grad.dataSync());
        });
      });
      return sum;
    },
    metrics: (program) =>
      network.metricFunctions.map(([metric, i]) =>
        tf.tidy(() => {
          const {target, output} = tensorsOf(program, i);
          return tf.mean(metric(target, output)).dataSync()[0];
        }),
      ),
    backward(program) {
      losses.forEach((loss, i) => {
        if (loss) loss.backward();
        else program.writeGradient(i, gradients[i] as Float32Array);
      });
    },
  };
}

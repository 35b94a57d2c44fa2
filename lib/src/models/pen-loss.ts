import * as tf from '@tensorflow/tfjs';
import {asNdArray, type Numbers, type PenStates} from '../data';
import {mixtureLoss, mixtureTargets} from './mixture';

/**
 * How badly a generator foretells drawings: the mean of `mixtureLoss` over all movements and ends, in nats.
 *
 * @param output [drawings, steps - 1, 6 · components + 3] what the model says after each step; or one such row, said always
 * @param states the drawings, see `data.penStates`
 * @returns the mean loss a step; padding does not count
 * @throws RangeError when shapes do not fit
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function penLoss(output: Numbers, states: PenStates): number {
  const {values, shape} = asNdArray(output, 'penLoss: output');
  const width = shape[shape.length - 1];
  const components = (width - 3) / 6;
  const {y} = mixtureTargets(states.x, components);
  if (shape.length > 1 && shape.join() !== y.shape.join()) {
    throw new RangeError(`penLoss: output must be [${y.shape.join(', ')}], got [${shape.join(', ')}]`);
  }
  return tf.tidy(() => {
    const row = tf.tensor(Float32Array.from(values), shape);
    const said = shape.length > 1 ? row : tf.tile(row.reshape([1, 1, width]), [y.shape[0], y.shape[1], 1]);
    const losses = mixtureLoss(components)(y.toTensor(), said);
    const mask = states.mask.toTensor();
    return losses.mul(mask).sum().div(mask.sum()).dataSync()[0];
  });
}

/**
 * The best that a generator without eyes or memory can say: one normal distribution for all movements, and how often the
 * pen stays down, is lifted, and ends.
 *
 * @param states the training drawings, see `data.penStates`
 * @returns an output of one component, [9], the same for every step
 *
 * Lesson: notebooks/06-applications/6.6.
 */
export function constantPen({x, mask}: PenStates): number[] {
  const [count, steps] = x.shape;
  const pen = [0, 0, 0];
  const moves: [number, number][] = [];
  for (let i = 0; i < count; i++) {
    for (let t = 1; t < steps; t++) {
      if (mask.values[i * (steps - 1) + t - 1] === 0) continue;
      const [dx, dy, ...state] = x.values.subarray((i * steps + t) * 5, (i * steps + t + 1) * 5);
      const now = state.indexOf(1);
      pen[now]++;
      if (now < 2) moves.push([dx, dy]);
    }
  }
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(moves.map(([dx]) => dx)), mean(moves.map(([, dy]) => dy))];
  const [sx, sy] = [
    Math.sqrt(mean(moves.map(([dx]) => (dx - mx) ** 2))),
    Math.sqrt(mean(moves.map(([, dy]) => (dy - my) ** 2))),
  ];
  const rho = mean(moves.map(([dx, dy]) => (dx - mx) * (dy - my))) / (sx * sy);
  return [0, mx, my, Math.log(sx), Math.log(sy), Math.atanh(rho / 0.999), ...pen.map(Math.log)];
}

import type {Op, Room} from '../op';
import {padded, type Value, type Weight} from '../value';

/** y_t = x_t + p_t, with a learned vector p_t for each time step; x is [batch, time steps, features]. */
export function positionsOp(room: Room, x: Value, positions: Weight): Op {
  const {run} = room.kernels;
  const [batch, steps, features] = x.shape;
  const width = padded(features);
  const output = room.value(x.shape);
  return {
    outputs: [output],
    forward() {
      run.copyRows(steps, batch, width, positions.at, width * 4, 0, output.at, batch * width * 4, width * 4);
      run.addTo(steps * batch * width, x.at, output.at);
    },
    backward() {
      if (x.gradient) run.addTo(steps * batch * width, output.gradient, x.gradient);
      if (!positions.gradient) return;
      for (let t = 0; t < steps; t++) {
        run.addColumnSums(batch, width, output.gradient + t * batch * width * 4, positions.gradient + t * width * 4);
      }
    },
  };
}

import {ACTIVATION_KINDS, type KernelActivation} from '../activation';
import type {Op, Room} from '../op';
import {type Value, valueFloats, valueRows, valueWidth} from '../value';

/** y = activation(x); a sigmoid's output knows its logits, see `lossOp`. */
export function activationOp(room: Room, x: Value, activation: KernelActivation): Op {
  const {run} = room.kernels;
  const kind = ACTIVATION_KINDS[activation];
  const output = room.value(x.shape);
  const floats = valueFloats(x.shape);
  const d = room.training ? room.scratch(floats) : 0;
  const [columns, width] = [x.shape[x.shape.length - 1], valueWidth(x.shape)];
  return {
    outputs: [activation === 'sigmoid' ? {...output, logits: {value: x, activation}} : output],
    forward() {
      run.copyRows(1, 1, floats, x.at, 0, 0, output.at, 0, 0);
      run.activate(kind, floats, output.at);
      // σ(0) is not 0, and padding must be.
      if (activation === 'sigmoid' && columns !== width)
        run.clearPadding(valueRows(x.shape), columns, width, output.at);
    },
    backward() {
      if (!x.gradient) return;
      run.activationGradient(kind, floats, output.at, output.gradient, d);
      run.addTo(floats, d, x.gradient);
    },
  };
}

/** y = x where x > 0, else slope x. */
export function leakyReluOp(room: Room, x: Value, slope: number): Op {
  const {run} = room.kernels;
  const output = room.value(x.shape);
  const floats = valueFloats(x.shape);
  return {
    outputs: [output],
    forward() {
      run.leakyRelu(floats, slope, x.at, output.at);
    },
    backward() {
      if (x.gradient) run.addLeakyReluGradient(floats, slope, x.at, output.gradient, x.gradient);
    },
  };
}

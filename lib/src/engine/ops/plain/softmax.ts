import type {Op, Room} from '../op';
import {type Value, valueRows, valueWidth} from '../value';

/** P = softmax(Z) over the last axis. A cross-entropy that comes right after had better begin at Z, see `lossOp`. */
export function softmaxOp(room: Room, z: Value): Op {
  const {kernels} = room;
  const output = room.value(z.shape);
  const [rows, width, columns] = [valueRows(z.shape), valueWidth(z.shape), z.shape[z.shape.length - 1]];
  const row = width * 4;
  return {
    outputs: [{...output, logits: {value: z, activation: 'softmax'}}],
    forward() {
      kernels.share('softmax', rows, (from, to) => [
        ...[to - from, columns, width, z.at + from * row, output.at + from * row],
      ]);
    },
    backward() {
      if (!z.gradient) return;
      kernels.share('addSoftmaxGradient', rows, (from, to) => [
        ...[to - from, width, output.at + from * row, output.gradient + from * row, z.gradient + from * row],
      ]);
    },
  };
}

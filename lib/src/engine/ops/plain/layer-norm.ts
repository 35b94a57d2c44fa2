import type {Op, Room} from '../op';
import {type Value, valueRows, valueWidth, type Weight} from '../value';

/** γ and β, [features] each, of a normalisation; defaults to none. */
export interface ScaleAndShift {
  gamma?: Weight;
  beta?: Weight;
}

/**
 * Layer normalisation over the last axis.
 *
 *     x̂ = (x - mean) / √(variance + ε)      y = γ ⊙ x̂ + β
 *
 * Source: Ba et al. 2016, arXiv:1607.06450. Check: lib/test/layers/normalisation.test.ts.
 */
export function layerNormOp(room: Room, x: Value, {gamma, beta}: ScaleAndShift, epsilon: number): Op {
  const {kernels} = room;
  const output = room.value(x.shape);
  const [rows, width, columns] = [valueRows(x.shape), valueWidth(x.shape), x.shape[x.shape.length - 1]];
  const row = width * 4;
  const normalised = room.keep(rows * width);
  const deviations = room.keep(rows);
  const products = room.training ? room.scratch(rows * width) : 0;
  return {
    outputs: [output],
    forward() {
      kernels.share('layerNormForward', rows, (from, to) => [
        ...[to - from, columns, width, epsilon, x.at + from * row, gamma?.at ?? 0, beta?.at ?? 0],
        ...[normalised + from * row, deviations + from * 4, output.at + from * row],
      ]);
    },
    backward() {
      const dY = output.gradient;
      if (beta?.gradient) kernels.run.addColumnSums(rows, width, dY, beta.gradient);
      if (gamma?.gradient) {
        kernels.run.combine(0, rows * width, dY, normalised, products);
        kernels.run.addColumnSums(rows, width, products, gamma.gradient);
      }
      if (!x.gradient) return;
      kernels.share('layerNormBackward', rows, (from, to) => [
        ...[to - from, columns, width, gamma?.at ?? 0, normalised + from * row, deviations + from * 4],
        ...[dY + from * row, x.gradient + from * row],
      ]);
    },
  };
}

import {type ProgramRoom, padded, type Value} from '../../engine/internal';
import type {PlanValue} from '../../layers/planning/planning';

/** What the losses of an output are multiplied with. */
export interface PlannedWeights {
  /** [batch] or [batch, 1], or one number for each step. */
  value: Value;
  /** To be called after the forward pass, before the loss's. */
  refresh(): void;
  /** The mask's numbers, in the order of its shape; undefined without a mask. */
  mask?: () => Float32Array;
}

const same = (a: number[], b: number[]) => a.length === b.length && a.every((n, i) => n === b[i]);

/**
 * The weights of an output's examples and its mask in one: what `lossWeights` (../weights.ts) is on tensors.
 *
 * @returns undefined where there are neither weights nor a mask of the output's rows
 */
export function plannedWeights(
  room: ProgramRoom,
  output: PlanValue,
  given: Value | undefined,
): PlannedWeights | undefined {
  const {kernels} = room;
  const {mask} = output;
  if (!mask || !same(mask.shape, output.shape.slice(0, -1))) return given && {value: given, refresh() {}};
  const {shape} = mask;
  const value = room.constant(shape);
  const last = shape[shape.length - 1];
  const [rows, width] = [shape.slice(0, -1).reduce((all, n) => all * n, 1), padded(last)];
  const perStep = given && same(given.shape, shape);
  const weightOf = (from: Float32Array, row: number, k: number) => {
    if (perStep) return from[row * width + k];
    const example = Math.floor(row / (rows / shape[0]));
    return from[given?.shape.length === 2 ? example * padded(1) : example];
  };
  const read = () => {
    const view = kernels.view(mask.at, rows * width);
    return Float32Array.from({length: rows * last}, (_, i) =>
      view[Math.floor(i / last) * width + (i % last)] ? 1 : 0,
    );
  };
  return {
    value,
    mask: read,
    refresh() {
      const kept = read();
      const scale = Math.fround(
        kept.length /
          Math.max(
            1,
            kept.reduce((sum, one) => sum + one, 0),
          ),
      );
      const numbers = perStep ? rows * width : given?.shape.length === 2 ? shape[0] * padded(1) : padded(shape[0]);
      const from = given && kernels.view(given.at, numbers);
      const to = kernels.view(value.at, rows * width);
      for (let row = 0; row < rows; row++) {
        for (let k = 0; k < last; k++) {
          to[row * width + k] = kept[row * last + k] * scale * (from ? weightOf(from, row, k) : 1);
        }
      }
    },
  };
}

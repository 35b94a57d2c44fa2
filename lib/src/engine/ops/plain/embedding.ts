import {rowNumbers} from '../losses/row-numbers';
import type {Op, Room} from '../op';
import {type Value, valueFloats, valueRows, valueWidth, type Weight} from '../value';

/** Embeddings [inputDim, outputDim] lie with rows of a padded width; their number is not padded. */
export const EMBEDDING_FORM = {padRows: false};

/** Options of {@link embeddingOp}. */
export interface EmbeddingOptions {
  /** Whether index 0 is no step but padding. Defaults to false. */
  maskZero?: boolean;
  /** Name for error messages; defaults to 'embedding'. */
  name?: string;
}

/**
 * Rows of a table by their index: y[..., :] = E[x[...], :], dE[x[...], :] += dY[..., :] in the order of the rows.
 *
 * @param x whole numbers from 0 to inputDim - 1, of any shape (the part after the point is cut off, as tfjs does)
 * @param embeddings E, [inputDim, outputDim], in {@link EMBEDDING_FORM}
 * @returns an op with the output [...x, outputDim] and, with maskZero, the mask: 1 where x is not 0, of the shape of x
 * @throws RangeError in `forward` for an index out of range, naming layer, index and inputDim
 */
export function embeddingOp(room: Room, x: Value, embeddings: Weight, options: EmbeddingOptions = {}): Op {
  const {kernels} = room;
  const {maskZero = false, name = 'embedding'} = options;
  const [inputDim, outputDim] = embeddings.shape;
  const shape = [...x.shape, outputDim];
  const output = room.value(shape);
  const mask: Value = {shape: x.shape, at: maskZero ? room.keep(valueFloats(x.shape)) : 0, gradient: 0};
  const indices = rowNumbers(room, shape, x, `${name}: indices`);
  const [rows, width] = [valueRows(shape), valueWidth(shape)];
  const row = width * 4;
  const check = () => {
    const numbers = kernels.view(indices.at, rows);
    for (let i = 0; i < rows; i++) {
      if (Number.isInteger(numbers[i]) && numbers[i] >= 0 && numbers[i] < inputDim) continue;
      if (numbers[i] % 1) throw new RangeError(`${name}: index ${numbers[i]} is no whole number`);
      throw new RangeError(`${name}: index ${numbers[i]} is out of range: inputDim is ${inputDim}`);
    }
  };
  const rowsOfTable: Value = {...output, tokens: {indices: indices.at, table: embeddings}};
  return {
    outputs: maskZero ? [rowsOfTable, mask] : [rowsOfTable],
    forward() {
      indices.refresh();
      check();
      kernels.share('gatherRows', rows, (from, to) => [
        ...[to - from, width, embeddings.at, indices.at + from * 4, output.at + from * row],
      ]);
      if (maskZero) kernels.run.notZero(valueFloats(x.shape), x.at, mask.at);
    },
    backward() {
      if (!embeddings.gradient) return;
      kernels.share('scatterRows', width / 4, (from, to) => [
        ...[from * 4, to * 4, rows, width, output.gradient, indices.at, embeddings.gradient],
      ]);
    },
  };
}

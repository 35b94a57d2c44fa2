import type * as tf from '@tensorflow/tfjs';

/** What one layer of a causal stream does at each step. */
export interface Stage {
  run(inputs: Float64Array[]): Float64Array[];
  /** Products of a weight and a number. */
  multiplications: number;
  /** What it keeps from one step to the next. */
  cache?: {readonly size: number; reset(): void};
}

export const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

export const weightsOf = (layer: tf.layers.Layer) =>
  layer.weights.map((one) => one.read().dataSync().slice() as Float32Array);

/** y += x W, for W [x, y] that begins at `at`. */
export function addProduct(x: ArrayLike<number>, W: Float32Array, y: Float64Array, at = 0): void {
  const [rows, columns] = [x.length, y.length];
  for (let i = 0; i < rows; i++) {
    const value = x[i];
    if (value === 0) continue;
    const row = at + i * columns;
    for (let j = 0; j < columns; j++) y[j] += value * W[row + j];
  }
}

/**
 * One step of an LSTM; H and C stay from one step to the next.
 *
 * @throws RangeError for other activations than tanh and sigmoid, one that reads backwards or gives only its last state
 */
export function lstmStage(layer: tf.layers.Layer): Stage {
  const config = layer.getConfig();
  const {activation = 'tanh', recurrentActivation = 'sigmoid', goBackwards, returnSequences} = config;
  if (activation !== 'tanh' || recurrentActivation !== 'sigmoid') {
    throw new RangeError(
      `causalStream: ${layer.name} must have the activations 'tanh' and 'sigmoid', got '${activation}' and '${recurrentActivation}'`,
    );
  }
  if (goBackwards || !returnSequences) {
    throw new RangeError(`causalStream: ${layer.name} must read forwards and give every step's state`);
  }
  const [kernel, recurrentKernel, bias] = weightsOf(layer);
  const units = (layer.weights[0].shape[1] as number) / 4;
  const [H, C] = [new Float64Array(units), new Float64Array(units)];
  const reset = () => {
    H.fill(0);
    C.fill(0);
  };
  return {
    cache: {size: 2 * units, reset},
    multiplications: kernel.length + recurrentKernel.length,
    run([x]) {
      const a = bias ? Float64Array.from(bias) : new Float64Array(4 * units); // the gates side by side, i f c o
      addProduct(x, kernel, a);
      addProduct(H, recurrentKernel, a);
      for (let u = 0; u < units; u++) {
        const [input, forget, output] = [a[u], a[units + u], a[3 * units + u]].map(sigmoid);
        C[u] = forget * C[u] + input * Math.tanh(a[2 * units + u]);
        H[u] = output * Math.tanh(C[u]);
      }
      return [H.slice()];
    },
  };
}

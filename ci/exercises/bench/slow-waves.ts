/** A stand-in for a trained network: the wave that comes nearest to a long window, continued. */
import {layers, tf} from '../../../lib/src';

const FREQUENCIES = Array.from({length: 90}, (_, i) => 2 * Math.PI * (0.009 + 0.00048 * i));

/** cos and sin of all frequencies at all steps, made once for a length. */
const tables = new Map<number, {cos: Float64Array; sin: Float64Array}[]>();

function tableOf(steps: number) {
  const known = tables.get(steps);
  if (known) return known;
  const made = FREQUENCIES.map((omega) => ({
    cos: Float64Array.from({length: steps}, (_, t) => Math.cos(omega * t)),
    sin: Float64Array.from({length: steps}, (_, t) => Math.sin(omega * t)),
  }));
  tables.set(steps, made);
  return made;
}

/**
 * The next values of a noisy slow wave, by least squares at 90 frequencies.
 *
 * @param x a window
 * @param horizon values to forecast
 * @returns [horizon]
 */
export function slowWaves(x: number[], horizon: number): number[] {
  let best = {gain: Number.NEGATIVE_INFINITY, omega: 0, a: 0, b: 0};
  tableOf(x.length).forEach(({cos, sin}, i) => {
    let [cc, ss, cs, xc, xs] = [0, 0, 0, 0, 0];
    for (let t = 0; t < x.length; t++) {
      cc += cos[t] * cos[t];
      ss += sin[t] * sin[t];
      cs += cos[t] * sin[t];
      xc += x[t] * cos[t];
      xs += x[t] * sin[t];
    }
    const determinant = cc * ss - cs * cs;
    const [a, b] = [(xc * ss - xs * cs) / determinant, (xs * cc - xc * cs) / determinant];
    const gain = a * xc + b * xs;
    if (gain > best.gain) best = {gain, omega: FREQUENCIES[i], a, b};
  });
  const {omega, a, b} = best;
  return Array.from({length: horizon}, (_, k) => {
    const angle = omega * (x.length + k);
    return a * Math.cos(angle) + b * Math.sin(angle);
  });
}

/** Layers of a network of 07.7 that is not trained. */
export const frontStack = (strides = 4): tf.layers.Layer[] => [
  layers.conv1d({filters: 16, kernelSize: 8, strides, inputShape: [200, 1]}),
  layers.lstm({units: 32, returnSequences: true}),
  layers.dense({units: 10}),
];

/** Such a network, which predicts as {@link slowWaves} does, so that the bench need not train one. */
export function waveNetwork(stack = frontStack()): tf.LayersModel {
  const predict = (x: tf.Tensor3D) => tf.tensor3d(x.arraySync().map((row) => [slowWaves(row.flat(), 10)]));
  return Object.assign(tf.sequential({layers: stack}), {predict}) as unknown as tf.LayersModel;
}

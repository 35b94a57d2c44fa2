import * as tf from '@tensorflow/tfjs';
import {checkFinite, checkList} from '../data/arguments';

type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** tfjs' base class of initializers, which it does not export. */
const Base = Object.getPrototypeOf(Object.getPrototypeOf(tf.initializers.zeros())).constructor as new () => Initializer;

/** A bias that starts with one value a gate, see {@link gateBias}. */
export class GateBias extends Base {
  /** @nocollapse */
  static className = 'GateBias';
  readonly gates: readonly number[];

  constructor({gates}: {gates: readonly number[]}) {
    super();
    checkList('gateBias: gates', gates);
    gates.forEach((value, i) => {
      checkFinite(`gateBias: gates[${i}]`, value);
    });
    this.gates = [...gates];
  }

  /** A GRU that resets after the product has two rows: the second, of the state, starts at zero. */
  override apply(shape: number[]): tf.Tensor {
    const width = shape[shape.length - 1];
    if (width % this.gates.length !== 0) {
      throw new RangeError(`gateBias: a bias of ${width} numbers cannot be shared by ${this.gates.length} gates`);
    }
    const units = width / this.gates.length;
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    for (let i = 0; i < width; i++) values[i] = this.gates[Math.floor(i / units)];
    return tf.tensor(values, shape);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {gates: [...this.gates]};
  }
}
tf.serialization.registerClass(GateBias as unknown as tf.serialization.SerializableConstructor<GateBias>);

/**
 * A bias that starts with one value for each gate: `biasInitializer: gateBias([0, Math.log(100), 0, 0])`.
 *
 *     b = [value of gate 1, units times | value of gate 2, units times | ...]
 *
 * The gates stand as the layer packs them: LSTM i f c o (with `unitForgetBias: false`, which would set the second to 1),
 * GRU z r h. A forget gate that starts at b keeps σ(b) of the cell a step: b = log T keeps about 1/e over T steps.
 *
 * @param gates one number a gate
 * @returns an initializer for `biasInitializer`; saved and loaded with the model
 * @throws RangeError when there is no gate, a number is not finite, or the bias cannot be shared evenly
 *
 * Source: Tallec and Ollivier 2018, arXiv:1804.11188 (log T). Lesson: notebooks/01-foundations/1.5.
 */
export function gateBias(gates: readonly number[]): GateBias {
  return new GateBias({gates});
}

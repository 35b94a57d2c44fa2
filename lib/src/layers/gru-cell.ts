import * as tf from '@tensorflow/tfjs';
import {dropped} from './cell-parts';

/** Options of a {@link GruCell}. */
export type GruCellOptions = tf.GRUCellLayerArgs;

// tfjs keeps the class to itself.
const StockGruCell = tf.layers.gruCell({units: 1}).constructor as new (
  options: GruCellOptions,
) => ReturnType<typeof tf.layers.gruCell>;

/** The cell of tfjs, which resets before the product of the state, and beside it the one that resets after. */
export class GruCell extends StockGruCell {
  /** Whether the reset gate comes after the product of the state. */
  readonly resetAfter: boolean;

  constructor(options: GruCellOptions) {
    super({...options, resetAfter: false}); // tfjs refuses the other value
    this.resetAfter = options.resetAfter ?? true;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (!this.resetAfter) {
      super.build(inputShape);
      return;
    }
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as number[];
    const [features, columns] = [shape[shape.length - 1], 3 * this.units];
    const add = (name: string, size: number[], kind: 'kernel' | 'recurrent' | 'bias') => {
      const [initializer, regularizer] = [this[`${kind}Initializer`], this[`${kind}Regularizer`]];
      return this.addWeight(name, size, undefined, initializer, regularizer, true, this[`${kind}Constraint`]);
    };
    this.kernel = add('kernel', [features, columns], 'kernel');
    this.recurrentKernel = add('recurrent_kernel', [this.units, columns], 'recurrent');
    if (this.useBias) this.bias = add('bias', [2, columns], 'bias');
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: {training?: boolean}): tf.Tensor | tf.Tensor[] {
    if (!this.resetAfter) return super.call(inputs, keywords);
    return tf.tidy(() => {
      const [X, H] = inputs as tf.Tensor2D[];
      const [seen, remembered] = dropped(this, X, H, keywords.training);
      const [outer, inner] = this.useBias ? tf.unstack(this.bias.read()) : [tf.scalar(0), tf.scalar(0)];
      const [xz, xr, xh] = tf.split(seen.matMul(this.kernel.read()).add(outer), 3, 1);
      const [hz, hr, hh] = tf.split(remembered.matMul(this.recurrentKernel.read()).add(inner), 3, 1);
      const Z = this.recurrentActivation.apply(xz.add(hz));
      const R = this.recurrentActivation.apply(xr.add(hr));
      const candidate = this.activation.apply(xh.add(R.mul(hh)));
      const state = Z.mul(H).add(tf.sub(1, Z).mul(candidate));
      return [state, state];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return {...super.getConfig(), resetAfter: this.resetAfter};
  }
}

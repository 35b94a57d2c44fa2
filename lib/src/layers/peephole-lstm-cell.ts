import * as tf from '@tensorflow/tfjs';
import {dropped} from './cell-parts';
import type {Weight} from './fused-rnn';

type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** Options of a {@link PeepholeLstmCell}. */
export type PeepholeLstmCellOptions = tf.LSTMCellLayerArgs & {
  /** Start of the peephole weights. Defaults to 'glorotUniform'. */
  peepholeInitializer?: Initializer | string;
};

type StockCell = ReturnType<typeof tf.layers.lstmCell>;
// tfjs keeps the class to itself.
const StockLstmCell = tf.layers.lstmCell({units: 1}).constructor as new (options: tf.LSTMCellLayerArgs) => StockCell;

/** tfjs makes initialisers of names, and configs of initialisers, in layers only: this one does it for the peepholes. */
function initializerOf(given: Initializer | string | object): Initializer {
  const probe = tf.layers.dense({name: 'probe', units: 1, kernelInitializer: given as string});
  return (probe as unknown as {kernelInitializer: Initializer}).kernelInitializer;
}

/** A step of long short-term memory whose gates see the cell state, and its weights. */
export class PeepholeLstmCell extends StockLstmCell {
  peepholes!: Weight;
  private readonly peepholeInitializer: Initializer;

  constructor(options: PeepholeLstmCellOptions) {
    super(options);
    this.peepholeInitializer = initializerOf(options.peepholeInitializer ?? 'glorotUniform');
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    super.build(inputShape);
    this.peepholes = this.addWeight('peepholes', [3, this.units], undefined, this.peepholeInitializer);
    // Before the bias: kernel, recurrent kernel, peepholes, bias.
    const all = this._trainableWeights;
    const [last] = all.splice(-1);
    all.splice(2, 0, last);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: {training?: boolean}): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [X, H, C] = inputs as tf.Tensor2D[];
      const [seen, remembered] = dropped(this, X, H, keywords.training);
      const A = seen.matMul(this.kernel.read()).add(remembered.matMul(this.recurrentKernel.read()));
      const [ai, af, ac, ao] = tf.split(this.useBias ? A.add(this.bias.read()) : A, 4, 1);
      const [pi, pf, po] = tf.unstack(this.peepholes.read());
      const I = this.recurrentActivation.apply(ai.add(pi.mul(C)));
      const F = this.recurrentActivation.apply(af.add(pf.mul(C)));
      const cell = F.mul(C).add(I.mul(this.activation.apply(ac)));
      const O = this.recurrentActivation.apply(ao.add(po.mul(cell)));
      const state = O.mul(this.activation.apply(cell));
      return [state, state, cell];
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {peepholeInitializer} = this;
    const className = peepholeInitializer.getClassName();
    return {...super.getConfig(), peepholeInitializer: {className, config: peepholeInitializer.getConfig()}};
  }
}

import * as tf from '@tensorflow/tfjs';
import {dropped, normRows} from './cell-parts';
import type {Weight} from './fused-rnn';
import {GruCell, type GruCellOptions} from './gru-cell';

type StockCell = ReturnType<typeof tf.layers.lstmCell>;
// tfjs keeps the class to itself.
const StockLstmCell = tf.layers.lstmCell({units: 1}).constructor as new (options: tf.LSTMCellLayerArgs) => StockCell;

type StockSimple = ReturnType<typeof tf.layers.simpleRNNCell>;
const StockSimpleRnnCell = tf.layers.simpleRNNCell({units: 1}).constructor as new (
  options: tf.SimpleRNNCellLayerArgs,
) => StockSimple;

const [ONES, ZEROS] = [tf.initializers.ones(), tf.initializers.zeros()];

/** Adds γ and β of a norm to a cell. */
function addNorm(cell: tf.layers.Layer, name: string, size: number): Weight[] {
  const adder = cell as unknown as {
    addWeight(name: string, shape: number[], dtype: undefined, initializer: unknown): Weight;
  };
  return [
    adder.addWeight(`${name}_gamma`, [size], undefined, ONES),
    adder.addWeight(`${name}_beta`, [size], undefined, ZEROS),
  ];
}

/** A step of long short-term memory with layer normalisation, and its weights. */
export class LayerNormLstmCell extends StockLstmCell {
  /** γ and β of the inputs' norm, of the state's norm, of the cell state's norm. */
  norms!: Weight[];

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    super.build(inputShape);
    const {units} = this;
    this.norms = [
      ...addNorm(this, 'kernel_norm', 4 * units),
      ...addNorm(this, 'recurrent_norm', 4 * units),
      ...addNorm(this, 'state_norm', units),
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: {training?: boolean}): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [X, H, C] = inputs as tf.Tensor2D[];
      const [seen, remembered] = dropped(this, X, H, keywords.training);
      const [gammaX, betaX, gammaH, betaH, gammaC, betaC] = this.norms.map((weight) => weight.read());
      const fromX = normRows(seen.matMul(this.kernel.read()), gammaX, betaX);
      const fromH = normRows(remembered.matMul(this.recurrentKernel.read()), gammaH, betaH);
      const A = fromX.add(fromH);
      const [ai, af, ac, ao] = tf.split(this.useBias ? A.add(this.bias.read()) : A, 4, 1);
      const kept = this.recurrentActivation.apply(af).mul(C);
      const raw = kept.add(this.recurrentActivation.apply(ai).mul(this.activation.apply(ac)));
      const cell = normRows(raw, gammaC, betaC);
      const state = this.recurrentActivation.apply(ao).mul(this.activation.apply(cell));
      return [state, state, cell];
    });
  }
}

/** A step of a gated recurrent unit with layer normalisation, and its weights. */
export class LayerNormGruCell extends GruCell {
  /** γ and β of the inputs' norms, of the state's norms. */
  norms!: Weight[];

  constructor(options: GruCellOptions) {
    super({...options, resetAfter: false}); // so that the bias is [3 units]
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    super.build(inputShape);
    const columns = 3 * this.units;
    this.norms = [...addNorm(this, 'kernel_norm', columns), ...addNorm(this, 'recurrent_norm', columns)];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: {training?: boolean}): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [X, H] = inputs as tf.Tensor2D[];
      const [seen, remembered] = dropped(this, X, H, keywords.training);
      const [gammaX, betaX, gammaH, betaH] = this.norms.map((weight) => weight.read());
      /** Both gates together, and the candidate's share by itself. */
      const norms = (values: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => {
        const sizes = [2 * this.units, this.units];
        const [parts, gammas, betas] = [tf.split(values, sizes, 1), tf.split(gamma, sizes), tf.split(beta, sizes)];
        return parts.map((part, i) => normRows(part, gammas[i], betas[i]));
      };
      const [gatesX, ownX] = norms(seen.matMul(this.kernel.read()), gammaX, betaX);
      const [gatesH, ownH] = norms(remembered.matMul(this.recurrentKernel.read()), gammaH, betaH);
      const bias = this.useBias ? this.bias.read() : tf.zeros([3 * this.units]);
      const [bz, br, bh] = tf.split(bias, 3);
      const [az, ar] = tf.split(gatesX.add(gatesH), 2, 1);
      const Z = this.recurrentActivation.apply(az.add(bz));
      const R = this.recurrentActivation.apply(ar.add(br));
      const candidate = this.activation.apply(ownX.add(bh).add(R.mul(ownH)));
      const state = Z.mul(H).add(tf.sub(1, Z).mul(candidate));
      return [state, state];
    });
  }
}

/** A step of a simple recurrent layer with layer normalisation, and its weights. */
export class LayerNormSimpleRnnCell extends StockSimpleRnnCell {
  /** γ and β. */
  norms!: Weight[];

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    super.build(inputShape);
    this.norms = addNorm(this, 'norm', this.units);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywords: {training?: boolean}): tf.Tensor | tf.Tensor[] {
    return tf.tidy(() => {
      const [X, H] = inputs as tf.Tensor2D[];
      const [seen, remembered] = dropped(this, X, H, keywords.training);
      const [gamma, beta] = this.norms.map((weight) => weight.read());
      const A = seen.matMul(this.kernel.read()).add(remembered.matMul(this.recurrentKernel.read()));
      const state = this.activation.apply(normRows(this.useBias ? A.add(this.bias.read()) : A, gamma, beta));
      return [state, state];
    });
  }
}

import * as tf from '@tensorflow/tfjs';
import {checkSequences} from './fused-rnn';
import {forgetStates, type Keywords, withStates} from './given-states';
import {installSeededInitialisers} from './initialisers';
import {checkLayerOptions, KINDS, LAYER_CHECKS, type OptionChecks, RECURRENT_CHECKS} from './layer-options';
import {CellHolder, checkCell, type OwnCell, type WeightShapes} from './own-cell';

installSeededInitialisers();

/** Options of {@link rnn}: those of `tf.layers.rnn`, with a cell in own words. */
export interface RnnOptions<S extends WeightShapes = WeightShapes> extends Omit<tf.RNNLayerArgs, 'cell'> {
  /** What happens at a time step. */
  cell: OwnCell<S>;
}

/** A class of cells that saved models may hold. */
export interface CellClass {
  /** Name of the class in saved models. */
  className: string;
  new (config: never): OwnCell<never>;
}

const classes = new Map<string, CellClass>();

/**
 * Lets models with cells of this class be saved and loaded.
 *
 * @param type its instances' `getConfig()` gives the argument of its constructor
 * @throws TypeError when the class has no name or no getConfig
 */
export function registerCell(type: CellClass): void {
  if (typeof type.className !== 'string' || !type.className) {
    throw new TypeError('registerCell: the class needs a static className');
  }
  if (typeof type.prototype?.getConfig !== 'function') {
    throw new TypeError(`registerCell: ${type.className} needs getConfig(), which gives its constructor's argument`);
  }
  classes.set(type.className, type);
}

const CELL = Symbol('cell');

/**
 * The config of a cell without a registered class. Wrappers such as bidirectional copy a layer by its config within the
 * program, which works; a file cannot hold functions, and whoever writes one reads all names of the config.
 */
function unsavable(cell: OwnCell) {
  const config = Object.assign(() => {}, {[CELL]: cell});
  return Object.defineProperty(config, 'className', {
    enumerable: true,
    get() {
      throw new TypeError('rnn: to save a model, make its cell a class and call layers.registerCell(TheClass) before');
    },
  });
}

function configOf(cell: OwnCell): unknown {
  const type = cell.constructor as unknown as CellClass;
  if (classes.get(type.className) !== type) return unsavable(cell);
  return {className: type.className, config: cell.getConfig?.()};
}

function cellOf(config: unknown): OwnCell {
  const known = (config as {[CELL]?: OwnCell} | undefined)?.[CELL];
  if (known) return known;
  const {className, config: options} = config as {className: string; config: never};
  const type = classes.get(className);
  if (!type) throw new TypeError(`rnn: unknown cell '${className}': call layers.registerCell(${className}) before`);
  return new type(options) as unknown as OwnCell;
}

const one = <T>(value: T | T[]): T => (Array.isArray(value) ? value[0] : value);

/** A recurrent layer of a cell in own words, see {@link rnn}. */
export class Rnn extends tf.RNN {
  /** @nocollapse */
  static override className = 'OwnRNN';

  constructor(options: RnnOptions) {
    checkCell(options?.cell);
    super({...options, cell: new CellHolder(options.cell)});
  }

  private get holder(): CellHolder {
    return this.cell as unknown as CellHolder;
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    if (this.built) return;
    super.build(inputShape);
    this.built = true;
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape | tf.Shape[] {
    const [batch, steps] = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as tf.Shape;
    const {own, sizes} = this.holder;
    const output = this.returnSequences ? [batch, steps, own.units] : [batch, own.units];
    return this.returnState ? [output, ...sizes.map((size) => [batch, size])] : output;
  }

  override apply(
    inputs: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[],
    keywords?: object,
  ): tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[] {
    // A copy: tf.RNN writes the initial state into the keywords, which tfjs hands on to the next layer.
    const outputs = super.apply(inputs, {...keywords});
    forgetStates(this, inputs);
    return outputs;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], keywordsGiven: Keywords): tf.Tensor | tf.Tensor[] {
    const [x, keywords] = withStates(inputs, keywordsGiven);
    checkSequences(this.name, x);
    return tf.tidy(() => {
      const {sizes} = this.holder;
      const given = keywords?.initialState ?? (this.stateful ? this.states : []);
      if (given.length !== 0 && given.length !== sizes.length) {
        throw new RangeError(`${this.name} has ${sizes.length} state(s), got ${given.length} initial states`);
      }
      const initial = sizes.map((size, k) => (given[k] ?? tf.zeros([x.shape[0], size])) as tf.Tensor2D);
      const mask = keywords?.mask ? (one(keywords.mask) as tf.Tensor2D) : undefined;
      const {outputs, states} = this.runSteps(x.toFloat() as tf.Tensor3D, initial, mask, keywords?.training === true);
      if (this.stateful) this.resetStates(states);
      const output = this.returnSequences ? tf.stack(outputs, 1) : outputs[outputs.length - 1];
      return this.returnState ? [output, ...states] : output;
    });
  }

  /** All steps, one after the other; a masked one repeats output (zeros at first) and states. */
  private runSteps(x: tf.Tensor3D, initial: tf.Tensor2D[], mask: tf.Tensor2D | undefined, training: boolean) {
    const inOrder = <T>(items: T[]) => (this.goBackwards ? [...items].reverse() : items);
    const kept = mask && inOrder(tf.split(mask.toBool(), x.shape[1], 1));
    let states = initial;
    let output: tf.Tensor2D = tf.zeros([x.shape[0], this.holder.own.units]);
    const outputs = inOrder(tf.unstack(x, 1)).map((X, t) => {
      const [made, next] = this.holder.step(this.name, X as tf.Tensor2D, states, training);
      const choose = (now: tf.Tensor2D, before: tf.Tensor2D) => (kept ? tf.where(kept[t], now, before) : now);
      output = choose(made, output) as tf.Tensor2D;
      states = next.map((state, k) => choose(state, states[k]) as tf.Tensor2D);
      return output;
    });
    return {outputs, states};
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {cell: _, ...config} = super.getConfig();
    return {...config, cell: configOf(this.holder.own)} as tf.serialization.ConfigDict;
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls({...config, cell: cellOf(config.cell)} as unknown as tf.serialization.ConfigDict);
  }
}
tf.serialization.registerClass(Rnn);

const {returnSequences, returnState, goBackwards, stateful, unroll, inputDim, inputLength} = RECURRENT_CHECKS;
const CHECKS: OptionChecks<RnnOptions> = {
  ...{...LAYER_CHECKS, cell: KINDS.any, returnSequences, returnState, goBackwards, stateful, unroll},
  ...{inputDim, inputLength},
};

/**
 * A recurrent layer of a cell in own words: what happens at one time step, on tensors; the layer does the rest.
 *
 *     const cell = layers.cell({
 *       units: 20,
 *       build: (features) => ({kernel: [features, 60], recurrentKernel: [20, 60], bias: [60]}),
 *       step(X, [H], weights) {
 *         const next = gruStep(X, H, weights);
 *         return [next, [next]];
 *       },
 *     });
 *     layers.rnn({cell, returnSequences: true});
 *
 * Takes [batch, time steps, features]; gives the last output [batch, units], or every step's, [batch, time steps, units],
 * with `returnSequences`. Masks, several states, initial and returned states, stateful, goBackwards and
 * `layers.bidirectional` work as with every recurrent layer. It runs step by step on the gradient tape: far slower than
 * the layers on fused kernels. A model with it can be saved when the cell is of a class that {@link registerCell} knows.
 *
 * @param options see {@link RnnOptions} and {@link OwnCell}
 * @returns the layer: [batch, time steps, features] -> [batch, units], or [batch, time steps, units] with
 *   `returnSequences`
 * @throws TypeError or RangeError that says what the cell lacks, or what its step should return
 *
 * Check: a GRU in own words agrees with `layers.gru` to 1e-5, gradients too.
 */
export function rnn<S extends WeightShapes>(options: RnnOptions<S>): Rnn {
  checkLayerOptions('rnn', options, CHECKS, ['cell']);
  return new Rnn(options as unknown as RnnOptions);
}

/**
 * A cell for {@link rnn}, as it is: in this place TypeScript finds the weights' types from the shapes in `build`.
 *
 * @param own see {@link OwnCell}
 * @returns the same object
 */
export function cell<S extends WeightShapes>(own: OwnCell<S>): OwnCell<S> {
  return own;
}

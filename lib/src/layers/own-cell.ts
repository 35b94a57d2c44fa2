import * as tf from '@tensorflow/tfjs';
import {checkWhole, show} from '../data/arguments';
import type {Weight} from './fused-rnn';

/** Shapes of a cell's weights by name. */
export type WeightShapes = Record<string, [number] | [number, number] | [number, number, number]>;

/** The weights of a cell as its step sees them. */
export type CellWeights<S extends WeightShapes> = {
  [name in keyof S]: S[name] extends [number]
    ? tf.Tensor1D
    : S[name] extends [number, number]
      ? tf.Tensor2D
      : tf.Tensor3D;
};

/** How a weight starts: a name of `tf.initializers`. */
export type InitializerName = 'glorotUniform' | 'glorotNormal' | 'heNormal' | 'orthogonal' | 'zeros' | 'ones';

/** A recurrent cell in a learner's own words: what {@link rnn} does at each time step. */
export interface OwnCell<S extends WeightShapes = WeightShapes> {
  /** Width of the output. */
  units: number;
  /** Widths of the states. Defaults to one state, as wide as the output. */
  stateSize?: number[];
  /** Shapes of the weights, for inputs of so many features. Defaults to no weights. */
  build?(features: number): S;
  /** How weights start, by name. Defaults to orthogonal for 'recurrent...', zeros for '...bias', else glorotUniform. */
  initializers?: {[name in keyof S]?: InitializerName};
  /**
   * One time step.
   *
   * @param X input at this step, [batch, features]
   * @param states after the step before, [batch, width] each
   * @param weights those of `build`, by name
   * @returns the output, [batch, units], and the new states
   */
  step(
    X: tf.Tensor2D,
    states: tf.Tensor2D[],
    weights: CellWeights<S>,
    call: {training: boolean},
  ): [output: tf.Tensor, states: tf.Tensor[]];
  /** Arguments of the constructor, where the cell is of a class that {@link registerCell} knows. */
  getConfig?(): Record<string, unknown>;
}

/** The step is a method, not a property, so that cells of all weights are of this type. */
export type AnyCell = OwnCell<never>;

const INITIALIZERS: Record<InitializerName, () => ReturnType<typeof tf.initializers.zeros>> = {
  glorotUniform: () => tf.initializers.glorotUniform({}),
  glorotNormal: () => tf.initializers.glorotNormal({}),
  heNormal: () => tf.initializers.heNormal({}),
  orthogonal: () => tf.initializers.orthogonal({}),
  zeros: () => tf.initializers.zeros(),
  ones: () => tf.initializers.ones(),
};

function usualInitializer(name: string): InitializerName {
  if (name.startsWith('recurrent')) return 'orthogonal';
  return /bias$/i.test(name) ? 'zeros' : 'glorotUniform';
}

const isSize = (size: unknown) => Number.isInteger(size) && (size as number) > 0;

/** @throws TypeError or RangeError that says what a cell lacks */
export function checkCell(cell: OwnCell | undefined): void {
  if (!cell || typeof cell !== 'object' || typeof cell.step !== 'function') {
    throw new TypeError(`rnn: cell must be an object with units and step(X, states, weights), got ${show(cell)}`);
  }
  checkWhole('rnn: cell.units', cell.units);
  const sizes = cell.stateSize ?? [cell.units];
  if (!Array.isArray(sizes) || sizes.length === 0 || !sizes.every(isSize)) {
    throw new RangeError(`rnn: cell.stateSize must be a list of whole numbers above 0, got ${JSON.stringify(sizes)}`);
  }
  for (const [name, value] of Object.entries(cell)) {
    if (value instanceof tf.Variable) {
      throw new TypeError(`rnn: the cell holds a variable in '${name}': name its shape in build(features) instead`);
    }
  }
}

const describe = (value: unknown) => (value instanceof tf.Tensor ? `shape [${value.shape}]` : `${value}`);

function checkShape(layer: string, what: string, value: unknown, shape: number[]): void {
  const fits = value instanceof tf.Tensor && value.rank === 2 && shape.every((size, i) => size === value.shape[i]);
  if (!fits) throw new RangeError(`${layer}: the step's ${what} must have shape [${shape}], got ${describe(value)}`);
}

// tfjs keeps the class to itself.
const StockCell = Object.getPrototypeOf(tf.layers.simpleRNNCell({units: 1}).constructor) as new (
  options: object,
) => ReturnType<typeof tf.layers.simpleRNNCell>;

/** A cell of tfjs around an own one: it owns the weights, so that one description may serve several layers. */
export class CellHolder extends StockCell {
  /** @nocollapse */
  static className = 'OwnCellHolder';
  override readonly stateSize: number;
  private readonly variables: [name: string, variable: Weight][] = [];

  constructor(readonly own: OwnCell) {
    super({});
    const sizes = own.stateSize ?? [own.units];
    this.stateSize = (sizes.length === 1 ? sizes[0] : sizes) as number; // tfjs' own LSTM cell has a list here too
  }

  /** Widths of the states. */
  get sizes(): number[] {
    return this.own.stateSize ?? [this.own.units];
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const shape = (Array.isArray(inputShape[0]) ? inputShape[0] : inputShape) as number[];
    const shapes = this.own.build?.(shape[shape.length - 1]) ?? {};
    for (const [name, size] of Object.entries(shapes)) {
      if (!Array.isArray(size) || !size.every(isSize)) {
        throw new RangeError(
          `rnn: the shape of weight '${name}' must be a list of whole numbers above 0, got [${size}]`,
        );
      }
      const kind = this.own.initializers?.[name] ?? usualInitializer(name);
      const make = INITIALIZERS[kind];
      if (!make) {
        throw new RangeError(`rnn: unknown initializer '${kind}' of weight '${name}': ${Object.keys(INITIALIZERS)}`);
      }
      this.variables.push([name, this.addWeight(name, size, undefined, make())]);
    }
    this.built = true;
  }

  /** One step of the cell, its result checked. */
  step(layer: string, X: tf.Tensor2D, states: tf.Tensor2D[], training: boolean): [tf.Tensor2D, tf.Tensor2D[]] {
    const weights = Object.fromEntries(this.variables.map(([name, variable]) => [name, variable.read()]));
    const made: unknown = this.own.step(X, states, weights as CellWeights<WeightShapes>, {training});
    if (!Array.isArray(made) || made.length !== 2 || !Array.isArray(made[1])) {
      throw new TypeError(`${layer}: the step must return [output, [state, ...]], got ${describe(made)}`);
    }
    const [output, next] = made as [tf.Tensor2D, tf.Tensor2D[]];
    if (next.length !== this.sizes.length) {
      throw new RangeError(`${layer}: the step must return ${this.sizes.length} state(s), got ${next.length}`);
    }
    const batch = X.shape[0];
    checkShape(layer, 'output', output, [batch, this.own.units]);
    this.sizes.forEach((size, k) => {
      checkShape(layer, `state ${k}`, next[k], [batch, size]);
    });
    return [output, next];
  }
}

import * as tf from '@tensorflow/tfjs';
import {checkAbove0, checkNotBelow0} from '../../data/arguments';
import type {FlatOptimizer} from './flat-optimizer';

/** Options of every optimizer of this room. */
export interface OptimizerOptions {
  /** Step size η, above 0. */
  learningRate?: number;
  /** Share of itself, times η, that each weight loses before a step (decoupled weight decay); defaults to none. */
  weightDecay?: number;
}

/** A tensor with the name of its variable. */
export interface NamedTensor {
  name: string;
  tensor: tf.Tensor;
}

/**
 * An optimizer on plain numbers, with the formulas and the order of operations of Keras 3: many times as fast as those of
 * tf.train on small models. It steps over the weights of a static plan in one kernel call, and over variables in
 * `model.fit` and on the tape.
 */
export abstract class ArrayOptimizer extends tf.Optimizer implements FlatOptimizer {
  /** tf.Optimizer takes everything with a `minimize` for its own; these classes do not. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: the class that is asked, which may be a subclass
    return typeof value === 'object' && value !== null && Object.prototype.isPrototypeOf.call(this.prototype, value);
  }

  learningRate: number;
  readonly weightDecay: number;
  /** What it keeps for each variable, by the variable's name: one array a slot. */
  private readonly kept = new Map<string, Float32Array[]>();

  /** @param where what messages call the optimizer */
  constructor({learningRate = 0.001, weightDecay = 0}: OptimizerOptions, where: string) {
    super();
    checkAbove0(`${where}: learningRate`, learningRate);
    checkNotBelow0(`${where}: weightDecay`, weightDecay);
    this.learningRate = learningRate;
    this.weightDecay = weightDecay;
    this.iterations_ = 0;
  }

  /** Names of the slots, as saved weights call them. */
  abstract readonly slotNames: readonly string[];

  /** One step of these weights, in place; slots are changed too. `iterations` counts this step already. */
  protected abstract stepArray(weights: Float32Array, gradient: Float32Array, slots: Float32Array[]): void;

  abstract stepFlat(flat: Parameters<FlatOptimizer['stepFlat']>[0]): void;

  get slotCount(): number {
    return this.slotNames.length;
  }

  /** Sets the count of steps taken, as after {@link setSlots}. */
  setIterations(iterations: number): void {
    this.iterations_ = iterations;
  }

  /** One step for these variables; `gradients` are their gradients as plain numbers, in the same order. */
  step(variables: tf.Variable[], gradients: Float32Array[]): void {
    this.incrementIterations();
    variables.forEach((variable, i) => {
      const weights = Float32Array.from(variable.dataSync());
      const decay = this.weightDecay * this.learningRate;
      if (decay > 0) for (let k = 0; k < weights.length; k++) weights[k] -= weights[k] * decay;
      this.stepArray(weights, gradients[i], this.slotsFor(variable));
      const updated = tf.tensor(weights, variable.shape);
      variable.assign(updated);
      updated.dispose();
    });
  }

  override applyGradients(gradients: tf.NamedTensorMap | NamedTensor[]): void {
    const named = Array.isArray(gradients)
      ? gradients
      : Object.entries(gradients).map(([name, tensor]) => ({name, tensor}));
    const used = named.filter(({tensor}) => tensor != null);
    this.step(
      used.map(({name}) => tf.engine().registeredVariables[name]),
      used.map(({tensor}) => tensor.dataSync() as Float32Array),
    );
  }

  slotsOf(variable: string): Float32Array[] | undefined {
    return this.kept.get(variable);
  }

  setSlots(variable: string, slots: Float32Array[] | undefined): void {
    if (slots) this.kept.set(variable, slots);
    else this.kept.delete(variable);
  }

  private slotsFor({name, size}: tf.Variable): Float32Array[] {
    let slots = this.kept.get(name);
    if (slots?.length !== this.slotCount || slots.some(({length}) => length !== size)) {
      slots = Array.from({length: this.slotCount}, () => new Float32Array(size));
      this.kept.set(name, slots);
    }
    return slots;
  }

  override dispose(): void {
    this.kept.clear();
    super.dispose();
  }

  override async getWeights(): Promise<NamedTensor[]> {
    const weights = [await this.saveIterations()];
    for (const [variable, slots] of this.kept) {
      slots.forEach((values, i) => {
        weights.push({name: `${variable}/${this.slotNames[i]}`, tensor: tf.tensor1d(values)});
      });
    }
    return weights;
  }

  override async setWeights(weights: NamedTensor[]): Promise<void> {
    this.kept.clear();
    const named = await this.extractIterations(weights);
    const count = this.slotCount;
    for (let i = 0; count > 0 && i + count <= named.length; i += count) {
      const variable = named[i].name.slice(0, -this.slotNames[0].length - 1);
      const slots = named.slice(i, i + count).map(({tensor}) => Float32Array.from(tensor.dataSync()));
      this.kept.set(variable, slots);
    }
  }

  override getConfig(): tf.serialization.ConfigDict {
    const {learningRate, weightDecay} = this;
    return {learningRate, weightDecay};
  }

  /** @nocollapse */
  static override fromConfig<T extends tf.serialization.Serializable>(
    cls: tf.serialization.SerializableConstructor<T>,
    config: tf.serialization.ConfigDict,
  ): T {
    return new cls(config);
  }
}

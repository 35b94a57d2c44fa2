import type {Kernels} from '../kernels-host';
import {readWeight, type Weight, type WeightForm, weightFloats, writeWeight} from '../ops/value';

/** A weight that a program computes with. */
export interface WeightSpec {
  shape: number[];
  form: WeightForm;
  trainable: boolean;
}

/**
 * The weights of a model in the kernels' memory: the trainable ones in one row, their gradients in a second, what an
 * optimizer keeps for each in further rows; so a step of the optimizer is one walk over them.
 */
export class FlatWeights {
  readonly weights: Weight[] = [];
  /** Floats of all trainable weights, padding included. */
  readonly count: number;
  readonly at: number;
  readonly gradients: number;
  /** Addresses of the optimizer's rows, each of `count` floats; zero at first. */
  readonly slots: number[];

  constructor(
    readonly kernels: Kernels,
    specs: WeightSpec[],
    slots: number,
  ) {
    const sizes = specs.map(({shape, form}) => (weightFloats(shape, form) + 3) & ~3);
    const sum = (trainable: boolean) =>
      sizes.reduce((all, size, i) => all + (specs[i].trainable === trainable ? size : 0), 0);
    this.count = sum(true);
    this.at = kernels.zeros(this.count);
    this.gradients = kernels.zeros(this.count);
    this.slots = Array.from({length: slots}, () => kernels.zeros(this.count));
    let offset = 0;
    let fixed = kernels.zeros(sum(false));
    specs.forEach(({shape, form, trainable}, i) => {
      const bytes = sizes[i] * 4;
      if (trainable) {
        this.weights.push({shape, form, at: this.at + offset, gradient: this.gradients + offset});
        offset += bytes;
      } else {
        this.weights.push({shape, form, at: fixed, gradient: 0});
        fixed += bytes;
      }
    });
  }

  /** Sets the numbers of weight `i`. */
  write(i: number, values: Float32Array): void {
    const {at, shape, form} = this.weights[i];
    writeWeight(this.kernels, at, shape, form, values);
  }

  /** The numbers of weight `i`. */
  read(i: number): Float32Array {
    const {at, shape, form} = this.weights[i];
    return readWeight(this.kernels, at, shape, form);
  }

  /** Sets what the optimizer keeps in a slot for the trainable weight `i`. */
  writeSlot(slot: number, i: number, values: Float32Array): void {
    const {at, shape, form} = this.weights[i];
    writeWeight(this.kernels, this.slots[slot] + (at - this.at), shape, form, values);
  }

  /** What the optimizer keeps in a slot for the trainable weight `i`. */
  readSlot(slot: number, i: number): Float32Array {
    const {at, shape, form} = this.weights[i];
    return readWeight(this.kernels, this.slots[slot] + (at - this.at), shape, form);
  }

  /** The gradient of the trainable weight `i`, without padding. */
  readGradient(i: number): Float32Array {
    const {gradient, shape, form} = this.weights[i];
    return readWeight(this.kernels, gradient, shape, form);
  }

  /** Where the gradient of weight `i` lies, padding (zeros) included; valid until the memory grows. */
  gradientView(i: number): Float32Array {
    const {gradient, shape, form} = this.weights[i];
    return this.kernels.view(gradient, weightFloats(shape, form));
  }

  clearGradients(): void {
    this.kernels.run.clear(this.gradients, this.count * 4);
  }
}

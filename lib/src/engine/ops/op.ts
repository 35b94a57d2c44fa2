import type {Kernels} from '../kernels-host';
import type {Value} from './value';

/**
 * A differentiable computation on the kernels, with all sizes and addresses fixed. Made once, it runs many times: on the
 * gradient tape of TensorFlow.js (`tape/run-on-tape.ts`) and in training without the tape (`program/`).
 */
export interface Op {
  outputs: Value[];
  /** Computes the outputs from the inputs and weights that lie in memory now. */
  forward(): void;
  /**
   * Adds to the gradients of inputs and weights (where their address is not 0) what the gradients of the outputs imply.
   * Runs at most once after a forward pass, and may overwrite the outputs' gradients and all that it kept. What it needs
   * of the forward pass must lie in memory of `keep` or `value`: the tape makes the op a second time for this pass.
   */
  backward(): void;
}

/** Where an op takes its memory from while it is made. */
export interface Room {
  readonly kernels: Kernels;
  /** Whether the backward pass will run: without, an op keeps nothing for it, and outputs have no gradient. */
  readonly training: boolean;
  /** Floats that last from one pass to the next; zero at first. */
  keep(floats: number): number;
  /** Floats that last for one pass only; of arbitrary content, shared with other ops. */
  scratch(floats: number): number;
  /** A value of this shape, zero at first, with room for a gradient where the backward pass will run. */
  value(shape: number[]): Value;
}

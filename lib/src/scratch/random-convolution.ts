import {checkFlag, checkGiven, checkOptions, checkSeed} from '../data/arguments';
import {innerProduct} from './formula-check';
import {copy, type Matrix, matmul, randomMatrix} from './matrix';
import {plus} from './terms';

/** Sizes of a random convolution; no two of the defaults are equal, so that a swapped axis cannot pass. */
export interface RandomConvolutionOptions {
  seed: number;
  /** Time steps of the input; defaults to 12. */
  steps?: number;
  /** Width of the input; defaults to 2. */
  features?: number;
  /** Outputs a step; defaults to 3. */
  filters?: number;
  /** Places of the kernel; defaults to 4. */
  kernelSize?: number;
  /** Steps from place to place; defaults to 1. */
  dilationRate?: number;
  /** Gives the kernel its own mirror image: W_j = W_{k-1-j}. Defaults to false. */
  symmetric?: boolean;
}

/** A convolution without padding, Y_t = Σ_j X_{t + jd} W_j, with a loss L = Σ_t ⟨dY_t, Y_t⟩, nothing in it zero. */
export interface RandomConvolution {
  /** Inputs by time step, each [1, features]. */
  X: Matrix[];
  /** Kernel by place, each [features, filters]. */
  W: Matrix[];
  /** ∂L/∂Y_t by time step, each [1, filters]. */
  dY: Matrix[];
  loss(): number;
}

/**
 * A random convolution to check a backward pass by.
 *
 * @param options see {@link RandomConvolutionOptions}
 * @returns see {@link RandomConvolution}; `loss` reads the matrices as they stand, so they can be nudged
 * @throws RangeError when the kernel reaches over more steps than there are
 *
 * Lesson: notebooks/07-reference/7.1.
 */
export function randomConvolution(options: RandomConvolutionOptions): RandomConvolution {
  const where = 'randomConvolution';
  checkOptions(where, options, ['seed', 'steps', 'features', 'filters', 'kernelSize', 'dilationRate', 'symmetric']);
  const {seed, steps = 12, features = 2, filters = 3, kernelSize = 4, dilationRate = 1, symmetric = false} = options;
  checkSeed(`${where}: seed`, seed);
  checkGiven(where, {steps, features, filters, kernelSize, dilationRate});
  checkFlag(`${where}: symmetric`, symmetric);
  const outputs = steps - (kernelSize - 1) * dilationRate;
  if (outputs < 1) {
    throw new RangeError(
      `${where}: a kernel of ${kernelSize} at dilation ${dilationRate} does not fit into ${steps} steps`,
    );
  }
  let drawn = 0;
  const draw = (rows: number, columns: number) => randomMatrix(rows, columns, {seed: 1000 * seed + drawn++});
  const half = Array.from({length: symmetric ? Math.ceil(kernelSize / 2) : kernelSize}, () => draw(features, filters));
  const W = Array.from({length: kernelSize}, (_, j) => copy(half[symmetric ? Math.min(j, kernelSize - 1 - j) : j]));
  const X = Array.from({length: steps}, () => draw(1, features));
  const dY = Array.from({length: outputs}, () => draw(1, filters));
  const Y = (t: number) => plus(...W.map((Wj, j) => matmul(X[t + dilationRate * j], Wj)));
  return {X, W, dY, loss: () => dY.reduce((sum, dYt, t) => sum + innerProduct(dYt, Y(t)), 0)};
}

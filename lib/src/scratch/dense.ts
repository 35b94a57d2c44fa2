import {add, checkMatrix, type Matrix, matmul, sumRows, transpose} from './matrix';

/** Weights of a dense layer. */
export interface DenseWeights {
  /** W, [features, units] */
  kernel: Matrix;
  /** b, [1, units] */
  bias: Matrix;
}

/**
 * Y = X W + b, [batch, features] -> [batch, units].
 *
 * @param X [batch, features]
 * @param weights kernel W, [features, units], and bias b, [1, units]
 * @returns Y, [batch, units]
 */
export function denseForward(X: Matrix, {kernel, bias}: DenseWeights): Matrix {
  checkMatrix('denseForward: X', X);
  return add(matmul(X, kernel), bias);
}

/**
 * Gradients of a dense layer: dW = Xᵀ dY, db = Σ dY over the batch, dX = dY Wᵀ.
 *
 *
 * @param X input of the forward pass, [batch, features]
 * @param dY gradient of the loss with respect to the output, [batch, units]
 * @param weights those of the forward pass
 * @returns dW [features, units], db [1, units] and dX [batch, features] as kernel, bias and input
 */
export function denseBackward(X: Matrix, dY: Matrix, {kernel}: DenseWeights): DenseWeights & {input: Matrix} {
  checkMatrix('denseBackward: X', X);
  checkMatrix('denseBackward: dY', dY);
  return {kernel: matmul(transpose(X), dY), bias: sumRows(dY), input: matmul(dY, transpose(kernel))};
}

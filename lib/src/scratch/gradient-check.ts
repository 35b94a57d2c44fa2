import {checkAbove0, checkFunction, show} from '../data/arguments';
import {checkMatrix, type Matrix, map, norm, subtract} from './matrix';
import {checkNamed, type NamedWeights} from './train';

/**
 * The gradient of a loss by central differences, (L(w + ε) - L(w - ε)) / 2ε for each number.
 *
 * @param loss computes the loss with the parameter as it stands
 * @param parameter what the loss depends on; changed during the call and put back
 * @param epsilon step; defaults to 1e-5, which balances rounding and curvature in float64
 * @returns a matrix of the parameter's shape
 * @throws RangeError when the loss is not a finite number
 */
export function numericalGradient(loss: () => number, parameter: Matrix, epsilon = 1e-5): Matrix {
  checkMatrix('numericalGradient: parameter', parameter);
  checkFunction('numericalGradient: loss', loss);
  checkAbove0('numericalGradient: epsilon', epsilon);
  const at = (k: number, value: number) => {
    parameter.values[k] = value;
    const result = loss();
    if (!Number.isFinite(result))
      throw new RangeError(`numericalGradient: loss must give a finite number, got ${show(result)}`);
    return result;
  };
  return map(parameter, (_, k) => {
    const kept = parameter.values[k];
    try {
      return (at(k, kept + epsilon) - at(k, kept - epsilon)) / (2 * epsilon);
    } finally {
      parameter.values[k] = kept;
    }
  });
}

/**
 * Distance of two gradients relative to their size, ‖a - b‖ / (‖a‖ + ‖b‖): below 1e-6 they agree, above 1e-3 one is wrong.
 *
 * @param a one gradient
 * @param b the other, of the same shape
 * @returns a number from 0 to 1; 0 where both are zero
 */
export function relativeError(a: Matrix, b: Matrix): number {
  checkMatrix('relativeError: a', a);
  checkMatrix('relativeError: b', b);
  const size = norm(a) + norm(b);
  return size === 0 ? 0 : norm(subtract(a, b)) / size;
}

/**
 * {@link numericalGradient} for every weight of a network.
 *
 * @param loss computes the loss with the weights as they stand
 * @param weights what the loss depends on; changed during the call and put back
 * @returns gradients by the names of the weights
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function numericalGradients<Name extends string>(
  loss: () => number,
  weights: NamedWeights<Name>,
): NamedWeights<Name> {
  checkNamed('numericalGradients: weights', weights);
  checkFunction('numericalGradients: loss', loss);
  const entries = Object.entries<Matrix>(weights).map(([name, matrix]) => [name, numericalGradient(loss, matrix)]);
  return Object.fromEntries(entries) as NamedWeights<Name>;
}

/**
 * How far a gradient lies from the right one, ‖a - b‖ / ‖b‖ name by name: 0.1 is ten percent off.
 *
 * @param gradient a
 * @param right b
 * @returns shares of the right gradient's length by name; 0 where both are zero
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function deviations<Name extends string>(
  gradient: NamedWeights<Name>,
  right: NamedWeights<Name>,
): Record<Name, number> {
  checkNamed('deviations: right', right);
  checkNamed('deviations: gradient', gradient, Object.keys(right));
  const entries = Object.entries<Matrix>(right).map(([name, b]) => {
    const distance = norm(subtract(gradient[name as Name], b));
    return [name, distance === 0 ? 0 : distance / norm(b)];
  });
  return Object.fromEntries(entries) as Record<Name, number>;
}

import {show} from '../data/arguments';
import type {Matrix} from './matrix';
import type {NamedWeights} from './train';

function dot(a: readonly Matrix[], b: readonly Matrix[]): number {
  let sum = 0;
  a.forEach(({values}, i) => {
    for (let k = 0; k < values.length; k++) sum += values[k] * b[i].values[k];
  });
  return sum;
}

/** Gradients of several weights: a list, or by name. */
export type Gradients = readonly Matrix[] | NamedWeights;

function asList(gradients: Gradients, names?: string[]): readonly Matrix[] {
  if (Array.isArray(gradients)) return gradients;
  const named = gradients as NamedWeights;
  return (names ?? Object.keys(named)).flatMap((name) => (named[name] ? [named[name]] : []));
}

/**
 * How far one gradient points away from another, over all weights together.
 *
 * @param ofGradient the gradients to judge
 * @param ofReference the right ones, in the same order (or of the same names) and of the same shapes
 * @returns the angle in degrees, 0 to 180, and the length of the gradient divided by that of the reference
 * @throws RangeError when the lists do not fit together, or one gradient is zero and so has no direction
 *
 * Lesson: notebooks/01-foundations/1.4.
 */
export function compareGradients(ofGradient: Gradients, ofReference: Gradients): {degrees: number; length: number} {
  for (const [name, given] of Object.entries({ofGradient, ofReference})) {
    if (typeof given !== 'object' || given === null) {
      throw new TypeError(`compareGradients: ${name} must be matrices, got ${show(given)}`);
    }
  }
  const names = Array.isArray(ofReference) ? undefined : Object.keys(ofReference);
  const [gradient, reference] = [asList(ofGradient, names), asList(ofReference)];
  const fits =
    gradient.length === reference.length && gradient.every(({shape}, i) => `${shape}` === `${reference[i].shape}`);
  if (!fits) {
    const shapes = (list: readonly Matrix[]) => list.map(({shape}) => `[${shape.join(', ')}]`).join(' ');
    throw new RangeError(
      `compareGradients: ofGradient has shapes ${shapes(gradient)}, ofReference ${shapes(reference)}`,
    );
  }
  const [a, b] = [Math.sqrt(dot(gradient, gradient)), Math.sqrt(dot(reference, reference))];
  if (!(a > 0 && b > 0))
    throw new RangeError(`compareGradients: ofGradient and ofReference need a length above 0, got ${a} and ${b}`);
  // From the chord between the unit vectors: acos of the cosine loses half of the digits near 0 degrees.
  let [chord, sum] = [0, 0];
  gradient.forEach(({values}, i) => {
    for (let k = 0; k < values.length; k++) {
      const [p, q] = [values[k] / a, reference[i].values[k] / b];
      chord += (p - q) ** 2;
      sum += (p + q) ** 2;
    }
  });
  return {degrees: (360 / Math.PI) * Math.atan2(Math.sqrt(chord), Math.sqrt(sum)), length: a / b};
}

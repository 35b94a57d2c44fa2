import {asNdArray, type NdArray, type Numbers} from '../data';

/**
 * The class with the largest score, along the last axis; the first of equal ones.
 *
 * @param scores [..., classes] probabilities, scores or one-hot rows
 * @returns [...] whole numbers from 0, for `accuracy` and its like
 * @throws RangeError when there is no class, or a score is NaN
 *
 * Lesson: notebooks/03-gated-cells/3.1.
 */
export function likeliest(scores: Numbers): NdArray {
  const {values, shape} = asNdArray(scores, 'likeliest: scores');
  const classes = shape.at(-1) ?? 0;
  if (values.length === 0) throw new RangeError(`likeliest: scores of shape [${shape.join(', ')}] hold no class`);
  if (values.some(Number.isNaN)) throw new RangeError('likeliest: scores hold NaN');
  const best = Float64Array.from({length: values.length / classes}, (_, row) => {
    let largest = 0;
    for (let k = 1; k < classes; k++) {
      if (values[row * classes + k] > values[row * classes + largest]) largest = k;
    }
    return largest;
  });
  return {values: best, shape: shape.length > 1 ? shape.slice(0, -1) : [1]};
}

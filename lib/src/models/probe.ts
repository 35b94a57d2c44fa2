import {asNdArray, type Numbers} from '../data';
import {leastSquares} from './least-squares';

/**
 * How well a linear reader can tell two classes apart: what a state knows, not what it was made for.
 *
 * The reader is least squares, fitted on the first half of the examples and tested on the second.
 *
 * @param x [examples, units], such as the states of many sequences at one step
 * @param labels [examples], each 1 or -1
 * @returns the share of the second half that it gets right; 0.5 is guessing when the classes are equally frequent
 * @throws RangeError when shapes do not fit, there are fewer than four examples, or a label is neither 1 nor -1
 *
 * Source: Alain and Bengio 2016, arXiv:1610.01644; Jaeger 2001 (old inputs read from the state of a random network).
 * Lesson: notebooks/01-foundations/1.3.
 */
export function linearProbe(x: Numbers, labels: Numbers): number {
  const [X, y] = [asNdArray(x, 'linearProbe: x'), asNdArray(labels, 'linearProbe: labels')];
  const [examples, units] = X.shape;
  if (X.shape.length !== 2 || y.shape.join() !== String(examples)) {
    const shapes = `x has shape [${X.shape.join(', ')}], labels [${y.shape.join(', ')}]`;
    throw new RangeError(`linearProbe needs x [examples, units] and labels [examples]; ${shapes}`);
  }
  if (examples < 4) throw new RangeError(`linearProbe: x needs at least four examples, got ${examples}`);
  const odd = y.values.find((label) => label !== 1 && label !== -1);
  if (odd !== undefined) throw new RangeError(`linearProbe: labels must be 1 or -1, got ${odd}`);
  const half = Math.floor(examples / 2);
  const train = {values: X.values.slice(0, half * units), shape: [half, units]};
  const test = {values: X.values.slice(half * units), shape: [examples - half, units]};
  // A small ridge: units that hold the same number would leave the weights undetermined.
  const reader = leastSquares(train, {values: y.values.slice(0, half), shape: [half, 1]}, {ridge: 1e-6});
  const guesses = reader.predict(test).values;
  return guesses.filter((guess, i) => guess * y.values[half + i] > 0).length / guesses.length;
}

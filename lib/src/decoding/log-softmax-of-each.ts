import {asNdArray, Grid, type Numbers} from '../data';
import {logSoftmax} from './log-probabilities';

/**
 * Log-probabilities of each example out of logits, such as decoders of single sequences take.
 *
 * @param logits [examples, time steps, classes]
 * @returns one [time steps, classes] an example
 * @throws RangeError when there are other axes
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function logSoftmaxOfEach(logits: Numbers): Grid[] {
  const {shape} = asNdArray(logits, 'logSoftmaxOfEach: logits');
  if (shape.length !== 3) {
    throw new RangeError(
      `logSoftmaxOfEach: logits must be [examples, time steps, classes], got shape [${shape.join(', ')}]`,
    );
  }
  const [examples, ...rest] = shape;
  const size = rest[0] * rest[1];
  const {values} = logSoftmax(logits);
  return Array.from({length: examples}, (_, i) => new Grid(values.slice(i * size, (i + 1) * size), rest));
}

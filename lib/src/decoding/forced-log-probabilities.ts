import * as tf from '@tensorflow/tfjs';
import type {Grid, Tokens} from '../data';
import type {EncoderDecoder} from '../models';

/**
 * How likely a network finds given texts: what each search would have had to beat.
 *
 *     log p(y | x) = Σ_j log p(y_j | y_1, ..., y_j-1, x)        END included, padding not
 *
 * @param network as `models.buildEncoderDecoder` or `models.buildCaptionModel` gives it
 * @param examples sources, decoder inputs and targets, as `data.teacherForced` or `data.captionExamples` gives them
 * @returns one logarithm a text
 * @throws TypeError for what is no network
 *
 * Lesson: notebooks/06-applications/6.4. Check: agrees with the log-probability of `translate` for what it wrote.
 */
export function forcedLogProbabilities(
  network: Pick<EncoderDecoder, 'model'>,
  {x, y}: {x: readonly [Tokens | Grid, Tokens]; y: Tokens},
): number[] {
  if (typeof network?.model?.predict !== 'function') {
    throw new TypeError('forcedLogProbabilities: network must have a model, as buildEncoderDecoder gives it');
  }
  const sums: number[] = [];
  for (let from = 0; from < y.length; from += 128) {
    const to = Math.min(from + 128, y.length);
    let found: number[][][] = [];
    tf.tidy(() => {
      const inputs = x.map((part) => part.rows(from, to).toTensor());
      found = (network.model.predict(inputs) as tf.Tensor3D).arraySync();
    });
    found.forEach((steps, i) => {
      const logs = y.row(from + i).map((id, t) => (id === 0 ? 0 : Math.log(steps[t][id])));
      sums.push(logs.reduce((sum, one) => sum + one, 0));
    });
  }
  return sums;
}

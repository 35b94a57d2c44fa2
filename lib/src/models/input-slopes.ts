import * as tf from '@tensorflow/tfjs';
import {Series} from '../data';

/** How the forecasts of a network move with its inputs. */
export interface InputSlopes {
  /** [series, time steps] or [series, time steps, features], like the inputs. */
  slopes: Series;
  /** [time steps x features] mean over the series. */
  mean: number[];
  /** [time steps x features] standard deviation over the series. */
  deviation: number[];
}

/**
 * By how much each forecast moves when one of its inputs moves, for every series.
 *
 *     slopes[i, t] = ∂ŷ_i / ∂x[i, t]
 *
 * The forecast of one series does not depend on another series, so the gradient of the sum of all forecasts holds the slopes of each.
 * For a linear model they are its weights, the same for every series.
 *
 * @param model with one number as output; layers that mix the series of a batch would make the slopes wrong
 * @param x [series, time steps] or [series, time steps, features]
 * @returns see {@link InputSlopes}
 * @throws RangeError when the model gives more than one number a series
 *
 * Lesson: notebooks/02-forecasting/2.1. Check: agrees with central differences, and with the weights of a linear model.
 */
export function inputSlopes(model: tf.LayersModel, x: Series): InputSlopes {
  const outputs = model.outputs.map(({shape}) => shape.slice(1));
  if (outputs.length !== 1 || outputs[0].some((size) => size !== 1)) {
    const given = outputs.map((shape) => `[${shape.join(', ')}]`).join(' and ');
    throw new RangeError(`inputSlopes needs a model that gives one number a series, this one gives ${given}`);
  }
  const tensors = tf.tidy(() => {
    const sumOfForecasts = (input: tf.Tensor) => (model.predict(input) as tf.Tensor).sum();
    const slopes = tf.grad(sumOfForecasts)(x.toTensor());
    const {mean, variance} = tf.moments(slopes, 0);
    return [slopes, mean, variance.sqrt()];
  });
  const [values, mean, deviation] = tensors.map((tensor) => tensor.dataSync());
  tf.dispose(tensors);
  return {slopes: new Series(values, x.shape), mean: Array.from(mean), deviation: Array.from(deviation)};
}

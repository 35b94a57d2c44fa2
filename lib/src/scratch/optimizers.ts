import {checkAbove0} from '../data/arguments';
import type {Matrix} from './matrix';

/** Changes the parameters in place by one step against their gradients, which come in the same order. */
export type Update = (parameters: readonly Matrix[], gradients: readonly Matrix[]) => void;

function checkLists(where: string, parameters: readonly Matrix[], gradients: readonly Matrix[]): void {
  if (parameters.length !== gradients.length) {
    throw new RangeError(`${where}: ${parameters.length} parameters need as many gradients, got ${gradients.length}`);
  }
  parameters.forEach(({shape}, i) => {
    const other = gradients[i].shape;
    if (shape[0] !== other[0] || shape[1] !== other[1]) {
      throw new RangeError(
        `${where}: parameter ${i} has shape [${shape.join(', ')}], its gradient [${other.join(', ')}]`,
      );
    }
  });
}

/**
 * Gradient descent: W = W - η G.
 *
 * @param learningRate η, above 0
 * @returns what makes new weights of weights and gradients
 */
export function sgd(learningRate: number): Update {
  checkAbove0('sgd: learningRate', learningRate);
  return (parameters, gradients) => {
    checkLists('sgd', parameters, gradients);
    parameters.forEach(({values}, i) => {
      for (let k = 0; k < values.length; k++) values[k] -= learningRate * gradients[i].values[k];
    });
  };
}

/**
 * Adam with β1 = 0.9, β2 = 0.999, ε = 1e-7, as in Keras 3. Keeps its averages from call to call, so use one for each model.
 *
 * @param learningRate η, above 0
 * @returns what makes new weights of weights and gradients
 *
 * Source: Kingma and Ba 2014, arXiv:1412.6980.
 */
export function adam(learningRate: number): Update {
  checkAbove0('adam: learningRate', learningRate);
  const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-7];
  let moments: {m: Float64Array; v: Float64Array}[] | undefined;
  let t = 0;
  return (parameters, gradients) => {
    checkLists('adam', parameters, gradients);
    moments ??= parameters.map(({values: {length}}) => ({m: new Float64Array(length), v: new Float64Array(length)}));
    t++;
    const alpha = (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
    parameters.forEach(({values}, i) => {
      const {m, v} = (moments as {m: Float64Array; v: Float64Array}[])[i];
      for (let k = 0; k < values.length; k++) {
        const g = gradients[i].values[k];
        m[k] += (1 - beta1) * (g - m[k]);
        v[k] += (1 - beta2) * (g * g - v[k]);
        values[k] -= (alpha * m[k]) / (Math.sqrt(v[k]) + epsilon);
      }
    });
  };
}

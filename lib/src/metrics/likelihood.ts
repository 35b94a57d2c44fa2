import {asNdArray, type Numbers} from '../data';
import {checkAbove0, checkOptions, show} from '../data/arguments';

function checkNats(name: string, value: number): void {
  if (!(typeof value === 'number' && value >= 0)) {
    throw new RangeError(`${name} must be a cross-entropy >= 0 in nats, got ${show(value)}`);
  }
}

/**
 * Cross-entropy of what came under what a model said: the mean surprise, in nats.
 *
 *     H = - mean ln P(y)
 *
 * @param yTrue class or token numbers, any shape, counting from 0
 * @param probabilities [..., classes] the shape of yTrue and an axis of probabilities
 * @returns nats a token; Infinity when something came that had probability 0
 * @throws RangeError when shapes do not fit, a token is unknown, or a probability does not lie in [0, 1]
 *
 * Lesson: notebooks/05-text/5.2. Check: agrees with scikit-learn's log_loss to 1e-12.
 */
export function crossEntropy(yTrue: Numbers, probabilities: Numbers): number {
  const [truth, all] = [
    asNdArray(yTrue, 'crossEntropy: yTrue'),
    asNdArray(probabilities, 'crossEntropy: probabilities'),
  ];
  const classes = all.shape[all.shape.length - 1];
  if (all.shape.slice(0, -1).join() !== truth.shape.join()) {
    throw new RangeError(
      `crossEntropy: probabilities must have the shape of yTrue, [${truth.shape.join(', ')}], and an axis of classes, ` +
        `got [${all.shape.join(', ')}]`,
    );
  }
  if (truth.values.length === 0) throw new RangeError('crossEntropy: yTrue must not be empty, got no tokens: []');
  const bad = all.values.findIndex((p) => !(p >= 0 && p <= 1 + 1e-6));
  if (bad >= 0) {
    throw new RangeError(`crossEntropy: probabilities holds ${all.values[bad]} at place ${bad}, not in [0, 1]`);
  }
  let sum = 0;
  truth.values.forEach((token, i) => {
    if (!Number.isInteger(token) || token < 0 || token >= classes) {
      throw new RangeError(`crossEntropy: yTrue holds ${token} at place ${i}, but classes are 0 to ${classes - 1}`);
    }
    sum -= Math.log(all.values[i * classes + token]);
  });
  // 0 - 0 rather than -0, and no surprise below none where a probability was rounded above 1.
  return Math.max(0, sum / truth.values.length);
}

/**
 * Perplexity: among how many equally likely tokens a model hesitates.
 *
 *     perplexity = e^H
 *
 * @param nats cross-entropy H of a token, in nats: what {@link crossEntropy} gives, or a categorical cross-entropy loss
 * @returns 1 (certain and right) or more; the size of the vocabulary for a uniform guess
 * @throws RangeError when the cross-entropy is negative or NaN
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function perplexity(nats: number): number {
  checkNats('perplexity: nats', nats);
  return Math.exp(nats);
}

/** Options of {@link bitsPerCharacter}. */
export interface BitsOptions {
  /** Mean characters of a token; defaults to 1, a character model. With it models of words and of characters compare. */
  charactersPerToken?: number;
}

/**
 * Bits that a model needs for one character of the text.
 *
 *     bits = H / (ln 2 · characters per token)
 *
 * @param nats cross-entropy H of a token, in nats
 * @param options see {@link BitsOptions}
 * @returns bits a character
 * @throws RangeError when the cross-entropy is negative or NaN, or charactersPerToken is not above 0
 *
 * Lesson: notebooks/05-text/5.2, exercise 12.
 */
export function bitsPerCharacter(nats: number, options: BitsOptions = {}): number {
  checkOptions('bitsPerCharacter', options, ['charactersPerToken']);
  const {charactersPerToken = 1} = options;
  checkNats('bitsPerCharacter: nats', nats);
  checkAbove0('bitsPerCharacter: charactersPerToken', charactersPerToken);
  return nats / (Math.LN2 * charactersPerToken);
}

import {checkList, checkWhole, show} from '../arguments';
import {checkSamples} from './spectrogram';

/**
 * A sound as classes: few levels, fine where it is quiet, coarse where it is loud.
 *
 *     F(x) = sign(x) ln(1 + μ|x|) / ln(1 + μ),   μ = levels - 1,   id = floor((F(x) + 1) / 2 μ + 1/2)
 *
 * @param samples -1 to 1; what lies beyond is cut off
 * @param levels number of classes; defaults to 256
 * @returns [samples] whole numbers 0 ... levels - 1
 * @throws RangeError when the sound is empty or holds NaN, or the levels are no whole number >= 2
 *
 * Source: ITU-T G.711, as in van den Oord et al. 2016, WaveNet. Lesson: notebooks/04-convolutions/4.2.
 * Check: agrees with librosa.
 */
export function muLawEncode(samples: ArrayLike<number>, levels = 256): Int32Array {
  checkWhole('muLawEncode: levels', levels, 2);
  checkSamples(samples, 'muLawEncode');
  const mu = levels - 1;
  return Int32Array.from(samples, (sample) => {
    const x = Math.max(-1, Math.min(1, sample));
    const squeezed = (Math.sign(x) * Math.log1p(mu * Math.abs(x))) / Math.log1p(mu);
    return Math.floor(((squeezed + 1) / 2) * mu + 0.5);
  });
}

/**
 * Classes back to a sound; what {@link muLawEncode} rounded away is lost.
 *
 * @param ids whole numbers 0 ... levels - 1
 * @param levels number of classes; defaults to 256
 * @returns [ids] -1 to 1
 * @throws RangeError naming an id that is none of the classes
 *
 * Lesson: notebooks/04-convolutions/4.2.
 */
export function muLawDecode(ids: ArrayLike<number>, levels = 256): Float32Array {
  checkWhole('muLawDecode: levels', levels, 2);
  checkList('muLawDecode: ids', ids, {empty: true});
  const mu = levels - 1;
  return Float32Array.from(ids, (id, i) => {
    if (!Number.isInteger(id) || id < 0 || id > mu) {
      throw new RangeError(`muLawDecode: ids lie in 0 ... ${mu}, got ${show(id)} at place ${i}`);
    }
    const y = (2 * id) / mu - 1;
    return (Math.sign(y) * Math.expm1(Math.abs(y) * Math.log1p(mu))) / mu;
  });
}

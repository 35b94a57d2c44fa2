import {checkList} from '../data/arguments';

/**
 * Slopes of a WaveNet by the turns of the path that carries them: sorts distances by how many ones they have in binary.
 *
 * With dilations 1, 2, 4, ... one path reaches each distance, and it turns back once for every 1 of the distance. A
 * WaveNet's plain first convolution may add one step, so distance n counts with the ones of n or of n - 1, whichever are
 * fewer. Distance 0, and what is not heard at all, count nowhere.
 *
 * @param slopes [distances] 0 or more, the last step first, as of `slopesByDistance`
 * @returns [most ones] geometric mean of the slopes with one 1, with two, ...; NaN where there is none
 * @throws RangeError when a slope is below 0 or not finite
 *
 * Lesson: notebooks/04-convolutions/4.2. Check: lib/test/models/slopes-by-ones.test.ts.
 */
export function slopesByOnes(slopes: readonly number[]): number[] {
  checkList('slopesByOnes: slopes', slopes);
  const ones = (n: number) => n.toString(2).replaceAll('0', '').length;
  const sums: number[] = [];
  const counts: number[] = [];
  slopes.forEach((slope, n) => {
    if (!(slope >= 0 && slope < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`slopesByOnes: slopes[${n}] must be a finite number of 0 or more, got ${slope}`);
    }
    const turns = n === 0 ? 0 : Math.min(ones(n), ones(n - 1));
    if (turns === 0 || slope === 0) return;
    sums[turns - 1] = (sums[turns - 1] ?? 0) + Math.log(slope);
    counts[turns - 1] = (counts[turns - 1] ?? 0) + 1;
  });
  return Array.from({length: sums.length}, (_, i) => Math.exp(sums[i] / counts[i]));
}

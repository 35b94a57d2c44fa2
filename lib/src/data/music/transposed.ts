import {checkList, show} from '../arguments';
import {type Chorale, toArpeggio} from './chorales';

/** Whether {@link toArpeggio} has a token for each pitch. */
function hasTokens(chorale: Chorale): boolean {
  return chorale.every((chord) => chord.every((pitch) => pitch === 0 || (pitch >= 36 && pitch <= 81)));
}

/**
 * Chorales in further keys: each is moved up or down by each number of semitones; silence stays.
 *
 * Copies that leave the pitches 36 to 81 are left out, for no token stands for them.
 *
 * @param chorales see {@link Chorale}
 * @param semitones how far each copy is moved; 0 keeps the chorale itself
 * @returns the copies of the first chorale, then those of the second ...
 * @throws RangeError when there is no chorale or no shift, a shift is no whole number, or a chorale has no tokens
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function transposed(chorales: readonly Chorale[], semitones: readonly number[]): number[][][] {
  checkList('transposed: chorales', chorales);
  checkList('transposed: semitones', semitones);
  const bad = semitones.find((shift) => !Number.isInteger(shift));
  if (bad !== undefined) throw new RangeError(`transposed: a shift must be a whole number, got ${show(bad)}`);
  return chorales.flatMap((chorale) => {
    toArpeggio(chorale); // names a pitch that has no token
    const move = (by: number) => chorale.map((chord) => chord.map((pitch) => (pitch === 0 ? 0 : pitch + by)));
    return semitones.map(move).filter(hasTokens);
  });
}

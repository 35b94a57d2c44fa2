import {checkList} from '../arguments';
import type {Chorale} from './chorales';

/** Chorales between the one that lends a voice and the one that lends the next. */
const APART = 7;

/**
 * Chorales whose voices never met: each voice comes from another chorale.
 *
 * A control: every melody is real, and no two belong together.
 *
 * @param chorales of equal length, more than 7
 * @returns as many chorales; voice v of the i-th comes from chorale i + 7 v, counted round
 * @throws RangeError when there are too few, or they differ in length
 *
 * Lesson: notebooks/06-applications/6.1.
 */
export function strangers(chorales: readonly Chorale[]): number[][][] {
  checkList('strangers: chorales', chorales);
  const odd = chorales.findIndex(({length}) => length !== chorales[0].length);
  if (chorales.length <= APART || odd >= 0) {
    throw new RangeError(`strangers needs more than ${APART} chorales of equal length, got ${chorales.length}`);
  }
  const lender = (i: number, voice: number) => chorales[(i + APART * voice) % chorales.length];
  return chorales.map((chorale, i) => chorale.map((chord, t) => chord.map((_, voice) => lender(i, voice)[t][voice])));
}

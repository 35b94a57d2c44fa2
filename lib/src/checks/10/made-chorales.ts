import {toArpeggio} from '../../data/music/chorales';
import {generateChorales} from '../../data/music/generate';

/** What the networks of 10.7 train on: generated chorales, so that they are the same wherever nothing can be downloaded. */
export const MADE = {chorales: 120, seed: 42};

/** Each fourth sixteenth, a chord a beat. */
const onBeats = (chorale: number[][]) => chorale.filter((_, step) => step % 4 === 0);

/** Tokens of generated chorales, soprano, alto, tenor, bass of each beat. */
export function madeTokens(chorales: number, seed: number): number[][] {
  return generateChorales(chorales, {seed}).map((one) => toArpeggio(onBeats(one)));
}

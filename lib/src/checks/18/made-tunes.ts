import {toMelody} from '../../data/music/melody';
import {generateTunes} from '../../data/music/tunes';

/** What the networks of 18.6 train on: generated tunes in C, so that they are the same wherever nothing can be downloaded. */
export const TUNES = {tunes: 300, seed: 42, tonic: 60};
/** Steps of a tune: eight bars of eight eighths. */
export const STEPS = 64;

/** Tokens of generated tunes in C, [tunes][64]. */
export function tuneTokens(tunes: number, seed: number): number[][] {
  return generateTunes(tunes, {seed, tonic: TUNES.tonic}).map((notes) => toMelody(notes, {length: STEPS}));
}

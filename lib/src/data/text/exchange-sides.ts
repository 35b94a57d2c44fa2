import {checkList, checkText} from '../arguments';

/**
 * The same tokens with the two sides of one of them exchanged: "A but B" becomes "B but A".
 *
 * What counts words alone cannot tell the two apart.
 *
 * @param tokens as `tokenise` gives them
 * @param hinge the token between the sides; of several the first that has something before it
 * @returns as many tokens; without a hinge that has two sides, the two halves exchanged
 *
 * Lesson: notebooks/05-text/5.1.
 */
export function exchangeSides(tokens: readonly string[], hinge: string): string[] {
  checkList('exchangeSides: tokens', tokens, {empty: true});
  checkText('exchangeSides: hinge', hinge);
  const place = tokens.indexOf(hinge, 1);
  if (place > 0 && place < tokens.length - 1) return [...tokens.slice(place + 1), hinge, ...tokens.slice(0, place)];
  const half = Math.floor(tokens.length / 2);
  return [...tokens.slice(half), ...tokens.slice(0, half)];
}

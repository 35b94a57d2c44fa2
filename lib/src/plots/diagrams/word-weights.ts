import type {Diagram} from '../figure';
import {short} from '../lines';
import {box, checkCount, drawing, SOFT, text} from './svg';

const [LINE, ROW] = [660, 72];

/**
 * How much each word counts: a bar above the line speaks for, one below it against; long sentences go on in a new row.
 *
 * @param words one to 80, in reading order
 * @param weights one a word, such as gradient × input
 * @returns the drawing
 * @throws RangeError when counts differ, or a weight is not finite
 *
 * Lesson: notebooks/05-text/5.1.
 */
export function wordWeights(words: string[], weights: number[]): Diagram {
  checkCount('the number of words', words.length, 1, 80);
  if (weights.length !== words.length) throw new RangeError(`${weights.length} weights for ${words.length} words`);
  const bad = weights.findIndex((weight) => !Number.isFinite(weight));
  if (bad >= 0) throw new RangeError(`the weight of '${words[bad]}' is ${weights[bad]}`);
  const most = Math.max(...weights.map(Math.abs)) || 1;
  const parts: string[] = [];
  let [left, y] = [24, 34];
  words.forEach((word, i) => {
    const width = Math.max(22, 9 * word.length + 12);
    if (left + width > LINE && left > 24) [left, y] = [24, y + ROW];
    const tall = (20 * Math.abs(weights[i])) / most;
    const isFor = weights[i] >= 0;
    // Above or below, full or dashed: grey paper keeps the sign.
    const look = isFor ? {fill: '#5FA0CC', width: 1} : {fill: '#F9DDC8', width: 1, dash: '3 2'};
    const middle = isFor ? y - 12 - tall / 2 : y + 12 + tall / 2;
    if (tall >= 0.5) parts.push(box([left + width / 2, middle], [width - 6, tall], '', look));
    parts.push(text([left + width / 2, y], word, {size: 15, bold: tall > 10}));
    left += width;
  });
  const bottom = y + 56;
  parts.push(
    text([24, bottom], `bars above: for; dashed, below: against; longest ${short(most)}`, {
      anchor: 'start',
      size: 12,
      fill: SOFT,
    }),
  );
  const order = [...words.keys()].sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a])).slice(0, 3);
  const strongest = order.map((i) => `'${words[i]}' ${short(weights[i])}`).join(', ');
  const alt = `The sentence '${words.join(' ')}' with a weight for each word; the strongest are ${strongest}.`;
  return drawing(LINE + 40, bottom + 22, parts, alt);
}

import {checkList} from '../../data/arguments';
import {bars} from '../bars';
import type {Figure} from '../figure';
import {withSlider} from '../slider';

/** What can come next, in one setting. */
export interface TokenChoice {
  /** What stands under the slider, such as '0.7'. */
  name: string;
  /** [vocabulary] */
  probabilities: ArrayLike<number>;
}

/** What the choices say about themselves. */
export interface TokenChoicesText {
  /** What the slider changes, such as 'temperature'. */
  label: string;
  /** Ends each title: 'after "I will not s"'. */
  after: string;
  /** Setting shown first; defaults to 0. */
  start?: number;
  /** Tokens drawn, the likeliest ones of the setting shown first; defaults to 12. */
  most?: number;
}

/** A token as it may stand below a bar. */
const named = (token: string): string => (token === '\n' ? '↵' : token === ' ' ? 'blank' : token);

/** Names upright, however many there are, and values that belong to the bars: what stands in the layout stays behind. */
function readable(figure: Figure, list: {name: string; value: number}[]): Figure {
  const text = list.map(({value}) => (value < 0.005 ? '' : value.toFixed(2)));
  Object.assign(figure.data[0], {text, textposition: 'outside', textfont: {size: 12}, cliponaxis: false});
  Object.assign(figure.layout, {annotations: []});
  if (list.every(({name}) => name.length <= 5)) Object.assign(figure.layout.xaxis as object, {tickangle: 0});
  return figure;
}

/**
 * Probabilities of the next token as bars, and a slider that goes through settings; each title says how many bits of
 * choice (entropy) are left.
 *
 * @param choices one setting a step
 * @param tokens [vocabulary] names of the tokens
 * @param text see {@link TokenChoicesText}
 * @returns the figure
 * @throws RangeError when there are fewer than two settings, or probabilities and tokens do not fit
 *
 * Lesson: notebooks/05-text/5.2.
 */
export function tokenChoices(choices: TokenChoice[], tokens: readonly string[], text: TokenChoicesText): Figure {
  const {label, after, start = 0, most = 12} = text;
  checkList('tokenChoices: choices', choices);
  const odd = choices.find(({probabilities}) => probabilities.length !== tokens.length);
  if (odd)
    throw new RangeError(
      `tokenChoices: '${odd.name}' has ${odd.probabilities.length} of ${tokens.length} probabilities`,
    );
  const first = (choices[start] ?? choices[0]).probabilities;
  const order = Array.from(tokens.keys())
    .sort((a, b) => first[b] - first[a])
    .slice(0, most);
  const steps = choices.map(({name, probabilities}) => {
    const bits = Array.from(probabilities).reduce((sum, p) => (p > 0 ? sum - p * Math.log2(p) : sum), 0);
    const list = order.map((id) => ({name: named(tokens[id]), value: probabilities[id]}));
    const title = `${label[0].toUpperCase()}${label.slice(1)} ${name}: ${bits.toFixed(2)} bits of choice ${after}`;
    const y = {label: 'probability', unit: '', range: [0, 1] as [number, number]};
    return {name, figure: readable(bars(list, {title, x: {label: 'next token', unit: ''}, y, height: 330}), list)};
  });
  return withSlider(steps, {label, start});
}

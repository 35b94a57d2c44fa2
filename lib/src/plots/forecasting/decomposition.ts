import type {Numbers} from '../../data';
import type {Axis, Figure, TitleText} from '../figure';
import {lines, rangeText, readVector} from '../lines';
import {stacked} from '../stacked';

/** Options of {@link decomposition}. */
export interface DecompositionText extends TitleText {
  /** What time is counted in; defaults to steps. */
  x?: Axis;
  /** Places on the time axis; defaults to 0, 1, 2 ... */
  at?: Numbers;
  /** Unit of all parts; defaults to none. */
  unit?: string;
}

/**
 * A series and the parts that it is the sum of, one row each, over one time axis.
 *
 * @param parts [time steps] each, by name, such as {series, trend, 'weekly season', noise}
 * @param text title, time axis, unit
 * @returns the figure; rows have heights of their own, so read the ticks
 * @throws RangeError when there are no parts, or lengths differ
 *
 * Lesson: notebooks/01-foundations/1.1 and notebooks/02-forecasting/2.4.
 */
export function decomposition(parts: Record<string, Numbers>, text: DecompositionText): Figure {
  const read = Object.entries(parts).map(([name, numbers]) => ({name, y: readVector(numbers, name)}));
  if (read.length === 0) throw new RangeError('decomposition needs at least one part');
  const odd = read.find(({y}) => y.length !== read[0].y.length);
  if (odd)
    throw new RangeError(`decomposition: ${odd.name} has ${odd.y.length} steps, ${read[0].name} ${read[0].y.length}`);
  const {x = {label: 'time', unit: 'steps'}, at, unit = '', title} = text;
  const figures = read.map(({name, y}, i) =>
    lines([{y, x: at, style: i === 0 ? 6 : 0, dash: 'solid'}], {title: name, x, y: {label: '', unit}}),
  );
  const described = read.map(({name, y}) => `${name} ${rangeText(y)}`).join('; ');
  const figure = stacked(figures, {...text, height: text.height ?? 90 + 115 * read.length});
  const layout = {...figure.layout};
  read.forEach((_, i) => {
    const key = `yaxis${i === 0 ? '' : i + 1}`;
    layout[key] = {
      ...(layout[key] as object),
      title: {text: i === 0 ? (unit === '' ? 'value' : unit) : unit},
    };
  });
  return {...figure, layout, alt: text.alt ?? `${title}. Rows over one time axis: ${described}.`};
}

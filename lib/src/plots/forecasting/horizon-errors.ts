import {asNdArray, type Numbers} from '../../data';
import type {Figure, TitledText} from '../figure';
import {type Line, lines, readVector, short} from '../lines';

/** Errors of one forecaster by step ahead, such as `errorsByHorizon(...).mse`. */
export interface HorizonErrorLine {
  name: string;
  /** [horizon] */
  errors: Numbers;
  /** [horizon] half height of a band, such as the standard error. */
  spread?: Numbers;
  /** Drawn in grey; defaults to false. */
  baseline?: boolean;
}

/**
 * The error of forecasts by how far ahead they look.
 *
 * @param forecasters see {@link HorizonErrorLine}; all have the same horizon
 * @param text title; the axes default to steps ahead and MSE
 * @returns the figure
 * @throws RangeError when there is no forecaster, or horizons differ
 *
 * Lesson: notebooks/02-forecasting/2.2 and 2.4.
 */
export function horizonErrors(forecasters: HorizonErrorLine[], text: TitledText): Figure {
  if (forecasters.length === 0) throw new RangeError('horizonErrors needs at least one forecaster');
  const read = forecasters.map(({name, errors}) => readVector(errors, `errors of '${name}'`));
  const horizon = read[0].length;
  read.forEach((errors, i) => {
    if (errors.length === horizon && horizon > 0) return;
    throw new RangeError(
      `horizonErrors: '${forecasters[i].name}' has ${errors.length} steps, '${forecasters[0].name}' ${horizon}`,
    );
  });
  const steps = Array.from({length: horizon}, (_, k) => k + 1);
  let style = 0;
  const list = forecasters.map(({name, spread, baseline}, i): Line => {
    const look = baseline ? i : style++;
    return {name, x: steps, y: read[i], spread, baseline, style: look, draw: horizon <= 30 ? 'both' : 'line'};
  });
  const described = read.map((errors, i) => {
    return `${forecasters[i].name} ${short(errors[0])} at step 1, ${short(errors[horizon - 1])} at step ${horizon}`;
  });
  const y = text.y ?? {label: 'MSE', unit: ''};
  return lines(list, {
    ...text,
    x: text.x ?? {label: 'steps ahead', unit: 'time steps', ...(horizon <= 16 ? {ticks: steps} : {})},
    y: y.log || y.range ? y : {...y, range: [0, 1.06 * most(forecasters)]},
    alt: text.alt ?? `${text.title}. ${y.label} by steps ahead: ${described.join('; ')}.`,
  });
}

/** Highest point of all lines and bands: an axis of errors starts at 0. */
function most(forecasters: HorizonErrorLine[]): number {
  const tops = forecasters.flatMap(({errors, spread}) => {
    const band = spread === undefined ? undefined : asNdArray(spread, 'spread').values;
    return Array.from(asNdArray(errors).values, (error, k) => error + (band?.[k] ?? 0));
  });
  return Math.max(...tops) || 1;
}

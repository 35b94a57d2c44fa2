import type {Figure} from '../figure';
import {type SliderStep, withSlider} from '../slider';
import {type GradientNorms, type GradientText, gradientByDistance} from './by-distance';

/** Gradients of the same cells at one scale of their weights. */
export interface GradientsAtScale {
  /** What stands under the slider, such as '0.9'. */
  name: string;
  /** See {@link GradientNorms}: the same cells in the same order at every scale. */
  groups: GradientNorms[];
}

/**
 * {@link gradientByDistance} behind a slider: what the scale of the recurrent weights does to the gradients of several cells.
 *
 * @param scales see {@link GradientsAtScale}, at least two
 * @param text title; `label` of the slider defaults to 'scale of the recurrent kernel'; `start` is the position shown first
 * @returns the figure; one y axis for all scales, so that they can be compared
 * @throws RangeError when there are fewer than two scales, their cells differ, or norms are impossible
 *
 * Lesson: notebooks/01-foundations/1.5.
 */
export function gradientByScale(
  scales: GradientsAtScale[],
  text: GradientText & {label?: string; start?: number},
): Figure {
  if (scales.length < 2) throw new RangeError(`gradientByScale needs at least two scales, got ${scales.length}`);
  const cells = scales[0].groups.map(({name}) => name);
  for (const {name, groups} of scales) {
    const own = groups.map((group) => group.name);
    if (own.join('\n') !== cells.join('\n')) {
      throw new RangeError(`gradientByScale: at '${name}' the cells are ${own.join(', ')}, not ${cells.join(', ')}`);
    }
  }
  const {label = 'scale of the recurrent kernel', start, alt, ...rest} = text;
  const steps: SliderStep[] = scales.map(({name, groups}) => ({name, figure: gradientByDistance(groups, rest)}));
  // Ranges of a log axis are exponents.
  const axes = steps.map(({figure}) => figure.layout.yaxis as {range: [number, number]; title: {text: string}});
  const ranges = axes.map(({range}) => range);
  const range = [Math.min(...ranges.map(([low]) => low)), Math.max(...ranges.map(([, high]) => high))];
  const exponents = range.map((end) => 10 ** end) as [number, number];
  const y = {label: axes[0].title.text, unit: '', range: exponents};
  const common = scales.map(({name, groups}) => ({name, figure: gradientByDistance(groups, {...rest, y})}));
  const described = common.map(({name, figure}) => `at ${name}: ${figure.alt.slice(rest.title.length + 2)}`);
  return withSlider(common, {
    label,
    start,
    alt: alt ?? `${rest.title}. A slider changes ${label}; ${described.join(' ')}`,
  });
}

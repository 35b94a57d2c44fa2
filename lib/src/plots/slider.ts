import type {Figure, PlotlyObject} from './figure';

/** One position of a slider. */
export interface SliderStep {
  /** What stands under the slider, such as '0.9'; names may repeat. */
  name: string;
  /** The same traces as in every other step, with other numbers. */
  figure: Figure;
}

/** Options of {@link withSlider}. */
export interface SliderOptions {
  /** What the slider changes: 'scale of the recurrent kernel'. */
  label: string;
  /** Step shown first; defaults to 0. */
  start?: number;
  alt?: string;
}

/**
 * One figure that a slider steps through; where there is no slider (paper) the first step is shown.
 *
 * @param steps figures with the same number of traces; the axes of the first hold for all
 * @param options see {@link SliderOptions}
 * @returns the figure with frames
 * @throws RangeError when there are fewer than two steps, or numbers of traces differ
 */
export function withSlider(steps: SliderStep[], {label, start = 0, alt}: SliderOptions): Figure {
  if (steps.length < 2) throw new RangeError(`withSlider needs at least two steps, got ${steps.length}`);
  const shown = steps[start];
  if (!shown) throw new RangeError(`withSlider: no step ${start}, there are ${steps.length}`);
  const odd = steps.find(({figure}) => figure.data.length !== shown.figure.data.length);
  if (odd)
    throw new RangeError(`withSlider: step '${odd.name}' has ${odd.figure.data.length} traces, not as the others`);
  // Plotly finds a frame by its name: where names repeat, as words of a caption do, they are numbered.
  const repeats = new Set(steps.map(({name}) => name)).size < steps.length;
  const keys = steps.map(({name}, i) => (repeats ? `${i + 1}: ${name}` : name));
  const frames = steps.map(({figure}, i) => ({
    name: keys[i],
    data: figure.data,
    layout: {title: figure.layout.title},
  }));
  const slider: PlotlyObject = {
    active: start,
    currentvalue: {prefix: `${label}: `, xanchor: 'left', font: {size: 13}},
    pad: {t: 46, b: 8},
    x: 0,
    len: 1,
    steps: steps.map(({name}, i) => ({
      label: name,
      ...(repeats ? {value: keys[i]} : {}),
      method: 'animate',
      args: [[keys[i]], {mode: 'immediate', frame: {duration: 0, redraw: true}, transition: {duration: 0}}],
    })),
  };
  const layout = shown.figure.layout;
  const margin = layout.margin as Record<string, number>;
  return {
    data: shown.figure.data,
    layout: {
      ...layout,
      height: (layout.height as number) + 90,
      margin: {...margin, b: margin.b + 90},
      sliders: [slider],
    },
    frames,
    alt: alt ?? `${shown.figure.alt} A slider changes ${label}: ${steps.map(({name}) => name).join(', ')}.`,
  };
}

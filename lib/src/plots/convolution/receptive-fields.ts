import type {Figure, TitledText} from '../figure';
import {lines} from '../lines';
import {checkLayers, fieldOf, type ReceptiveLayer} from './receptive-field';

/**
 * How the receptive fields of several designs grow with depth: linear for equal layers, exponential for doubling dilations.
 *
 *     receptive field after layer L = 1 + Σ_{l ≤ L} (k_l - 1) d_l × the product of earlier strides
 *
 * @param designs layers from the input upwards by the name of the design, see {@link ReceptiveLayer}
 * @param text title; the axes default to layers and time steps (logarithmic)
 * @returns the figure
 * @throws RangeError when there is no design, one has no layers, or a layer is impossible
 *
 * Lesson: notebooks/04-convolutions/4.1 and 4.2.
 */
export function receptiveFields(designs: Record<string, ReceptiveLayer[]>, text: TitledText): Figure {
  const list = Object.entries(designs);
  if (list.length === 0) throw new RangeError('receptiveFields needs at least one design');
  const grown = list.map(([name, layers]) => {
    checkLayers(layers, name);
    return {name, y: layers.map((_, i) => fieldOf(layers.slice(0, i + 1)))};
  });
  const deepest = Math.max(...grown.map(({y}) => y.length));
  const ticks = deepest <= 16 ? Array.from({length: deepest}, (_, i) => i + 1) : undefined;
  const described = grown.map(
    ({name, y}) => `${name} ${y.at(-1)} steps after ${y.length} ${y.length === 1 ? 'layer' : 'layers'}`,
  );
  return lines(
    grown.map(({name, y}) => ({name, y, x: y.map((_, i) => i + 1), draw: y.length <= 24 ? 'both' : 'line'})),
    {
      ...text,
      x: text.x ?? {label: 'layers', unit: '', ...(ticks ? {ticks} : {})},
      y: text.y ?? {label: 'receptive field', unit: 'time steps', log: true},
      alt: text.alt ?? `${text.title}. Receptive fields: ${described.join('; ')}.`,
    },
  );
}

import type {PlotlyObject} from './figure';

/** A longer title is longer than two tick labels are apart, and Plotly moves it away from them. */
const SHORT = 8;

/**
 * What colours mean. A short title stands above the bar: beside it, it would slip between two numbers and be read as one.
 *
 * @param title what the colour measures, such as 'weight'
 * @param thickness of the bar in pixels
 * @returns a Plotly colour bar
 */
export function colourBar(title: string, thickness = 14): PlotlyObject {
  const isShort = title.length <= SHORT;
  // An empty line below keeps the title from the highest number, which stands half above the bar.
  const text = isShort ? `${title}<br>\u00a0` : title;
  return {title: {text, side: isShort ? 'top' : 'right', font: {size: 12}}, thickness, outlinewidth: 0};
}

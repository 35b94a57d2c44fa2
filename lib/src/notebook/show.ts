import type {Diagram, Figure} from '../plots';
import {type DisplayOptions, display} from './display';
import type {Html} from './html';
import type {Table} from './table';

/** What {@link show} can show. */
export type Showable = Figure | Diagram | Html | Table;

/**
 * The output of a figure, diagram, table or piece of HTML in the forms that a notebook stores.
 *
 * @param thing see {@link Showable}
 * @returns contents by media type
 */
export function bundleOf(thing: Showable): Record<string, unknown> {
  if (typeof thing === 'object' && thing !== null) {
    if ('data' in thing && 'layout' in thing) {
      const {data, layout, frames, alt} = thing;
      const figure = {data, layout, ...(frames ? {frames} : {}), config: {displaylogo: false, responsive: false}};
      return {'application/vnd.plotly.v1+json': figure, 'text/plain': alt};
    }
    if ('svg' in thing) return {'image/svg+xml': thing.svg, 'text/plain': thing.alt};
    if ('html' in thing) return {'text/html': thing.html, 'text/plain': thing.text};
  }
  throw new TypeError('show needs a figure, a diagram, a table or {html, text}');
}

/**
 * Shows a figure, a diagram, a table or HTML below the cell.
 *
 * @param thing what the rooms `plots` and `notebook.table` make
 * @param options display id and metadata, see {@link DisplayOptions}
 * @throws TypeError when it is none of these
 */
export function show(thing: Showable, options: DisplayOptions = {}): void {
  display(bundleOf(thing), options);
}

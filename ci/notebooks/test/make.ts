/** Small notebooks for tests. */
import {kernelspec, languageInfo, PLOTLY_MIME} from '../clean';
import type {Cell, DataOutput, Notebook, Output} from '../notebook';

export const markdown = (source: string, id = ''): Cell => ({cell_type: 'markdown', id, metadata: {}, source});

export const code = (source: string, outputs: Output[] = [], tags?: string[], id = ''): Cell => ({
  ...{cell_type: 'code', id, source, outputs, execution_count: null},
  metadata: tags ? {tags} : {},
});

/** Gives cells without an id the id `c1`, `c2`, ... and code cells their counts. */
export function notebook(...cells: Cell[]): Notebook {
  let count = 0;
  return {
    cells: cells.map((cell, index) => ({
      ...cell,
      id: cell.id || `c${index + 1}`,
      ...(cell.cell_type === 'code' ? {execution_count: ++count} : {}),
    })),
    metadata: {kernelspec, language_info: languageInfo},
    nbformat: 4,
    nbformat_minor: 5,
  };
}

export const printed = (text: string): Output => ({output_type: 'stream', name: 'stdout', text});

export const display = (data: DataOutput['data'], unroll?: object): Output => ({
  output_type: 'display_data',
  data,
  metadata: unroll ? {unroll} : {},
});

export const figure = (y: unknown, title = 'Loss'): Output =>
  display({
    [PLOTLY_MIME]: {data: [{type: 'scatter', x: [1, 2, 3], y}], layout: {title: {text: title}}},
    'text/plain': 'A line that falls with the epochs.',
  });

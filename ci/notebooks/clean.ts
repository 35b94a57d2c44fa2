/** The form in which notebooks are stored: metadata by allowlist, stable ids, rounded figures, counts in order. */
import {type Cell, type Metadata, type Notebook, type Output, shortHash, unrollFlags} from './notebook';

export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

export const kernelspec = {display_name: 'TypeScript (tslab)', language: 'typescript', name: 'tslab'};

/** What JupyterLab, nbconvert and code hosts need for colouring; no versions, which would change without a reason. */
export const languageInfo = {
  codemirror_mode: {mode: 'typescript', name: 'javascript', typescript: true},
  file_extension: '.ts',
  mimetype: 'text/typescript',
  name: 'typescript',
};

export const notebookMetadataKeys = ['kernelspec', 'language_info'];
export const cellMetadataKeys = ['nbgrader', 'tags'];
/** Of outputs: the display size of a picture, and our own flags. */
const outputMetadataKeys = ['image/png', 'unroll'];

/** The allowed keys; an empty list of tags, which tools leave behind, is no metadata. */
function only(metadata: Metadata | undefined, keys: string[]): Metadata {
  const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
  return Object.fromEntries(Object.entries(metadata ?? {}).filter(([key, v]) => keys.includes(key) && !isEmpty(v)));
}

/** Gives cells without an id (or with one used before) an id made from their text: the same text, the same id. */
export function withStableIds(cells: Cell[]): Cell[] {
  const used = new Set<string>();
  return cells.map((cell) => {
    let id =
      cell.id && /^[a-zA-Z0-9_-]{1,64}$/.test(cell.id) ? cell.id : shortHash(`${cell.cell_type}\n${cell.source}`);
    for (let i = 2; used.has(id); i++) id = shortHash(`${cell.cell_type}\n${cell.source}\n${i}`);
    used.add(id);
    return {...cell, id};
  });
}

/** Seven significant digits: ten times finer than what is confirmed, a third of the bytes of a double. */
export const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(7)));

function roundedDeep(value: unknown): unknown {
  if (typeof value === 'number') return rounded(value);
  if (Array.isArray(value)) return value.map(roundedDeep);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundedDeep(item)]));
}

/** Neighbouring pieces of one stream as one output, as a reader sees them. */
export function mergedStreams(outputs: Output[]): Output[] {
  const merged: Output[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.output_type === 'stream' && last?.output_type === 'stream' && last.name === output.name) {
      merged[merged.length - 1] = {...last, text: last.text + output.text};
    } else merged.push(output);
  }
  return merged;
}

/** Outputs without those that are marked volatile (progress bars, live charts, clock times). */
export const lastingOutputs = (outputs: Output[] | undefined): Output[] =>
  mergedStreams((outputs ?? []).filter((output) => !unrollFlags(output).volatile));

function cleanOutput(output: Output, count: number): Output {
  if (output.output_type === 'stream' || output.output_type === 'error') return output;
  const {[PLOTLY_MIME]: figure, ...others} = output.data;
  return {
    output_type: output.output_type,
    data: figure === undefined ? others : {...others, [PLOTLY_MIME]: roundedDeep(figure)},
    metadata: only(output.metadata, outputMetadataKeys),
    ...(output.output_type === 'execute_result' ? {execution_count: count} : {}),
  };
}

/**
 * A notebook in its stored form.
 *
 * @param withOutputs false drops outputs and counts (exercises, and lessons that only get formatted)
 */
export function cleaned(notebook: Notebook, withOutputs = true): Notebook {
  let count = 0;
  const cells = withStableIds(notebook.cells).map((cell): Cell => {
    const {cell_type, id, source, attachments} = cell;
    const base = {cell_type, id, metadata: only(cell.metadata, cellMetadataKeys), source: source.replace(/\s+$/, '')};
    if (cell_type !== 'code') return attachments ? {...base, attachments} : base;
    if (!withOutputs) return {...base, execution_count: null, outputs: []};
    const own = source.trim() === '' ? null : ++count;
    const outputs = lastingOutputs(cell.outputs).map((output) => cleanOutput(output, own ?? 0));
    return {...base, execution_count: own, outputs};
  });
  return {cells, metadata: {kernelspec, language_info: languageInfo}, nbformat: 4, nbformat_minor: 5};
}

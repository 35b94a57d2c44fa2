/** Outputs of a cell, compared in the order in which a reader sees them. */
import {lastingOutputs, PLOTLY_MIME} from '../clean';
import {type Cell, type DataOutput, type MimeBundle, type Output, shortHash, tagsOf} from '../notebook';
import {type Tolerance, toleranceOf} from './numbers';
import {type Difference, dataDifferences, htmlText, textDifferences} from './values';

export interface CompareOptions {
  /**
   * One side ran on generated data: only the kinds of outputs and of traces count, not how many traces there are, since
   * a figure may draw one for each note or word of its data.
   */
  generated?: boolean;
}

/** Pictures that `--update` draws from figures and diagrams: their data is compared, not their pixels. */
const sources = [PLOTLY_MIME, 'image/svg+xml'];

/** The mime types of a bundle that count. */
function mimesOf(data: MimeBundle): string[] {
  const isDrawn = sources.some((mime) => mime in data);
  return Object.keys(data)
    .filter((mime) => !(isDrawn && mime === 'image/png'))
    .sort();
}

function kindOf(output: Output): string {
  if (output.output_type === 'stream') return output.name;
  if (output.output_type === 'error') return `error ${output.ename}`;
  const kinds = mimesOf(output.data).join(' + ');
  return `${output.output_type === 'execute_result' ? 'result' : 'display'} ${kinds}`;
}

const excerptOf = (output: Output): string => {
  const text =
    output.output_type === 'stream'
      ? output.text
      : output.output_type === 'error'
        ? output.evalue
        : String(output.data['text/plain'] ?? '');
  const line = text.trim().split('\n')[0];
  return line ? `${kindOf(output)}: ${line.slice(0, 70)}` : kindOf(output);
};

/** Keys of a Plotly bundle that a reader sees; `config` only steers buttons. */
const figureOf = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  const {data, layout, frames} = value as Record<string, unknown>;
  return {data, layout, frames};
};

/** Whether two figures show the same: then the stored picture of the one still stands for the other. */
export const sameFigure = (a: unknown, b: unknown, tolerance: Tolerance): boolean =>
  dataDifferences(figureOf(a), figureOf(b), tolerance).length === 0;

function mimeDifferences(mime: string, stored: unknown, now: unknown, tolerance: Tolerance): Difference[] {
  if (mime === PLOTLY_MIME) return dataDifferences(figureOf(stored), figureOf(now), tolerance);
  const inMime = (differences: Difference[]) => differences.map((d) => ({...d, where: `${mime}, ${d.where}`}));
  if (typeof stored !== 'string' || typeof now !== 'string') return inMime(dataDifferences(stored, now, tolerance));
  if (mime === 'text/html') return inMime(textDifferences(htmlText(stored), htmlText(now), tolerance));
  const isBinary = /^(image|audio|video)\/(?!svg)/.test(mime) || mime === 'application/pdf';
  if (!isBinary) return inMime(textDifferences(stored, now, tolerance));
  const short = (base64: string) => `${base64.length} characters, sha256 ${shortHash(base64)}`;
  return stored.trim() === now.trim() ? [] : [{where: mime, stored: short(stored), now: short(now)}];
}

function bundleDifferences(stored: DataOutput, now: DataOutput, tolerance: Tolerance): Difference[] {
  return mimesOf(stored.data).flatMap((mime) => mimeDifferences(mime, stored.data[mime], now.data[mime], tolerance));
}

/** Types of the traces of a figure, in order: its shape, where its numbers do not count. */
function tracesOf(output: Output): string[] {
  if (output.output_type === 'stream' || output.output_type === 'error') return [];
  const figure = output.data[PLOTLY_MIME];
  const data = typeof figure === 'object' && figure !== null && 'data' in figure ? figure.data : undefined;
  return Array.isArray(data) ? data.map((trace) => String(trace?.type ?? 'scatter')) : [];
}

/** What of two outputs of one kind is compared: all, kinds and number of traces, or kinds of traces. */
type Depth = 'all' | 'traces' | 'kinds';

function pairDifferences(stored: Output, now: Output, tolerance: Tolerance, depth: Depth): Difference[] {
  if (kindOf(stored) !== kindOf(now)) {
    return [{where: 'kind of output', stored: excerptOf(stored), now: excerptOf(now)}];
  }
  if (depth !== 'all') {
    const shape = (traces: string[]) => (depth === 'kinds' ? [...new Set(traces)].sort() : traces).join(', ');
    const [a, b] = [shape(tracesOf(stored)), shape(tracesOf(now))];
    const where = depth === 'kinds' ? 'kinds of traces' : 'traces';
    return a === b ? [] : [{where, stored: a || '(none)', now: b || '(none)'}];
  }
  // An expected error is compared by its name, which is part of its kind: messages may name lines.
  if (stored.output_type === 'error') return [];
  if (stored.output_type === 'stream') {
    return now.output_type === 'stream' ? textDifferences(stored.text, now.text, tolerance) : [];
  }
  return 'data' in now ? bundleDifferences(stored, now as DataOutput, tolerance) : [];
}

/**
 * Differences between the stored outputs of a cell and those of a run, empty where they agree.
 * A missing and a new output are differences.
 */
export function outputDifferences(stored: Cell, now: Cell, options: CompareOptions = {}): Difference[] {
  const tags = tagsOf(stored);
  const depth = options.generated ? 'kinds' : tags.includes('volatile') ? 'traces' : 'all';
  const [a, b] = [lastingOutputs(stored.outputs), lastingOutputs(now.outputs)];
  const many = Math.max(a.length, b.length) > 1;
  return Array.from({length: Math.max(a.length, b.length)}, (_, i): Difference[] => {
    const name = many ? `output ${i + 1}` : 'output';
    if (a[i] === undefined) return [{where: `${name} is new`, stored: '(nothing)', now: excerptOf(b[i])}];
    if (b[i] === undefined) return [{where: `${name} is missing`, stored: excerptOf(a[i]), now: '(nothing)'}];
    const found = pairDifferences(a[i], b[i], toleranceOf(tags), depth);
    return many ? found.map((d) => ({...d, where: `${name}, ${d.where}`})) : found;
  }).flat();
}

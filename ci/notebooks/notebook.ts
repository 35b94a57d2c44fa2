/**
 * Notebooks as files: types of nbformat 4.5, reading with one clear line on failure, atomic writing.
 *
 * The text that is written equals what `nbformat.write` makes (one space of indent, keys sorted, long texts as
 * lists of lines), so that saving in JupyterLab and `npm run notebooks -- --update` do not fight over the form.
 */
import {createHash, randomBytes} from 'node:crypto';
import {readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {relativePath} from './paths';

/** Texts are lists of lines or one string in a file, always one string in memory. */
export type MimeBundle = Record<string, unknown>;

export type Metadata = Record<string, unknown>;

export interface StreamOutput {
  output_type: 'stream';
  name: 'stdout' | 'stderr';
  text: string;
}

export interface DataOutput {
  output_type: 'display_data' | 'execute_result';
  data: MimeBundle;
  metadata: Metadata;
  execution_count?: number | null;
}

export interface ErrorOutput {
  output_type: 'error';
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Output = StreamOutput | DataOutput | ErrorOutput;

export interface Cell {
  cell_type: 'code' | 'markdown' | 'raw';
  id?: string;
  metadata: Metadata;
  source: string;
  outputs?: Output[];
  execution_count?: number | null;
  attachments?: Record<string, MimeBundle>;
}

export interface Notebook {
  cells: Cell[];
  metadata: Metadata;
  nbformat: number;
  nbformat_minor: number;
}

/** A notebook, an argument or a setting is wrong: the message is one line and is all that the reader sees. */
export class InputError extends Error {
  override name = 'InputError';
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const joined = (value: unknown): unknown =>
  Array.isArray(value) && value.every((line) => typeof line === 'string') ? value.join('') : value;

/** JSON mime types hold data; lists of strings in them are lists, not texts cut into lines. */
const isJsonMime = (mime: string): boolean => mime === 'application/json' || mime.endsWith('+json');

function joinedBundle(bundle: unknown): MimeBundle {
  if (!isRecord(bundle)) return {};
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => [mime, isJsonMime(mime) ? value : joined(value)]),
  );
}

function normalisedOutput(raw: Record<string, unknown>): Output {
  const output = {...raw};
  if (output.output_type === 'stream') output.text = joined(output.text);
  if (isRecord(output.data)) output.data = joinedBundle(output.data);
  return output as unknown as Output;
}

/** Brings parsed JSON into the form of {@link Notebook}; throws an {@link InputError} that says what is missing. */
export function toNotebook(value: unknown, name: string): Notebook {
  if (!isRecord(value) || !Array.isArray(value.cells) || !isRecord(value.metadata)) {
    throw new InputError(`${name}: not a notebook (no list 'cells' or no 'metadata'); restore the file from git`);
  }
  if (value.nbformat !== 4) {
    throw new InputError(`${name}: nbformat ${String(value.nbformat)}, expected 4; open and save it in JupyterLab`);
  }
  const cells = value.cells.map((raw: unknown, index): Cell => {
    const known = isRecord(raw) && ['code', 'markdown', 'raw'].includes(String(raw.cell_type));
    if (
      !known ||
      typeof joined(raw.source) !== 'string' ||
      (raw.outputs !== undefined && !Array.isArray(raw.outputs))
    ) {
      throw new InputError(`${name}: cell ${index + 1} is not a cell of nbformat 4; restore the file from git`);
    }
    const cell = {...raw, source: joined(raw.source), metadata: raw.metadata ?? {}} as unknown as Cell;
    if (Array.isArray(raw.outputs)) cell.outputs = raw.outputs.filter(isRecord).map(normalisedOutput);
    return cell;
  });
  return {cells, metadata: value.metadata, nbformat: 4, nbformat_minor: Number(value.nbformat_minor ?? 5)};
}

/** Reads a notebook; a missing file or broken JSON is an {@link InputError} with file, line and what to do. */
export function readNotebook(path: string): Notebook {
  const name = relativePath(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new InputError(`${name}: cannot be read; does the file exist?`);
  }
  try {
    return toNotebook(JSON.parse(text), name);
  } catch (error) {
    if (error instanceof InputError) throw error;
    const position = /position (\d+)/.exec(String(error))?.[1];
    const where = position ? `, line ${text.slice(0, Number(position)).split('\n').length}` : '';
    throw new InputError(`${name}${where}: broken JSON; restore the file from git or mend it in a text editor`);
  }
}

/** `'a\nb'` as `['a\n', 'b']`, the form of long texts in a notebook file; cut where Python's `splitlines` cuts. */
function lines(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Python cuts at these separators too
  const cut = text.split(/(?<=\r\n|[\n\v\f\x1c-\x1e\x85\u2028\u2029]|\r(?!\n))/);
  return cut.filter((line) => line !== '');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key])]));
}

function splitBundle(bundle: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(bundle).map(([mime, value]) => {
      const isText = mime.startsWith('text/') || mime === 'image/svg+xml' || mime === 'application/javascript';
      return [mime, isText && typeof value === 'string' ? lines(value) : value];
    }),
  );
}

function splitOutput(output: Output): unknown {
  if (output.output_type === 'stream') return {...output, text: lines(output.text)};
  if (output.output_type === 'error') return output;
  return {...output, data: splitBundle(output.data)};
}

/** The text of a notebook file, byte for byte in nbformat's own form. */
export function notebookText(notebook: Notebook): string {
  const cells = notebook.cells.map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(cell.outputs ? {outputs: cell.outputs.map(splitOutput)} : {}),
  }));
  return `${JSON.stringify(sorted({...notebook, cells}), null, 1)}\n`;
}

/** The lines of a cell's text as they stand in a file. */
const sourceInFile = (source: string): string =>
  lines(source)
    .map((line) => JSON.stringify(line))
    .join(',\n    ');

/**
 * The text of a file with other texts in some cells; all else stays byte for byte, such as numbers that Python wrote.
 *
 * @param text the file
 * @param changes the old and the new text of each changed cell
 */
export function withSources(text: string, changes: readonly {from: string; to: string}[]): string | undefined {
  let changed = text;
  for (const {from, to} of changes) {
    const pieces = changed.split(`[\n    ${sourceInFile(from)}\n   ]`);
    if (pieces.length !== 2) return undefined;
    changed = pieces.join(`[\n    ${sourceInFile(to)}\n   ]`);
  }
  return changed;
}

/** Writes beside the file and renames: a reader, or an interrupted run, never sees half a notebook. */
export function writeAtomically(path: string, text: string, mode?: number): void {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString('hex')}.tmp`);
  try {
    writeFileSync(temporary, text, {mode});
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, {force: true});
    throw error;
  }
}

export const tagsOf = (cell: Cell): string[] =>
  Array.isArray(cell.metadata.tags) ? cell.metadata.tags.filter((tag) => typeof tag === 'string') : [];

/** The `unroll` part of an output's metadata: `volatile` (neither stored nor compared), `generated` (not real data). */
export function unrollFlags(output: Output): {volatile?: boolean; generated?: boolean} {
  const flags = 'metadata' in output ? output.metadata?.unroll : undefined;
  return isRecord(flags) ? flags : {};
}

/** First hex digits of the SHA-256 of a text. */
export const shortHash = (text: string, digits = 8): string =>
  createHash('sha256').update(text).digest('hex').slice(0, digits);

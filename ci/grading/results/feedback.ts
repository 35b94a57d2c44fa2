import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, statSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {exerciseTitles} from '../../../lib/src/checks/titles';
import {kernelspec, languageInfo} from '../../notebooks/clean';
import {InputError} from '../../notebooks/notebook';
import {projectFolder} from '../../notebooks/paths';
import type {PartResult} from '../marking/mark-part';
import {fileNameOf} from '../submissions/submission';
import type {Result} from './result';

interface FeedbackCell {
  id: string;
  cell_type: 'markdown' | 'code';
  metadata: Record<string, never>;
  source: string;
  outputs?: [];
  execution_count?: null;
}

/** Halves of letters, as a cut through a text leaves them, are no text that a file can hold. */
const whole = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd');

/** Colouring code takes time that grows with the square of words: minutes for one that is made for it. */
const LONG_WORD = /\S{1000}/;

/** Code in Markdown that nothing in it can end, without colours. */
const indented = (code: string): string => code.replace(/^|\r\n?|\n/g, (end) => `${end && '\n'}    `);

/** Text in Markdown: no letter of it means anything. */
const plain = (text: string): string =>
  whole(text)
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/[&<>"'\\`*_{}[\]()#+\-.!|~$:@]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const points = (count: number, of: number): string => `${count} of ${of} point${of === 1 ? '' : 's'}`;

function partCells({part, title, points: got, most, message, answer}: PartResult): [string, string | undefined] {
  const verdict = got === most ? 'Passed.' : `> ${plain(message)}`;
  return [`## ${plain(`${part} ${title}`)}: ${points(got, most)}\n\n${verdict}`, answer || undefined];
}

/** What a student gets back: points, what the checks said, and the answer it is about. Hidden inputs are not in it. */
export function feedbackNotebook(result: Result): Record<string, unknown> {
  const {exercise, manual, notes, problem} = result;
  const title = exerciseTitles.find(([id]) => id === exercise)?.[1] ?? '';
  const cells: FeedbackCell[] = [];
  const text = (source: string) => cells.push({id: `c${cells.length}`, cell_type: 'markdown', metadata: {}, source});
  const code = (source: string) =>
    cells.push({
      id: `c${cells.length}`,
      cell_type: 'code',
      metadata: {},
      source: whole(source),
      outputs: [],
      execution_count: null,
    });

  text(`# ${plain(`Exercise ${exercise} ${title}`.trim())}: ${points(result.points, result.most)}`);
  if (problem) text(`> ${plain(problem)}`);
  if (notes.length > 0) text(`Put right before grading:\n\n${notes.map((note) => `* ${plain(note)}`).join('\n')}`);
  for (const part of result.parts) {
    const [verdict, answer] = partCells(part);
    text(verdict);
    if (answer && LONG_WORD.test(answer)) text(indented(whole(answer)));
    else if (answer) code(answer);
  }
  if (manual.length > 0) {
    const lines = manual.map(
      ({most, state}) =>
        `* ${most} point${most === 1 ? '' : 's'}: ${state === 'to mark' ? 'read by your teacher' : state}`,
    );
    text(`## Marked by hand\n\n${lines.join('\n')}`);
  }
  return {cells, metadata: {kernelspec, language_info: languageInfo}, nbformat: 4, nbformat_minor: 5};
}

const isFresh = (page: string, result: string): boolean =>
  existsSync(page) && existsSync(result) && statSync(page).mtimeMs >= statSync(result).mtimeMs;

interface Page {
  notebook: Record<string, unknown>;
  title: string;
  file: string;
}

/** Pages by one process of nbconvert; tells how many were written, and why not all. */
async function render(pages: Iterable<Page>): Promise<{done: number; complaint: string}> {
  const python = join(projectFolder, process.platform === 'win32' ? '.venv/Scripts/python.exe' : '.venv/bin/python');
  const env = {...process.env, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1'};
  const child = spawn(python, [join(__dirname, 'feedback.py')], {stdio: ['pipe', 'pipe', 'pipe'], env});
  let [complaint, done] = ['', 0];
  child.once('error', (error) => {
    complaint = error.message;
  });
  child.stderr.on('data', (piece: Buffer) => {
    complaint = (complaint + piece.toString()).slice(-2000);
  });
  // Kept from the start: where it ends early, its end is told once, and perhaps while a page is being written to it.
  const closed = new Promise<number | null>((ended) => child.once('close', ended));
  child.stdin.on('error', () => undefined); // an early end is told by the exit code
  createInterface({input: child.stdout}).on('line', () => done++);
  for (const page of pages) {
    if (!child.stdin.write(`${JSON.stringify(page)}\n`)) {
      await Promise.race([new Promise((ready) => child.stdin.once('drain', ready)), closed]);
    }
  }
  child.stdin.end();
  const code = await closed;
  return {done, complaint: code === 0 ? '' : complaint.trim().split('\n').pop() || `exit code ${code}`};
}

/** How many pages are worth the second that another process takes to start. */
const PAGES_EACH = 50;

/**
 * Writes `feedback/NN/STUDENT.html` for every result that has none, or an older one, with as many processes as the machine
 * has cores.
 *
 * @throws InputError when the pages could not be made
 */
export async function writeFeedback(out: string, results: readonly Result[]): Promise<void> {
  const stale = results.filter((result) => {
    const [room, name] = [result.exercise || 'unknown', fileNameOf(result.student)];
    return !isFresh(join(out, 'feedback', room, `${name}.html`), join(out, 'results', room, `${name}.json`));
  });
  if (stale.length === 0) return;
  const pageOf = (result: Result): Page => {
    const folder = join(out, 'feedback', result.exercise || 'unknown');
    mkdirSync(folder, {recursive: true, mode: 0o700});
    const file = join(folder, `${fileNameOf(result.student)}.html`);
    return {notebook: feedbackNotebook(result), title: `Exercise ${result.exercise}: feedback`, file};
  };
  const count = Math.min(availableParallelism(), Math.ceil(stale.length / PAGES_EACH));
  /** One after the other: ten thousand pages have no place in memory at a time. */
  function* share(number: number): Generator<Page> {
    for (let index = number; index < stale.length; index += count) yield pageOf(stale[index]);
  }
  const ended = await Promise.all(Array.from({length: count}, (_, number) => render(share(number))));
  const done = ended.reduce((sum, one) => sum + one.done, 0);
  const complaint = ended.find((one) => one.complaint !== '')?.complaint ?? '';
  if (complaint !== '' || done < stale.length) {
    throw new InputError(
      `feedback was written for ${done} of ${stale.length} submissions, then nbconvert failed: ${complaint}`,
    );
  }
}

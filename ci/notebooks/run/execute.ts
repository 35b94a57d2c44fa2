/** Runs a list of notebooks, some at a time, each on a fresh kernel. */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import type {Entry} from '../catalogue';
import {type Cell, InputError, type Notebook, readNotebook, tagsOf} from '../notebook';
import {inProject, relativePath} from '../paths';
import {checkParameters, literal} from './parameters';
import {type Peaks, watchProcesses} from './process-tree';
import {makeProgress} from './progress';
import {type Executed, Worker} from './worker';

export interface RunOptions {
  jobs: number;
  /** `name=value` words of `-p`. */
  parameters: string[];
  allowErrors: boolean;
  /** Seconds a cell may take. */
  cellTimeout: number;
}

export interface Run extends Executed {
  entry: Entry;
  /** The notebook as it lies in the file. */
  stored: Notebook;
  seconds: number;
  memory: Peaks;
}

/** Where a cell failed that was not told to, in reading order. */
export interface CellFailure {
  cell: number;
  id: string;
  name: string;
  message: string;
  traceback: string[];
}

export const isExpectedToFail = (tags: string[]): boolean => tags.includes('raises-exception');

/**
 * Errors in the outputs of a run, cells tagged `raises-exception` left out.
 *
 * Cells are numbered as in the file: papermill puts a cell for `-p` into the run, which no reader sees.
 */
export function cellFailures(notebook: Notebook): CellFailure[] {
  const isInjected = (cell: Cell) => tagsOf(cell).includes('injected-parameters');
  const before = (index: number) => notebook.cells.slice(0, index).filter(isInjected).length;
  return notebook.cells.flatMap((cell, index) => {
    if (isExpectedToFail(tagsOf(cell))) return [];
    return (cell.outputs ?? []).flatMap((output) =>
      output.output_type === 'error'
        ? [
            {
              cell: index + 1 - before(index),
              id: cell.id ?? '',
              name: output.ename,
              message: output.evalue,
              traceback: output.traceback,
            },
          ]
        : [],
    );
  });
}

/** Cells tagged `raises-exception` that ran without an error. */
export const missedErrors = (notebook: Notebook): number[] =>
  notebook.cells.flatMap((cell, index) => {
    const isMissed = cell.execution_count && !cell.outputs?.some(({output_type}) => output_type === 'error');
    return cell.cell_type === 'code' && isExpectedToFail(tagsOf(cell)) && isMissed ? [index + 1] : [];
  });

/** The course has not one parameter for all notebooks: `-p` needs notebooks that declare it. */
function prepared(entry: Entry, options: RunOptions): {stored: Notebook; parametersJson: string} {
  const stored = readNotebook(entry.path);
  const name = `${entry.id} (${relativePath(entry.path)})`;
  const values = checkParameters(options.parameters, stored, name);
  return {stored, parametersJson: Object.keys(values).length > 0 ? literal(values, 'python') : '{}'};
}

/** Without their old outputs: a notebook of a megabyte need not travel twice. */
const withoutOutputs = (notebook: Notebook): Notebook => ({
  ...notebook,
  cells: notebook.cells.map((cell) =>
    cell.cell_type === 'code' ? {...cell, outputs: [], execution_count: null} : cell,
  ),
});

function environmentOf(entry: Entry, scratch: string): Record<string, string> {
  // A run must not count as the reader's own tries.
  const state = {UNROLL_STATE: join(scratch, 'state.json')};
  const prelude = inProject('ci', 'grading', 'prelude.cjs');
  return entry.room === 'solution' ? {...state, UNROLL_KERNEL_PRELUDE: prelude} : state;
}

/**
 * Executes notebooks and hands each run to `judge`, which returns the line to show.
 *
 * All files and parameters are read first: bad input ends the program before the first kernel starts.
 *
 * @throws InputError for a broken notebook or a wrong parameter
 */
export async function executeAll(
  entries: Entry[],
  options: RunOptions,
  judge: (run: Run) => Promise<string> | string,
): Promise<void> {
  const queue = entries.map((entry) => ({entry, ...prepared(entry, options)}));
  const workers = Array.from({length: Math.min(options.jobs, queue.length)}, () => new Worker());
  const progress = makeProgress(queue.length);
  const scratch = mkdtempSync(join(tmpdir(), 'unroll-run-'));
  let interrupted = false;
  const stop = () => {
    interrupted = true;
    void Promise.all(workers.map((worker) => worker.stop()));
  };
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, stop);

  const drain = async (worker: Worker) => {
    for (let next = queue.shift(); next && !interrupted; next = queue.shift()) {
      const {entry, stored, parametersJson} = next;
      const name = relativePath(entry.path);
      const codeCells = stored.cells.filter((cell) => cell.cell_type === 'code' && cell.source.trim() !== '');
      progress.start(name, codeCells.length);
      const begin = performance.now();
      const processes = watchProcesses(worker.pid);
      let done = 0;
      const executed = await worker.run(
        {
          notebook: withoutOutputs(stored),
          folder: dirname(entry.path),
          parametersJson,
          allowErrors: options.allowErrors,
          timeout: options.cellTimeout,
          environment: environmentOf(entry, scratch),
        },
        () => progress.cell(name, ++done),
      );
      const run = {...executed, entry, stored, seconds: (performance.now() - begin) / 1000, memory: processes.stop()};
      if (!interrupted) progress.end(name, await judge(run));
    }
  };
  try {
    await Promise.all(workers.map(drain));
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    for (const signal of signals) process.removeListener(signal, stop);
    progress.close();
    rmSync(scratch, {recursive: true, force: true});
  }
  if (interrupted) throw new InputError('interrupted; nothing half-written, confirmed notebooks are remembered');
}

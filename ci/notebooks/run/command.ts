/** `npm run notebooks`: run lessons and solutions; confirm their outputs, or store them with `--update`. */
import {mkdirSync, statSync} from 'node:fs';
import {dirname, resolve} from 'node:path';
import type {Entry} from '../catalogue';
import {cleaned} from '../clean';
import {confirm, ranOnGeneratedData, reportLines} from '../compare/report';
import {withPictures} from '../figures/pictures';
import {closeStage} from '../figures/plotly';
import {InputError, notebookText, writeAtomically} from '../notebook';
import {relativePath} from '../paths';
import {Confirmed} from './confirmed';
import {type CellFailure, cellFailures, executeAll, missedErrors, type Run} from './execute';
import {type Cost, costTable, overLimits, slowLines} from './limits';

export interface NotebooksOptions {
  jobs: number;
  parameters: string[];
  update: boolean;
  /** Draws all pictures anew, also those whose figures did not change. */
  redraw: boolean;
  /** Runs notebooks that are confirmed already, too. */
  all: boolean;
  cellTimeout: number;
  report?: string;
}

export type Outcome = 'confirmed' | 'stored' | 'ran' | 'failed' | 'different' | 'skipped';

/** What is known of one notebook after the program, also written to `--report`. */
export interface Result {
  id: string;
  notebook: string;
  outcome: Outcome;
  seconds?: number;
  userMegabytes?: number;
  compilerMegabytes?: number;
  userSeconds?: number;
  compilerSeconds?: number;
  bytes?: number;
  generatedData?: boolean;
  details: string[];
}

const measured = ({seconds, memory}: Run): string => {
  const size = (megabytes: number | undefined) => (megabytes === undefined ? '?' : Math.round(megabytes));
  return `${seconds.toFixed(1)} s, ${size(memory.user)} MB user, ${size(memory.compiler)} MB compiler`;
};

export function failureLines(name: string, failures: CellFailure[]): string[] {
  return failures.flatMap(({cell, id, name: ename, message, traceback}) => [
    `${name}, cell ${cell} (id ${id}): ${ename}: ${message.split('\n')[0]}`,
    ...traceback
      .flatMap((text) => text.split('\n'))
      .slice(0, 12)
      .map((line) => `    ${line}`),
  ]);
}

/** What kept a run from its end, undefined where it is sound. */
function breakdown(run: Run): string[] | undefined {
  const name = relativePath(run.entry.path);
  if (run.failure) return [`${name}: ${run.failure.name}: ${run.failure.message.split('\n')[0]}`];
  if (!run.notebook) return [`${name}: papermill returned no notebook`];
  const failures = cellFailures(run.notebook);
  if (failures.length > 0) return failureLines(name, failures);
  const missed = missedErrors(run.notebook).map(
    (cell) => `${name}, cell ${cell}: tagged raises-exception, but nothing failed`,
  );
  return missed.length > 0 ? missed : undefined;
}

/** Stores the outputs of a run; returns what to tell. */
async function store(run: Run, redraw: boolean): Promise<string[]> {
  const {entry, stored, notebook} = run;
  if (!notebook) return [];
  const hasOutputs = stored.cells.some((cell) => (cell.outputs ?? []).length > 0);
  if (ranOnGeneratedData(notebook) && hasOutputs && !ranOnGeneratedData(stored)) {
    throw new InputError(
      `${relativePath(entry.path)}: ran on generated data; outputs of the real data are kept. Set UNROLL_DATA_MIRROR`,
    );
  }
  const text = notebookText(await withPictures(cleaned(notebook), redraw ? undefined : stored));
  writeAtomically(entry.path, text);
  return [];
}

async function judged(
  run: Run,
  options: NotebooksOptions,
  remembered: Confirmed,
): Promise<{outcome: Outcome; details: string[]}> {
  const broken = breakdown(run);
  if (broken || !run.notebook) return {outcome: 'failed', details: broken ?? []};
  if (options.parameters.length > 0) return {outcome: 'ran', details: []};
  if (options.update) {
    try {
      const details = await store(run, options.redraw);
      // stored all the same: its author looks at it to mend it
      const over = overLimits(costOf(run)).map((line) => `${relativePath(run.entry.path)}, stored: ${line}`);
      return {outcome: over.length > 0 ? 'failed' : 'stored', details: [...details, ...over]};
    } catch (error) {
      return {outcome: 'failed', details: [error instanceof Error ? error.message : String(error)]};
    }
  }
  const differences = confirm(run.stored, run.notebook);
  if (differences.length > 0) {
    return {outcome: 'different', details: reportLines(relativePath(run.entry.path), differences)};
  }
  const over = overLimits(costOf(run));
  if (over.length > 0)
    return {outcome: 'failed', details: over.map((line) => `${relativePath(run.entry.path)}: ${line}`)};
  if (!ranOnGeneratedData(run.notebook)) remembered.add(run.entry);
  return {outcome: 'confirmed', details: []};
}

/** What a run used; the size is that of the file as it now stands. */
function costOf({entry, seconds, memory}: Run): Cost {
  return {
    notebook: relativePath(entry.path),
    room: entry.room,
    seconds,
    userSeconds: memory.userSeconds,
    compilerSeconds: memory.compilerSeconds,
    userMegabytes: memory.user,
    bytes: statSync(entry.path).size,
  };
}

const isFailure = ({outcome}: Result): boolean => outcome === 'failed' || outcome === 'different';

const marks: Record<Outcome, string> = {
  confirmed: 'ok       ',
  stored: 'stored   ',
  ran: 'ran      ',
  failed: 'FAILED   ',
  different: 'DIFFERENT',
  skipped: 'skipped  ',
};

function summary(results: Result[]): string[] {
  const count = (...outcomes: Outcome[]) => results.filter(({outcome}) => outcomes.includes(outcome)).length;
  const generated = results.filter(({generatedData}) => generatedData).length;
  const skipped = count('skipped');
  const failed = results.filter(isFailure).length;
  return [
    ...(generated > 0 ? [`${generated} ${generated === 1 ? 'lesson' : 'lessons'} ran on generated data`] : []),
    ...(skipped > 0 ? [`${skipped} already confirmed with the same cells, lib and engine (run them with --all)`] : []),
    `${results.length - failed} passed, ${failed} failed`,
  ];
}

/**
 * Runs notebooks, prints a line for each and a report of every difference.
 *
 * @returns exit code: 0 all passed, 1 a failure or a difference
 * @throws InputError for bad input, before anything ran
 */
export async function runNotebooks(entries: Entry[], options: NotebooksOptions): Promise<number> {
  if (options.update && options.parameters.length > 0) {
    throw new InputError(
      '--update stores the outputs of the declared parameters; leave out -p, or change the parameters cell',
    );
  }
  const remembered = new Confirmed();
  const mayskip = !options.update && !options.all && options.parameters.length === 0 && !process.env.CI;
  const known = mayskip ? entries.filter((entry) => remembered.has(entry)) : [];
  const results: Result[] = known.map(({id, path}) => ({
    id,
    notebook: relativePath(path),
    outcome: 'skipped',
    details: [],
  }));
  const costs: Cost[] = [];
  for (const {notebook} of results) console.log(`${marks.skipped} ${notebook} (confirmed before)`);

  try {
    await executeAll(
      entries.filter((entry) => !known.includes(entry)),
      {...options, allowErrors: false},
      async (run) => {
        const {outcome, details} = await judged(run, options, remembered);
        const cost = costOf(run);
        costs.push(cost);
        results.push({
          id: run.entry.id,
          notebook: relativePath(run.entry.path),
          outcome,
          seconds: run.seconds,
          userMegabytes: run.memory.user,
          compilerMegabytes: run.memory.compiler,
          userSeconds: cost.userSeconds,
          compilerSeconds: cost.compilerSeconds,
          bytes: cost.bytes,
          generatedData: run.notebook ? ranOnGeneratedData(run.notebook) : undefined,
          details,
        });
        const line = `${marks[outcome]} ${relativePath(run.entry.path)} (${measured(run)})`;
        return [line, ...details.map((detail) => `  ${detail}`)].join('\n');
      },
    );
  } finally {
    closeStage();
  }
  if (options.report) {
    const path = resolve(options.report);
    mkdirSync(dirname(path), {recursive: true});
    const failed = results.filter(isFailure).length;
    const report = {passed: results.length - failed, failed, notebooks: results};
    writeAtomically(path, `${JSON.stringify(report, null, 2)}\n`);
  }
  const table = costTable(costs);
  if (table.length > 0) console.log(`\n${[...table, ...slowLines(costs)].join('\n')}\n`);
  for (const line of summary(results)) console.log(line);
  return results.some(isFailure) ? 1 : 0;
}

/** What `npm run grade` takes and says about the gradebook. */
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {InvalidArgumentError, Option} from 'commander';
import {InputError} from '../../notebooks/notebook';
import {shown} from '../submissions/submission';
import {forgetNotebooks} from './autograded';
import {configFile, gradebookUrl} from './config';
import {forgetInGradebook, type GradebookContents, type GradebookPlace, writeGradebook} from './gradebook';

export {GradebookError} from './gradebook';

/** Options of the command that are about the gradebook. */
export interface GradebookOptions {
  db?: string | true;
  due?: string;
  config?: string;
}

function dueDate(text: string): string {
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:?\d\d)$/.test(text);
  if (!isWhole || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError(
      'a date with its time and zone, such as 2026-12-01T12:00Z or 2026-12-01T12:00+01:00.',
    );
  return new Date(text).toISOString();
}

/** Options for the command. */
export const gradebookOptions = {
  db: new Option(
    '--db [url]',
    "write marks into nbgrader's database: a URL of SQLAlchemy, or gradebook.db beside the results where none follows",
  ),
  due: new Option(
    '--due <time>',
    'when the exercises of this run were due, such as 2026-12-01T12:00Z (needs --db)',
  ).argParser(dueDate),
  config: new Option('--config <file>', 'the nbgrader_config.py with the penalties for late work (needs --db)'),
};

function placeOf({db, due, config}: GradebookOptions, out: string): GradebookPlace | undefined {
  if (db === undefined) {
    if (due ?? config) throw new InputError('--due and --config are about the gradebook; they need --db');
    return undefined;
  }
  configFile(config, out);
  const patience = Number(process.env.UNROLL_DATABASE_SECONDS ?? 60);
  return {url: gradebookUrl(db, out), out, config, patience, say: (line) => console.error(line)};
}

/**
 * The gradebook that the options name, looked at before anything is graded; undefined where they name none.
 *
 * @throws InputError when they contradict each other, or name what is not there
 */
export function gradebookOf(options: GradebookOptions, out: string) {
  const place = placeOf(options, out);
  if (!place) return undefined;
  return {
    write: async (contents: Omit<GradebookContents, 'due'>): Promise<void> => {
      const report = await writeGradebook({...contents, due: options.due}, place);
      console.log(`${report.results} results in the gradebook at ${report.place}`);
      if (report.left > 0) console.log(`${report.left} are not in it: their exercise is unknown`);
    },
  };
}

/**
 * Removes a student from the gradebook, where the options name one, and the notebooks for marking by hand.
 *
 * @returns how many things were removed
 */
export async function forgetMarks(options: GradebookOptions, out: string, student: string): Promise<number> {
  const place = placeOf(options, out);
  const wasIn = place !== undefined && (await forgetInGradebook(student, place));
  if (wasIn) console.log(`${shown(student)} removed from the gradebook`);
  if (!place && existsSync(join(out, 'gradebook.db')))
    console.log('the gradebook keeps its marks; --forget with --db removes them as well');
  const hadNotebooks = forgetNotebooks(out, student);
  return Number(wasIn) + Number(hadNotebooks);
}

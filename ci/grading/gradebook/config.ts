import {existsSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {InputError, writeAtomically} from '../../notebooks/notebook';

const NAME = 'nbgrader_config.py';

/** Where the gradebook lies unless a URL names another place. */
export const usualUrl = (out: string): string => `sqlite:///${join(out, 'gradebook.db')}`;

/**
 * The database that `--db` names; a file of SQLite with its whole path.
 *
 * @param given what follows `--db`; true where nothing does
 * @throws InputError when it is no URL
 */
export function gradebookUrl(given: string | true, out: string): string {
  if (given === true) return usualUrl(out);
  // Not shown: a password may stand in it.
  if (!/^[a-z][a-z0-9+_]*:\/\//i.test(given))
    throw new InputError(
      'what follows --db is no URL; such as sqlite:///grades.db or postgresql://user@host/name, or put --db last',
    );
  const file = /^sqlite:\/\/\/([^/?][^?]*)$/.exec(given)?.[1];
  return file !== undefined && file !== ':memory:' ? `sqlite:///${resolve(file)}` : given;
}

/** The configuration that names the plugin for late submissions: the given one, that of the current folder, or of `out`. */
export function configFile(given: string | undefined, out: string): string | null {
  if (given !== undefined) {
    if (existsSync(given)) return resolve(given);
    throw new InputError(`there is no configuration at ${given}`);
  }
  return [resolve(NAME), join(out, NAME)].find((file) => existsSync(file)) ?? null;
}

/** Text as Python reads it. */
const quoted = (text: string): string => JSON.stringify(text);

/** Lets nbgrader's programs, started in `out`, find the gradebook. A file that is there is its owner's. */
export function writeConfig(out: string, url: string, course: string): void {
  const file = join(out, NAME);
  if (existsSync(file)) return;
  const path = /^sqlite:\/\/\/(.*)$/.exec(url)?.[1];
  const isHere = path !== undefined && dirname(resolve(path)) === out;
  const place = isHere ? `'sqlite:///' + os.path.join(here, ${quoted(basename(path))})` : quoted(url);
  const lines = [
    "# Lets nbgrader's programs find this gradebook when they are started in this folder.",
    ...['import os', '', 'c = get_config()  # noqa: F821', 'here = os.path.dirname(os.path.abspath(__file__))'],
    ...['c.CourseDirectory.root = here', `c.CourseDirectory.course_id = ${quoted(course)}`],
    `c.CourseDirectory.db_url = ${place}`,
  ];
  writeAtomically(file, `${lines.join('\n')}\n`, 0o600);
}

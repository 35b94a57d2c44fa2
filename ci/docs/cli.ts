/** `npm run docs`: writes `docs/api` from the docstrings; with `--check` says what is stale or lacks docstring or test. */
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {Command} from 'commander';
import {InputError, writeAtomically} from '../notebooks/notebook';
import {projectFolder} from '../notebooks/paths';
import {type Coverage, readCoverage} from './coverage';
import {entriesOf, type Page, pagesOf} from './entries';
import {indexPage} from './index-page';
import {type Answer, type Lessons, lessonLine, readLessons} from './lessons';
import {roomPage} from './page';
import {type PublicName, readRooms} from './program';
import {readTasks} from './tasks';

const FOLDER = 'docs/api';

interface Made {
  /** Text by file name. */
  files: Map<string, string>;
  pages: Page[];
  lessons: Lessons;
  coverage: Coverage;
}

/** All pages in memory: wrong input ends the program before a file is touched. */
function make(root: string): Made {
  const rooms = readRooms(root);
  const pages = pagesOf(rooms);
  const lessons = readLessons(
    root,
    rooms.map(({name}) => name),
  );
  const files = new Map(pages.map((page) => [`${page.room.name}.md`, roomPage(page, pages, lessons)]));
  files.set('README.md', indexPage(pages, readTasks(root, rooms)));
  return {files, pages, lessons, coverage: readCoverage(rooms, root)};
}

/** How much of the library is described, tested, and used. */
function numbers({pages, lessons, coverage}: Made): string {
  const names = pages.flatMap((page) => page.room.names);
  const values = names.filter(({isValue}) => isValue).length;
  const entries = pages.flatMap(entriesOf);
  const from = (kind: Answer['from']): number => entries.filter((one) => lessonLine(one, lessons).from === kind).length;
  return [
    `${names.length} public names, ${names.length - coverage.undocumented.length} with a docstring`,
    `${values} values, ${values - coverage.untested.length} named by a test`,
    `lessons: ${from('notebook')} names used in a notebook, ${from('docstring')} for a lesson by their docstring, ` +
      `${from('section')} by the section they serve, ${from('none')} without`,
  ].join('\n');
}

const list = (names: PublicName[]): string => names.map(({room, name}) => `${room}.${name}`).join(', ');

/** What the library owes its readers, one line each; empty where nothing is owed. */
function debts({undocumented, untested}: Coverage): string[] {
  const lines: string[] = [];
  if (undocumented.length > 0) lines.push(`without a docstring: ${list(undocumented)}`);
  if (untested.length > 0) lines.push(`named by no test: ${list(untested)}`);
  return lines;
}

const fresh = (path: string, text: string): boolean => existsSync(path) && readFileSync(path, 'utf8') === text;

const orphans = (folder: string, files: Map<string, string>): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md') && !files.has(name)) : [];

function check(root: string): number {
  const made = make(root);
  const folder = join(root, FOLDER);
  const stale = [...made.files].filter(([name, text]) => !fresh(join(folder, name), text)).map(([name]) => name);
  const wrong = [...stale, ...orphans(folder, made.files)];
  for (const name of wrong) console.log(`${FOLDER}/${name} is stale; run \`npm run docs\``);
  const owed = debts(made.coverage);
  for (const line of owed) console.log(line);
  console.log(numbers(made));
  console.log(`${made.files.size - stale.length} pages fresh, ${wrong.length} stale`);
  return wrong.length + owed.length > 0 ? 1 : 0;
}

function write(root: string): number {
  const made = make(root);
  const folder = join(root, FOLDER);
  mkdirSync(folder, {recursive: true});
  for (const [name, text] of made.files) {
    if (fresh(join(folder, name), text)) continue;
    writeAtomically(join(folder, name), text);
    console.log(`wrote ${FOLDER}/${name}`);
  }
  for (const name of orphans(folder, made.files)) {
    rmSync(join(folder, name));
    console.log(`deleted ${FOLDER}/${name} (no room has this name)`);
  }
  for (const line of debts(made.coverage)) console.log(line);
  console.log(numbers(made));
  console.log(`${made.files.size} pages are fresh`);
  return 0;
}

new Command('npm run docs --')
  .description('Write docs/api from the docstrings of lib/src, the notebooks, and the tasks of ci/docs/tasks.')
  .option('--check', 'write nothing; fail where a page is stale, or a public name has no docstring or no test', false)
  .option('--root <folder>', 'course folder (for tests)', projectFolder)
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .action((options: {check: boolean; root: string}) => {
    try {
      process.exitCode = options.check ? check(options.root) : write(options.root);
    } catch (error) {
      console.error(error instanceof InputError ? error.message : error);
      process.exitCode = 2;
    }
  })
  .parse();

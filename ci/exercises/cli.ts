/** `npm run exercises`: writes `exercises/` from `solutions/`; with `--check` says what is stale, and writes nothing. */
import {existsSync, mkdirSync, readFileSync, rmSync} from 'node:fs';
import {basename, join} from 'node:path';
import {Command} from 'commander';
import {exercises, solutions} from '../notebooks/catalogue';
import {InputError, notebookText, readNotebook, writeAtomically} from '../notebooks/notebook';
import {projectFolder, relativePath} from '../notebooks/paths';
import {generateExercise} from './generate';

interface Generated {
  path: string;
  text: string;
}

/** All exercises, made in memory: a wrong solution ends the program before a file is touched. */
function generateAll(root: string): Generated[] {
  return solutions(root).map(({path}) => ({
    path: join(root, 'exercises', basename(path)),
    text: notebookText(generateExercise(readNotebook(path), basename(path))),
  }));
}

/** Exercises whose solution is gone. */
function orphans(root: string, generated: Generated[]): string[] {
  const names = new Set(generated.map(({path}) => path));
  return exercises(root)
    .map(({path}) => path)
    .filter((path) => !names.has(path));
}

const isFresh = ({path, text}: Generated): boolean => existsSync(path) && readFileSync(path, 'utf8') === text;

function check(root: string): number {
  const generated = generateAll(root);
  const stale = generated.filter((one) => !isFresh(one));
  for (const {path} of stale) {
    const state = existsSync(path) ? 'is not what its solution makes' : 'is missing';
    console.log(`${relativePath(path)} ${state}; run \`npm run exercises\``);
  }
  const extra = orphans(root, generated);
  for (const path of extra)
    console.log(`${relativePath(path)} has no solution; run \`npm run exercises\` to delete it`);
  console.log(`${generated.length - stale.length} exercises fresh, ${stale.length + extra.length} stale`);
  return stale.length + extra.length > 0 ? 1 : 0;
}

function write(root: string): number {
  const generated = generateAll(root);
  mkdirSync(join(root, 'exercises'), {recursive: true});
  for (const one of generated) {
    if (isFresh(one)) continue;
    writeAtomically(one.path, one.text);
    console.log(`wrote ${relativePath(one.path)}`);
  }
  for (const path of orphans(root, generated)) {
    rmSync(path);
    console.log(`deleted ${relativePath(path)} (it has no solution)`);
  }
  console.log(`${generated.length} exercises are fresh`);
  return 0;
}

new Command('npm run exercises --')
  .description('Write exercises/ from solutions/, the only hand-written copy.')
  .option('--check', 'write nothing; fail where an exercise is not what its solution makes', false)
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

import {execFileSync} from 'node:child_process';
import {existsSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {InputError} from '../notebooks/notebook';
import {projectFolder} from '../notebooks/paths';

/** A newcomer's machine: the course as it is in git, and nothing that an earlier set-up has fetched. */
export interface Newcomer {
  /** The clone. */
  folder: string;
  /** For what is not the course's: submissions, caches. */
  beside: string;
  env: NodeJS.ProcessEnv;
}

/** Environment of this process without what the course and `npm run` have set, and with empty caches of npm and pip. */
function bareEnvironment(beside: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(UNROLL_|JUPYTER|IPYTHON|npm_(package|lifecycle)_|npm_config_local_prefix)/.test(name) ||
      name === 'UNROLL_DATA_MIRROR',
  );
  const caches = {npm_config_cache: join(beside, 'npm-cache'), PIP_CACHE_DIR: join(beside, 'pip-cache')};
  return {...Object.fromEntries(kept), ...caches};
}

/**
 * Clones what is committed.
 *
 * @param folder gets `unroll` (the clone) and `beside`
 * @throws InputError where one of the two is there already, or where the course is no git checkout: a newcomer gets what git has
 */
export function clone(folder: string): Newcomer {
  const [to, beside] = [join(folder, 'unroll'), join(folder, 'beside')];
  if (!existsSync(join(projectFolder, '.git')))
    throw new InputError('this folder is no git checkout: a newcomer starts from a clone');
  for (const one of [to, beside])
    if (existsSync(one)) throw new InputError(`${one} is there already; name another folder with --keep`);
  mkdirSync(beside, {recursive: true});
  execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${projectFolder}`, to], {stdio: 'inherit'});
  return {folder: to, beside, env: bareEnvironment(beside)};
}

/** Lines of `git status`: what the visit has changed in the clone. */
export function changedFiles({folder}: Newcomer): string[] {
  const text = execFileSync('git', ['status', '--porcelain'], {cwd: folder, encoding: 'utf8'});
  return text.split('\n').filter((line) => line !== '');
}

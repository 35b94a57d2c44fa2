/** Every runner against every notebook: who sees which failure. */
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {notebookText, writeAtomically} from '../notebook';
import {inProject, pythonPath} from '../paths';
import {signalTree} from '../run/process-tree';
import type {Case} from './cases';
import {environmentOf, jupyterPath, lockOf, type Run, type Runner} from './runners';

export interface Verdict {
  runner: string;
  case: string;
  passed: boolean;
  /** What the runner should have said, and what it said. */
  explanation: string;
  seconds: number;
}

/** Shared with set-up, which is plain JavaScript because it runs before anything is installed. */
interface EnvironmentMaker {
  isVenvReady(venv: string, lock: string): boolean;
  makeVenv(options: {
    venv: string;
    lock: string;
    root: string;
    logs: string;
    onDetail: (name: string) => void;
  }): Promise<void>;
}

/** Calls `act` for each item, `jobs` at a time. */
export async function eachOf<T>(items: T[], jobs: number, act: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const drain = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await act(next);
  };
  await Promise.all(Array.from({length: jobs}, drain));
}

/** Makes the environments that are missing or stale, each from its hashed lock. */
export async function makeEnvironments(runners: Runner[], jobs: number, tell: (line: string) => void): Promise<void> {
  const {href} = pathToFileURL(inProject('ci', 'setup', 'python.mjs'));
  const maker = (await import(href)) as EnvironmentMaker;
  await eachOf(runners, jobs, async (runner) => {
    const [venv, lock] = [environmentOf(runner), lockOf(runner)];
    if (maker.isVenvReady(venv, lock)) return;
    const begin = performance.now();
    const logs = inProject('.cache', 'logs', runner.name);
    mkdirSync(logs, {recursive: true});
    await maker.makeVenv({venv, lock, root: inProject(), logs, onDetail: () => {}});
    tell(`made the environment of ${runner.name} (${((performance.now() - begin) / 1000).toFixed(0)} s)`);
  });
}

const allSeconds = 180;

/** Starts one runner on one notebook; a runner that hangs is ended with all that it started. */
function execute(runner: Runner, path: string, folder: string): Promise<Run> {
  const venv = environmentOf(runner);
  const [program, ...args] = runner.command(path);
  const child = spawn(join(venv, 'bin', program), args, {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: [join(venv, 'bin'), process.env.PATH].join(delimiter),
      JUPYTER_PATH: [jupyterPath(pythonPath()), process.env.JUPYTER_PATH].filter(Boolean).join(delimiter),
      // The translator of parameters is found by papermill alone; nbgrader must not read a configuration of ours.
      PYTHONPATH: inProject('ci', 'notebooks', 'python'),
      PYTHONDONTWRITEBYTECODE: '1',
      NO_COLOR: '1',
      UNROLL_KERNEL_HEAP_MB: '128',
    },
  });
  let output = '';
  const timer = setTimeout(() => {
    output += `\n(ended after ${allSeconds} s)`;
    void signalTree(child.pid ?? 0);
  }, allSeconds * 1000);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  }
  return new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message;
    });
    child.on('close', (status) => {
      clearTimeout(timer);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with the escape character
      resolve({status, output: output.replace(/\x1b\[[0-9;]*m/g, '')});
    });
  });
}

/** Whether a runner said what it must say about a notebook. */
export function judge(runner: Runner, test: Case, run: Run): Pick<Verdict, 'passed' | 'explanation'> {
  const mustFail = test.expected !== undefined && (runner.compares || !test.needsComparison);
  const failed = runner.hasFailed(run);
  const tail = run.output.trim().split('\n').slice(-12).join('\n');
  if (!mustFail) {
    return {passed: !failed, explanation: failed ? `must pass, but failed:\n${tail}` : ''};
  }
  if (!failed) return {passed: false, explanation: `must fail with ${test.expected}, but passed:\n${tail}`};
  const isNamed = new RegExp(`\\b${test.expected}\\b`).test(run.output);
  return {passed: isNamed, explanation: isNamed ? '' : `failed, but without the name ${test.expected}:\n${tail}`};
}

/** Runs the matrix, `jobs` programs at a time; `tell` hears each verdict. */
export async function runMatrix(
  runners: Runner[],
  cases: Case[],
  jobs: number,
  tell: (verdict: Verdict) => void,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const pairs = runners.flatMap((runner) => cases.map((test) => ({runner, test})));
  const root = mkdtempSync(join(tmpdir(), 'unroll-runners-'));
  try {
    await eachOf(pairs, jobs, async ({runner, test}) => {
      const folder = join(root, runner.name, test.name);
      mkdirSync(folder, {recursive: true});
      const path = join(folder, `${test.name}.ipynb`);
      writeAtomically(path, notebookText(test.notebook));
      const begin = performance.now();
      const run = await execute(runner, path, folder);
      const seconds = (performance.now() - begin) / 1000;
      const verdict = {runner: runner.name, case: test.name, seconds, ...judge(runner, test, run)};
      verdicts.push(verdict);
      tell(verdict);
    });
  } finally {
    rmSync(root, {recursive: true, force: true});
  }
  return verdicts;
}

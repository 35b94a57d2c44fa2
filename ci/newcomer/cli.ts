/**
 * `npm run test:newcomer`: the first minutes with the course, timed, on a fresh clone with empty caches. Times are printed for
 * people; what fails is a step that does not do what it should, never one that is slow.
 */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Command} from 'commander';
import {describeMachine, machineLine} from '../bench/machine';
import {findChromium} from '../browser/chromium';
import {InputError} from '../notebooks/notebook';
import {changedFiles, clone} from './clone';
import {leave, STEPS, type Visit} from './visit';

interface Done {
  name: string;
  seconds: number;
  seen: string;
  isWell: boolean;
}

/** What a visit may change in the clone: the notebooks that were run in it. */
const EXPECTED = /^ M (notebooks|exercises)\/.*\.ipynb$/;

const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;

async function visit(folder: string): Promise<Done[]> {
  const done: Done[] = [];
  const shared: Visit = {newcomer: clone(folder)};
  const step = async (name: string, run: () => Promise<string> | string): Promise<boolean> => {
    const begin = performance.now();
    const ended = (isWell: boolean, seen: string) => {
      const one = {name, seconds: (performance.now() - begin) / 1000, seen, isWell};
      done.push(one);
      console.log(`  ${isWell ? '✓' : '✗'} ${clock(one.seconds)}  ${name}: ${seen}`);
      return isWell;
    };
    try {
      return ended(true, await run());
    } catch (error) {
      return ended(false, error instanceof Error ? error.message : String(error));
    }
  };
  try {
    for (const {name, run} of STEPS) if (!(await step(name, () => run(shared)))) break;
  } finally {
    await leave(shared);
  }
  await step('nothing else has changed in the clone', () => {
    const others = changedFiles(shared.newcomer).filter((line) => !EXPECTED.test(line));
    if (others.length > 0) throw new Error(others.join('; '));
    return 'only notebooks that were run';
  });
  return done;
}

async function main({json, keep}: {json?: string; keep?: string}): Promise<number> {
  if (!findChromium())
    throw new InputError('no Chromium was found: install one (apt install chromium), or set CHROMIUM');
  const folder = keep ? resolve(keep) : mkdtempSync(join(tmpdir(), 'unroll-newcomer-'));
  console.log('A newcomer: a fresh clone, empty caches of npm and pip');
  try {
    const done = await visit(folder);
    const total = done.reduce((sum, {seconds}) => sum + seconds, 0);
    console.log(`  ${clock(total)} in all; ${machineLine(describeMachine())}\n`);
    if (json) writeFileSync(json, `${JSON.stringify({machine: describeMachine(), steps: done}, null, 1)}\n`);
    const failed = done.filter(({isWell}) => !isWell).length + Math.max(0, STEPS.length + 1 - done.length);
    console.log(`${done.length - done.filter(({isWell}) => !isWell).length} passed, ${failed} failed`);
    return failed > 0 ? 1 : 0;
  } finally {
    if (!keep) rmSync(folder, {recursive: true, force: true});
  }
}

const options = new Command('npm run test:newcomer --')
  .description(
    'The first minutes with the course, timed: set-up, Lab, a lesson, an exercise, the book, five submissions.',
  )
  .option('--json <file>', 'write the times there')
  .option('--keep <folder>', 'make the clone there and keep it')
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .parse()
  .opts<{json?: string; keep?: string}>();

main(options).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    if (!(error instanceof InputError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  },
);

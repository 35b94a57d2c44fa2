/** `npm run bench -- grading`: a generated class graded by the real command, every mark compared; beside nbgrader if asked. */
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism, tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {Command, InvalidArgumentError} from 'commander';
import {InputError} from '../../notebooks/notebook';
import {inProject} from '../../notebooks/paths';
import {knownExercises} from '../repair/template';
import {QUICK_EXERCISES} from './make';
import {compareWithNbgrader, measureClass, measureTraining} from './measure';
import {reportText, withReport} from './report';
import {faultsOf, type GradingResults, measured, RESULTS, storedResults} from './results';

/** What the CI grades. */
const USUAL = 200;

/** Enough to tell what training costs, in about a minute. */
const TRAINING = '04';

interface Options {
  submissions: number;
  seed: number;
  exercises: string[];
  slots?: number;
  scheduler?: string;
  nbgrader?: number;
  training?: string | true;
  json?: string;
  write: boolean;
  keep?: string;
}

const whole =
  (least: number) =>
  (text: string): number => {
    const number = Number(text);
    if (!Number.isSafeInteger(number) || number < least)
      throw new InvalidArgumentError(`a whole number from ${least} on.`);
    return number;
  };

function exercisesIn(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !knownExercises().includes(name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`there is no exercise '${unknown}'; there are ${knownExercises().join(', ')}.`);
  return names;
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

function passed({slots, scheduler}: Options): string[] {
  return [...(slots ? ['--slots', String(slots)] : []), ...(scheduler ? ['--scheduler', scheduler] : [])];
}

/** The call, as it can be repeated anywhere: no file, no address. */
function commandOf({submissions, seed, exercises, slots}: Options, part = ''): string {
  const own = exercises.join() === QUICK_EXERCISES.join() ? '' : ` --exercises ${exercises.join()}`;
  const lanes = slots ? ` --slots ${slots}` : '';
  return `npm run bench -- grading${submissions === USUAL ? '' : ` --submissions ${submissions}`} --seed ${seed}${own}${lanes}${part}`;
}

async function run(options: Options): Promise<GradingResults> {
  const folder = options.keep ? resolve(options.keep) : mkdtempSync(join(tmpdir(), 'unroll-bench-'));
  const results: GradingResults = {};
  const {submissions: count, seed, exercises, nbgrader, training} = options;
  try {
    if (count > 0) {
      say(`grading ${count} generated submissions`);
      const found = await measureClass(join(folder, 'mixed'), {count, seed, exercises}, passed(options), say);
      results.mixed = measured(commandOf(options), found);
    }
    if (training !== undefined) {
      const exercise = training === true ? TRAINING : training;
      say(`grading two submissions of exercise ${exercise}, with what trains in it`);
      const found = {exercise, ...(await measureTraining(join(folder, 'training'), exercise, seed, passed(options)))};
      results.training = measured(commandOf(options, ` --training ${exercise}`), found);
    }
    if (nbgrader !== undefined) {
      const slots = [...new Set([1, availableParallelism()])];
      const found = await compareWithNbgrader(join(folder, 'nbgrader'), nbgrader, seed, slots, say);
      results.nbgrader = measured(commandOf(options, ` --nbgrader ${nbgrader}`), found);
    }
    return results;
  } finally {
    if (!options.keep) rmSync(folder, {recursive: true, force: true});
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, text);
  say(`wrote ${path}`);
}

function store(results: GradingResults, {json, write}: Options): void {
  if (json) put(resolve(json), `${JSON.stringify(results, null, 1)}\n`);
  if (!write) return;
  const all = {...storedResults(), ...results};
  put(inProject(RESULTS), `${JSON.stringify(all, null, 1)}\n`);
  const page = inProject('docs/grading.md');
  put(page, withReport(readFileSync(page, 'utf8'), all));
}

async function main(options: Options): Promise<number> {
  const results = await run(options);
  const faults = faultsOf(results);
  process.stdout.write(`\n${reportText(results)}\n\n`);
  for (const fault of faults) console.log(`✗ ${fault}`);
  if (faults.length === 0) store(results, options);
  else if (options.write || options.json) say('nothing was stored, since something was wrong');
  const count = Object.values(results).reduce((sum, {found}) => sum + found.submissions, 0);
  console.log(`${Math.max(0, count - faults.length)} passed, ${faults.length} failed`);
  return faults.length > 0 ? 1 : 0;
}

export const gradingBench = new Command('grading')
  .description(
    'Grade generated submissions of every kind: speed, memory, and every mark compared with what it must be.',
  )
  .option('--submissions <number>', 'how many; 0 leaves this part out', whole(0), USUAL)
  .option('--seed <number>', 'of the generator', whole(0), 1)
  .option('--exercises <list>', 'what they are about', exercisesIn, QUICK_EXERCISES)
  .option('--slots <number>', 'passed on to npm run grade', whole(1))
  .option('--scheduler <address>', 'passed on to npm run grade')
  .option('--nbgrader <number>', 'also grade so many of exercise 02 beside nbgrader autograde', whole(2))
  .option('--training [exercise]', 'also grade two submissions of an exercise that trains')
  .option('--json <file>', 'write all results there')
  .option('--write', `store the results in ${RESULTS} and docs/grading.md`, false)
  .option('--keep <folder>', 'keep submissions and results there')
  .allowExcessArguments(false)
  .showHelpAfterError('(--help shows how)')
  .action(async (options: Options) => {
    try {
      process.exitCode = await main(options);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      console.error(error.message);
      process.exitCode = 2;
    }
  });

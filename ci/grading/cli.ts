/** Command `npm run grade -- SUBMISSIONS`: marks for notebooks that were handed in. */
import {mkdirSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {join, relative, resolve} from 'node:path';
import {SingleBar} from 'cli-progress';
import {Command, InvalidArgumentError, Option} from 'commander';
import {InputError, writeAtomically} from '../notebooks/notebook';
import {forgetMarks, GradebookError, type GradebookOptions, gradebookOf, gradebookOptions} from './gradebook/cli';
import {usualSecret} from './marking/print';
import {keysFrom, makeSecret, readSecret} from './marking/secret';
import {knownExercises} from './repair/template';
import {claimFolder} from './results/claim';
import {writeFeedback} from './results/feedback';
import {writeStatistics} from './results/statistics';
import {forget, openStore} from './results/store';
import {csvOf} from './results/table';
import {gradeAll} from './run';
import {SandboxError, WANTED_KINDS, type WantedSandbox} from './sandbox/sandbox';
import {findSubmissions} from './submissions/find';
import {shown} from './submissions/submission';
import {systemTrouble} from './trouble';
import {chooseWorkers} from './workers/choose';
import {WorkersGone} from './workers/workers';

interface Options extends GradebookOptions {
  assignment?: string;
  out: string;
  secret: string;
  makeSecret?: boolean;
  sandbox: WantedSandbox;
  trust?: boolean;
  slots: number;
  scheduler?: string;
  again?: boolean;
  feedback: boolean;
  forget?: string;
}

function exercise(text: string): string {
  const digits = /^(\d\d)\b/.exec(text)?.[1];
  if (!digits || !knownExercises().includes(digits)) {
    throw new InvalidArgumentError(`there is no exercise '${text}'; there are ${knownExercises().join(', ')}.`);
  }
  return digits;
}

function slots(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 200)
    throw new InvalidArgumentError('a whole number from 1 to 200.');
  return number;
}

function scheduler(text: string): string {
  if (/^(?:none|local|(?:tcp|tls):\/\/\S+:\d+)$/.test(text)) return text;
  throw new InvalidArgumentError("an address such as tcp://host:8786, 'local' or 'none'.");
}

const place = (path: string) => relative(process.cwd(), path) || '.';

async function grade(path: string, options: Options): Promise<number> {
  const out = resolve(options.out);
  const keys = keysFrom(readSecret(options.secret));
  const gradebook = gradebookOf(options, out);
  const {submissions, skipped} = await findSubmissions(resolve(path), knownExercises());
  const workers = await chooseWorkers({...options, count: submissions.length});
  const bar = new SingleBar({
    format: 'grading {bar} {value}/{total} · {eta_formatted} left · {rate} a minute',
    hideCursor: true,
  });
  const counts = {done: 0, fresh: 0, problems: 0, suspicious: 0};
  const openAndGrade = async () => {
    mkdirSync(out, {recursive: true, mode: 0o700});
    process.once('exit', claimFolder(out));
    const store = openStore(out);
    const begin = performance.now();
    if (process.stderr.isTTY) bar.start(submissions.length, 0, {rate: '…'});
    const ungraded = await gradeAll({
      ...{submissions, assignment: options.assignment, workers, keys, store, again: options.again === true},
      onResult: ({problem, suspicious}, isNew) => {
        counts.done++;
        if (isNew) counts.fresh++;
        if (problem) counts.problems++;
        if (suspicious) counts.suspicious++;
        bar.update(counts.done, {rate: Math.round((60_000 * counts.done) / (performance.now() - begin))});
      },
    });
    return {store, ...ungraded};
  };
  const {store, doubles, failures} = await openAndGrade().finally(async () => {
    bar.stop();
    await workers.end();
  });

  const results = store.all((file) => console.error(`${place(file)} is damaged; remove it and grade again`));
  writeAtomically(join(out, 'marks.csv'), csvOf(results), 0o600);
  writeStatistics(out, results);
  if (options.feedback) await writeFeedback(out, results);
  for (const line of [...skipped, ...doubles, ...failures]) console.log(`not graded: ${line}`);
  const known = counts.done - counts.fresh;
  console.log(
    `${counts.done} submissions graded${known > 0 ? `, ${known} of them in an earlier run` : ''}; marks in ${place(join(out, 'marks.csv'))}`,
  );
  if (counts.problems > 0) console.log(`${counts.problems} could not be read; their results say why`);
  if (counts.suspicious > 0)
    console.log(`${counts.suspicious} broke the rules of grading; look at 'look at' in the marks`);
  await gradebook?.write({results, submissions, assignment: options.assignment});
  return failures.length > 0 ? 1 : 0;
}

async function main(path: string | undefined, options: Options): Promise<number> {
  if (options.makeSecret) {
    makeSecret(options.secret);
    console.log(`a new secret lies at ${place(options.secret)}; keep it: with another one hidden inputs are others`);
    return 0;
  }
  if (options.forget !== undefined) {
    const others = await forgetMarks(options, resolve(options.out), options.forget);
    const count = forget(resolve(options.out), options.forget);
    console.log(`${count} files about ${shown(options.forget)} removed from ${place(resolve(options.out))}`);
    return count + others > 0 ? 0 : 1;
  }
  gradebookOf(options, resolve(options.out)); // '--db FOLDER' takes the folder for a URL, and says so
  if (path === undefined) throw new InputError('name a folder of submissions, or a zip (--help shows how)');
  return grade(path, options);
}

new Command('npm run grade --')
  .description(
    'Grade notebooks: each part in a sandbox of its own, with hidden inputs of each student, judged outside.',
  )
  .argument(
    '[submissions]',
    "nbgrader's submitted/ folder, a folder of notebooks, a zip of a learning platform, or a notebook",
  )
  .option('--assignment <NN>', 'the exercise; otherwise folder, file name or content tells', exercise)
  .option('--out <folder>', 'where results, marks, feedback and statistics go', 'grades')
  .option('--secret <file>', "the teacher's secret, from which hidden inputs come", usualSecret)
  .option('--make-secret', 'make that file, once')
  .addOption(new Option('--sandbox <kind>', 'how learners’ code is locked in').choices(WANTED_KINDS).default('auto'))
  .option('--trust', 'grade without a sandbox where there is none: learners’ code can then do what you can')
  .option('--slots <number>', 'how many are graded at a time', slots, availableParallelism())
  .option(
    '--scheduler <address>',
    "a Dask scheduler such as tcp://host:8786, 'local' for a cluster on this machine, or 'none' (default: local for many)",
    scheduler,
  )
  .option('--again', 'grade anew what was graded before')
  .option('--no-feedback', 'write no HTML pages for students')
  .addOption(gradebookOptions.db)
  .addOption(gradebookOptions.due)
  .addOption(gradebookOptions.config)
  .option('--forget <student>', 'remove what is stored about a student')
  .allowExcessArguments(false)
  .configureOutput({outputError: (text, write) => write(`${text.trim()} (--help shows how)\n`)})
  .exitOverride(({exitCode}) => process.exit(exitCode === 0 ? 0 : 2))
  .action(async (path: string | undefined, options: Options) => {
    try {
      process.exitCode = await main(path, options);
    } catch (error) {
      const isKnown = [InputError, SandboxError, WorkersGone, GradebookError].some((kind) => error instanceof kind);
      const trouble = systemTrouble(error, place(resolve(options.out)));
      if (!isKnown && trouble === undefined) throw error;
      console.error(trouble ?? (error as Error).message);
      process.exitCode = error instanceof WorkersGone ? 3 : error instanceof GradebookError ? error.exitCode : 2;
    }
  })
  .parse();

/** `npm run experiments`: computes the full-size experiments of the lessons and stores their results. */
import {Command, InvalidArgumentError} from 'commander';
import {InputError} from '../notebooks/notebook';
import {relativePath} from '../notebooks/paths';
import {confirmSample} from './confirm';
import type {Experiment} from './experiment';
import {Parts, sourceHash} from './parts';
import {makeProgress} from './progress';
import {resolveExperiments} from './registry';
import {resultPath, runExperiment, storeResult, trialPath} from './run';

interface Options {
  list?: boolean;
  seeds?: number[];
  confirm?: boolean;
  fresh?: boolean;
}

function seedList(text: string): number[] {
  const seeds = text.split(',').map((word) => (/^\s*\d+\s*$/.test(word) ? Number(word) : Number.NaN));
  if (seeds.some(Number.isNaN)) throw new InvalidArgumentError('expected whole numbers such as 1,2,3.');
  if (new Set(seeds).size < seeds.length) throw new InvalidArgumentError('a seed stands there twice.');
  return seeds;
}

function list(found: Experiment[]): void {
  for (const {name, lesson, question, seeds} of found) {
    console.log(`${name.padEnd(24)} ${lesson.padEnd(12)} ${seeds.length} seeds  ${question}`);
  }
}

async function confirm(found: Experiment[]): Promise<number> {
  let failed = 0;
  for (const experiment of found) {
    const findings = await confirmSample(experiment);
    failed += findings.length > 0 ? 1 : 0;
    for (const line of findings.length > 0
      ? findings
      : [`${experiment.name}: a sample agrees with the stored result`]) {
      console.log(line);
    }
  }
  return failed > 0 ? 1 : 0;
}

async function compute(experiment: Experiment, {seeds, fresh}: Options): Promise<void> {
  const parts = new Parts(experiment.name, sourceHash(experiment.name));
  if (fresh) parts.clear();
  const progress = makeProgress(experiment.name);
  const began = performance.now();
  try {
    const result = await runExperiment(experiment, {seeds, parts, progress});
    const isOwn = result.seeds.join() === experiment.seeds.join();
    const path = isOwn ? resultPath(experiment.name) : trialPath(experiment.name);
    storeResult(path, result);
    progress.close();
    const note = isOwn ? '' : ` (other seeds than ${experiment.seeds.join()}: the stored result stays as it is)`;
    console.log(
      `${experiment.name}: ${relativePath(path)}, ${((performance.now() - began) / 1000).toFixed(0)} s${note}`,
    );
    if (isOwn) parts.clear();
  } finally {
    progress.close();
  }
}

const program = new Command('npm run experiments --')
  .description(
    'Computes experiments that take too long for a lesson, and stores their results in ci/experiments/results.',
  )
  .argument('[names...]', 'experiments, see --list; none: all')
  .option('--list', 'show the experiments and what they answer')
  .option('--seeds <list>', 'other seeds, such as 1,2,3; the result then goes to .cache/experiments', seedList)
  .option('--confirm', 'recompute a sample in seconds and compare it with the stored result')
  .option('--fresh', 'forget the parts that a run which was cut has finished')
  .addHelpText('after', '\nA run that was cut goes on after its last finished part.')
  .showHelpAfterError('(--help shows how)')
  .action(async (names: string[], options: Options) => {
    const found = resolveExperiments(names);
    if (options.list) return list(found);
    if (options.confirm) {
      process.exitCode = await confirm(found);
      return;
    }
    for (const experiment of found) await compute(experiment, options);
  });

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof InputError ? error.message : error);
  process.exitCode = 2;
});

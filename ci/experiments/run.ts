/** Runs an experiment in parts that survive a cut, and stores its result whole. */
import {mkdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {engine, type notebook} from '../../lib/src';
import {InputError, writeAtomically} from '../notebooks/notebook';
import {inProject} from '../notebooks/paths';
import {type Experiment, rounded} from './experiment';
import {mustBeJson, type Parts} from './parts';
import {type Progress, silent} from './progress';

export interface RunOptions {
  /** Defaults to the seeds of the experiment. */
  seeds?: readonly number[];
  /** Where finished parts are kept. */
  parts: Parts;
  progress?: Progress;
}

/** Where the result of an experiment is stored. */
export const resultPath = (name: string): string => inProject('ci', 'experiments', 'results', `${name}.json`);

const libraryVersion = (): string => {
  const {name, version} = JSON.parse(readFileSync(inProject('lib', 'package.json'), 'utf8')) as Record<string, string>;
  return `${name} ${version}`;
};

const sameSeeds = (one: readonly number[], other: readonly number[]) => one.join() === other.join();

/**
 * Computes the result of an experiment; parts that `options.parts` holds are not computed again.
 *
 * @throws InputError where a part gives what JSON cannot hold, or two parts have the same key
 */
export async function runExperiment<Result extends object>(
  experiment: Experiment<Result>,
  {seeds = experiment.seeds, parts, progress = silent}: RunOptions,
): Promise<notebook.RecordedOrigin & Result> {
  let total = 0;
  const seen = new Set<string>();
  await engine.start({engine: 'wasm', seed: 1});
  const result = await experiment.run({
    seeds,
    expect: (count) => progress.expect(count),
    async part<T>(key: string, compute: () => T | Promise<T>): Promise<T> {
      if (seen.has(key)) throw new InputError(`${experiment.name}: two parts have the key '${key}'`);
      seen.add(key);
      progress.begin(key);
      const kept = parts.read(key);
      let part = kept;
      if (!part) {
        await engine.start({engine: 'wasm', seed: 1});
        const began = performance.now();
        const value = await compute();
        part = parts.write(key, {seconds: (performance.now() - began) / 1000, value});
      }
      total += part.seconds;
      progress.end(key, part.seconds, kept !== undefined);
      return part.value as T;
    },
  });
  const own = sameSeeds(seeds, experiment.seeds) ? '' : ` --seeds ${seeds.join()}`;
  const origin: notebook.RecordedOrigin = {
    command: `npm run experiments -- ${experiment.name}${own}`,
    lesson: experiment.lesson,
    engine: engine.info(),
    library: libraryVersion(),
    seeds,
    seconds: rounded(total, 3),
  };
  mustBeJson(result, experiment.name);
  return {...origin, ...result};
}

/** Writes a result so that a reader, or a cut, never sees half of it. */
export function storeResult(path: string, result: object): void {
  mkdirSync(dirname(path), {recursive: true});
  writeAtomically(path, `${JSON.stringify(result, null, 1)}\n`);
}

/** Where the result of other seeds goes: the stored one, which a lesson shows, stays. */
export const trialPath = (name: string): string =>
  join(process.env.UNROLL_CACHE ?? inProject('.cache'), 'experiments', `${name}.json`);

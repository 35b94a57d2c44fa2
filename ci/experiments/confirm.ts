/** Compares a sample of an experiment, recomputed now, with its stored result. */
import {existsSync, readFileSync} from 'node:fs';
import {engine} from '../../lib/src';
import {relativePath} from '../notebooks/paths';
import type {Experiment} from './experiment';
import {resultPath} from './run';

/** Stored numbers have 4 to 6 digits. */
const TOLERANCE = 1e-3;

/** The number at a place such as `networks.lstm.runs.0.testMse`. */
function numberAt(value: unknown, place: string): number | undefined {
  let inner: unknown = value;
  for (const key of place.split('.')) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return undefined;
    inner = (inner as Record<string, unknown>)[key];
  }
  return typeof inner === 'number' ? inner : undefined;
}

/** What speaks against a stored result; nothing where the sample agrees with it. */
export async function confirmSample(experiment: Experiment, path = resultPath(experiment.name)): Promise<string[]> {
  const again = `npm run experiments -- ${experiment.name} makes it anew`;
  if (!existsSync(path)) return [`${relativePath(path)} is not there; ${again}`];
  const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
  await engine.start({engine: 'wasm', seed: 1});
  const sample = Object.entries(await experiment.sample());
  if (sample.length === 0) return [`${experiment.name}: its sample recomputes no number`];
  return sample.flatMap(([place, now]) => {
    const then = numberAt(stored, place);
    if (then === undefined) return [`${relativePath(path)} has no number at ${place}; ${again}`];
    const isClose = Math.abs(now - then) <= TOLERANCE * Math.max(Math.abs(then), 1e-12);
    return isClose ? [] : [`${relativePath(path)}: ${place} is ${then}, recomputed ${now}; ${again}`];
  });
}

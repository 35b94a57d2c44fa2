import {existsSync, mkdirSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {InputError} from '../../notebooks/notebook';
import {makeSecret} from '../marking/secret';
import type {Result} from '../results/result';
import {openStore} from '../results/store';
import {fileNameOf} from '../submissions/submission';
import {type Followed, follow} from './follow';

/** A class that was graded by the real command. */
export interface Graded {
  /** With the clock of `stored`. */
  followed: Followed;
  results: Result[];
  /** When each result was stored, in seconds since the first, in their order. */
  stored: {result: Result; at: number}[];
  /** Students in the table of marks, with their points. */
  marks: Map<string, number>;
  /** What it said at the end. */
  said: string[];
}

export interface Grading {
  /** Of `makeSubmissions`. */
  folder: string;
  /** Name of the folder of results, made anew. */
  out: string;
  /** More options of `npm run grade`. */
  options: string[];
  onLine?(line: string): void;
}

function marksIn(path: string): Map<string, number> {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\r\n').slice(1) : [];
  const fields = lines.map((line) => /^"((?:[^"]|"")*)","[^"]*",([\d.]+)/.exec(line));
  return new Map(fields.map((found, index) => [found?.[1] ?? `line ${index + 2}`, Number(found?.[2] ?? Number.NaN)]));
}

/**
 * Grades what `makeSubmissions` wrote by `npm run grade`, and follows what that needs.
 *
 * @throws InputError where grading itself failed; the message holds what it said last
 */
export async function gradeClass({folder, out: name, options, onLine}: Grading): Promise<Graded> {
  const out = join(folder, name);
  const secret = join(folder, 'secret');
  mkdirSync(folder, {recursive: true});
  if (existsSync(out)) throw new InputError(`${out} is there already; a bench grades everything anew`);
  if (!existsSync(secret)) makeSecret(secret);
  const said: string[] = [];
  const told = await follow({
    ...{program: 'npm', leader: 'ci/grading/cli.ts', folder},
    args: ['run', '--silent', 'grade', '--', join(folder, 'submitted'), '--secret', secret, '--out', out, ...options],
    onLine: (line) => {
      said.push(line);
      said.splice(0, said.length - 20);
      onLine?.(line);
    },
  });
  if (told.code !== 0) throw new InputError(`npm run grade ended with ${told.code}: ${said.join(' | ')}`);
  const store = openStore(out);
  const results = store.all((file) => said.push(`${file} is damaged`));
  const timed = results.map((result) => {
    const file = join(store.folder, result.exercise || 'unknown', `${fileNameOf(result.student)}.json`);
    return {result, at: statSync(file).mtimeMs / 1000};
  });
  timed.sort((a, b) => a.at - b.at);
  const first = timed[0]?.at ?? 0;
  const stored = timed.map(({result, at}) => ({result, at: at - first}));
  const followed = {...told, growth: told.growth.map(([at, used]): [number, number] => [at - first, used])};
  return {followed, results, stored, marks: marksIn(join(out, 'marks.csv')), said};
}

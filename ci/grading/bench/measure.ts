import {mkdirSync, rmSync} from 'node:fs';
import {pairedRatios, type Spread, spread} from '../../bench/statistics';
import {InputError} from '../../notebooks/notebook';
import {type Block, blocksOf, costs} from './blocks';
import type {Followed} from './follow';
import {type Graded, gradeClass} from './grade';
import {makeSubmissions, type Wanted} from './make';
import {compareMarks, type Kind, type Manifest} from './manifest';
import {autogradeClass} from './nbgrader';

type Say = (line: string) => void;

/** What grading a class took. */
export interface ClassCost extends Omit<Followed, 'growth'> {
  submissions: number;
  blocks: Block[];
}

/** A class of all kinds: what it cost, and every mark that was wrong. */
export interface MixedClass extends ClassCost {
  seed: number;
  kinds: Partial<Record<Kind, number>>;
  results: number;
  faults: string[];
}

/** The same submissions graded by nbgrader and by us. */
export interface Comparison {
  exercise: string;
  submissions: number;
  nbgrader: ClassCost;
  /** By number of slots. */
  ours: {slots: number; cost: ClassCost; ratio: Spread; processorRatio: number}[];
  /** Students to whom the two give other marks. */
  differences: string[];
}

function costOf({followed: {growth, ...followed}, stored}: Graded, blocks: number): ClassCost {
  const done = stored.map(({at, result}) => ({at, seconds: result.seconds}));
  return {...followed, submissions: stored.length, blocks: blocksOf(done, blocks, growth)};
}

/** Faults of the table of marks: it must hold what results say, a line each. */
function faultsOfTable({marks, results}: Graded): string[] {
  const faults = results
    .filter(({student, points}) => marks.get(student) !== points)
    .map(({student, points}) => `${student}: ${marks.get(student)} points in marks.csv, ${points} in the result`);
  return marks.size === results.length
    ? faults
    : [...faults, `marks.csv has ${marks.size} lines for ${results.length} results`];
}

function fresh(folder: string): string {
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true, mode: 0o700});
  return folder;
}

function progressOf(say: Say): Say {
  let last = 0;
  return (line) => {
    // The bar of the grader is drawn for terminals; of what else it says, a line in ten seconds is enough.
    if (performance.now() - last < 10_000) return;
    last = performance.now();
    say(`  ${line.slice(0, 120)}`);
  };
}

/** Generates a class, grades it, and compares all marks. */
export async function measureClass(folder: string, wanted: Wanted, options: string[], say: Say): Promise<MixedClass> {
  const manifest: Manifest = await makeSubmissions(fresh(folder), wanted);
  const kinds: Partial<Record<Kind, number>> = {};
  for (const {kind} of manifest.submissions) kinds[kind] = (kinds[kind] ?? 0) + 1;
  const graded = await gradeClass({folder, out: 'grades', options, onLine: progressOf(say)});
  const faults = [...compareMarks(manifest, graded.results), ...faultsOfTable(graded)];
  return {...costOf(graded, 10), seed: wanted.seed, kinds, results: graded.results.length, faults};
}

/** Grades the same submissions by nbgrader and by us, one after the other on the same machine. */
export async function compareWithNbgrader(
  folder: string,
  count: number,
  seed: number,
  slots: number[],
  say: Say,
): Promise<Comparison> {
  const [exercise, name] = ['02', '02-dimensions'];
  const mix = {honest: 1, 'half-done': 0, damaged: 0, hostile: 0};
  await makeSubmissions(fresh(folder), {count, seed, exercises: [exercise], mix, endlessEvery: 0, isTyped: true});
  const blocks = Math.max(1, Math.round(count / 10));
  say(`nbgrader autograde, ${count} submissions`);
  const theirs = await autogradeClass(folder, name, progressOf(say));
  if (theirs.done.length !== count)
    throw new InputError(`nbgrader graded ${theirs.done.length} of ${count} submissions`);
  const {growth: _, ...followed} = theirs.followed;
  const nbgrader: ClassCost = {...followed, submissions: count, blocks: blocksOf(theirs.done, blocks)};
  const comparison: Comparison = {exercise, submissions: count, nbgrader, ours: [], differences: []};
  for (const one of slots) {
    say(`npm run grade -- --slots ${one}`);
    const graded = await gradeClass({
      folder,
      out: `grades-${one}`,
      options: ['--slots', String(one)],
      onLine: progressOf(say),
    });
    const cost = costOf(graded, blocks);
    comparison.ours.push({
      ...{slots: one, cost, ratio: spread(pairedRatios(costs(nbgrader.blocks), costs(cost.blocks)))},
      processorRatio: nbgrader.processorSeconds / cost.processorSeconds,
    });
    for (const {student, points} of graded.results) {
      const other = theirs.marks.get(student);
      if (other !== points) comparison.differences.push(`${student}: ${other} points by nbgrader, ${points} by us`);
    }
  }
  return comparison;
}

/** What submissions cost whose parts train, apart from the others. */
export async function measureTraining(
  folder: string,
  exercise: string,
  seed: number,
  options: string[],
): Promise<ClassCost> {
  const mix = {honest: 1, 'half-done': 0, damaged: 0, hostile: 0};
  const cost = await measureClass(
    folder,
    {count: 2, seed, exercises: [exercise], mix, endlessEvery: 0},
    options,
    () => undefined,
  );
  if (cost.faults.length > 0) throw new InputError(`exercise ${exercise}: ${cost.faults.join('; ')}`);
  return cost;
}

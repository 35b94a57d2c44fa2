import {existsSync, readFileSync} from 'node:fs';
import {describeMachine, type Machine} from '../../bench/machine';
import {inProject} from '../../notebooks/paths';
import type {ClassCost, Comparison, MixedClass} from './measure';

/** Where results are kept that the docs show. */
export const RESULTS = 'ci/bench/results/grading.json';

/** One measurement, with what it was made on. */
export interface Measured<T> {
  command: string;
  date: string;
  machine: Machine;
  found: T;
}

export interface TrainingCost extends ClassCost {
  exercise: string;
}

/** The parts of the bench; each is measured when it is asked for. */
export interface GradingResults {
  mixed?: Measured<MixedClass>;
  training?: Measured<TrainingCost>;
  nbgrader?: Measured<Comparison>;
}

export const measured = <T>(command: string, found: T): Measured<T> => ({
  ...{command, date: new Date().toISOString().slice(0, 10), machine: describeMachine(), found},
});

/** What was stored earlier: parts that a run does not measure stay. */
export function storedResults(): GradingResults {
  const file = inProject(RESULTS);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as GradingResults) : {};
}

/** Most memory of the process that leads, in MB. */
export const MEMORY_GOAL = 1024;

/** Fewest submissions from which on it can be said whether their cost stays the same. */
const ENOUGH = 2000;

/** How much more a submission of the last tenth may cost than one of the first. */
const ALLOWED_GROWTH = 1.25;

/** Processor seconds a submission, tenth by tenth; where nobody could count them, the median seconds of a submission. */
export const costByTenths = ({blocks}: ClassCost): number[] =>
  blocks.map(({processorSeconds, count, typical}) =>
    processorSeconds === undefined ? (typical ?? Number.NaN) : processorSeconds / count,
  );

/** What one submission of the last tenth cost, as a multiple of one of the first. */
export function growthOf(cost: ClassCost): number {
  const tenths = costByTenths(cost);
  return tenths.length > 1 ? tenths[tenths.length - 1] / tenths[0] : Number.NaN;
}

/** Everything that must not be, a line each: wrong marks, too much memory, growing cost. */
export function faultsOf({mixed, nbgrader}: GradingResults): string[] {
  const faults: string[] = [];
  if (mixed) {
    const {found} = mixed;
    faults.push(...found.faults);
    if (found.leaderPeakMb > MEMORY_GOAL)
      faults.push(`the grader took ${Math.round(found.leaderPeakMb)} MB of memory; ${MEMORY_GOAL} are allowed`);
    const growth = growthOf(found);
    if (found.submissions >= ENOUGH && !(growth <= ALLOWED_GROWTH))
      faults.push(`a submission of the last tenth costs ${growth.toFixed(2)} times one of the first`);
  }
  if (nbgrader) faults.push(...nbgrader.found.differences);
  return faults;
}

import {quantile, stepsUntilBelow} from '../metrics';

/**
 * How long repeated runs last, in a word for a table: '13 (10 to 16)', the median with the 10% and 90% of the runs.
 *
 * @param runs one list a run, one value a step; all of the same length
 * @param level a run ends where it first falls below this, see `metrics.stepsUntilBelow`
 * @returns the text; 'over 100' where runs of 100 steps never fall, and one number where all three are the same
 * @throws RangeError when there are no runs or lengths differ
 *
 * Lesson: notebooks/01-foundations/1.3.
 */
export function stepsSpread(runs: readonly number[][], level: number): string {
  if (runs.length === 0) throw new RangeError('stepsSpread needs at least one run');
  const most = runs[0].length;
  const odd = runs.find(({length}) => length !== most);
  if (odd) throw new RangeError(`stepsSpread: runs of ${most} and of ${odd.length} steps cannot be compared`);
  return spreadOfSteps(
    runs.map((run) => stepsUntilBelow(run, level)),
    most,
  );
}

/** Median with 10% and 90%; 'over `most`' stands for what never ends. */
function spreadOfSteps(steps: number[], most: number): string {
  const shown = (share: number) => {
    const count = quantile(steps, share);
    return Number.isFinite(count) ? count.toFixed(0) : `over ${most}`;
  };
  const [low, middle, high] = [0.1, 0.5, 0.9].map(shown);
  return low === high ? middle : `${middle} (${low} to ${high})`;
}

/**
 * How far back repeated gradients reach, in a word for a table: '42 (35 to 47)', the median with the 10% and 90% of runs.
 *
 * @param runs one list of norms a run, [time steps], the first step first, such as `training.stateGradientNorms` gives
 * @param share a gradient reaches until it first falls below this share of the norm at the last step; defaults to 0.01
 * @returns the text; 'over 99' where gradients of 100 steps, the last and 99 before it, never fall below
 * @throws RangeError when there are no runs, lengths differ, or a norm at the last step is not above 0
 *
 * Lesson: notebooks/01-foundations/1.5.
 */
export function reachSpread(runs: readonly number[][], share = 0.01): string {
  if (runs.length === 0) throw new RangeError('reachSpread needs at least one run');
  const most = runs[0].length;
  const odd = runs.find(({length}) => length !== most);
  if (odd) throw new RangeError(`reachSpread: runs of ${most} and of ${odd.length} steps cannot be compared`);
  const steps = runs.map((run) => {
    const last = run.at(-1) ?? 0;
    if (!(last > 0)) throw new RangeError(`reachSpread: the norm at the last step is ${last}, it must be above 0`);
    return stepsUntilBelow(run.map((norm) => norm / last).reverse(), share);
  });
  return spreadOfSteps(steps, most - 1);
}

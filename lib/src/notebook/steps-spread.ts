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
  const steps = runs.map((run) => stepsUntilBelow(run, level));
  const shown = (share: number) => {
    const count = quantile(steps, share);
    return Number.isFinite(count) ? count.toFixed(0) : `over ${most}`;
  };
  const [low, middle, high] = [0.1, 0.5, 0.9].map(shown);
  return low === high ? middle : `${middle} (${low} to ${high})`;
}

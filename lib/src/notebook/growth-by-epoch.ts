import type {ManyStepsAheadRun} from './results/many-steps-ahead';

/**
 * How much the error of recorded forecasts grows from the first step ahead to the last, after so many epochs.
 *
 * @param runs one a seed, of `recorded('experiments', 'many-steps-ahead')`
 * @param epochs at which the runs noted their errors
 * @returns [epochs, runs]
 * @throws RangeError where a run noted no errors at one of the epochs
 *
 * Lesson: notebooks/02-forecasting/2.2.
 */
export function growthByEpoch(runs: readonly Pick<ManyStepsAheadRun, 'byStep'>[], epochs: number[]): number[][] {
  return epochs.map((epoch) =>
    runs.map(({byStep}, i) => {
      const errors = byStep[epoch];
      if (!errors?.length) {
        throw new RangeError(`growthByEpoch: runs[${i}] has epochs ${Object.keys(byStep).join(', ')}, not ${epoch}`);
      }
      return errors[errors.length - 1] - errors[0];
    }),
  );
}

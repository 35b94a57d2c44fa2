import {type Series, Targets} from '../../data/arrays';
import {generateSines} from '../../data/tasks/series';
import {judge} from '../13/judged-forecasts';
import type {Finding, Learner} from '../frame/frame';
import {shortenedTargets} from './front-targets';
import {demandFront, demandSaid} from './trained-front';

/** The series of 07.7: long, noisy, slow waves. */
export const LONG = {
  timeSteps: 200,
  horizon: 10,
  frequencies: [0.01, 0.05] as [number, number],
  noise: 0.3,
  train: 500,
};

/** Series for 07.7: what is read, what follows, and one step more, which finds forecasts that are one step late. */
export function longSeries(seed: number, count: number): Series {
  const {timeSteps, horizon, frequencies, noise} = LONG;
  return generateSines(count, timeSteps + horizon + 1, {frequencies, noise, seed});
}

/**
 * Targets behind the steps that a convolution leaves, for many series.
 *
 * @param series [n, timeSteps + horizon or more]
 * @param kernelSize of a front with 'valid' padding
 * @param strides of that front
 * @returns [n, steps left, horizon]
 */
export function targetsBehind(series: Series, kernelSize: number, strides: number): Targets {
  const {timeSteps, horizon} = LONG;
  const rows = Array.from({length: series.length}, (_, i) =>
    shortenedTargets({series: series.row(i), timeSteps, kernelSize, strides, horizon}),
  );
  return new Targets(rows.flat(2), [rows.length, rows[0].length, horizon]);
}

/**
 * Greatest error that passes 07.7: the largest of mean + 4 standard deviations of the networks with a convolution in
 * front, 20 seeds each; see `ci/experiments/results/exercise-07.json`.
 */
export const LONG_LIMIT = 0.124;

/** Findings of 07.7: what the network is made of, how well it forecasts, and that the forecasts are its own. */
export async function* checkForecasts(learner: Learner, seeds: number[], count = 200): AsyncGenerator<Finding> {
  const {timeSteps, horizon} = LONG;
  const model = demandFront(await learner.call('myNetwork'), timeSteps);
  yield {passed: true, message: 'myNetwork(): a convolution saves the recurrent layer work'};
  for (const seed of seeds) {
    const series = longSeries(seed, count);
    const all = Array.from({length: count}, (_, i) => series.row(i));
    const x = all.map((row) => row.slice(0, timeSteps));
    const y = all.map((row) => row.slice(timeSteps, timeSteps + horizon));
    const actual = await learner.call('forecastNext', x);
    yield judge({
      actual,
      path: `forecastNext(${count} windows)`,
      ...{x, y, after: all.map((row) => row[timeSteps + horizon])},
      limit: LONG_LIMIT,
      meaning: 'small networks stay below it; a line of least squares comes to 0.35, the noise alone is 0.09',
      rules: [
        {
          message: 'this repeats the last value; train the network and let it forecast',
          value: x.map((row) => y[0].map(() => row[timeSteps - 1])),
        },
        {
          message: 'every forecast is 0, the mean of a wave; train the network and let it forecast',
          value: y.map((row) => row.map(() => 0)),
        },
        {message: 'these are the last known values, not what follows them', value: x.map((row) => row.slice(-horizon))},
      ],
    });
    await demandSaid(learner, model, x.slice(0, 3), actual as number[][]);
    yield {passed: true, message: 'forecastNext asks myNetwork'};
  }
}

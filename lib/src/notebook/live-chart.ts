import {lossSketch} from '../plots';
import type {Reporter, RunInfo} from '../training/reporter';
import {display, hasDisplay, newDisplayId, VOLATILE} from './display';
import {type ProgressBar, progressBar} from './progress-bar';
import {bundleOf} from './show';

const INTERVAL_MS = 500;
/** Training shorter than this shows nothing. */
const PATIENCE_MS = 2000;

/**
 * A reporter that shows a progress bar and a chart of the loss while a model trains, twice a second at most.
 *
 * Both are volatile: they are neither stored nor compared.
 *
 * @param now clock in milliseconds; defaults to Date.now
 * @returns what `training.setReporter` takes
 */
export function liveReporter(now: () => number = Date.now): Reporter {
  let run: RunInfo = {epochs: 1, batches: 1, metrics: []};
  let bar: ProgressBar | undefined;
  let logs: Record<string, number>[][] = [];
  let [start, drawnAt, chartId, isDrawn] = [0, Number.NEGATIVE_INFINITY, '', false];
  /** Epochs of one training at most. */
  const each = () => run.epochs / (run.trainings ?? 1);
  const draw = (isOver = false): void => {
    const {trainings = 1, name} = run;
    const chart = hasDisplay() ? lossSketch(logs, {epochs: each(), trainings, name, isOver}) : undefined;
    if (!chart) return;
    display(bundleOf(chart), {displayId: chartId, update: isDrawn, metadata: VOLATILE});
    [isDrawn, drawnAt] = [true, now()];
  };
  return {
    start(info) {
      [run, logs, start, drawnAt, isDrawn] = [info, [], now(), Number.NEGATIVE_INFINITY, false];
      chartId = newDisplayId();
      bar = progressBar(Math.max(1, info.epochs * info.batches), {label: info.name ?? 'training', now});
    },
    batch({epoch, batch, loss}) {
      bar?.update((epoch - 1) * run.batches + batch, `epoch ${epoch}, loss ${loss.toPrecision(3)}`);
    },
    epoch(epoch, log) {
      // a training that stopped early is followed by the next one's first epoch
      if ((epoch - 1) % each() === 0) logs.push([]);
      logs.at(-1)?.push(log);
      bar?.update(epoch * run.batches, `epoch ${epoch}, loss ${log.loss?.toPrecision(3) ?? '?'}`);
      if (now() - start >= PATIENCE_MS && now() - drawnAt >= INTERVAL_MS) draw();
    },
    end(error) {
      const last = logs.at(-1)?.length ?? 0;
      const isEarly = !error && last < each();
      // Early stopping is a success: a bar at 50 % would look like a failure.
      if (isEarly) bar?.update(run.epochs * run.batches);
      bar?.end(isEarly ? `stopped early, after epoch ${last} of at most ${each()}` : error ? 'stopped' : 'done');
      if (isDrawn) draw(!error);
      bar = undefined;
    },
  };
}

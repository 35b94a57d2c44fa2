import type {Diagram} from '../figure';
import {BASELINE, PALETTE} from '../look';
import {drawing, type Place, path, text} from './svg';

/** Where the curves lie, in pixels. */
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 550, 50, 190];
/** Of the axis of epochs: below the lowest name, which two equal losses push down by half a line. */
const AXIS = BOTTOM + 18;
const [WIDTH, HEIGHT] = [722, 249];
const KINDS = [
  {name: 'training', key: 'loss', color: PALETTE[1], dash: '7 5'},
  {name: 'validation', key: 'val_loss', color: PALETTE[0], dash: undefined},
] as const;

/** The losses of one epoch, as training reports them. */
export interface EpochLosses {
  loss?: number;
  /** On the validation examples, where there are any. */
  val_loss?: number;
}

/** How long a training will be, for {@link lossSketch}. */
export interface LossSketchOptions {
  /** Epochs of one training. */
  epochs: number;
  /** Trainings that follow one another, such as one a seed; defaults to 1. */
  trainings?: number;
  /** What is trained; left out where there is only one network. */
  name?: string;
  /** Whether the last training has ended, perhaps before its last epoch; defaults to false. */
  isOver?: boolean;
}

/** Moves two heights apart until their labels do not touch. */
function apart([first, second]: number[]): number[] {
  const missing = 15 - Math.abs(first - second);
  if (second === undefined || missing <= 0) return [first, second];
  const push = (first <= second ? -missing : missing) / 2;
  return [first + push, second - push];
}

/**
 * The losses of trainings so far, small and quickly drawn: what a live chart shows. The last training is named at its
 * newest values, the ones before it are thin lines.
 *
 * The axis is logarithmic where all losses are above 0. It is SVG, since JupyterLab does not draw a Plotly figure anew.
 *
 * @param runs losses by epoch, one list a training
 * @param options see {@link LossSketchOptions}
 * @returns undefined while there is nothing to draw: fewer than two epochs, or a loss that is no finite number
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function lossSketch(
  runs: readonly (readonly EpochLosses[])[],
  {epochs, trainings = 1, name, isOver = false}: LossSketchOptions,
): Diagram | undefined {
  const curves = KINDS.map((kind) => ({
    ...kind,
    runs: runs.map((run) => run.map((log) => log[kind.key] ?? Number.NaN)),
  }));
  const drawn = curves.filter((curve) => curve.runs.flat().every(Number.isFinite));
  const all = drawn.flatMap((curve) => curve.runs.flat());
  if (drawn.length === 0 || all.length < 2 * drawn.length) return undefined;
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const isLog = low > 0;
  const scaled = (loss: number) => (isLog ? Math.log(loss) : loss);
  const range = scaled(high) - scaled(low) || 1;
  const x = (epoch: number) => LEFT + ((RIGHT - LEFT) * (epoch - 1)) / Math.max(1, epochs - 1);
  const y = (loss: number) => BOTTOM - ((BOTTOM - TOP) * (scaled(loss) - scaled(low))) / range;
  const newest = runs[runs.length - 1].length;
  const last = drawn.map((curve) => curve.runs[runs.length - 1][newest - 1]);
  const heights = apart(last.map(y));
  const across = (height: number, color: string, to = RIGHT) =>
    path(
      [
        [LEFT, height],
        [to, height],
      ],
      {color, width: 1},
    );
  const level = (loss: number) =>
    // The names of the curves stand right of the newest values: no line runs through them.
    across(y(loss), '#E3E3E3', x(newest)) + text([LEFT - 8, y(loss)], loss.toPrecision(3), {size: 12, anchor: 'end'});
  const which = trainings > 1 ? `Training ${runs.length} of ${trainings}` : 'Training';
  const where = isOver && newest < epochs ? `stopped after epoch ${newest}` : `epoch ${newest}`;
  const title = `${name === undefined ? which : `${name}, ${which.toLowerCase()}`}: ${where} of ${epochs}`;
  const earlier = runs.length > 1 ? '; thin: the trainings before' : '';
  const lines = drawn.flatMap(({runs, color, dash}) =>
    runs.map((losses, i) => {
      const places = losses.map((loss, epoch): Place => [x(epoch + 1), y(loss)]);
      return path(places, {color, dash, width: i === runs.length - 1 ? 2.2 : 0.8});
    }),
  );
  const names = drawn.map(({name, color}, i) => {
    const [left, label] = [x(newest) + 8, `${name} ${last[i].toPrecision(3)}`];
    // Earlier trainings may have gone on longer: their thin lines stop short of the name.
    const cover: Place[] = [left - 3, left + 7 * label.length].map((place) => [place, heights[i]]);
    const style = {size: 12, anchor: 'start', fill: color} as const;
    return path(cover, {color: '#FFFFFF', width: 14}) + text([left, heights[i]], label, style);
  });
  const parts = [
    text([LEFT, 20], title, {size: 16, anchor: 'start'}),
    level(high) + (high > low ? level(low) : ''),
    across(AXIS, BASELINE),
    text([x(1), AXIS + 14], '1', {size: 12}) + text([x(epochs), AXIS + 14], String(epochs), {size: 12}),
    text([(LEFT + RIGHT) / 2, AXIS + 28], `epoch${earlier}`, {size: 12}),
    text([LEFT, 37], `loss${isLog ? ', logarithmic axis' : ''}`, {size: 12, anchor: 'start'}),
    ...lines,
    ...names,
  ];
  const said = drawn.map(({name}, i) => `${name} loss ${last[i].toPrecision(3)}`);
  return drawing(WIDTH, HEIGHT, parts, `${title}, ${said.join(', ')}.`);
}

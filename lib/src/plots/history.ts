import type {Figure} from './figure';
import {type Line, lines} from './lines';

/** What training leaves: one list of numbers a metric, one number an epoch, as in tfjs's History. */
export interface TrainingLog {
  history: Record<string, ArrayLike<unknown>>;
}

/** Options of {@link trainingCurves}. */
export interface TrainingCurvesOptions {
  /** The finding; defaults to 'Training and validation loss by epoch'. */
  title?: string;
  /** Metric to draw beside its `val_` twin; defaults to 'loss'. */
  metric?: string;
  /** What the y axis calls it; defaults to the metric. */
  label?: string;
  /** Unit of the metric; defaults to ''. */
  unit?: string;
  /** Logarithmic y axis; defaults to true. */
  log?: boolean;
  /** Levels to compare with, such as {naive: 0.02}. */
  baselines?: Record<string, number>;
  alt?: string;
  width?: number;
  height?: number;
}

function isLog(value: unknown): value is TrainingLog {
  return typeof value === 'object' && value !== null && 'history' in value && !Array.isArray(value.history);
}

function numbersOf(log: TrainingLog, metric: string): number[] | undefined {
  const values = log.history[metric];
  return values === undefined ? undefined : Array.from(values, Number);
}

/**
 * Loss by epoch: training dashed, validation solid, one colour a model.
 *
 * Several models share the legend by name; their training curves have the same colour, dashed and without markers.
 *
 * @param logs what training returned, or several by the name of their model
 * @param options see {@link TrainingCurvesOptions}
 * @returns the figure
 * @throws RangeError when a log lacks the metric
 */
export function trainingCurves(
  logs: TrainingLog | Record<string, TrainingLog>,
  options: TrainingCurvesOptions = {},
): Figure {
  const {metric = 'loss', unit = '', log = true} = options;
  const named: [string, TrainingLog][] = isLog(logs) ? [['', logs]] : Object.entries(logs);
  const curves: Line[] = [];
  let epochs = 0;
  named.forEach(([name, one], style) => {
    const train = numbersOf(one, metric);
    if (train === undefined) {
      throw new RangeError(`no metric '${metric}' in the history; there are: ${Object.keys(one.history).join(', ')}`);
    }
    const valid = numbersOf(one, `val_${metric}`);
    const x = train.map((_, i) => i + 1);
    epochs = Math.max(epochs, train.length);
    const draw = train.length > 30 ? 'line' : 'both';
    if (name === '') {
      curves.push({name: 'training', x, y: train, style: 1, draw});
      if (valid) curves.push({name: 'validation', x, y: valid, style: 0, draw});
    } else if (valid) {
      curves.push({name, x, y: valid, style, dash: 'solid', draw}, {x, y: train, style, dash: 'dash'});
    } else curves.push({name, x, y: train, style, draw});
  });
  const label = options.label ?? metric;
  const isCrowded = curves.some(({name}) => name === undefined);
  for (const [style, [name, level]] of Object.entries(options.baselines ?? {}).entries()) {
    curves.push({name, x: [1, Math.max(2, epochs)], y: [level, level], baseline: true, style});
  }
  return lines(curves, {
    title: options.title ?? `Training and validation ${label} by epoch`,
    x: {label: 'epoch', unit: 'passes'},
    y: {label: isCrowded ? `${label}: validation —, training - -` : label, unit, log},
    alt: options.alt,
    width: options.width,
    height: options.height,
  });
}

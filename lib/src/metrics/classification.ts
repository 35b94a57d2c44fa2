import {asNdArray, type Numbers} from '../data';
import {checkList, checkOptions, show} from '../data/arguments';

/** Classes of many examples: whole numbers of any shape, or a list of names. */
export type Classes = Numbers | readonly string[];

/** One class: a whole number or a name. */
export type ClassLabel = number | string;

/** Options of the metrics by class. */
export interface LabelOptions {
  /** The classes, in the order of the result; defaults to those that occur, sorted. */
  labels?: readonly ClassLabel[];
}

function isNames(classes: Classes): classes is readonly string[] {
  return Array.isArray(classes) && typeof classes[0] === 'string';
}

function readClasses(classes: Classes, name: string): {list: ClassLabel[]; shape: string} {
  if (isNames(classes)) {
    const bad = classes.findIndex((label) => typeof label !== 'string');
    if (bad >= 0) throw new TypeError(`${name}[${bad}] must be a name like the others, got ${show(classes[bad])}`);
    return {list: [...classes], shape: `${classes.length}`};
  }
  const {values, shape} = asNdArray(classes, name);
  const bad = values.findIndex((label) => !Number.isInteger(label));
  if (bad >= 0) {
    throw new RangeError(
      `${name} holds ${values[bad]} at place ${bad}: give whole numbers of classes, not probabilities`,
    );
  }
  return {list: Array.from(values), shape: shape.join(', ')};
}

function readPair(yTrue: Classes, yPred: Classes, metric: string): [ClassLabel[], ClassLabel[]] {
  const [truth, prediction] = [readClasses(yTrue, `${metric}: yTrue`), readClasses(yPred, `${metric}: yPred`)];
  if (truth.shape !== prediction.shape) {
    throw new RangeError(`${metric}: yTrue has shape [${truth.shape}] but yPred has shape [${prediction.shape}]`);
  }
  if (truth.list.length === 0) throw new RangeError(`${metric}: yTrue and yPred must not be empty, got []`);
  if (typeof truth.list[0] !== typeof prediction.list[0]) {
    throw new TypeError(`${metric}: yTrue holds ${typeof truth.list[0]}s but yPred ${typeof prediction.list[0]}s`);
  }
  return [truth.list, prediction.list];
}

/**
 * Share of the examples whose class was predicted; with texts the share of exact matches.
 *
 * @param yTrue classes, any shape
 * @param yPred predicted classes, the same shape; `tensor.argMax(-1)` makes them of probabilities
 * @returns 0 to 1
 * @throws RangeError when shapes differ or a class is no whole number, TypeError when names meet numbers
 */
export function accuracy(yTrue: Classes, yPred: Classes): number {
  const [truth, prediction] = readPair(yTrue, yPred, 'accuracy');
  return truth.filter((label, i) => label === prediction[i]).length / truth.length;
}

/** How often each class was taken for each. */
export interface ConfusionMatrix {
  /** The classes, in the order of rows and columns. */
  labels: ClassLabel[];
  /** [true class][predicted class] number of examples. */
  counts: number[][];
}

function compareLabels(a: ClassLabel, b: ClassLabel): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Counts how often each class was taken for each: row = truth, column = prediction.
 *
 * @param yTrue classes, any shape
 * @param yPred predicted classes, the same shape
 * @param options see {@link LabelOptions}
 * @returns see {@link ConfusionMatrix}
 * @throws RangeError when shapes differ, a class is unknown or no whole number, or labels repeat
 *
 * Lesson: notebooks/06-applications/6.2, 6.3. Check: agrees with scikit-learn.
 */
export function confusionMatrix(yTrue: Classes, yPred: Classes, options: LabelOptions = {}): ConfusionMatrix {
  return confusionOf(yTrue, yPred, options, 'confusionMatrix');
}

function confusionOf(yTrue: Classes, yPred: Classes, options: LabelOptions, where: string): ConfusionMatrix {
  checkOptions(where, options, ['labels']);
  const [truth, prediction] = readPair(yTrue, yPred, where);
  if (options.labels !== undefined) checkList(`${where}: labels`, options.labels);
  const labels = [...(options.labels ?? new Set([...truth, ...prediction]))];
  if (!options.labels) labels.sort(compareLabels);
  const places = new Map(labels.map((label, i) => [label, i]));
  if (places.size !== labels.length) throw new RangeError(`${where}: labels repeat: ${labels.join(', ')}`);
  const place = (label: ClassLabel, name: string, i: number): number => {
    const found = places.get(label);
    if (found === undefined) {
      throw new RangeError(`${where}: ${name} holds '${label}' at place ${i}, which is none of ${labels.join(', ')}`);
    }
    return found;
  };
  const counts = labels.map(() => labels.map(() => 0));
  truth.forEach((label, i) => {
    counts[place(label, 'yTrue', i)][place(prediction[i], 'yPred', i)]++;
  });
  return {labels, counts};
}

/** Precision, recall and F1. */
export interface Scores {
  /** Of what was predicted, the share that is right; 0 when nothing was predicted. */
  precision: number;
  /** Of what there was, the share that was found; 0 when there was nothing. */
  recall: number;
  /** Harmonic mean of precision and recall. */
  f1: number;
  /** How many there were. */
  support: number;
}

/** Precision, recall and F1 of one class. */
export interface ClassScores extends Scores {
  label: ClassLabel;
}

/** Precision, recall and F1 by class and over all classes. */
export interface ClassReport {
  /** One a class. */
  classes: ClassScores[];
  /** Over all decisions together; with one class an example it is the accuracy. */
  micro: Scores;
  /** Mean over the classes: each counts the same, however rare. */
  macro: Scores;
  /** Mean over the classes, weighted with their support. */
  weighted: Scores;
}

/**
 * Precision, recall and F1 out of counts.
 *
 * @param hits predicted and right
 * @param predicted all that was predicted
 * @param support all that there was
 */
export function scoresOf(hits: number, predicted: number, support: number): Scores {
  return {
    precision: predicted > 0 ? hits / predicted : 0,
    recall: support > 0 ? hits / support : 0,
    f1: predicted + support > 0 ? (2 * hits) / (predicted + support) : 0,
    support,
  };
}

/** Mean of scores; the weights need not sum to 1. */
export function meanScores(scores: readonly Scores[], weights: readonly number[]): Scores {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (read: (score: Scores) => number): number =>
    total === 0 ? 0 : scores.reduce((sum, score, i) => sum + weights[i] * read(score), 0) / total;
  return {
    precision: mean(({precision}) => precision),
    recall: mean(({recall}) => recall),
    f1: mean(({f1}) => f1),
    support: scores.reduce((sum, {support}) => sum + support, 0),
  };
}

/**
 * Precision, recall and F1 by class, and their means.
 *
 *     precision = hits / predicted      recall = hits / support      F1 = 2 hits / (predicted + support)
 *
 * @param yTrue classes, any shape
 * @param yPred predicted classes, the same shape
 * @param options see {@link LabelOptions}
 * @returns see {@link ClassReport}; a share of nothing is 0
 * @throws RangeError when shapes differ, a class is unknown or no whole number, or labels repeat
 *
 * Lesson: notebooks/05-text/5.1. Check: agrees with scikit-learn to 1e-12.
 */
export function precisionRecallF1(yTrue: Classes, yPred: Classes, options: LabelOptions = {}): ClassReport {
  const {labels, counts} = confusionOf(yTrue, yPred, options, 'precisionRecallF1');
  const rows = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const columns = labels.map((_, j) => counts.reduce((sum, row) => sum + row[j], 0));
  const classes = labels.map((label, i) => ({label, ...scoresOf(counts[i][i], columns[i], rows[i])}));
  const all = rows.reduce((sum, n) => sum + n, 0);
  const hits = counts.reduce((sum, row, i) => sum + row[i], 0);
  return {
    classes,
    micro: scoresOf(hits, all, all),
    macro: meanScores(
      classes,
      labels.map(() => 1),
    ),
    weighted: meanScores(classes, rows),
  };
}

import type {Numbers} from '../data';
import {checkOptions, checkWhole} from '../data/arguments';
import {likeliest} from './filters';
import {logAdd, readLogRows} from './log-probabilities';

/** Options of {@link ctcGreedy}. */
export interface CtcOptions {
  /** The class that means 'no label'; defaults to 0. */
  blank?: number;
}

/** Options of {@link ctcBeamSearch}. */
export interface CtcBeamOptions extends CtcOptions {
  /** Beginnings kept at each step; defaults to 16. */
  width?: number;
  /** Labellings to give back, at most `width`; defaults to 1. */
  best?: number;
}

/** Labels and how likely they are. */
export interface Labelling {
  /** Labels without blanks. */
  labels: number[];
  /** Natural logarithm of their probability. */
  logProbability: number;
}

function read(
  logProbabilities: Numbers,
  blank: number,
  where: string,
): {values: Float64Array; steps: number; classes: number} {
  const {values, shape} = readLogRows(logProbabilities, 'time steps, classes', where);
  const [steps, classes] = shape;
  checkWhole(`${where}: blank`, blank, 0);
  if (blank >= classes)
    throw new RangeError(`${where}: blank is class ${blank}, but there are classes 0 to ${classes - 1}`);
  return {values, steps, classes};
}

/**
 * Greedy CTC decoding: the likeliest class at each step, repeats merged, blanks left out.
 *
 *     - a a - a b b   ->   a a b
 *
 * It finds the likeliest alignment, which need not belong to the likeliest labelling: many alignments may make one.
 *
 * @param logProbabilities [time steps, classes] natural logarithms
 * @param options see {@link CtcOptions}
 * @returns the labels, and the log-probability of that one alignment
 * @throws RangeError when a shape or blank does not fit, or a value is no log-probability
 *
 * Source: Graves et al. 2006, doi:10.1145/1143844.1143891, section 3.2. Lesson: notebooks/06-applications/6.2.
 */
export function ctcGreedy(logProbabilities: Numbers, options: CtcOptions = {}): Labelling {
  checkOptions('ctcGreedy', options, ['blank']);
  const {blank = 0} = options;
  const {values, steps, classes} = read(logProbabilities, blank, 'ctcGreedy');
  const labels: number[] = [];
  let [before, logProbability] = [blank, 0];
  for (let t = 0; t < steps; t++) {
    const row = values.subarray(t * classes, (t + 1) * classes);
    const [label] = likeliest(row, 1);
    logProbability += row[label];
    if (label !== before && label !== blank) labels.push(label);
    before = label;
  }
  return {labels, logProbability};
}

/** A beginning of a labelling, with the log-probabilities of all its alignments that end in a blank or do not. */
interface Prefix {
  labels: number[];
  blank: number;
  label: number;
}

function total({blank, label}: Prefix): number {
  return logAdd(blank, label);
}

/** All beginnings after one more step. */
function advance(prefixes: Prefix[], row: Float64Array, blank: number): Prefix[] {
  const next = new Map<string, Prefix>();
  const at = (labels: number[]): Prefix => {
    const key = labels.join();
    const known = next.get(key) ?? {labels, blank: Number.NEGATIVE_INFINITY, label: Number.NEGATIVE_INFINITY};
    next.set(key, known);
    return known;
  };
  for (const prefix of prefixes) {
    const {labels} = prefix;
    const [all, same] = [total(prefix), at(labels)];
    same.blank = logAdd(same.blank, all + row[blank]);
    row.forEach((log, label) => {
      if (label === blank || log === Number.NEGATIVE_INFINITY) return;
      const repeats = label === labels[labels.length - 1];
      // A repeat is the same label still, unless a blank stood between.
      if (repeats) same.label = logAdd(same.label, prefix.label + log);
      const from = repeats ? prefix.blank : all;
      if (from === Number.NEGATIVE_INFINITY) return;
      const longer = at([...labels, label]);
      longer.label = logAdd(longer.label, from + log);
    });
  }
  return [...next.values()];
}

/**
 * CTC prefix beam search: the likeliest labellings, the probabilities of all their alignments summed.
 *
 *     P(labels) = Σ P(alignment)        over all alignments that make the labels
 *
 * At each step it keeps the `width` likeliest beginnings. With a width that drops none the result is exact; a narrower
 * beam misses alignments, so that the probability is a lower bound.
 *
 * @param logProbabilities [time steps, classes] natural logarithms
 * @param options see {@link CtcBeamOptions}
 * @returns the likeliest labellings, the likeliest first
 * @throws RangeError when a shape or blank does not fit, width or best is no whole number >= 1, or a value is no
 *   log-probability
 *
 * Source: Graves et al. 2006, doi:10.1145/1143844.1143891; Hannun et al. 2014, arXiv:1408.2873 (without language model).
 * Lesson: notebooks/06-applications/6.2. Check: agrees with brute force and with PyTorch's CTC loss to 1e-6.
 */
export function ctcBeamSearch(logProbabilities: Numbers, options: CtcBeamOptions = {}): Labelling[] {
  checkOptions('ctcBeamSearch', options, ['blank', 'width', 'best']);
  const {blank = 0, width = 16, best = 1} = options;
  const {values, steps, classes} = read(logProbabilities, blank, 'ctcBeamSearch');
  checkWhole('ctcBeamSearch: width', width);
  checkWhole('ctcBeamSearch: best', best);
  if (best > width) throw new RangeError(`ctcBeamSearch: best must be at most the width ${width}, got ${best}`);
  let prefixes: Prefix[] = [{labels: [], blank: 0, label: Number.NEGATIVE_INFINITY}];
  for (let t = 0; t < steps; t++) {
    const next = advance(prefixes, values.subarray(t * classes, (t + 1) * classes), blank);
    prefixes = next
      .map((prefix) => ({prefix, log: total(prefix)}))
      .filter(({log}) => log > Number.NEGATIVE_INFINITY)
      .sort((a, b) => b.log - a.log)
      .slice(0, width)
      .map(({prefix}) => prefix);
    if (prefixes.length === 0)
      throw new RangeError(`ctcBeamSearch: logProbabilities: no class is possible at step ${t}`);
  }
  return prefixes.slice(0, best).map((prefix) => ({labels: prefix.labels, logProbability: total(prefix)}));
}

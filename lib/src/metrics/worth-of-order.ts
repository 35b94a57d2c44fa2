import {checkOptions, checkWhole} from '../data/arguments';
import {Targets} from '../data/arrays';
import {split} from '../data/windows';
import {windowsOfEach} from '../data/windows-of-each';
import {leastSquares} from '../models/least-squares';
import {countNgrams} from '../models/ngrams';
import {mse} from './errors';

/** Options of {@link worthOfOrder}. */
export interface WorthOptions {
  /** Values that the linear model looks back on, for numbers; defaults to 14. */
  lookback?: number;
  /** Longest context tried, for symbols; defaults to 5. */
  context?: number;
}

const PARTS = [0, 1, 2, 3, 4];

/** So many windows fix 15 weights; a sound has half a million, which fill the memory and say the same. */
const WINDOWS = 60_000;

function ofSymbols(sequences: string[][], context: number): number[] {
  const {train, valid, test} = split(sequences, counts(sequences.length));
  const model = countNgrams(train, {context, alphabet: sequences.flat()});
  const surprise = Array.from({length: context + 1}, (_, k) => model.bits(valid, k));
  const best = surprise.indexOf(Math.min(...surprise));
  return fifths(test).map((part) => model.bits(part, 0) - model.bits(part, best));
}

function ofNumbers(sequences: number[][], lookback: number): number[] {
  const {train, test} = split(sequences, counts(sequences.length));
  const steps = train.reduce((sum, {length}) => sum + length, 0);
  const {x: past, y: next} = windowsOfEach(train, {lookback, stride: Math.ceil(steps / WINDOWS)});
  const line = leastSquares(past, next);
  const mean = train.reduce((sum, one) => sum + one.reduce((all, value) => all + value, 0), 0) / steps;
  return fifths(test).map((part) => {
    const {x, y} = windowsOfEach(part, {lookback});
    const level = new Targets(new Float64Array(y.values.length).fill(mean), y.shape);
    return 0.5 * Math.log2(mse(y, level) / mse(y, line.predict(x)));
  });
}

const counts = (n: number) => ({train: Math.round(0.6 * n), valid: Math.round(0.2 * n), test: Math.floor(0.2 * n)});
const fifths = <T>(list: T[]) => PARTS.map((fifth) => list.filter((_, i) => i % 5 === fifth));

/**
 * What the order of its elements is worth to a simple forecast, in bits an element.
 *
 *     symbols: bits(frequencies) - bits(n-grams, context chosen on the validation part)
 *     numbers: 1/2 log2( MSE(mean) / MSE(least squares on the last values) ), the bits of bell-shaped errors
 *
 * The first 60% of the sequences train, 20% validate, 20% test, in the order of the list. Where there are very many
 * numbers, every n-th window trains. A copy with shuffled sequences is the control: what it still gives is not order.
 *
 * @param sequences many sequences of symbols, or many of numbers, at least 25
 * @param options see {@link WorthOptions}
 * @returns five values, one for each fifth of the test part
 * @throws RangeError when there are too few sequences, one of numbers is too short, or an option is impossible
 *
 * Lesson: notebooks/01-foundations/1.1.
 */
export function worthOfOrder(sequences: string[][] | number[][], options: WorthOptions = {}): number[] {
  checkOptions('worthOfOrder', options, ['lookback', 'context']);
  const {lookback = 14, context = 5} = options;
  checkWhole('worthOfOrder: lookback', lookback);
  checkWhole('worthOfOrder: context', context, 0);
  if (sequences.length < 25) throw new RangeError(`worthOfOrder needs at least 25 sequences, got ${sequences.length}`);
  return isNumeric(sequences) ? ofNumbers(sequences, lookback) : ofSymbols(sequences, context);
}

function isNumeric(sequences: string[][] | number[][]): sequences is number[][] {
  return typeof sequences[0][0] === 'number';
}

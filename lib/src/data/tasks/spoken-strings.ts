import {checkFlag, checkList, checkNotBelow0, checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';
import {DIGIT_SAMPLE_RATE, type Recording} from './spoken-digits';

/** Digits that one voice says one after the other. */
export interface SpokenString {
  /** 0 to 9, as spoken. */
  digits: number[];
  speaker: string;
  /** [samples] -1 to 1. */
  samples: Float32Array;
  /** Where each digit begins, in samples: what nobody tells a network. */
  starts: number[];
}

/** Options of {@link spokenStrings}. */
export interface SpokenStringOptions {
  /** Number of strings. */
  count: number;
  /** Fewest and most digits of a string; defaults to [2, 4]. */
  digits?: readonly [fewest: number, most: number];
  /** Longest time that a digit begins before the last one has ended, in seconds; defaults to 0.08. */
  overlap?: number;
  /** The last digit makes the sum a multiple of ten, as in an account number; defaults to false. */
  checkDigit?: boolean;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

/**
 * Strings of digits out of recordings of single ones. Each string has one voice; each digit begins before the last one has
 * ended, so that no silence shows where. Nobody speaks like that: what a mouth changes where words meet is missing.
 *
 * @param recordings of every digit by every speaker at least one, where there is a check digit
 * @param options see {@link SpokenStringOptions}
 * @returns as many strings as asked for; digits are drawn at random, each with one of its recordings
 * @throws RangeError when there are no recordings, a number is out of range, or a check digit has no recording
 *
 * Lesson: notebooks/06-applications/6.2.
 */
export function spokenStrings(recordings: readonly Recording[], options: SpokenStringOptions): SpokenString[] {
  checkOptions('spokenStrings', options, ['count', 'digits', 'overlap', 'checkDigit', 'seed']);
  checkList('spokenStrings: recordings', recordings);
  const {count, digits: [fewest, most] = [2, 4], overlap = 0.08, checkDigit = false, seed = 42} = options;
  checkWhole('spokenStrings: count', count);
  checkWhole('spokenStrings: digits[0]', fewest);
  checkWhole('spokenStrings: digits[1]', most, fewest);
  checkNotBelow0('spokenStrings: overlap', overlap);
  checkFlag('spokenStrings: checkDigit', checkDigit);
  checkSeed('spokenStrings: seed', seed);
  const numbers = random(seed);
  const pick = <T>(list: readonly T[]): T => list[numbers.integer(0, list.length)];
  const speakers = [...new Set(recordings.map(({speaker}) => speaker))];
  return Array.from({length: count}, () => {
    const speaker = pick(speakers);
    const own = recordings.filter((recording) => recording.speaker === speaker);
    const said = Array.from({length: numbers.integer(fewest, most + 1)}, () => pick(own));
    if (checkDigit) {
      const sum = said.slice(0, -1).reduce((total, {digit}) => total + digit, 0);
      const last = (10 - (sum % 10)) % 10;
      const fitting = own.filter(({digit}) => digit === last);
      if (fitting.length === 0) throw new RangeError(`spokenStrings: '${speaker}' has no recording of ${last}`);
      said[said.length - 1] = pick(fitting);
    }
    const starts: number[] = [];
    let end = 0;
    for (const {samples} of said) {
      const early = starts.length === 0 ? 0 : Math.round(numbers.uniform(0, overlap) * DIGIT_SAMPLE_RATE);
      // No digit begins before the one before it.
      const start = Math.max(starts.at(-1) ?? 0, end - early);
      starts.push(start);
      end = Math.max(end, start + samples.length);
    }
    const sum = new Float32Array(end);
    said.forEach(({samples}, i) => {
      samples.forEach((sample, k) => {
        sum[starts[i] + k] += sample;
      });
    });
    return {
      ...{digits: said.map(({digit}) => digit), speaker, starts},
      samples: sum.map((sample) => Math.max(-1, Math.min(1, sample))),
    };
  });
}

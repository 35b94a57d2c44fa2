import {checkOptions, checkSeed, checkWhole} from '../arguments';
import {random} from '../random';

/** A text and what it should become. */
export interface TextPair {
  source: string;
  target: string;
}

/** Options of {@link generateDates}. */
export interface DateOptions {
  /** First year; defaults to 1900. */
  from?: number;
  /** Last year; defaults to 2099. */
  to?: number;
  /** Start of the random numbers; defaults to 42. */
  seed?: number;
}

const DAY = 86_400_000;
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

function ordinal(day: number): string {
  const ending = day > 10 && day < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
}

interface DateParts {
  year: number;
  /** 0 to 11. */
  month: number;
  day: number;
  weekday: number;
}

// No form is ambiguous: where a month is a number, the year stands first or the months are Roman.
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const FORMS: ((parts: DateParts) => string)[] = [
  ({year, month, day}) => `${MONTHS[month]} ${day}, ${year}`,
  ({year, month, day}) => `${day} ${MONTHS[month]} ${year}`,
  ({year, month, day}) => `${day} ${MONTHS[month].slice(0, 3)} ${year}`,
  ({year, month, day}) => `${MONTHS[month].slice(0, 3)} ${day}, ${year}`,
  ({year, month, day}) => `the ${ordinal(day)} of ${MONTHS[month]}, ${year}`,
  ({year, month, day, weekday}) => `${WEEKDAYS[weekday]}, ${day} ${MONTHS[month]} ${year}`,
  ({year, month, day, weekday}) => `${WEEKDAYS[weekday].slice(0, 3)}, ${MONTHS[month].slice(0, 3)} ${day} ${year}`,
  ({year, month, day}) => `${day}.${ROMAN[month]}.${year}`,
  ({year, month, day}) => `${year}/${month + 1}/${day}`,
];

/**
 * Dates as people write them, and the same in the form YYYY-MM-DD.
 *
 *     'the 3rd of March, 1987'  ->  '1987-03-03'
 *
 * @param n number of pairs
 * @param options see {@link DateOptions}
 * @returns the pairs; days are drawn evenly, each written in one of nine forms
 * @throws RangeError when n, a year or the seed is no whole number, or the years are not in order
 *
 * Lesson: notebooks/05-text/5.4. Check: every target is the day that Date finds in the source.
 */
export function generateDates(n: number, options: DateOptions = {}): TextPair[] {
  checkOptions('generateDates', options, ['from', 'to', 'seed']);
  checkSeed('generateDates: seed', options.seed);
  const {from = 1900, to = 2099, seed = 42} = options;
  checkWhole('generateDates: n', n);
  checkWhole('generateDates: from', from, 1000);
  checkWhole('generateDates: to', to, from, 9999);
  const {integer} = random(seed);
  const [first, end] = [Date.UTC(from, 0, 1) / DAY, Date.UTC(to + 1, 0, 1) / DAY];
  return Array.from({length: n}, () => {
    const date = new Date(integer(first, end) * DAY);
    const parts = {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth(),
      day: date.getUTCDate(),
      weekday: date.getUTCDay(),
    };
    return {source: FORMS[integer(0, FORMS.length)](parts), target: date.toISOString().slice(0, 10)};
  });
}

/**
 * A date as JavaScript's own parser reads it, in the form YYYY-MM-DD.
 *
 * @param text a date as people write it
 * @returns the same day, or '' where the parser gives up
 *
 * Lesson: notebooks/05-text/5.4.
 */
export function parseDate(text: string): string {
  // Without a time zone of its own a text would be read in that of the machine.
  const time = Date.parse(`${text} UTC`);
  return Number.isNaN(time) ? '' : new Date(time).toISOString().slice(0, 10);
}

import {show} from './arguments';

const DAY_FORM = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whether a day is one of the six holidays on which most workplaces of the United States close: New Year's Day, Memorial
 * Day (last Monday of May), Independence Day, Labor Day (first Monday of September), Thanksgiving (fourth Thursday of
 * November), Christmas Day. The day itself, not the Friday or Monday on which some offices make up for it.
 *
 * @param date YYYY-MM-DD
 * @returns true on these six days of each year
 * @throws RangeError when it is no such date
 *
 * Lesson: notebooks/02-forecasting/2.1.
 */
export function isUsHoliday(date: string): boolean {
  const time = DAY_FORM.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`isUsHoliday: date must be a day such as '2003-12-25', got ${show(date)}`);
  }
  const [month, day] = date.slice(5).split('-').map(Number);
  const weekday = new Date(time).getUTCDay(); // 1 = Monday
  if ((month === 1 && day === 1) || (month === 7 && day === 4) || (month === 12 && day === 25)) return true;
  if (weekday === 1) return (month === 5 && day > 24) || (month === 9 && day <= 7);
  return weekday === 4 && month === 11 && day > 21 && day <= 28;
}

import {checkSeed} from './arguments';
import type {DailySeries} from './catalogue';
import {random} from './random';
import {sine} from './sine';

const FIRST_DAY = Date.UTC(1994, 0, 1);
const DAY = 86_400_000;
const DAYS = 3652;

/** Calendar day as YYYY-MM-DD and weekday 1 = Monday ... 7 = Sunday. */
export function calendarDay(index: number): {date: string; weekday: number} {
  const day = new Date(FIRST_DAY + index * DAY);
  return {date: day.toISOString().slice(0, 10), weekday: ((day.getUTCDay() + 6) % 7) + 1};
}

/**
 * Reads the package's table `year,month,date_of_month,day_of_week,births`.
 *
 * @param csv the text of the file
 * @returns the series, checked: 3,652 days without a gap, weekdays that fit the calendar
 * @throws RangeError naming the first line that is not as it should be
 */
export function parseBirths(csv: string): DailySeries {
  const [header, ...rows] = csv.trim().split(/\r?\n/);
  if (header !== 'year,month,date_of_month,day_of_week,births') {
    throw new RangeError(`us-births: line 1 should name the columns, got '${header.slice(0, 60)}'`);
  }
  if (rows.length !== DAYS) throw new RangeError(`us-births: expected ${DAYS} days, got ${rows.length}`);
  const series: DailySeries = {...emptySeries(), origin: 'original'};
  rows.forEach((row, i) => {
    const [year, month, dayOfMonth, dayOfWeek, births] = row.split(',').map(Number);
    const {date, weekday} = calendarDay(i);
    const written = [year, month, dayOfMonth].map((part) => String(part).padStart(2, '0')).join('-');
    if (written !== date || dayOfWeek !== weekday || !(births > 0)) {
      throw new RangeError(`us-births: line ${i + 2} should be ${date} with a number of births, got '${row}'`);
    }
    series.dates.push(date);
    series.weekdays.push(weekday);
    series.values[i] = births;
  });
  return series;
}

function emptySeries(): DailySeries {
  const values = new Float64Array(DAYS);
  return {name: 'us-births', values, dates: [], weekdays: [], unit: 'births a day', origin: 'generated'};
}

/**
 * Daily counts of the same form as the real set: a slow rise, a yearly wave, quiet weekends, noise.
 *
 * @param seed start of the random numbers; defaults to 42
 * @returns 3,652 days, marked as generated
 */
export function generateBirths(seed = 42): DailySeries {
  checkSeed('generateBirths: seed', seed);
  const {normal} = random(seed);
  const WEEK = [0, 1050, 700, 750, 650, -2200, -3200]; // Monday ... Sunday, births above or below the level
  const series = emptySeries();
  for (let i = 0; i < DAYS; i++) {
    const {date, weekday} = calendarDay(i);
    const year = 450 * sine((2 * Math.PI * (i - 120)) / 365.25);
    series.dates.push(date);
    series.weekdays.push(weekday);
    series.values[i] = Math.round(11_100 + 0.12 * i + year + WEEK[weekday - 1] + 280 * normal());
  }
  return series;
}

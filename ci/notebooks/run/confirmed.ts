/** Remembers which notebooks were confirmed, by the content of everything that their outputs depend on. */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Entry} from '../catalogue';
import {writeAtomically} from '../notebook';
import {inProject, relativePath} from '../paths';

const hashes = new Map<string, string>();

/** Hash of every file under a folder (names and contents), made once a process. */
function folderHash(folder: string): string {
  const known = hashes.get(folder);
  if (known) return known;
  const hash = createHash('sha256');
  const files = existsSync(folder) ? readdirSync(folder, {recursive: true, withFileTypes: true}) : [];
  const names = files.filter((file) => file.isFile() && !file.name.endsWith('.pyc'));
  for (const path of names.map((file) => join(file.parentPath, file.name)).sort()) {
    hash
      .update(`${path.slice(folder.length)}\0`)
      .update(readFileSync(path))
      .update('\0');
  }
  const digest = hash.digest('hex');
  hashes.set(folder, digest);
  return digest;
}

const fileHash = (path: string): string =>
  createHash('sha256')
    .update(existsSync(path) ? readFileSync(path) : '')
    .digest('hex');

/** Key of a notebook's state: its file (cells and stored outputs), lib, kernel, comparer, packages, engine, Node. */
export function stateKey(entry: Entry): string {
  const grading = entry.room === 'solution' ? folderHash(inProject('ci', 'grading')) : '';
  const parts = [
    fileHash(entry.path),
    folderHash(inProject('lib', 'dist')),
    folderHash(inProject('ci', 'kernel', 'dist')),
    folderHash(inProject('ci', 'notebooks', 'compare')),
    folderHash(inProject('ci', 'notebooks', 'python')),
    fileHash(inProject('package-lock.json')),
    fileHash(inProject('ci', 'setup', 'python', 'requirements.lock.txt')),
    grading,
    process.env.UNROLL_ENGINE ?? '',
    process.env.UNROLL_DATA_MIRROR ?? '',
    process.versions.node.split('.')[0],
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}

const storePath = (): string => join(process.env.UNROLL_CACHE ?? inProject('.cache'), 'confirmed.json');

/** The store of confirmed states; a broken or missing file is an empty store. */
export class Confirmed {
  private readonly keys: Record<string, string> = {};

  constructor(private readonly path = storePath()) {
    try {
      const stored: unknown = JSON.parse(readFileSync(path, 'utf8'));
      if (typeof stored === 'object' && stored !== null) Object.assign(this.keys, stored);
    } catch {
      // nothing was confirmed yet
    }
  }

  has(entry: Entry): boolean {
    return this.keys[relativePath(entry.path)] === stateKey(entry);
  }

  /** Remembers a confirmed notebook at once, so that an interrupted run keeps what it proved. */
  add(entry: Entry): void {
    this.keys[relativePath(entry.path)] = stateKey(entry);
    mkdirSync(dirname(this.path), {recursive: true});
    writeAtomically(this.path, `${JSON.stringify(this.keys, null, 1)}\n`);
  }
}

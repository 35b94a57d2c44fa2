/** Parts of a result that a cut run has left behind, each a file that is whole or not there. */
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {InputError, writeAtomically} from '../notebooks/notebook';
import {inProject} from '../notebooks/paths';

/** A part, with the time that it took. */
export interface Part {
  seconds: number;
  value: unknown;
}

/** Rooms of the library that do not change the numbers of a training. */
const withoutNumbers = new Set(['plots', 'notebook', 'checks']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .sort();
}

/** Hash of all that the numbers of an experiment depend on: its file, the computing rooms of the library, packages. */
export function sourceHash(name: string): string {
  const own = inProject('ci', 'experiments', `${name}.ts`);
  const rooms = readdirSync(inProject('lib', 'src'), {withFileTypes: true}).filter(
    (room) => room.isDirectory() && !withoutNumbers.has(room.name),
  );
  const files = [
    own,
    inProject('package-lock.json'),
    ...rooms.flatMap(({name: room}) => filesBelow(inProject('lib', 'src', room))),
  ];
  const hash = createHash('sha256');
  for (const file of files) {
    if (existsSync(file)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** @throws InputError where a value has no place in JSON, naming the place: a NaN would be stored as null */
export function mustBeJson(value: unknown, place: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new InputError(`${place} is ${value}; a result holds finite numbers (leave it out, or store a text)`);
  }
  if (ArrayBuffer.isView(value)) throw new InputError(`${place} is a typed array; store Array.from(...) of it`);
  if (value === undefined || typeof value === 'function' || typeof value === 'bigint') {
    throw new InputError(`${place} is ${typeof value}, which JSON cannot hold`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    // a field that is left out is no value at all
    if (inner !== undefined || Array.isArray(value)) mustBeJson(inner, `${place}.${key}`);
  }
}

/** The finished parts of one experiment, for one state of its sources. */
export class Parts {
  private readonly folder: string;

  constructor(name: string, hash: string, cache = process.env.UNROLL_CACHE ?? inProject('.cache')) {
    const own = join(cache, 'experiments', name);
    this.folder = join(own, hash);
    // what older sources have computed is of no use any more
    if (existsSync(own)) {
      for (const other of readdirSync(own)) {
        if (other !== hash) rmSync(join(own, other), {recursive: true, force: true});
      }
    }
    mkdirSync(this.folder, {recursive: true});
  }

  private path(key: string): string {
    if (!/^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(key)) {
      throw new InputError(`a part has a key such as 'lstm-seed-3' (letters, digits, - . _), not '${key}'`);
    }
    return join(this.folder, `${key}.json`);
  }

  /** The part, or undefined where it is not finished. */
  read(key: string): Part | undefined {
    const path = this.path(key);
    if (!existsSync(path)) return undefined;
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Part;
    } catch {
      return undefined; // damaged: it is computed anew
    }
  }

  write(key: string, part: Part): Part {
    mustBeJson(part.value, key);
    writeAtomically(this.path(key), JSON.stringify(part));
    return JSON.parse(JSON.stringify(part)) as Part;
  }

  /** Forgets all parts. */
  clear(): void {
    rmSync(this.folder, {recursive: true, force: true});
    mkdirSync(this.folder, {recursive: true});
  }
}

import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {type Program, SandboxError} from './sandbox';

/** Where the folders lie that locked programs see as `/`. */
export const jailsFolder = process.env.UNROLL_JAILS ?? '/run/unroll';

/** Node asks for its own state here; a number that is always the same is told. */
const STAT = `1 (node) S 0 ${'0 '.repeat(19)}16384 ${'0 '.repeat(28)}\n`;

/** What Node says it has loaded: all that has to lie beside it. */
function librariesOf(node: string): string[] {
  const program = 'process.report.excludeNetwork = true; JSON.stringify(process.report.getReport().sharedObjects)';
  const said: string[] = JSON.parse(execFileSync(node, ['-p', program], {encoding: 'utf8', env: {}}));
  return said.filter((path) => path.startsWith('/') && existsSync(path));
}

/** Copies files and folders that everybody may read and nobody but root write. */
function copyReadable(from: string, to: string): void {
  if (statSync(from).isDirectory()) {
    mkdirSync(to, {recursive: true, mode: 0o755});
    for (const name of readdirSync(from)) copyReadable(join(from, name), join(to, name));
    chmodSync(to, 0o755);
    return;
  }
  mkdirSync(dirname(to), {recursive: true, mode: 0o755});
  copyFileSync(from, to);
  chmodSync(to, 0o555);
}

/** The same files by other names: a folder of megabytes in less than a millisecond. */
function linkAll(from: string, to: string): void {
  if (!statSync(from).isDirectory()) {
    linkSync(from, to);
    return;
  }
  mkdirSync(to, {mode: 0o755});
  for (const name of readdirSync(from)) linkAll(join(from, name), join(to, name));
}

/** Makes a folder or file whole, or takes that which another grader has made meanwhile. */
function made(path: string, make: (fresh: string) => void): string {
  if (existsSync(path)) return path;
  const fresh = `${path}.${process.pid}.new`;
  rmSync(fresh, {recursive: true, force: true});
  make(fresh);
  try {
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, {recursive: true, force: true});
    if (!existsSync(path)) throw error;
  }
  return path;
}

const print = (...parts: unknown[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** What a path is, so that a changed one is copied anew. */
const stateOf = (path: string) => {
  const {ino, dev, size, mtimeMs} = statSync(path);
  return [path, ino, dev, size, mtimeMs];
};

/** Folders to lock programs in, one for each slot: nothing is in them but Node, its libraries and what a program may read. */
export interface Jails {
  rootOf(slot: number): string;
  /** Where Node finds its libraries. */
  libraries: string;
  /** Puts a program and what it may read into a slot's folder, in place of what was there. */
  furnish(program: Program, slot: number): void;
  /** Empties /tmp. */
  clear(slot: number): void;
}

/** Whether /tmp of a slot is a file system of its own that holds no more than `megabytes`. */
function holdsTmp(root: string, megabytes: number): boolean {
  const tmp = join(root, 'tmp');
  if (statSync(tmp).dev === statSync(root).dev) return false;
  const {blocks, bsize} = statfsSync(tmp);
  return blocks * bsize <= 2 * megabytes * 1024 * 1024;
}

/**
 * Folders that hold what locked programs see. Nothing is mounted, which a container may not do: files are hard links to one
 * copy, all root's. In /tmp can be written where whoever started the container has mounted a small file system there (one for
 * each slot); otherwise nowhere.
 *
 * @throws SandboxError where they cannot be made
 */
export function makeJails(): Jails {
  const node = realpathSync(process.execPath);
  const [store, bases] = [join(jailsFolder, 'store'), join(jailsFolder, 'base')];
  try {
    for (const folder of [jailsFolder, store, bases]) mkdirSync(folder, {recursive: true, mode: 0o700});
    chmodSync(jailsFolder, 0o700);
  } catch (error) {
    throw new SandboxError(`no folder can be made at ${jailsFolder} (${(error as Error).message}); set UNROLL_JAILS`);
  }
  const libraries = librariesOf(node);
  const base = made(join(bases, print(stateOf(node), libraries.map(stateOf))), (fresh) => {
    for (const library of libraries) copyReadable(library, join(fresh, library));
    copyReadable(node, join(fresh, 'course/node'));
    mkdirSync(join(fresh, 'proc/self'), {recursive: true, mode: 0o755});
    writeFileSync(join(fresh, 'proc/self/stat'), STAT, {mode: 0o444});
  });
  const rootOf = (slot: number) => join(jailsFolder, `slot-${slot}`);

  /** A copy on the same file system, so that it can be linked. */
  const stored = new Map<string, string>();
  const copyOf = (path: string): string => {
    const known = stored.get(path) ?? made(join(store, print(stateOf(path))), (fresh) => copyReadable(path, fresh));
    stored.set(path, known);
    return known;
  };
  const clear = (slot: number): void => {
    const tmp = join(rootOf(slot), 'tmp');
    if (readdirSync(tmp).length === 0) return;
    // Not Node's rmSync: names of folders in folders may be longer than any call takes.
    execFileSync('find', [tmp, '-xdev', '-mindepth', '1', '-delete'], {stdio: 'ignore'});
    if (readdirSync(tmp).length > 0) throw new SandboxError(`${tmp} could not be emptied`);
  };
  const furnish = ({file, reads, limits}: Program, slot: number): void => {
    const root = rootOf(slot);
    mkdirSync(join(root, 'tmp'), {recursive: true});
    chmodSync(root, 0o755);
    for (const name of readdirSync(root)) {
      if (name !== 'tmp') rmSync(join(root, name), {recursive: true, force: true});
    }
    for (const name of readdirSync(base)) linkAll(join(base, name), join(root, name));
    copyReadable(file, join(root, 'course/program.js'));
    for (const [inside, outside] of Object.entries(reads)) linkAll(copyOf(outside), join(root, 'course', inside));
    clear(slot);
    chmodSync(join(root, 'tmp'), holdsTmp(root, limits.files) ? 0o1777 : 0o555);
  };
  const folders = [...new Set(libraries.map((library) => dirname(library)))];
  return {rootOf, libraries: folders.join(':'), furnish, clear};
}

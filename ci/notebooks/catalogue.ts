/** Which notebooks the course has, and how people name them: 2.1, 02, part:6, or a path. */
import {existsSync, readdirSync, statSync} from 'node:fs';
import {basename, join, resolve} from 'node:path';
import {InputError} from './notebook';
import {projectFolder, relativePath} from './paths';

export type Room = 'lesson' | 'solution' | 'exercise';

export interface Entry {
  /** `2.1` for a lesson, `02` for a solution or an exercise, else the file's name without its ending. */
  id: string;
  room: Room;
  path: string;
}

const notebooksIn = (folder: string): string[] =>
  !existsSync(folder)
    ? []
    : readdirSync(folder)
        .filter((name) => name.endsWith('.ipynb') && !name.startsWith('.'))
        .sort()
        .map((name) => join(folder, name));

const idOf = (path: string): string => /^(\d+\.\d+|\d\d)(?=-)/.exec(basename(path))?.[1] ?? basename(path, '.ipynb');

const entry =
  (room: Room) =>
  (path: string): Entry => ({id: idOf(path), room, path});

/** Every lesson, in the order of the course: parts are folders `NN-part`; `welcome.ipynb` lies beside them. */
export function lessons(root = projectFolder): Entry[] {
  const folder = join(root, 'notebooks');
  if (!existsSync(folder)) return [];
  const parts = readdirSync(folder)
    .filter((name) => /^\d\d-/.test(name) && statSync(join(folder, name)).isDirectory())
    .sort();
  return [...notebooksIn(folder), ...parts.flatMap((part) => notebooksIn(join(folder, part)))].map(entry('lesson'));
}

export const solutions = (root = projectFolder): Entry[] => notebooksIn(join(root, 'solutions')).map(entry('solution'));

export const exercises = (root = projectFolder): Entry[] => notebooksIn(join(root, 'exercises')).map(entry('exercise'));

/** Room of a notebook given by its path; notebooks elsewhere are treated as lessons. */
function roomOf(path: string, root: string): Room {
  if (resolve(path, '..') === resolve(root, 'solutions')) return 'solution';
  return resolve(path, '..') === resolve(root, 'exercises') ? 'exercise' : 'lesson';
}

/** Number of edits (insert, delete, replace) that turn one word into the other. */
function editDistance(a: string, b: string): number {
  let row = Array.from({length: b.length + 1}, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}

/** What to tell somebody who asked for a name that is not known: the near ones, or a few of those there are. */
export function nearest(wanted: string, known: string[]): string {
  const ranked = known
    .map((id) => ({id, distance: editDistance(wanted, id) - (id.startsWith(wanted) ? 2 : 0)}))
    .sort((a, b) => a.distance - b.distance);
  const near = ranked.filter(({distance}) => distance <= 2).slice(0, 5);
  const names = (near.length > 0 ? near : ranked.slice(0, 8)).map(({id}) => id).join(', ');
  if (known.length === 0) return 'there are none yet';
  return near.length > 0 ? `near: ${names}` : `there are: ${names}`;
}

const unknown = (wanted: string, known: string[]): InputError =>
  new InputError(`unknown notebook '${wanted}'; ${nearest(wanted, known)}`);

function resolveOne(wanted: string, all: Entry[], root: string): Entry[] {
  const part = /^part:(\d+)$/.exec(wanted)?.[1];
  if (part) {
    const found = all.filter(({id, room}) => room === 'lesson' && id.startsWith(`${Number(part)}.`));
    const parts = [...new Set(all.map(({id}) => /^(\d+)\./.exec(id)?.[1]).filter(Boolean))].map((n) => `part:${n}`);
    if (found.length === 0) throw unknown(wanted, parts);
    return found;
  }
  const named = all.filter(({id}) => id === wanted);
  if (named.length > 0) return named;
  if (wanted.endsWith('.ipynb')) {
    const path = [resolve(wanted), resolve(root, wanted)].find(
      (candidate) => existsSync(candidate) && statSync(candidate).isFile(),
    );
    if (!path) throw new InputError(`no notebook at ${relativePath(resolve(wanted))}; is the path right?`);
    return [{id: idOf(path), room: roomOf(path, root), path}];
  }
  const byName = all.filter(({path}) => basename(path, '.ipynb') === wanted);
  if (byName.length > 0) return byName;
  throw unknown(wanted, [...new Set(all.map(({id}) => id))]);
}

/**
 * The notebooks that the words of a command line name, each once, in the order given.
 *
 * @param wanted ids (`2.1`, `02`), `part:6`, file names or paths; none = all of `all`
 * @throws InputError for an unknown id, naming the near ones
 */
export function resolveNotebooks(wanted: string[], all: Entry[], root = projectFolder): Entry[] {
  if (wanted.length === 0) return all;
  const found = wanted.flatMap((word) => resolveOne(word, all, root));
  return found.filter(({path}, index) => found.findIndex((other) => other.path === path) === index);
}

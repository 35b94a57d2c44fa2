/** Public coverage: exported names without a docstring, and exported values that no test names. */
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {docOf} from './entries';
import type {PublicName, Room} from './program';
import {findUses, type Use} from './uses';

export interface Coverage {
  undocumented: PublicName[];
  untested: PublicName[];
}

function typescriptIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const all = readdirSync(folder, {recursive: true}) as string[];
  return all
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** TypeScript of the tests of the library and of `ci`, helpers included. */
export function testFiles(root: string): string[] {
  const ci = existsSync(join(root, 'ci')) ? readdirSync(join(root, 'ci')).sort() : [];
  return [join(root, 'lib/test'), ...ci.map((name) => join(root, 'ci', name, 'test'))].flatMap(typescriptIn);
}

/** Keys under which a use is found again: by room, and by room for files that lie in one. */
function keysOf({name, room, path}: Use, source: string, rooms: Set<string>): string[] {
  if (room) return [`${room}.${name}`];
  if (!path?.startsWith(`${source}/`)) return [];
  const [folder] = path.slice(source.length + 1).split('/');
  return rooms.has(folder) ? [`${folder}.${name}`, `${folder}.${name.split('.').at(-1)}`] : [];
}

/**
 * Which of the rooms' names lack a docstring or a test.
 *
 * A test names a value where it imports it from a file of its room, or reads it as `room.name`; the linter sees to it
 * that what is imported is used. Comments, strings and titles of tests do not count.
 *
 * @param root the project folder
 * @param files the tests; defaults to all of the library and of `ci`
 */
export function readCoverage(rooms: Room[], root: string, files = testFiles(root)): Coverage {
  const source = resolve(root, 'lib/src');
  const names = new Set(rooms.map(({name}) => name));
  const used = new Set(
    files.flatMap((path) =>
      findUses(readFileSync(path, 'utf8'), names, path).flatMap((use) => keysOf(use, source, names)),
    ),
  );
  const all = rooms.flatMap((room) => room.names);
  const isTested = ({room, name}: PublicName): boolean =>
    used.has(`${room}.${name}`) || used.has(`${room}.${name.split('.').at(-1)}`);
  return {
    undocumented: all.filter((one) => !docOf(one)?.body),
    untested: all.filter((one) => one.isValue && !isTested(one)),
  };
}

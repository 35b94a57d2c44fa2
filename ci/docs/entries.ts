/** The pages in memory: which names stand where, which types stand with the function that takes or gives them. */
import ts from 'typescript';
import {type Docstring, docstringOf} from './docstring';
import type {PublicName, Room} from './program';
import {createAnchors} from './prose';
import {type Group, ROOMS} from './rooms';
import {typesIn} from './signature';

/** One heading of a page. */
export interface Entry {
  public: PublicName;
  doc?: Docstring;
  anchor: string;
  /** Types that only this function names; they have no heading of their own. */
  types: Entry[];
  /** The section of the course that its file serves. */
  section?: string;
}

export interface Section {
  title: string;
  anchor: string;
  entries: Entry[];
}

export interface Page {
  room: Room;
  purpose: string;
  sections: Section[];
}

export const docOf = ({declarations}: PublicName): Docstring | undefined =>
  declarations.map(docstringOf).find((doc) => doc !== undefined);

const moduleOf = ({file}: PublicName): string => file.replace(/\.ts$/, '');

/** Where a list of files names the file of a public name: by its path, or with all of its folder (`results/*`). */
function placeIn(files: string[], one: PublicName): number {
  const exact = files.indexOf(moduleOf(one));
  return exact >= 0 ? exact : files.indexOf(moduleOf(one).replace(/[^/]*$/, '*'));
}

/** Values before types, each as the files and their lines order them. */
function inOrder(names: PublicName[], files: string[]): PublicName[] {
  const place = (one: PublicName): number[] => [one.isValue ? 0 : 1, placeIn(files, one), one.declarations[0].pos];
  return [...names].sort((a, b) => {
    const [left, right] = [place(a), place(b)];
    const index = left.findIndex((value, axis) => value !== right[axis]);
    return index < 0 ? 0 : left[index] - right[index];
  });
}

/** For each type, by `room.name`, every public name whose head or members write it. */
export type Writers = Map<string, PublicName[]>;

function writersOf(rooms: Room[]): Writers {
  const homes = new Map<string, string[]>();
  for (const {room, name} of rooms.flatMap(({names}) => names)) homes.set(name, [...(homes.get(name) ?? []), room]);
  const writers: Writers = new Map();
  for (const one of rooms.flatMap(({names}) => names)) {
    for (const type of typesIn(one.declarations)) {
      const rooms = homes.get(type) ?? [];
      // a name that several rooms have means the one of the own room
      const key = `${rooms.includes(one.room) ? one.room : rooms[0]}.${type}`;
      if (type !== one.name) writers.set(key, [...(writers.get(key) ?? []), one]);
    }
  }
  return writers;
}

/**
 * The function a name stands with: for a type the only one that writes it, from the same file; for a class without
 * words of its own (`see {@link lstm}`) the function that makes it.
 */
function ownerOf(one: PublicName, writers: Writers, room: Room): PublicName | undefined {
  const maker = /see \{@link (\w+)\}\.$/.exec(docOf(one)?.body ?? '')?.[1];
  const isClass = one.declarations.some(ts.isClassDeclaration);
  if (isClass && maker) return room.names.find(({name, file}) => name === maker && file === one.file);
  const owners = writers.get(`${one.room}.${one.name}`) ?? [];
  const isFolded = !one.isValue && owners.length === 1 && owners[0].file === one.file;
  return isFolded && owners[0].declarations.some(ts.isFunctionDeclaration) ? owners[0] : undefined;
}

/** Names whose file is in no group: the page still shows them, last. */
const REST = 'More';

function sectionsOf(room: Room, groups: Group[], writers: Writers): Section[] {
  const anchors = createAnchors();
  for (const heading of [room.name, 'Contents']) anchors(heading);
  const known = groups.flatMap(({files}) => Object.keys(files));
  const rest = room.names.filter((one) => placeIn(known, one) < 0).map(moduleOf);
  const all = [...groups, {title: REST, files: Object.fromEntries(rest.map((module) => [module, '']))}];
  return all.flatMap(({title, files}): Section[] => {
    const members = inOrder(
      room.names.filter((one) => placeIn(Object.keys(files), one) >= 0),
      Object.keys(files),
    );
    if (members.length === 0) return [];
    const anchor = anchors(title);
    const entry = (one: PublicName, at: string): Entry => ({
      public: one,
      doc: docOf(one),
      anchor: at,
      types: [],
      section: Object.values(files)[placeIn(Object.keys(files), one)] || undefined,
    });
    const entries = members.filter((one) => !ownerOf(one, writers, room)).map((one) => entry(one, anchors(one.name)));
    for (const one of members) {
      const owner = ownerOf(one, writers, room);
      const head = entries.find((candidate) => candidate.public === owner);
      if (head) head.types.push(entry(one, head.anchor));
    }
    return [{title, anchor, entries}];
  });
}

/** The pages of all rooms. */
export function pagesOf(rooms: Room[]): Page[] {
  const writers = writersOf(rooms);
  return rooms.map((room) => {
    const {purpose, groups} = ROOMS[room.name] ?? {purpose: '', groups: []};
    return {room, purpose, sections: sectionsOf(room, groups, writers)};
  });
}

/** Every entry of a page, those without a heading included. */
export const entriesOf = (page: Page): Entry[] =>
  page.sections.flatMap(({entries}) => entries.flatMap((entry) => [entry, ...entry.types]));

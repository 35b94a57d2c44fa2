/** Which lesson or exercise uses a public name: read from the notebooks; else what its docstring or its section says. */
import {basename} from 'node:path';
import {exercises, lessons, type Entry as NotebookEntry, solutions} from '../notebooks/catalogue';
import {readNotebook} from '../notebooks/notebook';
import {relativePath} from '../notebooks/paths';
import type {Entry} from './entries';
import {EXERCISES, SECTIONS} from './syllabus';
import {findUses} from './uses';

/** A notebook as a page links to it. */
export interface Lesson {
  id: string;
  title: string;
  /** From the project folder. */
  path: string;
}

export interface Lessons {
  /** Notebooks by `room.name`, in the order of the course. */
  users: Map<string, Lesson[]>;
  /** Lessons and exercises that exist, by number. */
  all: Map<string, Lesson>;
}

/** The first heading, without the number in front. */
const titleOf = (markdown: string, fallback: string): string =>
  (/^#\s+(.+)$/m.exec(markdown)?.[1] ?? fallback).replace(/^(Exercise\s+)?[\d.]+[\s:]*/, '').trim();

function readLesson({id, path}: NotebookEntry, root: string): Lesson & {code: string} {
  const {cells} = readNotebook(path);
  const markdown = cells.find(({cell_type}) => cell_type === 'markdown')?.source ?? '';
  const code = cells.filter(({cell_type}) => cell_type === 'code').map(({source}) => source);
  const shown = relativePath(path).startsWith('/') ? path.slice(root.length + 1) : relativePath(path);
  return {id, title: titleOf(markdown, id), path: shown, code: code.join('\n;\n')};
}

/**
 * What the lessons and solutions read from the rooms. A solution counts for its exercise, which is what readers open first.
 *
 * @param root the project folder
 */
export function readLessons(root: string, rooms: string[]): Lessons {
  const names = new Set(rooms);
  const users = new Map<string, Lesson[]>();
  const open = new Map(exercises(root).map((one) => [basename(one.path), one.path]));
  const all = new Map<string, Lesson>();
  for (const notebook of [...lessons(root), ...solutions(root)]) {
    const {code, ...read} = readLesson(notebook, root);
    const exercise = notebook.room === 'solution' && open.has(basename(notebook.path));
    const lesson = exercise ? {...read, path: read.path.replace(/^solutions\//, 'exercises/')} : read;
    all.set(lesson.id, lesson);
    for (const {room, name} of findUses(code, names)) {
      const list = users.get(`${room}.${name}`) ?? [];
      if (!list.some(({id}) => id === lesson.id)) users.set(`${room}.${name}`, [...list, lesson]);
    }
  }
  return {users, all};
}

const kind = (id: string): string => (/^\d\d$/.test(id) ? 'exercise ' : /^\d/.test(id) ? 'lesson ' : '');

const link = ({id, title, path}: Lesson, what = kind(id)): string =>
  `${what}[${/^\d/.test(id) ? `${id} ` : ''}${title}](../../${path})`;

/** Where an entry's answer comes from: the notebooks, the docstring, or the section that its file serves. */
export interface Answer {
  from: 'notebook' | 'docstring' | 'section' | 'none';
  text: string;
}

function planned(id: string, {all}: Lessons, what = kind(id)): string {
  const lesson = all.get(id);
  if (lesson) return link(lesson, what);
  const title = SECTIONS[id] ?? EXERCISES[id];
  return `${what}${id}${title ? ` (${title})` : ''}`;
}

/** The lesson that uses an entry, as a line for its page. */
export function lessonLine({public: {room, name}, doc, section, types}: Entry, lessons: Lessons): Answer {
  const using = [name, ...types.map((type) => type.public.name)].flatMap(
    (one) => lessons.users.get(`${room}.${one}`) ?? [],
  );
  const distinct = using.filter(({id}, index) => using.findIndex((other) => other.id === id) === index);
  if (distinct.length > 0)
    return {from: 'notebook', text: `**Used in** ${distinct.map((lesson) => link(lesson)).join(', ')}`};
  const ids = [...(doc?.lesson ?? '').matchAll(/\b\d\.\d\b|\b[012]\d\b(?!-)/g)].map(([id]) => id);
  const known = [...new Set(ids)].filter((id) => id in SECTIONS || id in EXERCISES);
  if (known.length > 0)
    return {from: 'docstring', text: `**For** ${known.map((id) => planned(id, lessons)).join(', ')}`};
  if (section) return {from: 'section', text: `**Serves** ${planned(section, lessons, 'section ')}`};
  return {from: 'none', text: ''};
}

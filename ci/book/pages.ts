/** Which pages the book has, in the order in which it is read. All lie side by side in one folder. */
import {existsSync} from 'node:fs';
import {basename, join} from 'node:path';
import type {CourseState} from '../notebooks/course/state';
import {livePages} from './live/article';
import {demos} from './live/demos';

export interface BookPage {
  /** File name in the book, `2.1-one-step-ahead.html`. */
  file: string;
  /** Live pages run the library in the reader's browser; they have no notebook. */
  kind: 'lesson' | 'exercise' | 'live' | 'text';
  /** `2.1`, `02`, a demo's own; empty for other pages. */
  id: string;
  title: string;
  /** The notebook or Markdown file that it is made from; empty for live pages. */
  source: string;
  /** Title of the part it belongs to, such as `Part 2 Forecasting`. */
  part: string;
}

export const contentsFile = 'index.html';
/** Where a link leads whose target is not in the book; also what a server may show for an unknown address. */
export const elsewhereFile = '404.html';
export const notationFile = 'notation.html';

/** `2.1 One step ahead`, `Exercise 02 Dimensions`. */
export function nameOf({kind, id, title}: BookPage): string {
  if (kind === 'text' || kind === 'live') return title;
  return kind === 'exercise' ? `Exercise ${id} ${title}` : `${id} ${title}`;
}

/** Welcome, lessons, exercises, live pages, notation and glossary. */
export function bookPages(course: CourseState): BookPage[] {
  const at = (...parts: string[]) => join(course.root, ...parts);
  const text = (title: string, file: string, source: string): BookPage => ({
    ...{kind: 'text', id: '', part: '', title, file, source},
  });
  const lessons = course.parts.flatMap(({title: part, lessons}, index) =>
    lessons
      .filter(({isReady}) => isReady)
      .map(({id, title, path}): BookPage => {
        const file = basename(path).replace(/\.ipynb$/, '.html');
        return {kind: 'lesson', id, title, file, source: path, part: `Part ${index + 1} ${part}`};
      }),
  );
  const exercises = [...course.exercises.values()].flatMap(({id, title, file}): BookPage[] => {
    if (!file) return [];
    const page = `exercise-${file.replace(/\.ipynb$/, '.html')}`;
    return [{kind: 'exercise', id, title, file: page, source: at('exercises', file), part: 'Exercises'}];
  });
  const welcome = at('notebooks', 'welcome.ipynb');
  return [
    ...(existsSync(welcome) ? [text('Welcome', 'welcome.html', welcome)] : []),
    ...lessons,
    ...exercises,
    ...livePages(demos),
    text('Notation and glossary', notationFile, at('notebooks', 'README.md')),
  ];
}

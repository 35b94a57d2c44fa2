/** Contents as Markdown, put between markers of a page that is otherwise written by hand. */
import type {CourseState, ExerciseState, LessonState} from './state';

const GENERATED = 'generated from ci/notebooks/course/manifest.ts by npm run frame; edit that';

/** Puts `body` between `<!-- name: ... -->` and `<!-- /name -->`; undefined where the page has no such markers. */
export function betweenMarkers(page: string, name: string, body: string): string | undefined {
  const pattern = new RegExp(`<!-- ${name}:[^>]*-->[\\s\\S]*?<!-- /${name} -->`);
  if (!pattern.test(page)) return undefined;
  return page.replace(pattern, () => `<!-- ${name}: ${GENERATED} -->\n\n${body.trim()}\n\n<!-- /${name} -->`);
}

const cellText = (text: string): string => text.replace(/\|/g, '\\|');

function exerciseLink({id, title, file}: ExerciseState, toRoot: string): string {
  return file ? `[${id} ${title}](${toRoot}exercises/${file})` : `${id}`;
}

export interface TableOptions {
  /** Address of the project's folder from the page, '' or '../'. */
  toRoot: string;
  /** Address of `notebooks/`, '' or 'notebooks/'. */
  toNotebooks: string;
  /** Leaves out what is in preparation. */
  onlyReady?: boolean;
}

/** One table of lessons, a row for each part; those in preparation have no link. */
export function lessonTable(course: CourseState, {toRoot, toNotebooks, onlyReady = false}: TableOptions): string {
  const row = (lesson: LessonState): string => {
    const {id, title, file, isReady, question, minutes, exercises} = lesson;
    const name = isReady ? `[${id} ${title}](${toNotebooks}${file})` : `${id} ${title} *(in preparation)*`;
    const marks = exercises.flatMap((number) => course.exercises.get(number) ?? []);
    return `| ${name} | ${cellText(question)} | ${minutes} | ${marks.map((mark) => exerciseLink(mark, toRoot)).join(', ')} |`;
  };
  const rows = course.parts.flatMap(({title, lessons}, index) => {
    const shown = lessons.filter(({isReady}) => isReady || !onlyReady);
    return shown.length === 0 ? [] : [`| **Part ${index + 1} ${title}** | | | |`, ...shown.map(row)];
  });
  return ['| lesson | question it answers | minutes | exercises |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** What the map shows, in words. */
export function mapAlt(course: CourseState): string {
  const ready = course.lessons.filter(({isReady}) => isReady).map(({id}) => id);
  const chain = course.parts.map(({title, lessons}, i) => `${i + 1} ${title} (${lessons.length})`).join(', ');
  return `Map of the course: seven parts as rows, ${chain}; arrows lead from a lesson to those that need it. Finished: ${ready.join(', ')}.`;
}

/** The map as a Markdown picture. */
export const mapPicture = (course: CourseState, toNotebooks: string): string =>
  `![${mapAlt(course)}](${toNotebooks}course-map.svg)`;

/** Finished exercises. */
export function exerciseTable(course: CourseState, toRoot: string): string {
  const rows = [...course.exercises.values()].flatMap((exercise) => {
    if (!exercise.file) return [];
    const after = course.lessons.filter(({exercises}) => exercises.includes(exercise.id)).map(({id}) => id);
    return [`| ${exerciseLink(exercise, toRoot)} | ${after.join(', ')} |`];
  });
  return ['| exercise | practises lesson |', '| --- | --- |', ...rows].join('\n');
}

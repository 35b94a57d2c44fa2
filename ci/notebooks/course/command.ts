/** `npm run frame`: contents, navigation and the map from the manifest of the course. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {glossaryFindings} from '../lint/glossary';
import {InputError, type Notebook, notebookText, readNotebook, withSources, writeAtomically} from '../notebook';
import {relativePath} from '../paths';
import {courseMap} from './map';
import {withNavigation} from './navigation';
import {type CourseState, courseState, type LessonState, manifestFindings} from './state';
import {betweenMarkers, exerciseTable, lessonTable, mapPicture} from './tables';

/** A generated file as it should be. */
interface Wanted {
  path: string;
  text: string;
}

/** A notebook file with the texts of changed cells; stored outputs stay byte for byte. */
function changedText(path: string, before: Notebook, after: Notebook): string {
  const text = readFileSync(path, 'utf8');
  const changes = before.cells.flatMap(({source}, i) =>
    source === after.cells[i].source ? [] : [{from: source, to: after.cells[i].source}],
  );
  return withSources(text, changes) ?? notebookText(after);
}

function lessonFile(course: CourseState, lesson: LessonState): Wanted {
  const notebook = readNotebook(lesson.path);
  return {path: lesson.path, text: changedText(lesson.path, notebook, withNavigation(notebook, course, lesson))};
}

function filled(page: string, name: string, body: string, path: string): string {
  const text = betweenMarkers(page, name, body);
  if (text === undefined) {
    throw new InputError(`${relativePath(path)}: no '<!-- ${name}: ... -->' and '<!-- /${name} -->' around the place`);
  }
  return text;
}

function contentsPage(course: CourseState): Wanted {
  const path = join(course.root, 'notebooks/README.md');
  const table = lessonTable(course, {toRoot: '../', toNotebooks: ''});
  const page = filled(readFileSync(path, 'utf8'), 'map', mapPicture(course, ''), path);
  return {path, text: filled(page, 'lessons', table, path)};
}

function frontPage(course: CourseState): Wanted {
  const path = join(course.root, 'README.md');
  const table = lessonTable(course, {toRoot: '', toNotebooks: 'notebooks/', onlyReady: true});
  const page = filled(readFileSync(path, 'utf8'), 'map', mapPicture(course, 'notebooks/'), path);
  return {path, text: filled(page, 'lessons', table, path)};
}

function welcome(course: CourseState): Wanted {
  const path = join(course.root, 'notebooks/welcome.ipynb');
  const notebook = readNotebook(path);
  const bodies = {
    map: mapPicture(course, ''),
    lessons: lessonTable(course, {toRoot: '../', toNotebooks: ''}),
    exercises: exerciseTable(course, '../'),
  };
  const names = Object.keys(bodies) as (keyof typeof bodies)[];
  const found = new Set<string>();
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== 'markdown') return cell;
    let source = cell.source;
    for (const name of names) {
      const text = betweenMarkers(source, name, bodies[name]);
      if (text !== undefined) found.add(name);
      source = text ?? source;
    }
    return {...cell, source};
  });
  const missing = names.find((name) => !found.has(name));
  if (missing) throw new InputError(`${relativePath(path)}: no '<!-- ${missing}: ... -->' and '<!-- /${missing} -->'`);
  return {path, text: changedText(path, notebook, {...notebook, cells})};
}

/** Every file that the frame makes or takes part in. */
export function wantedFiles(course: CourseState): Wanted[] {
  const lessons = course.lessons
    .filter(({isReady, path}) => isReady && existsSync(path))
    .map((lesson) => lessonFile(course, lesson));
  const map = {path: join(course.root, 'notebooks/course-map.svg'), text: courseMap(course)};
  return [map, contentsPage(course), frontPage(course), welcome(course), ...lessons];
}

/** Files that differ from what the frame would make, and what does not fit the manifest. */
export function staleFiles(course: CourseState): Wanted[] {
  return wantedFiles(course).filter(({path, text}) => !existsSync(path) || readFileSync(path, 'utf8') !== text);
}

/**
 * Writes the frame, or with `check` says what is stale.
 *
 * @returns exit code: 0 fresh or written, 1 something to mend
 */
export function frameCourse({check, fix}: {check: boolean; fix: boolean}): number {
  const course = courseState();
  const page = join(course.root, 'notebooks/README.md');
  const findings = [...manifestFindings(course), ...glossaryFindings(readFileSync(page, 'utf8'), relativePath(page))];
  for (const line of findings) console.log(line);
  const stale = staleFiles(course);
  for (const {path, text} of stale) {
    if (!check || fix) writeAtomically(path, text);
    console.log(
      check && !fix ? `${relativePath(path)}: stale; npm run frame makes it anew` : `wrote ${relativePath(path)}`,
    );
  }
  const ready = course.lessons.filter(({isReady}) => isReady).length;
  if (stale.length === 0 && findings.length === 0)
    console.log(`${ready} of ${course.lessons.length} lessons stand; the frame is fresh`);
  return findings.length > 0 || (check && !fix && stale.length > 0) ? 1 : 0;
}

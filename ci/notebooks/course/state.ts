/** The course as it stands: the manifest, and what the notebooks that are there say of themselves. */
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {lessons as lessonFiles} from '../catalogue';
import {InputError, type Notebook, readNotebook} from '../notebook';
import {projectFolder, relativePath} from '../paths';
import {exerciseTitles, type Lesson, parts as manifestParts, type Part} from './manifest';

export interface LessonState extends Lesson {
  isReady: boolean;
  path: string;
  question: string;
  minutes: number;
}

export interface ExerciseState {
  id: string;
  title: string;
  /** File name, undefined while the exercise is in preparation. */
  file?: string;
}

export interface CourseState {
  root: string;
  parts: {title: string; lessons: LessonState[]}[];
  lessons: LessonState[];
  exercises: Map<string, ExerciseState>;
}

/** Text before the first code cell: title, promise, what is needed. */
export function introduction(notebook: Notebook): string {
  const first = notebook.cells.findIndex(({cell_type}) => cell_type === 'code');
  const cells = notebook.cells.slice(0, first < 0 ? undefined : first);
  return cells.map(({source}) => source).join('\n\n');
}

/** What a notebook says of itself under its title. */
export function selfDescription(notebook: Notebook): {title?: string; question?: string; minutes?: number} {
  const text = introduction(notebook);
  const minutes = /\btime\b[^\d]*?(\d+)\s*(?:min|minutes)\b/i.exec(text)?.[1];
  return {
    title: /^# \d+\.\d+ (.+)$/m.exec(text)?.[1].trim(),
    question: /\*\*([^*\n]+\?)\*\*/.exec(text)?.[1],
    minutes: minutes === undefined ? undefined : Number(minutes),
  };
}

function lessonState(lesson: Lesson, root: string): LessonState {
  const path = join(root, 'notebooks', lesson.file);
  const own = !lesson.planned && existsSync(path) ? selfDescription(readNotebook(path)) : {};
  const {question, minutes} = {question: '', minutes: 0, ...lesson.planned};
  return {
    ...lesson,
    path,
    isReady: !lesson.planned,
    question: own.question ?? question,
    minutes: own.minutes ?? minutes,
  };
}

/** Reads the course. */
export function courseState(root = projectFolder, parts: readonly Part[] = manifestParts): CourseState {
  const states = parts.map(({title, lessons}) => ({
    title,
    lessons: lessons.map((lesson) => lessonState(lesson, root)),
  }));
  const folder = join(root, 'exercises');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ipynb')) : [];
  const exercises = exerciseTitles.map(([id, title]): [string, ExerciseState] => [
    id,
    {id, title, file: files.find((name) => name.startsWith(`${id}-`))},
  ]);
  return {root, parts: states, lessons: states.flatMap(({lessons}) => lessons), exercises: new Map(exercises)};
}

/** What does not fit between the manifest and the files; nothing where all is well. */
export function manifestFindings({root, lessons, exercises}: CourseState): string[] {
  const here = 'ci/notebooks/course/manifest.ts';
  const ids = lessons.map(({id}) => id);
  const findings = ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => `${here}: lesson ${id} stands there twice`);
  for (const {path, id} of lessonFiles(root)) {
    const known = lessons.find((lesson) => lesson.path === path);
    if (/^\d+\.\d+$/.test(id) && !known) findings.push(`${relativePath(path)}: not in the course; add it to ${here}`);
    if (known && !known.isReady) {
      findings.push(
        `${relativePath(path)}: in preparation by ${here}; delete its planned(...) there, then npm run frame`,
      );
    }
  }
  for (const lesson of lessons) {
    for (const need of lesson.needs) {
      if (!ids.includes(need)) findings.push(`${here}: lesson ${lesson.id} needs ${need}, which is no lesson`);
    }
    for (const exercise of lesson.exercises) {
      if (!exercises.has(exercise))
        findings.push(`${here}: lesson ${lesson.id} names exercise ${exercise}, which is none`);
    }
    if (!lesson.isReady) continue;
    const name = relativePath(lesson.path);
    if (!existsSync(lesson.path)) {
      findings.push(`${name}: missing, but ${here} has it as finished; restore it, or give it planned(...)`);
      continue;
    }
    const {title} = selfDescription(readNotebook(lesson.path));
    if (title !== lesson.title) findings.push(`${name}: titled '${title}', in ${here} '${lesson.title}'`);
    if (!lesson.question) findings.push(`${name}: no question under the title ('**Why ...?**')`);
    if (!lesson.minutes) findings.push(`${name}: no minutes under the title ('**Time:** 45 minutes')`);
  }
  const practised = new Set(lessons.flatMap((lesson) => lesson.exercises));
  for (const id of exercises.keys()) {
    if (!practised.has(id)) findings.push(`${here}: exercise ${id} belongs to no lesson`);
  }
  return findings;
}

/** @throws InputError with every finding */
export function mustFit(course: CourseState): void {
  const findings = manifestFindings(course);
  if (findings.length > 0) throw new InputError(findings.join('\n'));
}

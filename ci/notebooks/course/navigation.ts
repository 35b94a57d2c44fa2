/** The lines of a lesson that lead to its neighbours: under its title, and 'Next' at its end. */
import {dirname, relative, sep} from 'node:path';
import type {Notebook} from '../notebook';
import type {CourseState, LessonState} from './state';

const nameOf = ({id, title}: LessonState): string => `${id} ${title}`;

/** Address of a file of `notebooks/`, from the folder of a lesson. */
const addressFrom = (lesson: LessonState, path: string): string =>
  relative(dirname(lesson.path), path).split(sep).join('/');

const linkFrom = (from: LessonState, to: LessonState): string => `[${nameOf(to)}](${addressFrom(from, to.path)})`;

const contents = (from: LessonState, root: string): string => {
  const page = addressFrom(from, `${root}/notebooks/README.md`);
  return `[contents](${page}) · [notation](${page}#notation) · [glossary](${page}#glossary)`;
};

/** The neighbours of a lesson: the next one in the order of the course, and the next one that is finished. */
export function neighbours(course: CourseState, lesson: LessonState) {
  const at = course.lessons.indexOf(lesson);
  const after = course.lessons.slice(at + 1);
  const before = course.lessons.slice(0, at).reverse();
  const ready = (lessons: LessonState[]) => lessons.find(({isReady}) => isReady);
  return {previous: before[0], previousReady: ready(before), next: after[0], nextReady: ready(after)};
}

const inPreparation = (lesson: LessonState): string => `${nameOf(lesson)} (in preparation)`;

/** `← 1.3 Recurrent neurons · next: ... → · contents · notation · glossary`; what is in preparation has no link. */
export function navigationLine(course: CourseState, lesson: LessonState): string {
  const {previous, previousReady, next, nextReady} = neighbours(course, lesson);
  const welcome = `[Welcome](${addressFrom(lesson, `${course.root}/notebooks/welcome.ipynb`)})`;
  const back = previousReady ? linkFrom(lesson, previousReady) : welcome;
  const skipped = previous && previous !== previousReady ? `${inPreparation(previous)}; before it ` : '';
  const parts = [`← ${skipped}${back}`];
  if (next) {
    const forward = nextReady ? `${linkFrom(lesson, nextReady)} →` : '';
    const gap = next === nextReady ? '' : `${inPreparation(next)}${forward ? '; then ' : ''}`;
    parts.push(`next: ${gap}${forward}`);
  }
  return [...parts, contents(lesson, course.root)].join(' · ');
}

/** The paragraph that ends a lesson, where its author has written none. */
export function nextParagraph(course: CourseState, lesson: LessonState): string | undefined {
  const {next, nextReady} = neighbours(course, lesson);
  const target = nextReady ?? next;
  if (!target) return undefined;
  const name = nextReady ? linkFrom(lesson, nextReady) : inPreparation(target);
  const glossary = `${addressFrom(lesson, `${course.root}/notebooks/README.md`)}#glossary`;
  return `Next: ${name}. ${target.question} Words are explained in the [glossary](${glossary}).`;
}

/** Whether a 'Next:' line that an author wrote leads to the right lesson. */
function leadsOn(line: string, course: CourseState, lesson: LessonState): boolean {
  const {next, nextReady} = neighbours(course, lesson);
  const first = /^Next: \[?(\d+\.\d+)\b/.exec(line)?.[1];
  if (first === undefined) return false;
  return first === (nextReady ?? next)?.id || (first === next?.id && !line.startsWith('Next: ['));
}

/** A notebook with the right lines; cells that need no change, ids and outputs stay as they are. */
export function withNavigation(notebook: Notebook, course: CourseState, lesson: LessonState): Notebook {
  const cells = notebook.cells.map((cell) => ({...cell}));
  const firstCode = cells.findIndex(({cell_type}) => cell_type === 'code');
  const opening = cells.slice(0, firstCode < 0 ? undefined : firstCode);
  const line = navigationLine(course, lesson);
  const holder = opening.find(({source}) => /^← .*$/m.test(source)) ?? opening[0];
  if (holder) {
    holder.source = /^← .*$/m.test(holder.source)
      ? holder.source.replace(/^← .*$/m, () => line)
      : `${holder.source.trimEnd()}\n\n${line}`;
  }
  const wanted = nextParagraph(course, lesson);
  const lastWith = (line: RegExp) =>
    [...cells].reverse().find(({cell_type, source}) => cell_type === 'markdown' && line.test(source));
  const [closing, written] = [lastWith(/^## Sources\s*$/m), lastWith(/^Next: .*$/m)];
  if (written && wanted) {
    written.source = written.source.replace(/^Next: .*$/m, (text) => (leadsOn(text, course, lesson) ? text : wanted));
  } else if (written && !wanted) {
    written.source = written.source.replace(/^Next: .*$\n*/m, '');
  } else if (closing && wanted) {
    closing.source = closing.source.replace(/^## Sources\s*$/m, (text) => `${wanted}\n\n${text}`);
  }
  return {...notebook, cells};
}

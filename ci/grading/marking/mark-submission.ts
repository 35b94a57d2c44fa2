import {createHash} from 'node:crypto';
import {findPart, PARTS} from '../../../lib/src/checks';
import {oneLine} from '../../../lib/src/checks/frame/frame';
import {InputError} from '../../notebooks/notebook';
import {CompileError, type Compiler} from '../compiler/client';
import {manualText, repair} from '../repair/repair';
import {knownExercises, type ManualPart, templateOf} from '../repair/template';
import {declaredNames, plainText} from '../repair/text';
import {hundredths, type ManualAnswer, type Result} from '../results/result';
import {readSubmission, type SubmittedNotebook} from '../submissions/read';
import type {Submission} from '../submissions/submission';
import {type Marker, markPart, type PartMarks, type PartResult} from './mark-part';
import {graderPrint} from './print';

/** The exercise whose parts a notebook checks most often, where neither folder nor name tells. */
export function exerciseByContent({cells}: SubmittedNotebook): string | undefined {
  const counts = new Map<string, number>();
  for (const {source} of cells) {
    for (const [, exercise] of source.matchAll(/notebook\s*\.\s*check\(\s*['"](\d\d)\.\d+['"]/g)) {
      counts.set(exercise, (counts.get(exercise) ?? 0) + 1);
    }
  }
  const known = knownExercises();
  const [most] = [...counts].filter(([exercise]) => known.includes(exercise)).sort((a, b) => b[1] - a[1]);
  return most?.[0];
}

/** Longest text of a learner that a result keeps. */
const MOST_TEXT = 20_000;

function manualAnswer(notebook: SubmittedNotebook, {id, points, source}: ManualPart): ManualAnswer {
  const text = manualText(notebook, id);
  const state = text === undefined ? 'missing' : plainText(text) === plainText(source) ? 'empty' : 'to mark';
  return {id, most: points, state, text: (text ?? '').slice(0, MOST_TEXT)};
}

function partsOf(exercise: string) {
  return PARTS.filter(({id}) => id.startsWith(`${exercise}.`));
}

/** The learner's cells that declare what a part asks for. */
function answerTo(part: string, sources: string[]): string {
  const names = new Set(Object.keys(findPart(part).answers));
  const cells = sources.filter((source) => declaredNames(source).some((name) => names.has(name)));
  return cells.join('\n\n').slice(0, MOST_TEXT);
}

/** The marks where no cell can run: nothing for every part, and why. */
function nothingFor(exercise: string, message: string): PartResult[] {
  return partsOf(exercise).map(({id, title, points}) => ({
    ...{part: id, title, points: 0, most: points, message: oneLine(message)},
    ...{notes: [], suspicious: false, seconds: 0, answer: ''},
  }));
}

/** The marks of a part at which the grader was held up before. */
function notRun(part: string, {given}: Marker): PartMarks | undefined {
  if (given === undefined || !Object.hasOwn(given, part)) return undefined;
  const {title, points} = findPart(part);
  const message = 'the check of this part did not come to an end with the values that the answers gave';
  return {...{part, title, points: 0, most: points, message, notes: [given[part]]}, suspicious: true, seconds: 0};
}

/**
 * Grades one submission: reads it, repairs it, compiles it, and marks each part in a fresh sandbox.
 *
 * @param submission what was handed in
 * @param assignment the exercise that was asked for, where the teacher named one
 * @param marker sandbox, its slot, and the keys
 * @param compiler sandboxed; kept from one submission to the next
 * @returns a result in every case: what cannot be graded has no points, and says why
 */
export async function markSubmission(
  submission: Submission,
  assignment: string | undefined,
  marker: Marker,
  compiler: Compiler,
): Promise<Result> {
  const begin = performance.now();
  const result: Result = {
    ...{
      schema: 'unroll-grading-result/1',
      student: submission.student,
      exercise: assignment ?? submission.exercise ?? '',
    },
    ...{where: submission.where, sha256: '', grader: graderPrint(), secret: marker.keys.name},
    ...{sandbox: marker.sandbox.kind, points: 0, most: 0, parts: [], manual: [], notes: [], problem: null},
    ...{suspicious: false, seconds: 0},
  };
  try {
    const bytes = await submission.read();
    result.sha256 = createHash('sha256').update(bytes).digest('hex');
    const notebook = readSubmission(bytes, submission.where);
    result.exercise ||= exerciseByContent(notebook) ?? '';
    if (!result.exercise)
      throw new InputError(`${submission.where}: no exercise can be told from folder, name or content`);
    const template = templateOf(result.exercise);
    const {sources, notes} = repair(notebook, template);
    result.notes = notes.map((note) => oneLine(note));
    result.manual = template.manual.map((part) => manualAnswer(notebook, part));
    const compiled = await compiler.compile(sources);
    for (const {id} of partsOf(result.exercise)) {
      if (marker.parts && !marker.parts.includes(id)) continue;
      marker.onPart?.(id);
      const marks = notRun(id, marker) ?? (await markPart(id, submission.student, compiled, marker));
      result.parts.push({...marks, answer: answerTo(id, sources)});
    }
  } catch (error) {
    if (!(error instanceof InputError || error instanceof CompileError)) throw error;
    result.problem = oneLine(error.message);
    result.parts = nothingFor(result.exercise, error.message);
  }
  const sum = (read: (part: PartResult) => number) => result.parts.reduce((total, part) => total + read(part), 0);
  result.points = sum(({points}) => points);
  result.most = sum(({most}) => most);
  result.suspicious = result.parts.some(({suspicious}) => suspicious);
  result.seconds = hundredths((performance.now() - begin) / 1000);
  return result;
}

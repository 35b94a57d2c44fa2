import type {ManualAnswer, Result} from '../results/result';
import {type GradebookExercise, gradebookExercise} from './exercise';
import {readableName, studentId} from './student-id';
import {inertComment} from './text';

/** A submission as it goes to the database. */
export interface GradebookRecord {
  assignment: string;
  student: string;
  /** For people, where the id is not the name. */
  name: string | null;
  /** When it was handed in: ISO 8601, or as nbgrader's timestamp.txt says it; null where nobody knows. */
  time: string | null;
  /** Whether it is another submission than the one that was written last. */
  changed: boolean;
  /** By cell; null where a person gives the points. */
  scores: Record<string, number | null>;
  /** By cell in which an answer is written. */
  comments: Record<string, string | null>;
}

/** What nbgrader says where nothing was written. */
const NO_RESPONSE = 'No response.';

/** A task is done in cells around it, of which nobody can tell whether they are enough: always a person's to mark. */
function manualScore({state}: ManualAnswer, isTask: boolean): number | null {
  return isTask || state === 'to mark' ? null : 0;
}

function manualComment({state}: ManualAnswer, isTask: boolean): string | null {
  if (isTask || state === 'to mark') return null;
  return state === 'empty' ? NO_RESPONSE : 'The cell for the answer is missing.';
}

/** Points of every graded cell; what the result says nothing about has none. */
function scoresOf(result: Result, {cells, parts}: GradebookExercise): GradebookRecord['scores'] {
  const scores: GradebookRecord['scores'] = {};
  for (const {name, kinds} of cells) if (kinds.includes('grade') || kinds.includes('task')) scores[name] = 0;
  for (const {part, points} of result.parts) {
    const test = parts.get(part)?.test;
    if (test !== undefined) scores[test] = points;
  }
  for (const answer of result.manual) {
    const cell = cells.find(({name}) => name === answer.id);
    if (cell) scores[answer.id] = manualScore(answer, cell.kinds.includes('task'));
  }
  return scores;
}

function commentsOf(result: Result, {cells, parts}: GradebookExercise): GradebookRecord['comments'] {
  const comments: GradebookRecord['comments'] = {};
  for (const {part, points, most, message} of result.parts) {
    const answer = parts.get(part)?.answer;
    if (answer !== undefined && points < most) comments[answer] = inertComment(message);
  }
  for (const answer of result.manual) {
    const cell = cells.find(({name}) => name === answer.id);
    if (cell) comments[answer.id] = manualComment(answer, cell.kinds.includes('task'));
  }
  if (result.problem !== null) {
    for (const {name, kinds} of cells) {
      if (kinds.includes('solution') || kinds.includes('task')) comments[name] = inertComment(result.problem);
    }
  }
  return comments;
}

/**
 * A result as the gradebook keeps it.
 *
 * @param time when it was handed in
 * @param changed whether it is another submission than the one that was written last
 */
export function recordOf(result: Result, time: string | null, changed: boolean): GradebookRecord {
  const exercise = gradebookExercise(result.exercise);
  return {
    assignment: exercise.name,
    student: studentId(result.student),
    name: readableName(result.student),
    ...{time, changed, scores: scoresOf(result, exercise), comments: commentsOf(result, exercise)},
  };
}

import {byHand, exerciseTitles, PARTS} from '../checks';
import {type LearnerState, readState} from './state';
import {type Table, table} from './table';

const minutes = (seconds: number): string => (seconds > 0 ? `${Math.max(1, Math.round(seconds / 60))} min` : '');

interface Row {
  exercise: string;
  part: string;
  title: string;
  points: number;
  earned: number;
  tries: number;
  hints: number;
  seconds: number;
  passed: boolean;
  seen: boolean;
}

function rowsOf(state: LearnerState): Row[] {
  return PARTS.map(({id, title, points}) => {
    const {tries = 0, hints = 0, passed = false, seen = false, seconds = 0} = state[id] ?? {};
    const exercise = id.split('.')[0];
    return {exercise, part: id, title, points, earned: passed ? points : 0, tries, hints, seconds, passed, seen};
  });
}

const sum = (rows: Row[], key: 'points' | 'earned' | 'tries' | 'hints' | 'seconds'): number =>
  rows.reduce((total, row) => total + row[key], 0);

/** The mark of a part: ✓ passed; 'seen' where the solution was opened first. */
const markOf = ({passed, seen}: Row): string => [passed ? '✓' : '', seen ? 'solution seen' : ''].join(' ').trim();

/** What the teacher marks: of one exercise, or of all. */
const handMarked = (exercise?: string) => byHand.filter((one) => exercise === undefined || one.exercise === exercise);
const handPoints = (exercise?: string): number => handMarked(exercise).reduce((total, {points}) => total + points, 0);

/**
 * What the learner has done: a line an exercise, or a line a part of one exercise.
 *
 * Points that a person gives stand apart: no check knows them, so they are never earned here.
 *
 * Time is that between calls of check, hint and solution; more than half an hour between two calls is a pause.
 *
 * @param exercise such as '20'; left out: all exercises
 * @param state the learner's own file; read where it lies unless given
 * @returns the table; `notebook.show` shows it
 * @throws RangeError when there is no such exercise
 */
export function progress(exercise?: string, state: LearnerState = readState()): Table {
  const rows = rowsOf(state);
  const known = [...new Set(rows.map((row) => row.exercise))];
  if (exercise !== undefined && !known.includes(exercise)) {
    throw new RangeError(`no exercise '${exercise}'; there are: ${known.join(', ')}`);
  }
  const own = rows.filter((row) => exercise === undefined || row.exercise === exercise);
  const total = `${sum(own, 'earned')} of ${sum(own, 'points')} points`;
  const time = minutes(sum(own, 'seconds'));
  const rest = handPoints(exercise);
  const points = rest > 0 ? `${total}, and ${rest} marked by your teacher` : total;
  const caption = time ? `${points}, ${time}` : points;
  if (exercise !== undefined) {
    const lines = own.map((row) => {
      const {part, title, points, tries, hints, seconds} = row;
      return {part, title, points, tries, hints, time: minutes(seconds), passed: markOf(row)};
    });
    const unseen = handMarked(exercise).map(({part, title, points}) => {
      return {part, title, points, passed: 'marked by your teacher'};
    });
    return table([...lines, ...unseen], {caption});
  }
  const titles = new Map(exerciseTitles);
  const lines = known.map((id) => {
    const parts = own.filter((row) => row.exercise === id);
    const done = parts.filter(({passed}) => passed).length;
    const earned = sum(parts, 'earned');
    return {
      ...{exercise: `${id} ${titles.get(id) ?? ''}`.trim(), points: `${earned} of ${sum(parts, 'points')}`},
      ...{'by teacher': handPoints(id) || ''},
      ...{parts: `${done} of ${parts.length}`, tries: sum(parts, 'tries'), hints: sum(parts, 'hints')},
      ...{time: minutes(sum(parts, 'seconds')), done: done === parts.length ? '✓' : ''},
    };
  });
  return table(lines, {caption});
}

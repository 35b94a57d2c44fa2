import {spawn} from 'node:child_process';
import {delimiter, dirname, join} from 'node:path';
import {createInterface} from 'node:readline';
import {pythonPath} from '../../notebooks/paths';
import {knownExercises} from '../repair/template';
import type {Result} from '../results/result';
import type {Submission} from '../submissions/submission';
import {submissionInPlace, writeForMarking} from './autograded';
import {configFile, writeConfig} from './config';
import {writeSource, writeTime} from './course-folder';
import {type GradebookExercise, gradebookExercise} from './exercise';
import {recordOf} from './record';
import {studentId} from './student-id';

/** The gradebook could not be written; results are stored all the same. */
export class GradebookError extends Error {
  override name = 'GradebookError';
  constructor(
    message: string,
    /** 3 where the database is away and the same command will do later, 2 where something has to be put right. */
    readonly exitCode: 2 | 3,
  ) {
    super(message);
  }
}

/** Which gradebook, and how. */
export interface GradebookPlace {
  /** SQLAlchemy's URL of the database. */
  url: string;
  /** Folder of the results; notebooks for marking lie beside them. */
  out: string;
  /** `nbgrader_config.py` that names the plugin for late submissions. */
  config?: string;
  /** Seconds for which a database that is away is tried again; defaults to 60. */
  patience?: number;
  say(line: string): void;
}

/** What was written. */
export interface GradebookReport {
  /** Results in the gradebook. */
  results: number;
  /** Results whose exercise nobody could tell, or that the course has no more; they have no place in it. */
  left: number;
  /** The database, without its password. */
  place: string;
}

const PATIENCE = 60;
const COURSE = 'unroll';

interface Answer {
  say?: string;
  done?: {place: string; course: string; timeless?: string[]; students?: number};
  refused?: string;
  away?: string;
}

/** Python's part: everything in one transaction, or nothing. A program that is cut off from us writes nothing. */
async function ask(
  lines: Iterable<object>,
  {out, say}: GradebookPlace,
): Promise<Required<Pick<Answer, 'done'>>['done']> {
  const python = pythonPath();
  const env = {
    ...{...process.env, PYTHONUTF8: '1', PYTHONDONTWRITEBYTECODE: '1'},
    PATH: [dirname(python), process.env.PATH].join(delimiter), // nbgrader starts alembic
  };
  const child = spawn(python, [join(__dirname, 'gradebook.py')], {stdio: ['pipe', 'pipe', 'pipe'], env});
  let [complaint, last]: [string, Answer] = ['', {}];
  child.once('error', (error) => {
    complaint = error.message;
  });
  child.stderr.on('data', (piece: Buffer) => {
    complaint = (complaint + piece.toString()).slice(-2000);
  });
  const closed = new Promise((ended) => child.once('close', ended));
  child.stdin.on('error', () => undefined); // an early end is told by what it answered, or did not
  const heard = new Promise((ended) =>
    createInterface({input: child.stdout})
      .on('line', (line) => {
        const answer = JSON.parse(line) as Answer;
        if (answer.say !== undefined) say(answer.say);
        else last = answer;
      })
      .once('close', ended),
  );
  for (const line of lines) {
    if (!child.stdin.write(`${JSON.stringify(line)}\n`))
      await Promise.race([new Promise((ready) => child.stdin.once('drain', ready)), closed]);
  }
  child.stdin.end(`${JSON.stringify({end: true})}\n`);
  await Promise.all([closed, heard]);
  if (last.done) return last.done;
  if (last.away !== undefined)
    throw new GradebookError(
      `${last.away}; results are stored in ${out}, run the same command again when the database is back`,
      3,
    );
  const reason = last.refused ?? `please report this: ${complaint.trim().split('\n').pop() ?? ''}`;
  throw new GradebookError(`the gradebook was not written: ${reason}`, 2);
}

const keyOf = (...parts: string[]): string => JSON.stringify(parts);

/** Which submission of this run a result is about. */
function finder(submissions: readonly Submission[], assignment: string | undefined) {
  const known = new Map<string, Submission>();
  for (const submission of submissions) {
    const exercise = assignment ?? submission.exercise;
    const keys = [keyOf(submission.student, 'at', submission.where)];
    if (exercise !== undefined) keys.push(keyOf(submission.student, 'for', exercise));
    for (const key of keys) if (!known.has(key)) known.set(key, submission);
  }
  return ({student, where, exercise}: Result): Submission | undefined =>
    known.get(keyOf(student, 'at', where)) ?? known.get(keyOf(student, 'for', exercise));
}

/** What a run of the grader has for the gradebook. */
export interface GradebookContents {
  results: readonly Result[];
  /** Those of this run; of results of earlier runs less is known. */
  submissions: readonly Submission[];
  /** The exercise that the teacher named. */
  assignment?: string;
  /** A date for the exercises of this run, ISO 8601; others keep theirs. */
  due?: string;
}

/**
 * Writes results into nbgrader's database, all or none, and notebooks for marking beside it. Marks, comments and dates that
 * a person gave stay.
 *
 * @throws GradebookError when the database cannot be written
 */
export async function writeGradebook(contents: GradebookContents, place: GradebookPlace): Promise<GradebookReport> {
  const {results, submissions, assignment, due} = contents;
  const {out, url} = place;
  const find = finder(submissions, assignment);
  const graded = results.filter(({exercise}) => knownExercises().includes(exercise));
  const exercises = [...new Set(graded.map(({exercise}) => exercise))].map(
    (one) => [one, gradebookExercise(one)] as const,
  );
  const isOfRun = new Set(graded.filter(find).map(({exercise}) => exercise));
  const dates = exercises.filter(([one]) => due !== undefined && isOfRun.has(one)).map(([, {name}]) => [name, due]);
  function* lines(): Generator<object> {
    yield {
      ...{task: 'write', url, course: COURSE, due: Object.fromEntries(dates)},
      ...{config: configFile(place.config, out), seconds: place.patience ?? PATIENCE},
    };
    for (const [, exercise] of exercises) yield forDatabase(exercise);
    for (const result of graded) {
      const isChanged = submissionInPlace(out, result) !== result.sha256;
      yield recordOf(result, find(result)?.time ?? null, isChanged);
    }
  }
  const done = await ask(lines(), place);
  // Only now: were they there before the marks, a write that fails would forget that a submission is another one.
  for (const [, exercise] of exercises) writeSource(out, exercise);
  const timeless = new Set(done.timeless);
  for (const result of graded) {
    const submission = find(result);
    await writeForMarking(out, result, submission);
    const [student, {name}] = [studentId(result.student), gradebookExercise(result.exercise)];
    if (submission?.time !== undefined && !timeless.has(submission.time))
      writeTime(out, student, name, submission.time);
  }
  writeConfig(out, url, done.course);
  return {results: graded.length, left: results.length - graded.length, place: done.place};
}

const forDatabase = ({name, kernelspec, cells}: GradebookExercise): object => ({name, kernelspec, cells});

/**
 * Removes a student from the database, with all marks.
 *
 * @returns whether the student was in it
 * @throws GradebookError when the database cannot be written
 */
export async function forgetInGradebook(student: string, place: GradebookPlace): Promise<boolean> {
  const task = {task: 'forget', url: place.url, course: COURSE, student: studentId(student), config: null};
  const done = await ask([{...task, seconds: place.patience ?? PATIENCE}], place);
  return (done.students ?? 0) > 0;
}

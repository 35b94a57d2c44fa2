import {createHash} from 'node:crypto';
import {describeThrown} from '../../lib/src/checks/frame/frame';
import {InputError} from '../notebooks/notebook';
import {exerciseByContent} from './marking/mark-submission';
import {graderPrint} from './marking/print';
import type {Keys} from './marking/secret';
import type {Result} from './results/result';
import type {Store} from './results/store';
import {readSubmission} from './submissions/read';
import type {Submission} from './submissions/submission';
import {type Job, MarkingFailed, type Workers} from './workers/workers';

/** What a run of the grader is asked for. */
export interface Run {
  submissions: Submission[];
  /** Two digits, where the teacher named the exercise. */
  assignment?: string;
  workers: Workers;
  keys: Keys;
  store: Store;
  /** See `Marker`; 1 for marks that count. */
  patience?: number;
  /** Whether results that are there already are made anew. */
  again: boolean;
  onResult(result: Result, isNew: boolean): void;
}

/** What a run left ungraded, one line each. */
export interface Ungraded {
  /** Second notebooks of one student for one exercise. */
  doubles: string[];
  /** Submissions at which the grader itself failed: nothing is stored about them, and the next run tries them again. */
  failures: string[];
}

/** The exercise that a notebook tells itself, where it can be read at all. */
function toldBy(bytes: Buffer): string | undefined {
  try {
    return exerciseByContent(readSubmission(bytes, ''));
  } catch {
    return undefined;
  }
}

const faultOf = (error: unknown): string => `the grader failed at it, please report this: ${describeThrown(error)}`;

/** A submission's file, or why it cannot be had; what fails otherwise is a fault of the grader. */
async function contentOf(submission: Submission): Promise<Buffer | {unreadable: string}> {
  try {
    return await submission.read();
  } catch (error) {
    if (error instanceof InputError) return {unreadable: error.message};
    throw new MarkingFailed(faultOf(error));
  }
}

/** Runs `act` on items, as many at a time as `places` says at each moment; the first error ends it. */
async function pump<T>(items: readonly T[], places: () => number, act: (item: T) => Promise<void>): Promise<void> {
  const running = new Set<Promise<void>>();
  try {
    for (const item of items) {
      while (running.size >= Math.max(1, places())) await Promise.race(running);
      const one: Promise<void> = act(item).finally(() => running.delete(one));
      one.catch(() => undefined); // told by whoever waits for it
      running.add(one);
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running);
  }
}

/**
 * Grades submissions, several at a time, each result stored as soon as it is there. Work that an earlier run finished, with
 * the same file, the same grader and the same secret, is not done again.
 *
 * One submission at which the grader fails does not keep the others from their marks. Only those that are being graded are
 * in memory.
 *
 * @returns what was not graded
 * @throws SandboxError or WorkersGone when nothing can be run any more, and what the file system says when results cannot
 *   be stored
 */
export async function gradeAll(run: Run): Promise<Ungraded> {
  const {submissions, assignment, workers, keys, store, patience, again, onResult} = run;
  const taken = new Map<string, string>();
  const [doubles, failures]: [string[], string[]] = [[], []];
  /** Whether this is the first notebook of its student for its exercise; others are told, not graded. */
  const claim = ({student, where}: Submission, exercise: string): boolean => {
    const key = JSON.stringify([student, exercise]);
    const first = taken.get(key);
    if (first !== undefined)
      doubles.push(`${where}: not graded, ${first} is by the same student for the same exercise`);
    else taken.set(key, where);
    return first === undefined;
  };
  const finished = (student: string, exercise: string, bytes: Buffer): Result | undefined => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const same = (result: Result) =>
      result.sha256 === sha256 &&
      result.grader === graderPrint() &&
      result.secret === keys.name &&
      // Which lock it was makes no difference to the marks of honest work.
      (result.sandbox !== 'none' || workers.sandbox === 'none');
    return store.find(student, exercise, same);
  };
  const grade = async (submission: Submission): Promise<void> => {
    const {student, where} = submission;
    const named = assignment ?? submission.exercise;
    // Claimed before anything is waited for: the first in order is graded, whichever is read first.
    if (named !== undefined && !claim(submission, named)) return;
    const content = await contentOf(submission);
    const exercise = named ?? (Buffer.isBuffer(content) ? toldBy(content) : undefined);
    if (named === undefined && !claim(submission, exercise ?? '')) return;
    const known =
      again || exercise === undefined || !Buffer.isBuffer(content) ? undefined : finished(student, exercise, content);
    if (known) return onResult(known, false);
    const job: Job = {
      ...{student, exercise, where, patience, secret: keys.name, key: keys.of(student).toString('base64')},
      content: Buffer.isBuffer(content) ? {base64: content.toString('base64')} : content,
    };
    const result = await workers.mark(job);
    store.save(result);
    onResult(result, true);
  };
  await pump(
    submissions,
    () => workers.places(),
    async (submission) => {
      try {
        await grade(submission);
      } catch (error) {
        if (error instanceof MarkingFailed) failures.push(`${submission.where}: ${error.message}`);
        else if (isFault(error)) failures.push(`${submission.where}: ${faultOf(error)}`);
        else throw error;
      }
    },
  );
  return {doubles, failures};
}

/** Errors of the language itself are faults of the grader at one submission; all others (disk, sandbox, workers) concern every one. */
const isFault = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

import {createHash} from 'node:crypto';
import {describeThrown} from '../../lib/src/checks/frame/frame';
import {type Compiler, startCompiler} from './compiler/client';
import {exerciseByContent, markSubmission} from './marking/mark-submission';
import {graderPrint, secretName} from './marking/print';
import type {Result} from './results/result';
import type {Store} from './results/store';
import {type Sandbox, SandboxError} from './sandbox/sandbox';
import {readSubmission} from './submissions/read';
import type {Submission} from './submissions/submission';

/** What a run of the grader is asked for. */
export interface Run {
  submissions: Submission[];
  /** Two digits, where the teacher named the exercise. */
  assignment?: string;
  sandbox: Sandbox;
  secret: Buffer;
  store: Store;
  /** How many are graded at a time. */
  slots: number;
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

/**
 * Grades submissions, several at a time, each result stored as soon as it is there. Work that an earlier run finished, with
 * the same file, the same grader and the same secret, is not done again.
 *
 * One submission at which the grader fails does not keep the others from their marks.
 *
 * @returns what was not graded
 * @throws SandboxError when nothing can be run, and what the file system says when results cannot be stored
 */
export async function gradeAll({
  submissions,
  assignment,
  sandbox,
  secret,
  store,
  slots,
  patience,
  again,
  onResult,
}: Run): Promise<Ungraded> {
  const waiting = [...submissions];
  const taken = new Map<string, string>();
  const [doubles, failures]: [string[], string[]] = [[], []];
  const isCurrent = async (submission: Submission): Promise<Result | undefined> => {
    if (again) return undefined;
    const bytes = await submission.read().catch(() => undefined);
    if (!bytes) return undefined;
    const exercise = assignment ?? submission.exercise ?? toldBy(bytes);
    if (exercise === undefined) return undefined;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const same = (result: Result) =>
      result.sha256 === sha256 &&
      result.grader === graderPrint() &&
      result.secret === secretName(secret) &&
      result.sandbox === sandbox.kind;
    return store.find(submission.student, exercise, same);
  };
  /** Whether this is the first notebook of its student for its exercise; others are told, not graded. */
  const claim = ({student, exercise, where}: Submission): boolean => {
    const key = JSON.stringify([student, assignment ?? exercise]);
    const first = taken.get(key);
    if (first !== undefined)
      doubles.push(`${where}: not graded, ${first} is by the same student for the same exercise`);
    else taken.set(key, where);
    return first === undefined;
  };
  const mark = async (submission: Submission, slot: number, compiler: Compiler): Promise<Result | undefined> => {
    try {
      return await markSubmission(submission, assignment, {sandbox, slot, secret, patience}, compiler);
    } catch (error) {
      if (error instanceof SandboxError) throw error;
      failures.push(`${submission.where}: the grader failed at it, please report this: ${describeThrown(error)}`);
      return undefined;
    }
  };
  const work = async (slot: number): Promise<void> => {
    const compiler = startCompiler(sandbox, slot);
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const claimed = next.exercise === undefined && assignment === undefined ? undefined : claim(next);
        if (claimed === false) continue;
        const known = await isCurrent(next);
        const result = known ?? (await mark(next, slot, compiler));
        if (!result) continue;
        if (claimed === undefined && !claim({...next, exercise: result.exercise})) continue;
        if (!known) store.save(result);
        onResult(result, !known);
      }
    } finally {
      await compiler.end();
    }
  };
  await Promise.all(Array.from({length: Math.min(slots, submissions.length)}, (_, slot) => work(slot)));
  return {doubles, failures};
}

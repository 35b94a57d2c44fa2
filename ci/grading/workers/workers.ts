import type {Result} from '../results/result';

/** One submission for a worker: all that is needed to mark it, and nothing about anybody else. */
export interface Job {
  student: string;
  /** Two digits, where the teacher, a folder or a name tells it; otherwise the content does. */
  exercise?: string;
  /** Where it comes from, for messages. */
  where: string;
  /** The file, in base64; or why it could not be read. */
  content: {base64: string} | {unreadable: string};
  /** The student's own key in base64, and the name of the secret that it comes from. */
  key: string;
  secret: string;
  /** See `Marker`. */
  patience?: number;
  parts?: readonly string[];
}

/** The grader itself failed at a submission: nothing is stored about it, and the next run tries it again. */
export class MarkingFailed extends Error {
  override name = 'MarkingFailed';
}

/** No work can be done any more (a cluster that is gone); what is stored stays, and the message says how to go on. */
export class WorkersGone extends Error {
  override name = 'WorkersGone';
}

/** Processes that mark submissions, on this machine or on others. */
export interface Workers {
  /** Which sandbox they lock learners' code in, see `Sandbox.kind`. */
  sandbox: string;
  /** How many jobs to give them at a time; it may change while they work. */
  places(): number;
  /**
   * Marks one submission.
   *
   * @throws MarkingFailed when the grader fails at it, SandboxError or WorkersGone when nothing can be marked any more
   */
  mark(job: Job): Promise<Result>;
  end(): Promise<void>;
}

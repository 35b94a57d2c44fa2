import {findPart} from '../../../lib/src/checks';
import {
  AnswerError,
  type Finding,
  type Learner,
  oneLine,
  type Part,
  runWith,
} from '../../../lib/src/checks/frame/frame';
import {misnamed} from '../../../lib/src/checks/frame/run';
import {courseFolder, programFile} from '../course/bundle';
import {EXPORTS, roomsOf} from '../course/rooms';
import {HIDDEN} from '../hidden-check';
import {ProcessEnded, type SandboxedProcess, startProcess} from '../learner/process';
import {remoteLearner} from '../learner/remote-learner';
import {CELL_LIMITS, TRAINING_LIMITS} from '../sandbox/limits';
import type {Sandbox} from '../sandbox/sandbox';
import type {CompiledNotebook} from '../wire/messages';
import {secondsOf, totalSecondsOf, trains} from './budgets';
import {type Keys, partKey, secretRandom} from './secret';

/** The marks of one part, with the learner's cells that it is about. */
export interface PartResult extends PartMarks {
  answer: string;
}

/** The marks of one part. */
export interface PartMarks {
  part: string;
  title: string;
  points: number;
  most: number;
  /** For the learner: what was found on the inputs of the exercise; of hidden inputs nothing is told. */
  message: string;
  /** For the teacher alone: what was found on hidden inputs, what cells threw, what broke the rules. */
  notes: string[];
  /** Whether something was tried that no honest answer does. */
  suspicious: boolean;
  seconds: number;
}

/** Everything that marking needs besides the cells. */
export interface Marker {
  sandbox: Sandbox;
  slot: number;
  keys: Keys;
  /** Factor on the seconds that answers may take; 1 for marks that count, less where a test waits for one that never answers. */
  patience?: number;
  /** Parts that are not run, and why: their checks did not come to an end before. They get no points. */
  given?: Readonly<Record<string, string>>;
  /** Told before each part, so that whoever waits knows which one takes long. */
  onPart?: (part: string) => void;
  /** Only these parts, where a test is about them; all of the exercise for marks that count. */
  parts?: readonly string[];
}

/** A value of each kind that `typeof` tells, for the message about wrong names. */
const SAMPLES: Record<string, unknown> = {
  function: () => undefined,
  number: 0,
  string: '',
  object: {},
  boolean: true,
  bigint: 0n,
  symbol: Symbol('sample'),
};

async function kindsOf(part: Part, process: SandboxedProcess, seconds: number): Promise<Record<string, unknown>> {
  const names = Object.keys(part.answers);
  const {kinds} = await process.ask({type: 'kinds', names}, seconds);
  const kindAt = (index: number) => {
    const kind: unknown = Array.isArray(kinds) ? kinds[index] : undefined;
    return typeof kind === 'string' && Object.hasOwn(SAMPLES, kind) ? SAMPLES[kind] : undefined;
  };
  return Object.fromEntries(names.map((name, index) => [name, kindAt(index)]));
}

/** What a learner reads whose answers fail on hidden inputs, in whatever way. */
const NOT_FOR_OTHERS = 'right for the inputs of the exercise, but not for others of the same kind';

/** The same process, with a limit for all questions together. */
function hurried(process: SandboxedProcess, total: number): SandboxedProcess {
  const end = performance.now() + 1000 * total;
  return {
    ...process,
    ask: (message, seconds) =>
      process.ask(message, Math.min(seconds, Math.max(0.01, (end - performance.now()) / 1000))),
  };
}

/** The process may end in the middle of a check: that is a finding, and the check must not take it for something else. */
function remembering(learner: Learner): {learner: Learner; ended: () => string | undefined} {
  let ended: string | undefined;
  const guard = async <T>(asked: Promise<T>): Promise<T> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error;
      ended = error.message;
      throw new AnswerError(error.message);
    }
  };
  /** A check that stops early may leave answers that nobody waits for; their failure is no failure of the grader. */
  const heard = <T>(asked: Promise<T>): Promise<T> => {
    asked.catch(() => undefined);
    return asked;
  };
  const guarded: Learner = {
    call: (name, ...values) => heard(guard(learner.call(name, ...values))),
    predict: (model, ...inputs) => heard(guard(learner.predict(model, ...inputs))),
  };
  return {learner: guarded, ended: () => ended};
}

/**
 * Marks one part in a fresh process: the visible check first, whose findings the learner may read, then the hidden one.
 *
 * Points are given only where both checks came to their end, every finding of both has passed, and the process still
 * answers afterwards. Whatever the process says about points is not read.
 *
 * @param part such as '20.3'
 * @param student whose work it is: hidden inputs are this student's own
 * @param notebook the compiled cells
 */
export async function markPart(
  id: string,
  student: string,
  notebook: CompiledNotebook,
  {sandbox, slot, keys, patience = 1}: Marker,
): Promise<PartMarks> {
  const part = findPart(id);
  const begin = performance.now();
  const seconds = patience * secondsOf(id);
  const rooms = roomsOf(id);
  const limits = trains(id) ? TRAINING_LIMITS : CELL_LIMITS;
  const program = {file: programFile('child'), reads: {lib: courseFolder(rooms)}, limits};
  const process = hurried(startProcess(sandbox, program, slot), patience * totalSecondsOf(id));
  const {learner, ended} = remembering(remoteLearner(process, seconds));
  const [notes, threw]: [string[], string[]] = [[], []];
  /** From the first hidden input on, what the process says or how it ends must not reach the learner: it could tell them. */
  let isHidden = false;

  const result = (passed: boolean, message: string): PartMarks => {
    const broken = process.violation();
    if (broken) notes.push(`broke the rules of the pipe: ${broken}`);
    const points = passed && !broken ? part.points : 0;
    const spent = Math.round((performance.now() - begin) / 10) / 100;
    const told = broken ? 'the answers did not come as values that functions return' : message;
    return {
      part: id,
      title: part.title,
      points,
      most: part.points,
      message: told,
      // A cell that threw explains a wrong answer; beside a right one it is some other part's business.
      notes: points > 0 ? notes : [...threw, ...notes],
      suspicious: !!broken,
      seconds: spent,
    };
  };

  try {
    const ran = await process.ask({type: 'run', rooms: EXPORTS, ...notebook}, seconds);
    if (Array.isArray(ran.failed)) threw.push(...ran.failed.slice(0, 20).map(cellNote));
    const wrong = misnamed(part, await kindsOf(part, process, seconds));
    if (wrong) return result(false, wrong);

    const visible = await runWith(part, learner);
    const found = visible.findings.find((finding) => !finding.passed)?.message;
    if (!visible.passed) return result(false, oneLine(ended() ?? found ?? 'nothing was checked'));

    isHidden = true;
    const source = secretRandom(partKey(keys.of(student), id));
    const check = (one: Learner): AsyncGenerator<Finding> => HIDDEN[id](one, source);
    const hidden = await runWith({...part, check}, learner);
    if (!hidden.passed) {
      notes.push(
        `hidden inputs: ${oneLine(ended() ?? hidden.findings.find(({passed}) => !passed)?.message ?? 'nothing')}`,
      );
      return result(false, NOT_FOR_OTHERS);
    }
    // Alive to the end, and no answer came that nobody had asked for.
    await process.ask({type: 'kinds', names: []}, seconds);
    return result(true, 'passed');
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error;
    if (isHidden) notes.push(oneLine(`after the last answer: ${error.message}`));
    return result(false, isHidden ? NOT_FOR_OTHERS : oneLine(`the cells did not run to their end: ${error.message}`));
  } finally {
    await process.end();
  }
}

function cellNote(failed: unknown): string {
  const {cell, says} = (failed ?? {}) as {cell?: unknown; says?: unknown};
  // Not turned into numbers and texts: a record from the pipe may name 'toString' what cannot be called.
  const place = typeof cell === 'number' ? cell + 1 : '?';
  return oneLine(`cell ${place} threw ${typeof says === 'string' ? says.slice(0, 1000) : 'something odd'}`);
}
